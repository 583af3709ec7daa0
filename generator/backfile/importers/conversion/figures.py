"""Figures: a picture with its caption and credit, whichever markup holds them; galleries as several of them."""

import re
from collections.abc import Callable

from backfile.importers.conversion.blocks import Attributes, Figure, Html, Image, Open, Paragraph, Quote
from backfile.importers.conversion.flow import Flow
from backfile.importers.conversion.html_text import attributes_html, escape_html
from backfile.importers.conversion.raw_html import write_inner_html
from backfile.importers.conversion.tree import BOUNDARY, Element, Node, descendants, is_blank, text_of

_CAPTIONED = re.compile(
    r"(?:^|\s)(?:wp-caption|tr-caption-container|gallery-item|image-caption-container|captioned(?:-image)?|"
    r"image-with-caption|picture-and-caption|photo-with-caption|figure|kg-image-card|caption)(?:$|\s)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|figcaption|wp-caption-text|wp-caption-dd|gallery-caption)(?:$|[\s_-])", re.IGNORECASE)
_GALLERY = re.compile(r"(?:^|[\s_-])(?:gallery|tiled|kg-gallery)", re.IGNORECASE)
_GALLERY_ITEM = re.compile(r"galler(?:y|ies)[_-]?item(?!s)", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:photo-?)?(?:credits?|attribution|copyright|photographer|image-source|picture-credit)(?:$|[\s_-])", re.IGNORECASE
)
_PULL = re.compile(r"pull-?_?quote", re.IGNORECASE)


def is_captioned(element: Element) -> bool:
    """Whether its class says that it holds a picture with its caption, and it does."""
    return bool(_CAPTIONED.search(element.get("class"))) and len(_pictures(element)) == 1


def is_gallery(element: Element) -> bool:
    """Whether its class says that it holds several pictures, and it does."""
    name = element.get("class")
    return bool(_GALLERY.search(name)) and not _GALLERY_ITEM.search(name) and len(_pictures(element)) > 1


def read_figure(flow: Flow, element: Element) -> None:
    """A `<figure>` with whatever is in it."""
    if _PULL.search(element.get("class")):
        blocks = flow.inside(_unquoted(element))
        if blocks:
            flow.add(Quote(blocks, (("class", "pullquote"), *_attributes(element))))
    elif len(_pictures(element)) == 1:
        read_captioned(flow, element)
    elif len(_pictures(element)) > 1:
        read_gallery(flow, element)
    else:
        _read_other(flow, element)


def _unquoted(element: Element) -> list[Node]:
    return [
        inner
        for child in element.children
        for inner in (_unquoted(child) if isinstance(child, Element) and child.tag == "blockquote" else [child])
    ]


def _read_other(flow: Flow, element: Element) -> None:
    """A figure of a table, code, a film: what it holds, and the caption as a paragraph after it."""
    captions = [one for one in element.elements if one.tag == "figcaption"]
    flow.flush()
    for block in flow.inside([one for one in element.children if one not in captions], element.get("id")):
        flow.add(block)
    for caption in captions:
        flow.read_paragraph(caption.children, ())


def read_gallery(flow: Flow, element: Element) -> None:
    """Each picture as a figure, and the gallery's own caption as a paragraph."""
    flow.flush()
    captions = [one for one in element.elements if one.tag == "figcaption"]
    for node in _opened([one for one in element.children if one not in captions]):
        flow.flush()
        flow.read([node])
        flow.flush()
    for caption in captions:
        flow.read_paragraph(caption.children, ())


