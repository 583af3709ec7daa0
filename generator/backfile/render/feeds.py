"""Feeds, sitemaps and robots.txt as bytes. Text in, well-formed XML and JSON out."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

import msgspec

from backfile.archive.dates import Moment
from backfile.pages.views import Card, FeedEntry, FeedView, RobotsView, SitemapView, SiteView
from backfile.render.compiling import escape_text
from backfile.render.theme import absolute_url

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 does not allow even when escaped."""


Made = TypeVar("Made")

MOST_ENTRIES = 20_000
"""Entries of feeds that a process keeps made, of about a kilobyte each."""


class _Entries(Generic[Made]):
    """What is made of the entries of one site's feeds, kept by card: the newest articles stand in the feeds of their
    section, their authors and all their tags. Whole texts are not kept."""

    def __init__(self) -> None:
        self._site: SiteView | None = None
        self._kept: dict[int, tuple[FeedEntry, Made]] = {}

    def of(self, entry: FeedEntry, site: SiteView, make: Callable[[FeedEntry, SiteView], Made]) -> Made:
        """What `make` makes of the entry."""
        if site is not self._site or len(self._kept) >= MOST_ENTRIES:
            self._site = site
            self._kept.clear()
        found = self._kept.get(id(entry.card))
        # The entry is kept beside it, so that no other card can come to have its id.
        if found is None or not _is_same(found[0], entry):
            found = self._kept[id(entry.card)] = (entry, make(entry, site))
        return found[1]


def _is_same(one: FeedEntry, other: FeedEntry) -> bool:
    return one is other or (
        one.card is other.card
        and one.updated == other.updated
        and one.lang == other.lang
        and one.credit == other.credit
    )


_ATOM: _Entries[str] = _Entries()
_JSON: _Entries[msgspec.Raw] = _Entries()


def render_feed(view: FeedView, site: SiteView, bodies: Mapping[str, str]) -> bytes:
    """The feed; `bodies` are the whole texts as HTML by source, for a feed that carries them."""
    make = _atom if view.format == "atom" else _json_feed
    return make(view, site, bodies).encode("utf-8")


def _atom(view: FeedView, site: SiteView, bodies: Mapping[str, str]) -> str:
    lines = [*atom_top(view.title, view.description, view.home, view.url, _last_change(view), site)]
    lines += [_atom_entry(entry, site, bodies.get(entry.card.source) if view.full else None) for entry in view.entries]
    return "\n".join([*lines, "</feed>\n"])


def atom_top(title: str, description: str, home: str, url: str, updated: str, site: SiteView) -> Sequence[str]:
    """The lines of a feed up to its first entry. `home` and `url` are root-relative; `updated` is as `atom_stamp` gives
    it."""
    home, own = absolute_url(home, site.base_url), absolute_url(url, site.base_url)
    return [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
        f'xml:lang="{atom_text(site.language)}">',
        f"<title>{atom_text(title)}</title>",
        *([f"<subtitle>{atom_text(description)}</subtitle>"] if description else []),
        f"<id>{atom_text(home)}</id>",
        f'<link rel="alternate" type="text/html" href="{atom_text(home)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{atom_text(own)}"/>',
        f"<updated>{updated}</updated>",
        f"<generator>{atom_text(site.generator)}</generator>",
        f"<author><name>{atom_text(site.title)}</name></author>",
    ]


def _last_change(view: FeedView) -> str:
    moments = [entry.updated or entry.card.date for entry in view.entries]
    return atom_stamp(max(moments, key=lambda moment: moment.instant)) if moments else "1970-01-01T00:00:00Z"


def _atom_entry(entry: FeedEntry, site: SiteView, body: str | None) -> str:
    head = _ATOM.of(entry, site, _atom_head)
    content = f'<content type="html">{atom_text(body)}</content>\n' if body is not None else ""
    return f"{head}\n{content}</entry>"


