"""Feeds of the site and of each section, tag and author, in Atom and JSON Feed."""

from collections.abc import Iterator, Sequence

from backfile.archive.urls import output_path, url_path
from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.page import Page, make_page
from backfile.pages.selection import Selection, first_number
from backfile.pages.views import FeedEntry, FeedView

FEED_TAXONOMIES = ("section", "tag", "author")
FILES = {"atom": "feed.xml", "json": "feed.json"}
"""The feeds of a list, by format."""


def plan_feeds(desk: Desk, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """Both feeds of the site and of every term that has a page of its own."""
    if not desk.config.feeds.enabled:
        return
    whole = range(len(desk.cards))
    yield from _pair(desk.config.title, desk.config.description, "/", whole, desk, frames, wants_full=True)
    for name in FEED_TAXONOMIES:
        taxonomy = desk.archive.taxonomies[name]
        for term in taxonomy.terms:
            if first_number(selection, name, term.key) is None:
                continue
            title = desk.language.say("%(site)s: %(list)s", site=desk.config.title, list=term.label)
            home = taxonomy.url(term)
            members = taxonomy.members[term.key]
            yield from _pair(title, term.description, home, members, desk, frames, wants_full=name == "section")


def _pair(
    title: str,
    description: str,
    home: str,
    members: Sequence[int],
    desk: Desk,
    frames: Frames,
    *,
    wants_full: bool,
) -> Iterator[Page]:
    settings = desk.config.feeds
    full = settings.full_text == "all" or (wants_full and settings.full_text == "sections")
    newest = members[-settings.limit :][::-1]
    entries = tuple(_entry(position, desk) for position in newest)
    bodies = tuple(desk.body(desk.archive.entries[position]) for position in newest) if full else ()
    for form, file in FILES.items():
        url = url_path(f"{home}{file}")
        view = FeedView(form, title, url, home, description, entries, full)
        yield make_page(output_path(url), "", view, frames.of(""), bodies)


def _entry(position: int, desk: Desk) -> FeedEntry:
    article = desk.archive.entries[position].article
    return FeedEntry(desk.cards[position], article.updated, article.lang, article.credit)
