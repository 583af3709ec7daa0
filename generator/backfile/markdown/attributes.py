"""Attribute lists (`{.class #anchor}`) after and before what they belong to. A template's `{% … %}` is none but text,
though the plugin takes it for a comment and drops it."""

from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.index import _attr_block_rule, _span_rule

ATTRIBUTES = ("class", "id", "lang", "dir", "title", "credit", "width", "height", "start", "cite", "datetime")
_TEMPLATE = "{%"


def attribute_lists(parser: MarkdownIt) -> None:
    """Adds attribute lists to the parser."""
    parser.use(attrs_plugin, spans=True, allowed=ATTRIBUTES)
    parser.use(attrs_block_plugin, allowed=ATTRIBUTES)
    parser.block.ruler.at("attr", _attribute_block)
    parser.inline.ruler.at("span", partial(_span, allowed=set(ATTRIBUTES)))
    parser.inline.ruler.before("span", "backfile_template", _template)


def _attribute_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    return not state.src.startswith(_TEMPLATE, start) and _attr_block_rule(state, first, end, silent)


def _span(state: StateInline, silent: bool, *, allowed: set[str]) -> bool:
    if state.src[state.pos] == "[" and _TEMPLATE in state.src:
        end = state.md.helpers.parseLinkLabel(state, state.pos, False)
        if end >= 0 and state.src.startswith(_TEMPLATE, end + 1):
            return False
    return _span_rule(state, silent, allowed=allowed)


def _template(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_TEMPLATE, state.pos):
        return False
    if not silent:
        state.pending += _TEMPLATE
    state.pos += len(_TEMPLATE)
    return True
