"""Attributes of parsed elements as text, and what they say about the element: hidden, bold, another language."""

import re

from turbohtml import Element as Parsed

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
    if "hidden" in attrs and element.tag not in ("iframe", "video", "audio"):
        return attribute(element, "hidden") != "until-found"
    if attribute(element, "aria-hidden") == "true" and not _shows_pictures(element):
        return True
    return "style" in attrs and bool(_HIDDEN.search(attribute(element, "style")))


def _shows_pictures(element: Parsed) -> bool:
    media = ("img", "picture", "video", "iframe", "figure")
    return element.tag in media or element.select_one(",".join(media)) is not None


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
    return bool(found) and found[1].lower() in ("normal", "lighter", "100", "200", "300", "400", "500")  # type: ignore[index]


def language_of(element: Parsed) -> dict[str, str]:
    """`lang` and `dir`, where they say something that can be written."""
    found = {}
    lang = attribute(element, "lang") or attribute(element, "xml:lang")
    if _LANGUAGE.match(lang):
        found["lang"] = lang
    if attribute(element, "dir").lower() in ("rtl", "ltr", "auto"):
        found["dir"] = attribute(element, "dir").lower()
    return found
