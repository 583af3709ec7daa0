"""The feeds of the corrections as bytes: an entry is a correction, and its address the place on its article's page."""

from typing import Any

import msgspec

from backfile.languages.language import Language
from backfile.pages.views import CorrectionsFeedView, ListedCorrection, SiteView
from backfile.render.feeds import atom_stamp, atom_text, atom_top
from backfile.render.theme import absolute_url


def render_corrections_feed(view: CorrectionsFeedView, site: SiteView, language: Language) -> bytes:
    """The feed; what it says itself is in `language`."""
    make = _atom if view.format == "atom" else _json
    return make(view, site, language).encode("utf-8")


def _atom(view: CorrectionsFeedView, site: SiteView, language: Language) -> str:
    last = atom_stamp(view.corrections[0].date)
    lines = [*atom_top(view.title, "", view.home, view.url, last, site)]
    lines += [_atom_entry(one, site, language) for one in view.corrections]
    return "\n".join([*lines, "</feed>\n"])


def _atom_entry(one: ListedCorrection, site: SiteView, language: Language) -> str:
    url, stamp = atom_text(absolute_url(one.url, site.base_url)), atom_stamp(one.date)
    lines = [
        f'<entry xml:lang="{atom_text(one.lang)}">' if one.lang else "<entry>",
        f"<title>{atom_text(_title(one, language))}</title>",
        f"<id>{url}</id>",
        f'<link rel="alternate" type="text/html" href="{url}"/>',
        f"<published>{stamp}</published>",
        f"<updated>{stamp}</updated>",
        f'<content type="text">{atom_text(one.text)}</content>',
        "</entry>",
    ]
    return "\n".join(lines)


def _title(one: ListedCorrection, language: Language) -> str:
    return language.say("Correction: %(title)s", title=one.headline.title)


def _json(view: CorrectionsFeedView, site: SiteView, language: Language) -> str:
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": absolute_url(view.home, site.base_url),
        "feed_url": absolute_url(view.url, site.base_url),
        "language": site.language,
        "items": [_item(one, site, language) for one in view.corrections],
    }
    return msgspec.json.encode(data).decode("utf-8") + "\n"


def _item(one: ListedCorrection, site: SiteView, language: Language) -> dict[str, Any]:
    url = absolute_url(one.url, site.base_url)
    item: dict[str, Any] = {
        "id": url,
        "url": url,
        "title": _title(one, language),
        "content_text": one.text,
        "date_published": atom_stamp(one.date),
        "authors": [{"name": site.title, "url": absolute_url("/", site.base_url)}],
        "tags": [one.headline.section.label] if one.headline.section else [],
    }
    return item | {"language": one.lang} if one.lang else item
