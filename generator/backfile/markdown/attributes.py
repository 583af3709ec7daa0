"""Attribute lists (`{.class #anchor}`) after and before what they belong to. A template's `{% … %}` is none but text,
though the plugin takes it for a comment and drops it. The plugin copies the rest of the text for each list that it
looks for, which took minutes for a megabyte of `[a]`; these rules read on in place."""

from collections.abc import Iterator, Sequence
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.index import _add_attrs, _attr_block_rule, _find_opening
from mdit_py_plugins.attrs.parse import ParseError, parse

from backfile.markdown.footnotes import Remark
from backfile.markdown.places import with_lines

ATTRIBUTES = ("class", "id", "lang", "dir", "title", "credit", "width", "height", "start", "cite", "datetime")
_ALLOWED = set(ATTRIBUTES)
_AFTER = ("image", "code_inline", "link_close", "span_close")
_TEMPLATE = "{%"

Attributes = dict[str, str | int | float]
"""Names and values, as tokens have them."""


def attribute_lists(parser: MarkdownIt) -> None:
    """Adds attribute lists to the parser."""
    parser.use(attrs_plugin, spans=True, allowed=ATTRIBUTES)
    parser.use(attrs_block_plugin, allowed=ATTRIBUTES)
    parser.block.ruler.at("attr", _attribute_block)
    parser.core.ruler.at("attr", _give_to_blocks)
    parser.inline.ruler.at("span", _span)
    parser.inline.ruler.at("attr", _after_element)
    parser.inline.ruler.before("span", "backfile_template", _template)


def _attribute_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A list that is a whole line; the plugin drops what stands between two lists on one."""
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]].rstrip(" \t")
    if not line.startswith("{") or line.startswith(_TEMPLATE) or _length(line) != len(line):
        return False
    return _attr_block_rule(state, first, end, silent)


def _length(line: str) -> int:
    try:
        return parse(line)[0] + 1
    except ParseError:
        return -1


def _give_to_blocks(state: StateCore) -> None:
    """Moves what attribute blocks hold to the block behind them; of several in a row the last has the last word."""
    state.tokens = list(_given(state))


def _given(state: StateCore) -> Iterator[Token]:
    waiting: list[Token] = []
    for token in (*state.tokens, Token("end", "", -1)):
        if token.type == "attrs_block":
            waiting.append(token)
            continue
        if waiting and token.nesting >= 0:
            given = _merged([block.attrs for block in waiting])
            if "class" in given and "class" in token.attrs:
                given["class"] = f"{given['class']} {token.attrs['class']}"
            _add_attrs(state.md, token, given, _ALLOWED)
        elif waiting:
            state.env.setdefault("remarks", []).extend(map(_belongs_to_nothing, waiting))
        waiting = []
        if token.type != "end":
            yield token


def _belongs_to_nothing(block: Token) -> Remark:
    message = f"the attribute list {_written(block.attrs)} belongs to nothing, as no block follows it."
    return Remark(block.map[0] if block.map else 0, message, "Put it on the line before its block, or take it out.")


def unknown_attributes(tokens: Sequence[Token]) -> Iterator[Remark]:
    """A remark on each list with attributes that no element gets."""
    for line, token in with_lines(tokens):
        unknown = token.meta and token.meta.get("insecure_attrs")
        if unknown:
            message = f"no element gets the attributes {_written(unknown)}."
            yield Remark(line, message, f"Known are {', '.join(ATTRIBUTES)}; write \\{{ for a brace that is text.")


def _written(attributes: Attributes) -> str:
    return "{" + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + "}"


def _merged(lists: Sequence[Attributes]) -> Attributes:
    merged: Attributes = {}
    for attributes in reversed(lists):
        for name, value in attributes.items():
            merged.setdefault(name, value)
    if "class" in merged:
        merged["class"] = " ".join(str(attributes["class"]) for attributes in lists if "class" in attributes)
    return merged


class _Rest:
    """The text from a place on, as the plugin's parser of lists reads it, without a copy."""

    def __init__(self, state: StateInline, start: int) -> None:
        self._state, self._start = state, start

    def __len__(self) -> int:
        return len(self._state.src) - self._start

    def __getitem__(self, place: int | slice) -> str:
        if isinstance(place, int):
            return self._state.src[self._start + place]
        return self._state.src[self._start + place.start : self._start + place.stop]

    def rfind(self, sign: str) -> int:
        """Where the sign stands last, looked for once a text."""
        return max(self._state.html_terminator_last(sign) - self._start, -1)


def _list_at(state: StateInline, start: int) -> tuple[int, Attributes] | None:
    """Where the list ends that begins there, and what it holds."""
    if not state.src.startswith("{", start) or state.src.startswith(_TEMPLATE, start):
        return None
    try:
        length, attributes = parse(cast(str, _Rest(state, start)))
    except ParseError:
        return None
    return start + length + 1, cast(Attributes, attributes)


def _span(state: StateInline, silent: bool) -> bool:
    """`[text]{list}`."""
    if state.src[state.pos] != "[":
        return False
    first, last, maximum = state.pos + 1, state.md.helpers.parseLinkLabel(state, state.pos), state.posMax
    found = _list_at(state, last + 1) if 0 <= last < maximum - 1 else None
    if not found:
        return False
    end, attributes = found
    if not silent:
        state.pos, state.posMax = first, last
        _add_attrs(state.md, state.push("span_open", "span", 1), attributes, _ALLOWED)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = end, maximum
    return True


def _after_element(state: StateInline, silent: bool) -> bool:
    """All lists in a row behind an element at once: one by one each would copy the classes before it."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens or state.tokens[-1].type not in _AFTER:
        return False
    opening = _find_opening(state.tokens, len(state.tokens) - 1)
    if opening is None:
        return False
    lists = []
    end = state.pos
    while found := _list_at(state, end):
        end = found[0]
        lists.append(found[1])
    if lists and not silent:
        _give_to_element(state, state.tokens[opening], lists)
    state.pos = end
    return bool(lists)


def _give_to_element(state: StateInline, token: Token, lists: Sequence[Attributes]) -> None:
    given: Attributes = {}
    for attributes in lists:
        given.update(attributes)
    classes = [str(attributes["class"]) for attributes in (token.attrs, *lists) if "class" in attributes]
    if classes:
        given["class"] = " ".join(classes)
    _add_attrs(state.md, token, given, _ALLOWED)


def _template(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_TEMPLATE, state.pos):
        return False
    if not silent:
        state.append_pending(_TEMPLATE)
    state.pos += len(_TEMPLATE)
    return True
