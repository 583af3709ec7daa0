"""Attributes of parsed elements as text, and what they say about the element: hidden, bold, another language."""

import re
from collections.abc import Set
from itertools import islice

from turbohtml import Element as Parsed

from backfile.importers.conversion.addresses import Base
from backfile.importers.conversion.elements import INLINE_ATTRIBUTES

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(bold|bolder|[6-9]00|normal|lighter|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"(?:^|;)\s*font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$")
_BOLD = frozenset(("bold", "bolder", "600", "700", "800", "900"))


def attribute(element: Parsed, name: str) -> str:
    """Its value as text; empty without it."""
    value = element.attrs.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def is_hidden(element: Parsed) -> bool:
    """Whether a reader never sees it. Pictures that are kept from screen readers are seen."""
    attrs = element.attrs
    if not len(attrs):
        return False
    if "hidden" in attrs and element.tag not in ("iframe", "video", "audio"):
        return attribute(element, "hidden") != "until-found"
    if attribute(element, "aria-hidden") == "true" and not _shows_pictures(element):
        return True
    return "style" in attrs and bool(_HIDDEN.search(attribute(element, "style")))


def _shows_pictures(element: Parsed) -> bool:
    """Looks only at the beginning: what hides more than that is a menu or a window, and each of 100,000 within each
    other would be gone through for all."""
    beginning = islice(element.descendants, 200)
    return element.tag in _PICTURES or any(isinstance(one, Parsed) and one.tag in _PICTURES for one in beginning)


_PICTURES = frozenset(("img", "picture", "video", "iframe", "figure"))


def style_of(element: Parsed) -> tuple[str, ...]:
    """The styles that its `style` gives the text: `strong`, `em`, `strike`."""
    style = attribute(element, "style")
    if not style:
        return ()
    weight, slant = _WEIGHT.search(style), _ITALIC.search(style)
    found = ["strong"] if weight and weight[1].lower() in _BOLD else []
    found += ["em"] if slant and slant[1].lower() != "normal" else []
    return (*found, "strike") if _STRUCK.search(style) else tuple(found)


def is_plain(element: Parsed, style: str) -> bool:
    """Whether its `style` takes the style of its element away again, as Google's documents do with `<b>`."""
    text = attribute(element, "style")
    found = (_WEIGHT if style == "strong" else _ITALIC).search(text) if text else None
    return found is not None and found[1].lower() in ("normal", "lighter", "100", "200", "300", "400", "500")


def language_of(element: Parsed) -> dict[str, str]:
    """`lang` and `dir`, where they say something that can be written."""
    found = {}
    lang = attribute(element, "lang") or attribute(element, "xml:lang")
    if _LANGUAGE.match(lang):
        found["lang"] = lang
    if attribute(element, "dir").lower() in ("rtl", "ltr", "auto"):
        found["dir"] = attribute(element, "dir").lower()
    return found


_CELL_ATTRIBUTES = ("colspan", "rowspan", "scope", "headers")
_OWN_ATTRIBUTES = {
    "a": ("title",),
    "ol": ("start", "reversed", "type"),
    "li": ("value",),
    "td": _CELL_ATTRIBUTES,
    "th": _CELL_ATTRIBUTES,
    "table": ("role",),
    "blockquote": ("cite",),
    "pre": ("data-language", "data-lang", "lang"),
    "code": ("data-language", "data-lang"),
    "sup": ("data-fn",),
    **INLINE_ATTRIBUTES,
}
_ALIGNED = re.compile(r"text-align\s*:\s*(left|right|center)", re.IGNORECASE)


def own_attributes(element: Parsed, tag: str, base: Base, anchors: Set[str]) -> dict[str, str]:
    """What matters of its attributes, it being a `tag` to us: its address whole, its alignment in one word, its name
    only where something links to it."""
    if not len(element.attrs):
        return {}
    names = ("class", *_OWN_ATTRIBUTES.get(tag, ()))
    found = {name: value for name in names if (value := attribute(element, name))}
    found.update(language_of(element) if tag != "pre" else {})
    if tag == "a" and "href" in element.attrs:
        found["href"] = base.whole(attribute(element, "href"))
    elif tag == "details" and "open" in element.attrs:
        found["open"] = "open"
    elif tag in ("td", "th"):
        found["align"] = _alignment(element)
    named = [name for name in (attribute(element, "id"), attribute(element, "name")) if name in anchors]
    if named and (tag == "a" or named[0] == attribute(element, "id")):
        found["id"] = named[0]
    return found


def _alignment(cell: Parsed) -> str:
    aligned = _ALIGNED.search(attribute(cell, "style"))
    return (aligned[1] if aligned else attribute(cell, "align") or attribute(cell, "class")).lower()
