"""How each element is read into blocks: a table by element, and the small rules in it."""

import re

from msgspec.structs import replace

from backfile.importers.conversion.blocks import (
    Around,
    Attributes,
    Block,
    CodeBlock,
    Embed,
    Heading,
    Html,
    Image,
    More,
    Rule,
    Style,
    WordBreak,
)
from backfile.importers.conversion.elements import INLINE_ATTRIBUTES, RAW_STYLES
from backfile.importers.conversion.figures import is_captioned, is_gallery, read_captioned, read_figure, read_gallery
from backfile.importers.conversion.flow import Flow, Scope
from backfile.importers.conversion.footnotes import Notes
from backfile.importers.conversion.html_text import attributes_html
from backfile.importers.conversion.listing import read_definitions, read_item, read_list
from backfile.importers.conversion.pictures import is_same_picture
from backfile.importers.conversion.preformatted import language_of, read_pre
from backfile.importers.conversion.quotes import is_pull_quote, read_pull_quote, read_quote
from backfile.importers.conversion.raw_html import write_inner_html
from backfile.importers.conversion.tables import read_table
from backfile.importers.conversion.tree import Element, is_blank, text_of


def scope(notes: Notes) -> Scope:
    """What a flow needs to read a text with these footnotes."""
    return Scope(_RULES, notes)


def attributes_of(element: Element) -> Attributes:
    """What stands in braces before the block that the element becomes."""
    return tuple((name, element.attributes[name]) for name in ("id", "lang", "dir") if name in element.attributes)


def _paragraph(flow: Flow, element: Element) -> None:
    if is_pull_quote(element):
        read_pull_quote(flow, element)
    else:
        flow.read_paragraph(element.children, attributes_of(element))


def _heading(flow: Flow, element: Element) -> None:
    inlines = flow.line(element.children)
    if inlines:
        flow.add(Heading(max(2, int(element.tag[1])), inlines, attributes_of(element)))


def _division(flow: Flow, element: Element) -> None:
    if is_pull_quote(element):
        read_pull_quote(flow, element)
    elif is_gallery(element):
        read_gallery(flow, element)
    elif is_captioned(element):
        read_captioned(flow, element)
    elif "embed" in element.get("class").lower() and _single_address(element):
        flow.add(Embed(_single_address(element)))
    else:
        _plain_division(flow, element)


_ADDRESS = re.compile(r"\s*https?://\S+\s*$")


def _single_address(element: Element) -> str:
    """The address that is all that an embed holds: as text, or as a link that shows it."""
    text = text_of(element)
    links = [one for one in _links(element) if one.get("href")]
    if len(links) == 1 and text.strip() in (text_of(links[0]).strip(), links[0].get("href")):
        return links[0].get("href")
    return text.strip() if not links and _ADDRESS.match(text) and not any(_media(element)) else ""


def _links(element: Element) -> list[Element]:
    found = []
    for child in element.elements:
        found += [child] if child.tag == "a" else _links(child)
    return found


def _media(element: Element) -> list[Element]:
    return [one for child in element.elements for one in ([child] if child.tag in ("img", "embed") else _media(child))]


def _plain_division(flow: Flow, element: Element) -> None:
    was, flow.language = flow.language, language_of(element) or flow.language
    named = tuple((name, value) for name, value in attributes_of(element) if name != "id")
    blocks = flow.inside(element.children, element.get("id"))
    flow.language = was
    if named and len(blocks) == 1 and not isinstance(blocks[0], (Html, Around, CodeBlock)):
        flow.add(_with(blocks[0], named))
    elif named and blocks:
        flow.add(Around(f"<div{attributes_html(named)}>", blocks, "</div>"))
    else:
        for block in blocks:
            flow.add(block)


def _with(block: Block, attributes: Attributes) -> Block:
    names = {name for name, _ in block.attributes}
    return replace(block, attributes=(*block.attributes, *(one for one in attributes if one[0] not in names)))


def _details(flow: Flow, element: Element) -> None:
    summary = next((one for one in element.elements if one.tag == "summary"), None)
    rest = [one for one in element.children if one is not summary]
    shown = f"\n<summary>{write_inner_html(summary.children, flow.scope.notes)}</summary>" if summary else ""
    is_open = " open" if "open" in element.attributes else ""
    flow.add(Around(f"<details{is_open}>{shown}", flow.inside(rest), "</details>"))


def _styled(flow: Flow, element: Element) -> None:
    names = (*INLINE_ATTRIBUTES.get(element.tag, ()), "lang", "dir")
    attributes = tuple((name, element.get(name)) for name in names if element.get(name))
    flow.read_styled(Style(element.tag, attributes), element.children)


def _code(flow: Flow, element: Element) -> None:
    flow.read_code(element.children)


def _span(flow: Flow, element: Element) -> None:
    language = tuple((name, element.get(name)) for name in ("lang", "dir") if element.get(name))
    if language:
        flow.read_styled(Style("span", language), element.children)
    else:
        flow.read(element.children)


def _link(flow: Flow, element: Element) -> None:
    href = element.get("href")
    inner = [one for one in element.children if not is_blank(one)]
    if not href:
        _span(flow, element)
    elif len(inner) == 1 and isinstance(inner[0], Element) and inner[0].tag == "img" and is_same_picture(href, inner[0].get("src")):
        flow.put(Image(href, inner[0].get("alt"), inner[0].get("title")))
    else:
        title = element.get("title")
        attributes = (("href", href), ("title", title)) if title and title != text_of(element) else (("href", href),)
        flow.read_styled(Style("link", attributes), element.children)


def _image(flow: Flow, element: Element) -> None:
    flow.put(Image(element.get("src"), element.get("alt"), element.get("title")))


def _embed(flow: Flow, element: Element) -> None:
    flow.add(Embed(element.get("href"), element.get("label"), is_medium=element.tag != "embed"))


def _checkbox(flow: Flow, element: Element) -> None:
    flow.put("[x] " if element.get("checked") else "[ ] ")


_RULES = {
    "p": _paragraph,
    "div": _division,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": read_quote,
    "ul": read_list,
    "ol": read_list,
    "li": read_item,
    "dl": read_definitions,
    "table": read_table,
    "figure": read_figure,
    "pre": read_pre,
    "details": _details,
    "hr": lambda flow, element: flow.add(Rule(attributes_of(element))),
    "more": lambda flow, element: flow.add(More()),
    "br": lambda flow, element: flow.put_break(),
    "wbr": lambda flow, element: flow.put(WordBreak()),
    "a": _link,
    "span": _span,
    "code": _code,
    "img": _image,
    "checkbox": _checkbox,
    **dict.fromkeys(("embed", "film", "sound"), _embed),
    **dict.fromkeys(("strong", "em", "strike", *RAW_STYLES), _styled),
}
