"""The Markdown of an archive: CommonMark with tables, strikethrough, footnotes, definition lists, attribute lists,
pull quotes, figures and embeds. Parses and renders; what is safe is decided in sanitize.py."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.inline import inline
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.deflist import deflist_plugin

from backfile.markdown.addresses import quick_addresses
from backfile.markdown.attributes import ATTRIBUTES, attribute_lists
from backfile.markdown.brackets import plain_brackets
from backfile.markdown.embeds import embeds
from backfile.markdown.footnotes import footnotes
from backfile.markdown.inline_parser import QuickInline
from backfile.markdown.plain_paragraphs import plain_paragraphs
from backfile.markdown.renderer import QuickRenderer
from backfile.markdown.sanitize import sanitize
from backfile.markdown.tables import tables

MAX_NESTING = 400
"""Blocks within blocks beyond which text would be dropped: markdown-it-py's own bound for CommonMark is 20, and it says
nothing."""

INLINE_NESTING = 20
"""Brackets within brackets beyond which they are plain text: CommonMark's own bound in markdown-it-py. Nothing is lost
by it, and with 400 a line of 120,000 brackets took half a minute."""


@lru_cache(maxsize=2)
def markdown_parser(linkify: bool = False) -> MarkdownIt:
    """The configured parser. With `linkify` a bare URL in the text becomes a link."""
    parser = unhurried_parser(linkify, QuickRenderer)
    plain_paragraphs(parser)
    quick_addresses(parser)
    parser.core.ruler.at("normalize", _normalize)
    parser.inline = QuickInline(parser)
    return parser


def unhurried_parser(linkify: bool, renderer: Callable[[MarkdownIt], RendererHTML] = RendererHTML) -> MarkdownIt:
    """The parser without its shortcuts: slower, and the measure of what they have to give."""
    options = {"html": True, "maxNesting": MAX_NESTING, "linkify": False, "xhtmlOut": False}
    parser = MarkdownIt("commonmark", options, renderer_cls=renderer)
    parser.enable("strikethrough")
    parser.use(tables)
    parser.use(footnotes)
    parser.use(deflist_plugin)
    parser.use(attribute_lists)
    parser.use(plain_brackets)
    parser.use(embeds)
    parser.core.ruler.before("inline", "backfile_heading_attributes", _heading_attributes)
    parser.core.ruler.at("inline", _bounded_inline)
    parser.core.ruler.push("backfile_figures", _figures)
    parser.core.ruler.push("backfile_headings", _headings)
    parser.core.ruler.push("backfile_embeds", _embeds)
    parser.core.ruler.push("backfile_cells", _cells)
    if linkify:
        parser.core.ruler.push("backfile_bare_urls", _bare_urls)
    for name, rule in _RENDER_RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _normalize(state: StateCore) -> None:
    """As the library's rule, which replaces every `\\n` by itself."""
    state.src = state.src.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


_TRAILING_ATTRIBUTES = re.compile(r"[ \t]*(\{[ \t]*[#.:\w][^{}]*\})[ \t]*$")


def _heading_attributes(state: StateCore) -> None:
    """Takes `{#anchor .class}` from the end of a heading, where Hugo, Kramdown and Pandoc have it."""
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        inline = state.tokens[index + 1]
        found = _TRAILING_ATTRIBUTES.search(inline.content)
        if not found:
            continue
        try:
            _, attributes = parse_attributes(re.sub(r"^\{:", "{", found[1]))
        except ParseError:
            continue
        inline.content = inline.content[: found.start()]
        unknown = {name: value for name, value in attributes.items() if name not in ATTRIBUTES}
        token.attrs.update({name: value for name, value in attributes.items() if name in ATTRIBUTES})
        token.meta.update({"insecure_attrs": unknown} if unknown else {})


def _bounded_inline(state: StateCore) -> None:
    state.md.options["maxNesting"] = INLINE_NESTING
    try:
        inline(state)
    finally:
        state.md.options["maxNesting"] = MAX_NESTING


