"""Paragraphs that can be nothing else, told by how their lines begin, before fourteen rules are asked that would each
say no. The tokens are those of the library's rule."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_PLAIN = re.compile(
    r"[^`~>*\-_+0-9\[<#{:|= \t\n]|\*{1,2}[^* \t\n]|_{1,2}[^_ \t\n]|`{1,2}[^`]|[0-9]++[^.)]|-[^\-:| \t\n]|\+[^ \t\n]"
    r"|#[^# \t\n]|\{%|\[(?!\^)[^\[\]\\\n]*+(?:\](?!:)|\[)"
)
"""How a line begins that no rule but the paragraph's takes, and that ends none."""

_UNDERLINES = frozenset("-=:|~")
"""What a line begins with that may make a heading, a table or a definition list of the lines before it."""


def plain_paragraphs(parser: MarkdownIt) -> None:
    """Adds the rule to the parser, before all others: call it last."""
    parser.block.ruler.before("table", "backfile_plain_paragraph", _plain_paragraph, {"alt": []})


def _plain_paragraph(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if state.sCount[first] - state.blkIndent > 3 or not _PLAIN.match(state.src, start):
        return False
    last = _last_line(state, first)
    if last is None or _may_be_a_term(state, first, last):
        return False
    text = mdTrim(state.getLines(first, last, state.blkIndent, False))
    level = state.level
    state.tokens += (
        Token("paragraph_open", "p", 1, map=[first, last], level=level, block=True),
        Token("inline", "", 0, map=[first, last], level=level + 1, children=[], content=text, block=True),
        Token("paragraph_close", "p", -1, level=level, block=True),
    )
    state.line = last
    return True


def _last_line(state: StateBlock, first: int) -> int | None:
    """The line behind the paragraph, or nothing where a line of it may make more of it than that."""
    starts, shifts, ends = state.bMarks, state.tShift, state.eMarks
    for line in range(first + 1, state.lineMax):
        start = starts[line] + shifts[line]
        if start >= ends[line]:
            return line
        if _PLAIN.match(state.src, start):
            continue
        if state.src[start] in _UNDERLINES and state.sCount[line] >= state.blkIndent:
            return None
        if _ends_paragraph(state, line):
            return line
    return max(state.lineMax, first + 1)


def _ends_paragraph(state: StateBlock, line: int) -> bool:
    """As the library's rule asks it: an indented line goes on, and so does one that a quote has looked at."""
    if state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0:
        return False
    parent, state.parentType = state.parentType, "paragraph"
    rules = state.md.block.ruler.getRules("paragraph")
    ends = any(rule(state, line, state.lineMax, True) for rule in rules)
    state.parentType = parent
    return ends


def _may_be_a_term(state: StateBlock, first: int, last: int) -> bool:
    """Whether a definition may stand below the one line, an empty one between them."""
    below = first + 2
    if last > first + 1 or below >= state.lineMax:
        return False
    return state.src.startswith((":", "~"), state.bMarks[below] + state.tShift[below])
