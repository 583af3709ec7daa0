"""Where a draft's file goes and what stands in it. Decides only; writes nothing."""

import re
from collections.abc import Mapping
from posixpath import basename, dirname, relpath
from typing import Any

import msgspec

from backfile.archive.dates import parse_moment
from backfile.archive.urls import slugify
from backfile.archive.writing import format_article, one_or_list
from backfile.importers.importer import Draft, Reading

QUARANTINE = "content/quarantine"


class Placed(msgspec.Struct, frozen=True):
    """A draft ready to be written: its file without number, its text, whether it is doubted, and files to go beside it
    as pairs of where they are and their name there."""

    path: str
    text: str
    is_doubted: bool
    media: tuple[tuple[str, str], ...]


class Wishes(msgspec.Struct, frozen=True):
    """What the person asked for: the folder below the archive's root, a section for all, the time zone, and what to do
    with media (`copy`, `link`, `skip`)."""

    into: str = "content"
    section: str = ""
    timezone: str = "UTC"
    media: str = "copy"


def place(reading: Reading, importer: str, wishes: Wishes, moved: Mapping[str, str]) -> Placed:
    """The file of a reading that has a draft. `moved` gives the new file of every source of the same import, so that
    links between them go on leading where they led."""
    draft = reading.draft
    if draft is None:
        raise ValueError(f"{reading.source} gave no draft")
    media = _media(draft, moved) if wishes.media != "skip" else {}
    path = place_of(draft, wishes, has_media=bool(media))
    if draft.doubts:
        path = f"{QUARANTINE}/{slug_of(draft)}{'/index' if media else ''}.md"
    changes = {**{written: name for written, (_, name) in media.items()}, **_links(draft, moved, path)}
    body = _rewritten(draft.body, changes)
    values = _values(draft, importer, reading.sha256, wishes)
    if isinstance(values.get("image"), dict):
        image = values["image"]
        values["image"] = {**image, "src": changes.get(image["src"], image["src"])}
    elif values.get("image"):
        values["image"] = changes.get(values["image"], values["image"])
    return Placed(path, format_article(values, body), bool(draft.doubts), tuple(media.values()))


def place_of(draft: Draft, wishes: Wishes, *, has_media: bool) -> str:
    """The file of a draft: `content/2020/10/slug.md`, or a folder of that name where media stand beside it."""
    moment = parse_moment(draft.date, wishes.timezone) if draft.date else None
    folder = f"{wishes.into}/{moment.year:04}/{moment.month:02}" if moment else f"{wishes.into}/pages"
    return f"{folder}/{slug_of(draft)}{'/index' if has_media else ''}.md"


def slug_of(draft: Draft) -> str:
    """The last part of a draft's address: its own slug, or one from its title, at most about 80 characters."""
    slug = slugify(draft.slug) or slugify(draft.title) or "untitled"
    return slug if len(slug) <= 80 else slug[:80].rsplit("-", 1)[0]


def _values(draft: Draft, importer: str, checksum: str, wishes: Wishes) -> dict[str, Any]:
    source = {
        "url": draft.origin_url,
        "site": draft.origin_site,
        "retrieved": draft.retrieved,
        "importer": importer,
        "sha256": checksum,
        "confidence": round(draft.confidence, 2),
    }
    extra = dict(draft.extra)
    params = dict(extra.pop("params", {}) or {})  # type: ignore[call-overload] # a mapping, as front matter gives it
    if draft.doubts:
        params["quarantine"] = list(draft.doubts)
    return {
        "title": draft.title,
        "standfirst": draft.standfirst,
        "date": draft.date,
        "updated": draft.updated,
        "author": one_or_list(draft.authors) if draft.authors else None,
        "section": wishes.section or draft.section,
        "tags": list(draft.tags),
        "slug": draft.slug if draft.slug and slugify(draft.slug) != slug_of(draft) else "",
        "url": draft.url,
        "aliases": list(draft.aliases),
        "credit": draft.credit,
        "lang": draft.lang,
        **extra,
        "source": {key: value for key, value in source.items() if value != ""},
        "params": params,
    }


_DOCUMENT = (".md", ".markdown", ".html", ".htm", ".txt")


def _media(draft: Draft, moved: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """For each medium as written: where it is, and its name beside the article, different for different files."""
    names: dict[str, str] = {}
    found: dict[str, tuple[str, str]] = {}
    for attachment in draft.attachments:
        if attachment.path in moved or attachment.path.lower().endswith(_DOCUMENT):
            continue
        name = basename(attachment.path)
        while names.setdefault(name, attachment.path) != attachment.path:
            name = f"{basename(dirname(attachment.path)) or 'other'}-{name}"
        found[attachment.written] = (attachment.path, name)
    return found


def _links(draft: Draft, moved: Mapping[str, str], path: str) -> dict[str, str]:
    links = {}
    for attachment in draft.attachments:
        if attachment.path in moved:
            anchor = attachment.written.partition("#")[2]
            target = relpath(moved[attachment.path], dirname(path))
            links[attachment.written] = f"{target}#{anchor}" if anchor else target
    return links


def _rewritten(body: str, changes: Mapping[str, str]) -> str:
    """The body with addresses of links and pictures replaced; text that only looks the same is left alone."""
    if not changes:
        return body
    names = "|".join(map(re.escape, sorted(changes, key=len, reverse=True)))
    pattern = re.compile(rf"(\]\(\s*<?|\]:\s*<?|(?:src|href)=[\"'])({names})(?=[\s>)\"']|$)", re.MULTILINE)
    return pattern.sub(lambda match: match[1] + changes[match[2]], body)
