"""Brackets that are plain text, told before anything looks for a link in them: looking within each of a long row for
its end costs more than a second for a few thousand."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

BRACKETS_WITHIN = 6
"""Brackets within brackets from which the outer ones are plain text. A picture within a link within a note has two."""


def plain_brackets(parser: MarkdownIt) -> None:
    """Adds the rule to the parser, before every rule that brackets mean something to."""
    parser.inline.ruler.before("link", "backfile_plain_brackets", _plain_bracket)


def _plain_bracket(state: StateInline, silent: bool) -> bool:
    """Takes `[`, `![` or `^[` for text where its bracket is a plain one."""
    sign = state.src[state.pos]
    if sign == "[":
        bracket = state.pos
    elif sign in "!^" and state.src.startswith("[", state.pos + 1):
        bracket = state.pos + 1
    else:
        return False
    if not _is_plain(bracket, state):
        return False
    if not silent:
        state.pending += state.src[state.pos : bracket + 1]
    state.pos = bracket + 1
    return True


_KNOWN = -1


def _is_plain(bracket: int, state: StateInline) -> bool:
    """Looked up in the text's own cache, whose keys are positions: below zero it is free."""
    if _KNOWN not in state.cache:
        state.cache[_KNOWN] = 0
        state.cache.update({-2 - position: 0 for position in find_plain(state.src)})
    return -2 - bracket in state.cache


def find_plain(text: str) -> Iterator[int]:
    """The positions of opening brackets that no closing one follows, or with more than BRACKETS_WITHIN in them."""
    last = text.rfind("]")
    opened: list[int] = []
    within: list[int] = []
    for position, sign in _brackets(text):
        if sign == "[":
            opened.append(position)
            within.append(0)
        elif opened:
            yield from _closed(opened, within)
    yield from (position for position in opened if position > last)
    while opened:
        yield from _closed(opened, within)


def _closed(opened: list[int], within: list[int]) -> Iterator[int]:
    position, depth = opened.pop(), within.pop()
    if within:
        within[-1] = max(within[-1], depth + 1)
    if depth >= BRACKETS_WITHIN:
        yield position


_SIGN = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """Brackets and their positions, but for those that are escaped or in code."""
    signs = [(match.start(), match[0]) for match in _SIGN.finditer(text)]
    last_run = {sign: start for start, sign in signs if sign[0] == "`"}
    code = ""
    for start, sign in signs:
        if code:
            code = "" if sign == code else code
        elif sign[0] == "`":
            code = sign if last_run[sign] > start else ""
        elif sign in "[]":
            yield start, sign
