"""What a page says in microdata, RDFa's schema.org attributes and microformats (h-entry, hentry) of its article."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from backfile.importers.html.statements import Statement
from backfile.importers.html.tree import is_tag, seen_text, squeeze

LONGEST = 400

_ITEM = re.compile(r"/(?:\w*Article|BlogPosting|\w*Posting|Report|Review)\b", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|\s)(?:h-entry|hentry)(?:\s|$)")
_ROOT = re.compile(r"h-[a-z][a-z0-9-]*")
_PROPERTY = re.compile(r"(?:p|u|dt|e)-")
_NOT_THE_ARTICLE = re.compile(r"comment|related|recommend|sidebar|widget|footer|nav\b|teaser|latest|popular")
_PROPERTIES = {
    "headline": ("title", 0.85),
    "alternativeheadline": ("other title", 0.6),
    "datepublished": ("date", 0.85),
    "datecreated": ("created", 0.6),
    "datemodified": ("updated", 0.8),
    "articlesection": ("section", 0.8),
    "keywords": ("tag", 0.75),
    "description": ("description", 0.6),
    "author": ("author", 0.8),
    "creator": ("author", 0.7),
    "inlanguage": ("language", 0.6),
}
_CLASSES = {
    "p-name": ("title", 0.8),
    "entry-title": ("title", 0.8),
    "p-author": ("author", 0.8),
    "dt-published": ("date", 0.85),
    "published": ("date", 0.7),
    "entry-date": ("date", 0.6),
    "dt-updated": ("updated", 0.8),
    "updated": ("updated", 0.6),
    "p-category": ("tag", 0.8),
    "p-summary": ("standfirst", 0.7),
    "u-featured": ("image", 0.9),
    "entry-summary": ("standfirst", 0.5),
}


def state_microdata(root: HtmlElement) -> Iterator[Statement]:
    """What elements with `itemprop` say, in or without an item that is an article."""
    for element in root.xpath("//*[@itemprop]"):
        for name in (element.get("itemprop") or "").lower().split():
            if name in _PROPERTIES and _belongs(element):
                field, trust = _PROPERTIES[name]
                yield from _state(field, _value(element, field), f"itemprop={name}", trust)


def state_microformats(root: HtmlElement) -> Iterator[Statement]:
    """What the first h-entry or hentry of the page says; of several entries the page is a list of articles."""
    candidates = root.xpath("//*[contains(@class, 'entry')]")
    entries = [element for element in candidates if _ENTRY.search(element.get("class") or "")]
    if not entries:
        return
    for element in entries[0].iter():
        if not is_tag(element):
            continue
        for name in (element.get("class") or "").split():
            if name in _CLASSES and _is_of(element, name, entries[0]):
                field, trust = _CLASSES[name]
                yield from _state(field, _value(element, field), f"class {name}", trust)


def owner_of(element: HtmlElement) -> HtmlElement | None:
    """The item of microformats2 that a property belongs to: the next element around it that is one."""
    for outer in element.iterancestors():
        if is_tag(outer) and any(map(_ROOT.fullmatch, (outer.get("class") or "").split())):
            return outer
    return None


def _is_of(element: HtmlElement, name: str, entry: HtmlElement) -> bool:
    """Whether a property is the entry's own. Names of microformats2 (`p-name`) say so by their place; the older ones
    stand in footers and teasers, too."""
    owner = owner_of(element) if _PROPERTY.match(name) else None
    return owner is entry or (owner is None and not _is_foreign(element, entry))


def _belongs(element: HtmlElement) -> bool:
    """Whether the item around an element is an article, or the author within one, or there is none."""
    if element.get("itemscope") is not None and element.get("itemprop"):
        element = element.getparent()
    while element is not None:
        if element.get("itemscope") is not None:
            return _ITEM.search(element.get("itemtype") or "") is not None
        if _NOT_THE_ARTICLE.search((element.get("class") or "").lower()):
            return False
        element = element.getparent()
    return True


def _is_foreign(element: HtmlElement, entry: HtmlElement) -> bool:
    while element is not None and element is not entry:
        if _NOT_THE_ARTICLE.search((element.get("class") or "").lower()):
            return True
        element = element.getparent()
    return False


def _value(element: HtmlElement, field: str) -> str:
    if field == "author":
        named = [inner for inner in element.iter() if is_tag(inner) and inner.get("itemprop") == "name"]
        named = named or [
            inner for inner in element.iter() if is_tag(inner) and "p-name" in (inner.get("class") or "").split()
        ]
        element = named[0] if named else element
    if field == "image":
        return squeeze(element.get("src") or element.get("href") or "")
    if element.get("content") is not None and element.tag != "link":
        return squeeze(element.get("content") or "")
    if field in ("date", "updated", "created"):
        times = [inner for inner in element.iter("time") if inner.get("datetime")]
        machine = element.get("datetime") or (times[0].get("datetime") if times else "") or element.get("title")
        return squeeze(machine or "") or seen_text(element)
    return seen_text(element)


def _state(field: str, value: str, where: str, trust: float) -> Iterator[Statement]:
    if value and len(value) <= LONGEST:
        yield Statement(field, value, where, trust)
