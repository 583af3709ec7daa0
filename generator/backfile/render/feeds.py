"""Feeds, sitemaps and robots.txt as bytes. Text in, well-formed XML and JSON out."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from markupsafe import escape

from backfile.archive.dates import Moment
from backfile.pages.views import Card, FeedEntry, FeedView, RobotsView, SitemapView, SiteView
from backfile.render.theme import absolute_url

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 does not allow even when escaped."""


def render_feed(view: FeedView, site: SiteView, bodies: Mapping[str, str]) -> bytes:
    """The feed; `bodies` are the whole texts as HTML by source, for a feed that carries them."""
    make = _atom if view.format == "atom" else _json_feed
    return make(view, site, bodies).encode("utf-8")


def _atom(view: FeedView, site: SiteView, bodies: Mapping[str, str]) -> str:
    home, own = absolute_url(view.home, site.base_url), absolute_url(view.url, site.base_url)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
        f'xml:lang="{_xml(site.language)}">',
        f"<title>{_xml(view.title)}</title>",
        *([f"<subtitle>{_xml(view.description)}</subtitle>"] if view.description else []),
        f"<id>{_xml(home)}</id>",
        f'<link rel="alternate" type="text/html" href="{_xml(home)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_xml(own)}"/>',
        f"<updated>{_last_change(view)}</updated>",
        f"<generator>{_xml(site.generator)}</generator>",
        f"<author><name>{_xml(site.title)}</name></author>",
    ]
    for entry in view.entries:
        lines += _atom_entry(entry, site, bodies.get(entry.card.source) if view.full else None)
    return "\n".join([*lines, "</feed>\n"])


def _last_change(view: FeedView) -> str:
    moments = [entry.updated or entry.card.date for entry in view.entries]
    return _stamp(max(moments, key=lambda moment: moment.instant)) if moments else "1970-01-01T00:00:00Z"


def _atom_entry(entry: FeedEntry, site: SiteView, body: str | None) -> Sequence[str]:
    card = entry.card
    url = _xml(absolute_url(card.url, site.base_url))
    content = [f'<content type="html">{_xml(body)}</content>'] if body is not None else []
    return [
        f'<entry xml:lang="{_xml(entry.lang)}">' if entry.lang else "<entry>",
        f"<title>{_xml(card.title)}</title>",
        f"<id>{url}</id>",
        f'<link rel="alternate" type="text/html" href="{url}"/>',
        f"<published>{_stamp(card.date)}</published>",
        f"<updated>{_stamp(entry.updated or card.date)}</updated>",
        *(f"<author><name>{_xml(author.label)}</name></author>" for author in card.authors),
        *_atom_categories(card, site),
        *([f"<rights>{_xml(entry.credit)}</rights>"] if entry.credit else []),
        *_atom_picture(card, site),
        f'<summary type="text">{_xml(card.summary)}</summary>',
        *content,
        "</entry>",
    ]


def _atom_categories(card: Card, site: SiteView) -> Sequence[str]:
    """The section and the tags, told apart by their schemes: the addresses of all sections and of all tags."""
    kinds = (("sections", (card.section,) if card.section else ()), ("tags", card.tags))
    return [
        f'<category term="{_xml(link.label)}" scheme="{_xml(absolute_url(f"/{kind}/", site.base_url))}"/>'
        for kind, links in kinds
        for link in links
    ]


def _atom_picture(card: Card, site: SiteView) -> Sequence[str]:
    if card.picture is None:
        return []
    return [f'<media:content medium="image" url="{_xml(absolute_url(card.picture.src, site.base_url))}"/>']


def _stamp(moment: Moment) -> str:
    """RFC 3339: a bare date is its first second in the archive's zone, told in UTC."""
    return _utc(moment.instant) if len(moment.iso) == 10 else moment.iso


def _utc(instant: int) -> str:
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant)
    return f"{when.year:04}-{when:%m-%dT%H:%M:%SZ}"


def _xml(text: str) -> str:
    return str(escape(_FORBIDDEN.sub("", text)))


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


def _json_item(entry: FeedEntry, site: SiteView, body: str | None) -> dict[str, Any]:
    card = entry.card
    url = absolute_url(card.url, site.base_url)
    text = {"content_html": body} if body is not None else {"content_text": card.summary}
    picture = {"image": absolute_url(card.picture.src, site.base_url)} if card.picture else {}
    return {
        "id": url,
        "url": url,
        "title": card.title,
        "summary": card.summary,
        **text,
        "date_published": _stamp(card.date),
        **({"date_modified": _stamp(entry.updated)} if entry.updated else {}),
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
        lines.append(f"<{inner}><loc>{_xml(absolute_url(entry.url, site.base_url))}</loc>{modified}</{inner}>")
    return "\n".join([*lines, f"</{outer}>\n"]).encode("utf-8")


def render_robots(view: RobotsView, site: SiteView) -> bytes:
    """robots.txt: everything may be read, and there is a sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute_url(view.sitemap, site.base_url)}\n".encode()
