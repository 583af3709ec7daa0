"""On which line of the Markdown each address stands, gathered in one walk: looking through the text for each anew took
a minute for a megabyte of links."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from markdown_it.token import Token


def lines_of_addresses(tokens: Sequence[Token]) -> dict[str, int]:
    """Each address of links and media, as the HTML will have it, with the line (from 0) where it stands first."""
    lines: dict[str, int] = {}
    for line, token in with_lines(tokens):
        if token.attrs or token.type in ("html_inline", "html_block"):
            for address, below in _addresses(token):
                lines.setdefault(address, line + below)
    return lines


def with_lines(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Every token and those within it, each with its line (from 0). A note within the text stands where it is
    referred to."""
    line = 0
    of_notes: dict[object, int] = {}
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "footnote_open":
            line = of_notes.get(token.meta["id"], line)
        yield line, token
        within = line
        for child in token.children or ():
            if child.type == "footnote_ref":
                of_notes.setdefault(child.meta["id"], within)
            yield within, child
            for inner in _within(child) if child.children else ():
                yield within, inner
            within += child.type in ("softbreak", "hardbreak")


def _within(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        yield child
        yield from _within(child)


_IN_HTML = re.compile(r"""\b(?:href|src|poster|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def _addresses(token: Token) -> Iterator[tuple[str, int]]:
    """Each address of the token and how many lines below its beginning it stands."""
    if token.type in ("html_inline", "html_block"):
        below = last = 0
        for found in _IN_HTML.finditer(token.content):
            below += token.content.count("\n", last, found.start())
            last = found.start()
            yield unescape(found[1] or found[2] or found[3] or "").strip(), below
    for name in ("href", "src"):
        if name in token.attrs:
            yield str(token.attrs[name]), 0
