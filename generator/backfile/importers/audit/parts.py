"""What an article consists of, counted in its HTML: words, paragraphs, headings, quotes, items, pictures, links. Knows
neither sources nor Markdown."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree
from lxml import html as lxml_html

UNSEEN = ("script", "style", "template", "noscript", "iframe", "svg", "head", "form", "button")

Element = Any
"""An element of lxml, which has no types."""


class Parts(msgspec.Struct, frozen=True):
    """By kind how often each part is there; a part is known by its text or, for pictures and links, its address."""

    words: Counter[str]
    paragraphs: Counter[str]
    headings: Counter[str]
    quotes: Counter[str]
    items: Counter[str]
    cells: Counter[str]
    images: Counter[str]
    links: Counter[str]


KINDS = tuple(Parts.__struct_fields__)


def parts_of(html: str) -> Parts:
    """The parts of an HTML fragment or document."""
    root = _parsed(html)
    return Parts(
        words=Counter(re.findall(r"\w+", _text(root))),
        paragraphs=_texts(root, "p"),
        headings=_texts(root, "h1", "h2", "h3", "h4", "h5", "h6"),
        quotes=_texts(root, "blockquote"),
        items=_texts(root, "li", "dt", "dd"),
        cells=_texts(root, "td", "th"),
        images=Counter(name for e in root.iter("img") if (name := _file_name(e.get("src", "")))),
        links=Counter(_link_key(e.get("href", "")) for e in root.iter("a") if _is_way(e.get("href", ""))),
    )


def _parsed(html: str) -> Element:
    try:
        root = lxml_html.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, etree.LxmlError, ValueError):
        root = lxml_html.fragment_fromstring("", create_parent="div")
    for element in [e for e in root.iter() if not isinstance(e.tag, str) or e.tag in UNSEEN]:
        if element is not root and element.getparent() is not None:
            element.drop_tree()
    return root


def _text(element: Element) -> str:
    """The text as compared: folded, in one line. Blocks part words and inline elements do not."""
    return " ".join(unicodedata.normalize("NFKC", "".join(_pieces(element))).casefold().split())


_INLINE_NAMES = (
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var"
)
_INLINE = frozenset(_INLINE_NAMES.split())


def _pieces(element: Element) -> Iterator[str]:
    """The text in its order; without recursion, for pages nest deeply."""
    stack: list[Element | str] = [element]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            yield part
            continue
        border = "" if part.tag in _INLINE else " "
        yield f"{border}{part.text or ''}"
        for child in reversed(part):
            stack.append(f"{'' if child.tag in _INLINE else ' '}{child.tail or ''}")
            stack.append(child)


def _texts(root: Element, *tags: str) -> Counter[str]:
    return Counter(text for element in root.iter(*tags) if (text := _text(element)))


def _file_name(address: str) -> str:
    """A picture's own name: what stays the same wherever it is put, without the digest that media get."""
    name = address.partition("?")[0].partition("#")[0].rstrip("/").rsplit("/", 1)[-1].casefold()
    stem, _, ending = name.rpartition(".")
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"-[0-9a-f]{8}$", "", stem) or ending).strip("-")


def _is_way(address: str) -> bool:
    return bool(address.strip()) and not address.startswith(("#", "javascript:"))


def _link_key(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address.strip()).rstrip("/")
