"""An entry of a feed into a draft."""

import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

import msgspec

from backfile.archive.dates import as_given
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.feed.entry import Enclosure, Entry, Feed
from backfile.importers.feed.excerpts import is_cut_off, is_whole
from backfile.importers.importer import Attachment, Draft, Dropped, ImportContext, Original
from backfile.importers.prose import is_drawn_from, letters

_encode = msgspec.msgpack.Encoder().encode
TITLE_WORDS = 12


def checksum_of(entry: Entry) -> str:
    """The checksum of all that the feed says of the entry."""
    return sha256(_encode(entry)).hexdigest()


def draft_of(entry: Entry, feed: Feed, context: ImportContext) -> Draft:
    """The draft of an entry. An excerpt and an entry without a date or a title are in doubt."""
    text, is_excerpt = _text_of(entry)
    converted = to_markdown(f"{text}{_enclosed(entry, text)}", entry.url or feed.url)
    title = entry.title or _title_from(converted)
    date = _date(entry.published, context) or _date(entry.updated, context)
    updated = _date(entry.updated, context)
    language = entry.language or feed.language
    return Draft(
        title=title,
        body=converted.markdown,
        date=date,
        updated=updated if updated != date else "",
        standfirst=_standfirst(entry, text, converted),
        authors=entry.authors or _feed_authors(feed),
        section=entry.section,
        tags=entry.tags,
        credit=entry.rights,
        slug=_slug(entry.url),
        lang="" if _is_archives(language, context.language, is_told=language != feed.language) else language,
        identity=entry.id or entry.url,
        addresses=entry.addresses,
        links=converted.links,
        origin_url=entry.url,
        origin_site=feed.url,
        attachments=tuple(_attachments(entry, converted)),
        extra={"image": entry.image} if entry.image else {},
        found=_found(entry, feed, date),
        confidence=0.5 if is_excerpt else 0.9 if entry.title and date else 0.6,
        doubts=tuple(_doubts(entry, title, date, is_excerpt and not context.wants_excerpts, converted)),
        dropped=tuple(_dropped(entry, text, converted)),
        original=Original(entry.title, ", ".join(entry.authors), date, text) if context.wants_original else None,
    )


def _text_of(entry: Entry) -> tuple[str, bool]:
    """The entry's text as HTML, and whether it is no more than an excerpt."""
    if entry.content.strip():
        return entry.content, is_cut_off(entry.content) and not is_whole(entry.content)
    return entry.summary, not is_whole(entry.summary)


def _title_from(converted: Converted) -> str:
    """Notes have no title: their first words stand for one."""
    words = re.sub(r"[*_`#>\[\]]|\([^)]*\)", "", converted.markdown).split()
    return " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")


def _date(written: str, context: ImportContext) -> str:
    return as_given(written, context.timezone)


def _standfirst(entry: Entry, text: str, converted: Converted) -> str:
    """The summary beside a whole text, in one line, unless the text begins with it."""
    if text == entry.summary or not entry.summary:
        return ""
    summary = " ".join(to_markdown(entry.summary).markdown.split())
    begins = " ".join(converted.markdown.split()).startswith(summary.rstrip("… .")[:80])
    begins = begins or is_drawn_from(_words(entry.summary), _words(text))
    return "" if begins or is_cut_off(entry.summary) else summary


def _feed_authors(feed: Feed) -> tuple[str, ...]:
    """Whose feed it is; Atom demands an author, for which many a site gives its own name."""
    return tuple(name for name in feed.authors if letters(name) != letters(feed.title))


def _words(html: str) -> list[str]:
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", html)).casefold())


def _slug(url: str) -> str:
    """The last part of the entry's own address, where it is a name and no number or script."""
    last = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1] if _is_address(url) else ""
    name = re.sub(r"\.(?:html?|php|aspx?)$", "", last, flags=re.IGNORECASE)
    return name if re.search(r"[^\W\d_]{2}", name) and name.lower() not in ("index", "default") else ""


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _is_archives(one: str, own: str, *, is_told: bool) -> bool:
    """Whether a language is the archive's. A whole feed's `en-US` is mostly no more than a system's setting."""
    first, other = one.lower(), own.lower()
    return not one or (first == other if is_told else first.partition("-")[0] == other.partition("-")[0])


def _enclosed(entry: Entry, text: str) -> str:
    """Files that the entry brings along and the text does not show, as pictures and links below it."""
    return "".join(_shown(one) for one in entry.enclosures if one.url not in text and one.url != entry.image)


def _shown(enclosure: Enclosure) -> str:
    url, kind = escape(enclosure.url), enclosure.type.partition("/")[0]
    name = escape(enclosure.title or enclosure.url.rstrip("/").rsplit("/", 1)[-1])
    if kind == "image":
        return f'<p><img src="{url}" alt="{escape(enclosure.title)}"></p>'
    if kind in ("audio", "video"):
        return f'<{kind} controls src="{url}"><a href="{url}">{name}</a></{kind}>'
    return f'<p><a href="{url}">{name}</a></p>'


def _attachments(entry: Entry, converted: Converted) -> Iterator[Attachment]:
    for written in dict.fromkeys((*converted.media, *((entry.image,) if entry.image else ()))):
        try:
            url = urljoin(entry.url, written)
        except ValueError:
            url = ""
        yield Attachment(written, url=url if _is_address(url) else "")


def _found(entry: Entry, feed: Feed, date: str) -> dict[str, str]:
    fields = {
        "title": "title" if entry.title else "the text's first words",
        "date": ("published" if entry.published else "updated") if date else "",
        "authors": "the entry's author" if entry.authors else "the feed's author" if _feed_authors(feed) else "",
        "tags": "categories" if entry.tags else "",
        "body": "content" if entry.content.strip() else "description",
        "image": "media" if entry.image else "",
    }
    return {name: f"feed: {where}" for name, where in fields.items() if where}


def _doubts(entry: Entry, title: str, date: str, is_excerpt: bool, converted: Converted) -> Iterator[str]:
    if is_excerpt:
        yield "The feed has an excerpt and not the article. Import the page itself, or ask for it with --excerpts."
    if not date:
        written = entry.published or entry.updated
        yield f'The date "{written}" is none. Give it one.' if written else "It has no date. Give it one."
    if not title:
        yield "It has no title and no words. Give it a title, or remove it."
    elif not converted.markdown.strip():
        yield "It has a title and no text. Import the page itself, or remove it."


def _dropped(entry: Entry, text: str, converted: Converted) -> Iterator[Dropped]:
    yield from converted.dropped
    if entry.summary and text != entry.summary and not _standfirst(entry, text, converted):
        yield Dropped(0, entry.summary, "a summary that the text begins with, or that is cut off")
