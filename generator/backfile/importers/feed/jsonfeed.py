"""JSON Feed 1.0 and 1.1 into entries. What has another type than it should is passed over."""

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any

from backfile.importers.feed.entry import Enclosure, Entry, Feed

VERSION = "jsonfeed.org/version/"


def parse_json(data: bytes) -> Feed | str:
    """The feed in those bytes, or why there is none."""
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return f"it is no JSON: {error}"
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return "it is no JSON Feed: it has no list of items"
    return Feed(
        kind="json",
        title=_text(found, "title"),
        url=_text(found, "home_page_url"),
        language=_text(found, "language"),
        authors=tuple(_names(found)),
        entries=tuple(_entry(item) for item in found["items"] if isinstance(item, dict)),
    )


def _entry(item: Mapping[str, Any]) -> Entry:
    url = _text(item, "url")
    text = _text(item, "content_text")
    paragraphs = (html.escape(part, quote=False).replace("\n", "<br>") for part in text.split("\n\n") if part.strip())
    summary = html.escape(_text(item, "summary"), quote=False)
    return Entry(
        id=_text(item, "id"),
        url=url,
        addresses=(url,) if url else (),
        title=" ".join(_text(item, "title").split()),
        content=_text(item, "content_html") or "".join(f"<p>{part}</p>" for part in paragraphs),
        summary=f"<p>{summary}</p>" if summary else "",
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=tuple(_names(item)),
        tags=tuple(dict.fromkeys(str(tag).strip() for tag in _list(item, "tags") if isinstance(tag, str | int))),
        language=_text(item, "language"),
        image=_text(item, "image") or _text(item, "banner_image"),
        enclosures=tuple(_enclosures(item)),
    )


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _list(item: Mapping[str, Any], key: str) -> list[Any]:
    value = item.get(key)
    return value if isinstance(value, list) else []


def _names(item: Mapping[str, Any]) -> Iterator[str]:
    """Version 1.1 has a list of authors, version 1.0 one author."""
    for author in (*_list(item, "authors"), item.get("author")):
        if isinstance(author, dict) and _text(author, "name").strip():
            yield " ".join(_text(author, "name").split())


def _enclosures(item: Mapping[str, Any]) -> Iterator[Enclosure]:
    for part in _list(item, "attachments"):
        if isinstance(part, dict) and _text(part, "url"):
            yield Enclosure(_text(part, "url"), _text(part, "mime_type"), _text(part, "title"))