def _headings(state: StateCore) -> None:
    """Gives each heading an id from its text, and makes level 1 level 2: the page's title is the only h1."""
    used: dict[str, int] = {}
    for index, token in enumerate(state.tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        if token.tag == "h1":
            token.tag = "h2"
        if token.type == "heading_open" and "id" not in token.attrs:
            token.attrSet("id", _anchor(inline_text(state.tokens[index + 1]), used))


def _anchor(text: str, used: dict[str, int]) -> str:
    base = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", text).casefold()).strip("-_") or "section"
    used[base] = used.get(base, 0) + 1
    return base if used[base] == 1 else f"{base}-{used[base]}"


def inline_text(token: Token) -> str:
    """The plain text of an inline token: what a reader sees, pictures by their alternative text."""
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(inline_text(child))
        elif child.type not in ("html_inline", "footnote_ref"):
            parts.append(child.content)
    return "".join(parts)


def _figures(state: StateCore) -> None:
    """Makes a picture that stands alone in its paragraph a figure: its title is the caption (Markdown of its
    own), its attribute `credit` the credit."""
    tokens = state.tokens
    for index in range(1, len(tokens) - 1):
        token = tokens[index]
        if token.type != "inline" or tokens[index - 1].type != "paragraph_open" or tokens[index - 1].hidden:
            continue
        images = [child for child in token.children or () if child.type != "text" or child.content.strip()]
        if len(images) == 1 and images[0].type == "image":
            _make_figure(state, tokens[index - 1], images[0], tokens[index + 1])


def _make_figure(state: StateCore, opening: Token, image: Token, closing: Token) -> None:
    title = str(image.attrs.pop("title", ""))
    credit = str(image.attrs.pop("credit", ""))
    opening.type, opening.tag = "figure_open", "figure"
    closing.type, closing.tag = "figure_close", "figure"
    closing.meta = {"caption": sanitize(state.md.renderInline(title)) if title else "", "credit": credit}


def _embeds(state: StateCore) -> None:
    """Makes the bare address in an embed a link."""
    inside = 0
    for token in state.tokens:
        inside += (token.type == "container_embed_open") - (token.type == "container_embed_close")
        if inside and token.type == "inline" and token.children:
            token.children = _linked(token.children)


def _cells(state: StateCore) -> None:
    """Tells a cell's alignment by a class: a strict content security policy forbids the style it would have."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs["class"] = str(token.attrs.pop("style")).removeprefix("text-align:")


_BARE_URL = re.compile(r"https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]}]")


def _bare_urls(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and "http" in token.content:
            token.children = _linked(token.children)


def _linked(children: Sequence[Token]) -> list[Token]:
    result: list[Token] = []
    inside = 0
    for child in children:
        inside += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "text" and not inside:
            result.extend(_split_at_urls(child))
        else:
            result.append(child)
    return result


def _split_at_urls(token: Token) -> list[Token]:
    parts: list[Token] = []
    last = 0
    for match in _BARE_URL.finditer(token.content):
        url = match[0]
        link = Token("link_open", "a", 1, attrs={"href": url})
        texts = (token.content[last : match.start()], url)
        parts += [Token("text", "", 0, content=texts[0]), link, Token("text", "", 0, content=url)]
        parts.append(Token("link_close", "a", -1))
        last = match.end()
    if not parts:
        return [token]
    return [*parts, Token("text", "", 0, content=token.content[last:])]


Rule = Any
"""A render rule as markdown-it-py calls it: (renderer, tokens, index, options, env) → HTML."""


def _render_table_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<div class="table" role="region" tabindex="0" aria-label="Table">\n' + self.renderToken(
        tokens, index, options, env
    )


def _render_table_close(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table>\n</div>\n"


def _render_figure_close(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    caption, credit = tokens[index].meta["caption"], tokens[index].meta["credit"]
    if not caption and not credit:
        return "</figure>\n"
    span = f'<span class="credit">{_escape(credit)}</span>' if credit else ""
    return f"\n<figcaption>{caption}{' ' if caption and span else ''}{span}</figcaption>\n</figure>\n"


def _render_fence(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return RendererHTML.fence(self, tokens, index, options, env).replace("<pre>", '<pre tabindex="0">', 1)


def _render_code_block(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return RendererHTML.code_block(self, tokens, index, options, env).replace("<pre>", '<pre tabindex="0">', 1)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


_RENDER_RULES: dict[str, Rule] = {
    "table_open": _render_table_open,
    "table_close": _render_table_close,
    "figure_close": _render_figure_close,
    "fence": _render_fence,
    "code_block": _render_code_block,
}
