"""A post or page into a reading: what it says, where it was, and what a person should know."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

import msgspec

from backfile.importers.addresses import host_of, join, split
from backfile.importers.blogger.content import content_of
from backfile.importers.blogger.entry import Entry
from backfile.importers.blogger.remarks import comments_of, left_out
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.exports.markup import plain_text
from backfile.importers.exports.moments import later, moment
from backfile.importers.exports.own_addresses import is_archives_own
from backfile.importers.exports.sections import section_and_tags
from backfile.importers.exports.titles import title_from
from backfile.importers.importer import Attachment, Draft, Dropped, ImportContext, Original, Reading
from backfile.problems import Location, Problem, warning


def read_post(
    entry: Entry,
    name: str,
    remarks: Sequence[Entry],
    context: ImportContext,
    problems: tuple[Problem, ...] = (),
    doubt: str = "",
) -> Reading:
    """The reading of a post or page in the input of that name. `problems` and `doubt` are those that were there
    before."""
    source = f"{name}#{entry.number}" if entry.id else f"{name}#line-{entry.line}"
    digest = checksum(entry)
    reason = _why_not(entry)
    if reason:
        return Reading(source, digest, None, problems, f"{_label(entry)}: {reason}.")
    draft = _draft(entry, remarks, context, doubt)
    told = () if plain_text(entry.title) else (_untitled(Location(name, entry.line), entry),)
    return Reading(source, digest, draft, (*problems, *told))


def checksum(entry: Entry) -> str:
    """The digest of what an entry says; its place in the file is no part of it."""
    return sha256(msgspec.msgpack.encode(msgspec.structs.replace(entry, line=0, content_line=0))).hexdigest()


def _label(entry: Entry) -> str:
    title = plain_text(entry.title)
    return f"“{title}”" if title else f"number {entry.number}" if entry.id else "an entry"


def _why_not(entry: Entry) -> str:
    if entry.trashed or "TRASH" in entry.status.upper():
        return "it is in the trash"
    has_anything = entry.title.strip() or entry.content.strip() or entry.enclosed
    return "" if has_anything else "it has neither title nor text"


def _untitled(place: Location, entry: Entry) -> Problem:
    hint = "Give it one in its front matter."
    return warning(place, f"{_label(entry)} has no title; the first words of its text are taken.", hint)


def _draft(entry: Entry, remarks: Sequence[Entry], context: ImportContext, doubt: str) -> Draft:
    shown = content_of(entry)
    link = _link(entry, context)
    path = _path(link)
    converted = to_markdown(shown, link)
    date = moment(entry.published, context.timezone) or moment(entry.created, context.timezone)
    title = plain_text(entry.title) or title_from(shown, entry.number)
    section, tags = section_and_tags([plain_text(label) for label in entry.labels], context.settings)
    is_page = entry.kind == "page"
    return Draft(
        title=title,
        body=converted.markdown,
        date="" if is_page else date,
        updated=later(moment(entry.updated, context.timezone), date),
        authors=(plain_text(entry.author),) if plain_text(entry.author) else (),
        section=section,
        tags=tags,
        slug=_slug(path),
        aliases=(path,) if path and not is_archives_own(path) else (),
        identity=entry.id or link,
        addresses=tuple(dict.fromkeys(filter(None, (link, path)))),
        links=converted.links,
        origin_url=link if "://" in link else "",
        origin_site=host_of(link),
        attachments=tuple(_attachments(converted, link)),
        comments=comments_of(remarks, context.timezone),
        extra=_extra(entry, date if is_page else ""),
        found=_found(entry, section, tags, date),
        doubts=tuple(_doubts(entry, date, doubt)),
        dropped=tuple(_dropped(entry, converted, remarks, path)),
        original=Original(title, entry.author, date, shown) if context.wants_original else None,
    )


def _link(entry: Entry, context: ImportContext) -> str:
    """The address of a post; Takeout tells only its path, and the settings may tell the site."""
    if entry.link or not entry.filename:
        return entry.link
    site = str(context.settings.get("address") or "").rstrip("/")
    return f"{site}/{entry.filename.lstrip('/')}"


def _path(link: str) -> str:
    parts = split(link)
    return "" if parts.query else unquote(parts.path)


def _slug(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].removesuffix(".html")


def _attachments(converted: Converted, link: str) -> Iterator[Attachment]:
    for written in dict.fromkeys(converted.media):
        if not written.startswith("data:"):
            yield Attachment(written, url=join(link, written))


def _extra(entry: Entry, page_date: str) -> dict[str, Any]:
    status = entry.status.upper()
    is_draft = entry.is_draft or status not in ("", "LIVE")
    params = {
        "status": status.lower() if status not in ("", "LIVE", "DRAFT") else "",
        "published": page_date,
        "place": entry.place,
        "meta_description": entry.description,
    }
    kept = {name: value for name, value in params.items() if value}
    return {**({"draft": True} if is_draft else {}), **({"params": kept} if kept else {})}


def _found(entry: Entry, section: str, tags: tuple[str, ...], date: str) -> dict[str, str]:
    found = {
        "title": "title" if plain_text(entry.title) else "the first words of the text, as the post has no title",
        "date": ("published" if moment(entry.published, "UTC") else "created") if date else "",
        "authors": "author" if plain_text(entry.author) else "",
        "section": "labels, by the settings" if section else "",
        "tags": "labels" if tags else "",
        "slug": "link" if entry.link else "filename" if entry.filename else "",
    }
    return {name: where for name, where in found.items() if where}


def _doubts(entry: Entry, date: str, doubt: str) -> Iterator[str]:
    if doubt:
        yield doubt
    if not entry.kind:
        yield "The export does not say whether this is a post. Look at it."
    if not date and entry.kind != "page":
        yield "It has no date. Give it one."


def _dropped(entry: Entry, converted: Converted, remarks: Sequence[Entry], path: str) -> Iterator[Dropped]:
    yield from (Dropped(entry.content_line, one.text, one.reason) for one in converted.dropped)
    if path and is_archives_own(path):
        yield Dropped(entry.line, path, "an old address that is one of the archive's own pages")
    yield from left_out(remarks, entry.line)
