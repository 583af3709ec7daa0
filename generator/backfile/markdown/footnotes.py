"""Footnotes, of which none is lost: one that no text refers to stands after the others without a way back, and so does
one whose label another takes; both are remarked on."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin


class Remark(msgspec.Struct, frozen=True):
    """Something that whoever wrote the Markdown should know: its line (from 0), what is the matter, what to do."""

    line: int
    message: str
    hint: str


def footnotes(parser: MarkdownIt) -> None:
    """Adds footnotes to the parser. Remarks gather under `remarks` in the environment of a parse."""
    parser.use(footnote_plugin)
    parser.core.ruler.before("footnote_tail", "backfile_all_footnotes", _keep_all)
    parser.add_render_rule("footnote_anchor", _render_anchor)
    parser.add_render_rule("footnote_block_open", _render_block_open)


class _Definition:
    """A footnote's text as it was parsed."""

    def __init__(self, opening: Token) -> None:
        self.label = str(opening.meta["label"])
        self.line = opening.map[0] if opening.map else 0
        self.tokens: list[Token] = []


def _keep_all(state: StateCore) -> None:
    """Makes a list entry of every footnote that would have none. Runs before the footnotes are moved to the end, which
    loses what has no entry, and what stands around a footnote within a footnote."""
    if "footnotes" not in state.env or not state.env["footnotes"].get("refs"):
        return
    texts, definitions = _parted(state.tokens)
    entries, refs = state.env["footnotes"]["list"], state.env["footnotes"]["refs"]
    holders = {definition.label: definition for definition in definitions}
    for number, definition in enumerate(definitions):
        is_holder = holders[definition.label] is definition
        if is_holder and refs[f":{definition.label}"] >= 0:
            continue
        state.env.setdefault("remarks", []).append(_remark(definition, is_holder))
        if not is_holder:
            definition.label = f"{definition.label} {number}"  # no label that is written has a space
        entries[len(entries)] = {"label": definition.label, "count": 0}
    state.tokens = [*texts, *_joined(definitions)]


def _parted(tokens: Sequence[Token]) -> tuple[list[Token], list[_Definition]]:
    """The text without footnotes, and the footnotes in the order in which they begin."""
    texts: list[Token] = []
    definitions: list[_Definition] = []
    inside: list[_Definition] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside.append(_Definition(token))
            definitions.append(inside[-1])
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            (inside[-1].tokens if inside else texts).append(token)
    return texts, definitions


def _joined(definitions: Sequence[_Definition]) -> Iterator[Token]:
    for definition in definitions:
        meta = {"label": definition.label}
        yield Token("footnote_reference_open", "", 1, meta=meta)
        yield from definition.tokens
        yield Token("footnote_reference_close", "", -1)


def _remark(definition: _Definition, is_holder: bool) -> Remark:
    mark = f"[^{definition.label}]"
    if is_holder:
        message = f"nothing refers to the footnote {mark}; it stands after the others."
        return Remark(definition.line, message, f"Write {mark} where it belongs, or make it a paragraph.")
    message = f"there is another footnote {mark} further down, and references lead to that; this one stands at the end."
    return Remark(definition.line, message, "Give one of them another label.")


def _render_anchor(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    meta = tokens[index].meta
    if env["footnotes"]["list"][meta["id"]].get("count") == 0:
        return ""
    note, which = meta["id"] + 1, meta["subId"]
    target = f"fnref{note}:{which}" if which else f"fnref{note}"
    return f' <a href="#{target}" class="footnote-backref" aria-label="Back to the text">\u21a9\ufe0e</a>'


def _render_block_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<section class="footnotes" aria-label="Footnotes">\n<ol class="footnotes-list">\n'
