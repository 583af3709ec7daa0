"""What an article consists of, counted in its HTML: words, paragraphs, headings, quotes, items, pictures, links. Knows
neither sources nor Markdown."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from lxml import etree
from lxml import html as lxml_html

from backfile.importers.addresses import join

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


def parts_of(html: str, base: str = "", shown: Collection[str] = ()) -> Parts:
    """The parts of an HTML fragment or document, its links as seen from `base`. Pages name a picture in several
    sizes and ways: of these one that is `shown` elsewhere stands for it."""
    root = _parsed(html)
    pictures = [_pictures_names(e) for e in root.iter("img")]
    return Parts(
        words=Counter(re.findall(r"\w+", _text(root))),
        paragraphs=_texts(root, "p"),
        headings=_texts(root, "h1", "h2", "h3", "h4", "h5", "h6"),
        quotes=_texts(root, "blockquote"),
        items=_texts(root, "li", "dt", "dd"),
        cells=_texts(root, "td", "th"),
        images=Counter(next((name for name in names if name in shown), names[0]) for names in pictures if names),
        links=Counter(_link_key(e.get("href", ""), base) for e in root.iter("a") if _is_way(e, shown)),
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


def _pictures_names(image: Element) -> list[str]:
    """The names of the files that an `<img>` names, and of the one that a link around it leads to."""
    addresses = [part.strip().split(" ")[0] for value in image.values() for part in value.split(", ")]
    around = image.getparent()
    addresses += [around.get("href", "")] if around is not None and around.tag == "a" else []
    own = _file_name(image.get("src", ""))
    return list(dict.fromkeys(filter(None, (own, *(_file_name(one) for one in addresses if _PICTURE.search(one))))))


_PICTURE = re.compile(r"[^/\s]\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:$|[?#])|^(?:https?:)?//", re.IGNORECASE)


def _file_name(address: str) -> str:
    """A picture's own name: what stays the same wherever it is put, without the digest that media get and the size that
    a content system adds."""
    if address.startswith("data:"):
        return ""
    name = address.partition("?")[0].partition("#")[0].rstrip("/").rsplit("/", 1)[-1].casefold()
    stem, _, ending = name.rpartition(".")
    stem = re.sub(r"-\d{2,4}x\d{2,4}$", "", re.sub(r"-[0-9a-f]{8}$", "", stem))
    return re.sub(r"[^\w]+", "-", stem or ending).strip("-")


def _is_way(link: Element, shown: Collection[str]) -> bool:
    """Whether a link leads anywhere; one around a picture that leads to a size of it is the picture's."""
    address = link.get("href", "").strip()
    if not address or address.startswith(("#", "javascript:")):
        return False
    picture = next(link.iter("img"), None)
    return picture is None or not _PICTURE.search(address) or _file_name(address) not in shown


def _link_key(address: str, base: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", join(base, address.strip())).rstrip("/")