def _opened(nodes: list[Node]) -> list[Node]:
    """What is in a gallery's lists, items and boxes that hold several pictures."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and (node.tag in ("ul", "ol", "li") or (node.tag == "div" and len(_pictures(node)) > 1)):
            found += _opened(list(node.children))
        elif not is_blank(node) and node is not BOUNDARY:
            found.append(node)
    return found


def read_captioned(flow: Flow, element: Element) -> None:
    """The one picture in it with its caption and credit; what else stands in it comes after."""
    images = _pictures(element)
    if len(images) != 1:
        flow.flush()
        for node in element.children:
            flow.read([node]) if isinstance(node, str) else read_captioned(flow, node) if node.tag in ("dl", "dt") else flow.read([node])
            flow.flush()
        return
    captions = _topmost(element, lambda one: one.tag == "figcaption" or bool(_CAPTION.search(one.get("class"))) or one.tag == "dd")
    credits = _topmost(element, lambda one: bool(_CREDIT.search(one.get("class"))) and not any(map(_is_link, descendants(one))))
    credits = [one for one in credits if text_of(one).strip() and images[0] not in list(descendants(one))]
    captions = [one for one in captions if images[0] not in list(descendants(one))]
    taken = [*captions, *credits]
    captions = [_without(one, credits) for one in captions]
    credit = ", ".join(" ".join(text_of(one).split()) for one in credits)
    links = [one for one in descendants(element) if one.tag == "a" and images[0] in list(descendants(one))]
    _add_figure(flow, element, (links or images)[0], captions, credit)
    rest = _without(element, [*taken, *links[:1], images[0]])
    if text_of(rest).strip() or any(one.tag in ("embed", "film", "sound") for one in descendants(rest)):
        for block in flow.inside(rest.children):
            flow.add(block)


def _add_figure(flow: Flow, element: Element, picture: Element, captions: list[Element], credit: str) -> None:
    """The figure; as HTML where the picture is a link, for which Markdown has no form beside a caption."""
    inlines = flow.line([picture])
    image = next((one for one in inlines if isinstance(one, Image)), None)
    linked = next((one for one in inlines if isinstance(one, Open) and one.style.kind == "link"), None)
    caption = flow.line(_joined(captions))
    if image is None or (linked and not (caption or credit)):
        flow.add(Paragraph(inlines, _attributes(element)))
    elif linked:
        html = write_inner_html(_joined(captions), flow.scope.notes)
        flow.add(_linked(image, linked.style.get("href"), html, credit, _attributes(element)))
    else:
        flow.add(Figure(image, caption, credit, _attributes(element)))


def _attributes(element: Element) -> Attributes:
    return tuple((name, element.get(name)) for name in ("id", "lang", "dir") if element.get(name))


def _is_link(element: Element) -> bool:
    return element.tag == "a" and bool(element.get("href"))


def _joined(captions: list[Element]) -> list[Node]:
    return [node for caption in captions for node in (BOUNDARY, *caption.children)]


def _pictures(element: Element) -> list[Element]:
    return [one for one in descendants(element) if one.tag == "img"]


def _topmost(element: Element, wanted: Callable[[Element], bool]) -> list[Element]:
    found = []
    for child in element.elements:
        found += [child] if wanted(child) else _topmost(child, wanted)
    return found


def _without(element: Element, left_out: list[Element]) -> Element:
    """The element with these taken out of it, wherever in it they are."""
    children = [
        _without(one, left_out) if isinstance(one, Element) and one is not BOUNDARY else one
        for one in element.children
        if not any(one is other for other in left_out)
    ]
    if len(children) == len(element.children) and all(a is b for a, b in zip(children, element.children, strict=True)):
        return element  # footnotes are known by the very element
    return Element(element.tag, element.attributes, tuple(children), element.line)


def _linked(image: Image, href: str, caption: str, credit: str, attributes: Attributes) -> Html:
    source = attributes_html((("src", image.address), ("alt", image.alt)))
    shown = f'<span class="credit">{escape_html(credit)}</span>' if credit else ""
    parts = [
        f"<figure{attributes_html(attributes)}>",
        f"<a{attributes_html((('href', href),))}><img{source}></a>",
        f"<figcaption>{' '.join(filter(None, (caption, shown)))}</figcaption>",
        "</figure>",
    ]
    links = re.findall(r'<a href="([^"]*)"', caption)
    return Html("\n".join(parts), (image.address,), (href, *links))
