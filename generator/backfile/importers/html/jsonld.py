"""The article in a page's JSON-LD: broken scripts repaired where that is certain, `@graph` and `@id` resolved."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from backfile.importers.html.statements import Statement
from backfile.importers.html.tree import squeeze

TRUST = 0.9
DEEPEST = 12
MOST_OBJECTS = 2_000
SHORTEST_BODY = 400
"""Characters of an `articleBody` that is taken for the whole text; shorter ones are teasers."""

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|SocialMediaPosting|LiveBlogPosting|CreativeWork)$")
_SURE_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting)$")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_DECODER = json.JSONDecoder(strict=False)

Object = dict[str, Any]


def read_objects(root: HtmlElement) -> tuple[Object, ...]:
    """Every object of the page's JSON-LD with a type or an id, at any depth, in its order."""
    found: list[Object] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for value in _load(script.text or ""):
                found += _objects(value, 0)
    return tuple(found[:MOST_OBJECTS])


def main_article(objects: tuple[Object, ...], url: str, title: str) -> Object | None:
    """The object that is the page's own article: of several the one with its address or a title like its own."""
    articles = [one for one in objects if _is(one, _SURE_ARTICLE)] or [one for one in objects if _is(one, _ARTICLE)]
    ranked = sorted(articles, key=lambda one: -_likeness(one, url, title))
    return ranked[0] if ranked else None


def is_article(one: Object) -> bool:
    """Whether an object is surely an article, by its type."""
    return _is(one, _SURE_ARTICLE)


def types_of(one: Object) -> tuple[str, ...]:
    """The names of an object's types."""
    types = one.get("@type")
    return tuple(name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str))


def state_article(article: Object, objects: tuple[Object, ...]) -> Iterator[Statement]:
    """What the article says of itself."""
    by_id = {one["@id"]: one for one in reversed(objects) if isinstance(one.get("@id"), str) and len(one) > 1}
    for key, field in _TEXTS.items():
        for text in _texts(article.get(key), by_id):
            yield _statement(field, text, key)
    for key in ("author", "creator"):
        for person in _resolved(article.get(key), by_id):
            for text in _texts(person, by_id):
                yield _statement("author" if _is_person(person) else "organisation", text, key)
    for text in _texts(article.get("publisher"), by_id):
        yield _statement("site", text, "publisher")
    for key in ("keywords", "about"):
        yield from (
            _statement("tag" if key == "keywords" else "subject", text, key) for text in _texts(article.get(key), by_id)
        )
    yield from _image(article, by_id)
    if isinstance(article.get("creditText"), str):
        yield _statement("credit", squeeze(article["creditText"]), "creditText")


def read_corrections(article: Object) -> Iterator[tuple[str, str]]:
    """What was put right in the article, each as a date (or nothing) and a text."""
    said = article.get("correction")
    for one in said if isinstance(said, list) else [said]:
        text = one.get("text") if isinstance(one, dict) else one
        date = one.get("datePublished") if isinstance(one, dict) else ""
        if isinstance(text, str) and text.strip():
            yield date if isinstance(date, str) else "", squeeze(text)


def state_site(objects: tuple[Object, ...]) -> Iterator[Statement]:
    """The site's name and the way to the article through its sections, where the page describes them apart."""
    for one in objects:
        if _is(one, re.compile(r"WebSite$")):
            yield from (_statement("site", text, "WebSite") for text in _texts(one.get("name"), {}))
        if _is(one, re.compile(r"BreadcrumbList$")):
            items = one.get("itemListElement")
            for item in items if isinstance(items, list) else []:
                inner = item.get("item") if isinstance(item, dict) else None
                name = (item.get("name") if isinstance(item, dict) else None) or (
                    inner.get("name") if isinstance(inner, dict) else None
                )
                yield from (_statement("crumb", text, "BreadcrumbList") for text in _texts(name, {}))


def declared_text(objects: tuple[Object, ...]) -> str:
    """The whole text that the page declares as its article's, or nothing."""
    bodies = [one["articleBody"] for one in objects if isinstance(one.get("articleBody"), str)]
    longest = max(bodies, key=len, default="")
    return html.unescape(re.sub(r"<[^>]*>", "\n", longest)) if len(longest) >= SHORTEST_BODY else ""


def is_behind_paywall(objects: tuple[Object, ...]) -> bool:
    """Whether the page says that the article is not free to read."""
    return any(str(one.get("isAccessibleForFree")).lower() == "false" for one in objects)


