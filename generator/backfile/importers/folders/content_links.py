"""Links that a generator writes in a form of its own (`@/a.md`, `{filename}a.md`, `link://slug/a`) as addresses."""

import re
from collections.abc import Callable

from backfile.importers.folders.code import outside_code, sub_outside_code


def link_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern for `with_links`: what `pattern` finds after the beginning of a link."""
    return outside_code(rf"(?P<before>\]\([ \t]*+<?|\]:[ \t]*+<?|(?:href|src)=[\"'])(?:{pattern})")


def with_links(body: str, pattern: re.Pattern[str], address: Callable[[re.Match[str]], str]) -> str:
    """The body with what the pattern finds replaced by an address; an empty one leaves it as it is."""

    def turned(match: re.Match[str]) -> str:
        there = address(match)
        return f"{match['before']}{there}" if there else match[0]

    return sub_outside_code(body, pattern, turned)