def _atom_head(entry: FeedEntry, site: SiteView) -> str:
    """An entry up to its text."""
    card = entry.card
    url = atom_text(absolute_url(card.url, site.base_url))
    lines = [
        f'<entry xml:lang="{atom_text(entry.lang)}">' if entry.lang else "<entry>",
        f"<title>{atom_text(card.title)}</title>",
        f"<id>{url}</id>",
        f'<link rel="alternate" type="text/html" href="{url}"/>',
        f"<published>{atom_stamp(card.date)}</published>",
        f"<updated>{atom_stamp(entry.updated or card.date)}</updated>",
        *(f"<author><name>{atom_text(author.label)}</name></author>" for author in card.authors),
        *_atom_categories(card, site),
        *([f"<rights>{atom_text(entry.credit)}</rights>"] if entry.credit else []),
        *_atom_picture(card, site),
        f'<summary type="text">{atom_text(card.summary)}</summary>',
    ]
    return "\n".join(lines)


def _atom_categories(card: Card, site: SiteView) -> Sequence[str]:
    """The section and the tags, told apart by their schemes: the addresses of all sections and of all tags."""
    kinds = (("sections", (card.section,) if card.section else ()), ("tags", card.tags))
    return [
        f'<category term="{atom_text(link.label)}" scheme="{atom_text(absolute_url(f"/{kind}/", site.base_url))}"/>'
        for kind, links in kinds
        for link in links
    ]


def _atom_picture(card: Card, site: SiteView) -> Sequence[str]:
    if card.picture is None:
        return []
    return [f'<media:content medium="image" url="{atom_text(absolute_url(card.picture.src, site.base_url))}"/>']


def atom_stamp(moment: Moment) -> str:
    """RFC 3339: a bare date is its first second in the archive's zone, told in UTC."""
    return _utc(moment.instant) if len(moment.iso) == 10 else moment.iso


def _utc(instant: int) -> str:
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant)
    return f"{when.year:04}-{when:%m-%dT%H:%M:%SZ}"


def atom_text(text: str) -> str:
    """Text to stand in an element or an attribute of XML."""
    return escape_text(_FORBIDDEN.sub("", text))


def _json_feed(view: FeedView, site: SiteView, bodies: Mapping[str, str]) -> str:
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": absolute_url(view.home, site.base_url),
        "feed_url": absolute_url(view.url, site.base_url),
        **({"description": view.description} if view.description else {}),
        "language": site.language,
        "items": [
            _json_item(entry, site, bodies.get(entry.card.source) if view.full else None) for entry in view.entries
        ],
    }
    return msgspec.json.encode(data).decode("utf-8") + "\n"


def _json_item(entry: FeedEntry, site: SiteView, body: str | None) -> msgspec.Raw | dict[str, Any]:
    return _JSON.of(entry, site, _encoded_item) if body is None else _item(entry, site, {"content_html": body})


def _encoded_item(entry: FeedEntry, site: SiteView) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(_item(entry, site, {"content_text": entry.card.summary})))


def _item(entry: FeedEntry, site: SiteView, text: dict[str, str]) -> dict[str, Any]:
    card = entry.card
    url = absolute_url(card.url, site.base_url)
    picture = {"image": absolute_url(card.picture.src, site.base_url)} if card.picture else {}
    return {
        "id": url,
        "url": url,
        "title": card.title,
        "summary": card.summary,
        **text,
        "date_published": atom_stamp(card.date),
        **({"date_modified": atom_stamp(entry.updated)} if entry.updated else {}),
        **({"language": entry.lang} if entry.lang else {}),
        "authors": [{"name": a.label, "url": absolute_url(a.url, site.base_url)} for a in card.authors],
        "tags": [tag.label for tag in card.tags],
        **picture,
    }


def render_sitemap(view: SitemapView, site: SiteView) -> bytes:
    """A sitemap, or the index of several, by the protocol of sitemaps.org."""
    outer, inner = ("sitemapindex", "sitemap") if view.index else ("urlset", "url")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for entry in view.entries:
        modified = f"<lastmod>{entry.modified}</lastmod>" if entry.modified else ""
        lines.append(f"<{inner}><loc>{atom_text(absolute_url(entry.url, site.base_url))}</loc>{modified}</{inner}>")
    return "\n".join([*lines, f"</{outer}>\n"]).encode("utf-8")


def render_robots(view: RobotsView, site: SiteView) -> bytes:
    """robots.txt: everything may be read, and there is a sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute_url(view.sitemap, site.base_url)}\n".encode()
