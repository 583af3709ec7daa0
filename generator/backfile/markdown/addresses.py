"""Addresses of links, read and normalised as the library does it, which looks at each sign in Python: one pattern tells
those of which nothing has to be changed."""

import re
from types import ModuleType
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.common.normalize_url import normalizeLink

_PLAIN = re.compile(r"[^\x00-\x20\x7f\\()<&]++(?=[\x00-\x20\x7f)])")
"""An address with its end behind it. Brackets in it are counted, `\\` and `&` resolved by the library."""

_NORMAL = re.compile(
    r"(?:https?://[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}(?=[/?#]|\Z)|(?!//)[A-Za-z0-9_.+-]*+(?!:))"
    r"(?:[A-Za-z0-9;/?:@&=+$,_.!~*'()#-]|%[0-9A-Fa-f]{2})*+"
)
"""An address with a host whose names need no encoding, or without one, and no sign that is written as `%XX`."""


class _Found:
    """What the library's rules ask of a destination."""

    __slots__ = ("ok", "pos", "str")

    def __init__(self, text: str, end: int) -> None:
        self.ok, self.str, self.pos = True, text, end


def _parse_destination(text: str, start: int, end: int) -> Any:
    found = _PLAIN.match(text, start, end)
    return _Found(found[0], found.end()) if found else helpers.parseLinkDestination(text, start, end)


def normalized(url: str) -> str:
    """The address as it stands in HTML: hosts in ASCII, other signs encoded."""
    return url if _NORMAL.fullmatch(url) else normalizeLink(url)


def quick_addresses(parser: MarkdownIt) -> None:
    """Has the parser read addresses so."""
    own = ModuleType("helpers")
    vars(own).update(vars(helpers), parseLinkDestination=_parse_destination)
    parser.helpers = own
    parser.normalizeLink = normalized  # type: ignore[method-assign] # for this parser only, as rules are