# `name` is a headline only where there is none, and keywords are written for machines.
_LESS = {"name": 0.2, "mainEntityOfPage": 0.2, "keywords": 0.1}
_TEXTS = {
    "headline": "title",
    "name": "title",
    "alternativeHeadline": "other title",
    "description": "description",
    "datePublished": "date",
    "dateCreated": "created",
    "dateModified": "updated",
    "expires": "expires",
    "articleSection": "section",
    "inLanguage": "language",
    "url": "url",
    "mainEntityOfPage": "url",
}


def _load(text: str) -> Iterator[Any]:
    """The values in a script: as they are, else without comment marks, trailing commas and escapes of HTML."""
    text = _COMMENT.sub("", _COMMENT.sub("", text.strip())).strip()
    for attempt in (
        text,
        _TRAILING_COMMA.sub(r"\1", text),
        html.unescape(text),
        _TRAILING_COMMA.sub(r"\1", html.unescape(text)),
    ):
        values = list(_values(attempt))
        if values:
            yield from values
            return
    yield from _salvage(text)


def _values(text: str) -> Iterator[Any]:
    """The values that stand one behind the other; what follows the last whole one is left."""
    place = 0
    while place < len(text):
        try:
            value, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value
        place = end + len(text[end:]) - len(text[end:].lstrip(" \t\r\n;,"))


_SALVAGED = re.compile(r'"(headline|datePublished|dateModified|articleSection)"\s*:\s*"((?:[^"\\]|\\.){1,400})"')
_SALVAGED_NAME = re.compile(
    r'"author"\s*:\s*[\[{\s]*"@type"\s*:\s*"Person"\s*,\s*"name"\s*:\s*"((?:[^"\\]|\\.){1,100})"'
)


def _salvage(text: str) -> Iterator[Any]:
    """The plain fields of a script that is cut or broken beyond repair."""
    if not re.search(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"', text):
        return
    found: Object = {"@type": "Article"}
    for key, value in _SALVAGED.findall(text):
        found.setdefault(key, _unescape(value))
    if name := _SALVAGED_NAME.search(text):
        found["author"] = {"@type": "Person", "name": _unescape(name[1])}
    if len(found) > 1:
        yield found


def _unescape(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _objects(value: Any, depth: int) -> Iterator[Object]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for inner in value.values():
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def _is(one: Object, kind: re.Pattern[str]) -> bool:
    return any(kind.search(name) for name in types_of(one))


def _is_person(one: Any) -> bool:
    """A bare name counts as a person's."""
    return not isinstance(one, dict) or "@type" not in one or _is(one, re.compile(r"[Pp]erson$"))


def _likeness(one: Object, url: str, title: str) -> int:
    address = str(one.get("url") or one.get("@id") or one.get("mainEntityOfPage") or "")
    headline = squeeze(html.unescape(str(one.get("headline") or one.get("name") or ""))).casefold()
    is_titled = bool(headline) and (headline in title.casefold() or title.casefold() in headline)
    is_here = bool(url) and url.split("?")[0].rstrip("/") in address
    return 4 * is_here + 4 * (is_titled and bool(title)) + 2 * ("headline" in one) + ("datePublished" in one)


def _resolved(value: Any, by_id: dict[str, Object]) -> Iterator[Any]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and isinstance(one.get("@id"), str) and "name" not in one:
            one = by_id.get(one["@id"], one)
        if one is not None:
            yield one


def _texts(value: Any, by_id: dict[str, Object], depth: int = 0) -> Iterator[str]:
    """The texts in a value: of an object its name or address, of a list all."""
    if isinstance(value, str):
        text = squeeze(re.sub(r"<[^>]*>", "", html.unescape(value)))
        if text:
            yield text
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif depth < DEEPEST:
        for one in _resolved(value, by_id) if isinstance(value, list | dict) else ():
            inner = (one.get("name") or one.get("@id") or one.get("url")) if isinstance(one, dict) else one
            yield from _texts(inner, by_id, depth + 1)


def _image(article: Object, by_id: dict[str, Object]) -> Iterator[Statement]:
    for one in list(_resolved(article.get("image"), by_id))[:1]:
        address = one.get("url") or one.get("contentUrl") or one.get("@id") if isinstance(one, dict) else one
        yield from (_statement("image", text, "image") for text in list(_texts(address, {}))[:1])
        if isinstance(one, dict):
            yield from (_statement("image caption", text, "image") for text in _texts(one.get("caption"), {}))
            yield from (_statement("image credit", text, "image") for text in _texts(one.get("creditText"), {}))


def _statement(field: str, text: str, key: str) -> Statement:
    return Statement(field, text, f"JSON-LD {key}", TRUST - _LESS.get(key, 0.0))
