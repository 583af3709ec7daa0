"""Links that a generator writes in a form of its own (`@/a.md`, `{filename}a.md`, `link://slug/a`) as addresses."""

import re
from collections.abc import Callable

from backfile.importers.folders.code import outside_code


def with_links(body: str, pattern: str, address: Callable[[re.Match[str]], str]) -> str:
    """The body with what `pattern` finds after the beginning of a link, and outside of code, replaced by an address;
    an empty one leaves it as it is."""
    found = outside_code(rf"(?P<before>\]\(\s*<?|\]:[ \t]*<?|(?:href|src)=[\"']){pattern}")

    def turned(match: re.Match[str]) -> str:
        there = "" if match["code"] is not None else address(match)
        return f"{match['before']}{there}" if there else match[0]

    return found.sub(turned, body)
