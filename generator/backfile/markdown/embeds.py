"""Embeds: `::: embed`, an address, `:::`. The rule is the container plugin's, which looks for the end of each embed
within an embed through the whole rest: a minute for a megabyte of beginnings. What an embed's address shows is told in
attributes of the element, of which no author can write one: what the page's script loads comes from there."""

import re
from collections.abc import MutableMapping, Sequence
from html import escape, unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from backfile.markdown.embed_providers import Embed, embed_of

_OPENING = re.compile(r"(:{3,})[ \t]*embed(?:[ \t][^\n]*)?$")


def embeds(parser: MarkdownIt) -> None:
    """Adds embeds to the parser."""
    parser.block.ruler.before(
        "fence", "container_embed", _embed, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.add_render_rule("container_embed_open", _render)
    parser.add_render_rule("container_embed_close", _render)


def _embed(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    opening = None if state.is_code_block(first) else _OPENING.match(_line(state, first))
    if not opening or silent:
        return opening is not None
    marks = len(opening[1])
    around: list[int] = state.env.setdefault("embeds", [])
    # What ends an embed with as many marks or more would have ended the one that it stands in.
    is_ended_by_parent = state.parentType == "container" and bool(around) and around[-1] <= marks
    last = end if is_ended_by_parent else _last_line(state, first, end, marks)
    is_closed = last < end and state.sCount[last] >= state.blkIndent
    around.append(marks)
    _read_within(state, first, last, opening[1])
    around.pop()
    state.line = last + is_closed
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _last_line(state: StateBlock, first: int, end: int, marks: int) -> int:
    """The line that ends the embed: its end, or the first that stands further out."""
    for line in range(first + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line
        if _closes(state, line, marks):
            return line
    return end


def _closes(state: StateBlock, line: int, marks: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":" * marks, start) or state.is_code_block(line):
        return False
    return not _line(state, line).lstrip(":").strip(" \t")


def _read_within(state: StateBlock, first: int, last: int, marks: str) -> None:
    before = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    opening = state.push("container_embed_open", "div", 1)
    opening.markup, opening.block, opening.map = marks, True, [first, last]
    state.md.block.tokenize(state, first + 1, last)
    closing = state.push("container_embed_close", "div", -1)
    closing.markup, closing.block = marks, True
    state.parentType, state.lineMax = before


def _render(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    return '<div class="embed">\n' if tokens[index].nesting == 1 else "</div>\n"


_EMBED = '<div class="embed">'
# Attributes with the values in them, so that no value is taken for a tag.
_TAG = re.compile(r"""<(?:/?div|a)\b(?:[^">]|"[^"]*")*>""")
_HREF = re.compile(r'\shref="([^"]*)"')


def with_providers(html: str) -> str:
    """`html` (as our renderer or the sanitiser wrote it) with each embed told of by the first link in it."""
    if _EMBED not in html:
        return html
    parts: list[str] = []
    last, opened = 0, -1
    for tag in _TAG.finditer(html):
        if tag[0].startswith("<a"):
            href = _HREF.search(tag[0]) if opened >= 0 else None
            found = embed_of(unescape(href[1])) if href else None
            if found:
                parts += (html[last:opened], _told(found))
                last, opened = opened + len(_EMBED), -1
        else:
            opened = tag.start() if tag[0] == _EMBED else -1
    return "".join((*parts, html[last:]))


def _told(embed: Embed) -> str:
    frame = f' data-kind="{embed.kind}" data-shape="{embed.shape}" data-frame="{escape(embed.frame)}"'
    return f'<div class="embed" data-provider="{escape(embed.provider)}"{frame if embed.frame else ""}>'
