"""What is known of an article's past: a line on its page, and a page with its versions."""

from backfile.archive.catalog import Entry
from backfile.archive.urls import UrlPath, output_path, url_path
from backfile.config import further_taxonomies
from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.page import Page, make_page
from backfile.pages.views import HistoryView, Link, Past, ShownRevision

MOST_SHOWN = 50
"""So many versions of an article are shown, the newest."""

TEMPLATE = "history.html"


def history_url(url: str) -> UrlPath:
    """Where the history of the article at that address is."""
    return url_path(f"{url}history/" if url.endswith("/") else f"{url}.history/")


def past_of(entry: Entry, desk: Desk) -> Past | None:
    """What an article's page tells of its past; None where there is one version, or none is known."""
    revisions = desk.history.get(entry.article.path, ())
    if not revisions:
        return None
    made = [one.version.moment for one in revisions[1:] if not one.is_import]
    return Past(history_url(entry.url), revisions[0].version.moment, len(made), made[-1] if made else None)


def plan_history(entry: Entry, trail: tuple[Link, ...], desk: Desk, frames: Frames) -> Page:
    """The page with the history of an article that has one. `trail` leads to the article."""
    revisions = desk.history[entry.article.path]
    url = history_url(entry.url)
    title = desk.language.say("History of “%(title)s”", title=entry.article.title)
    view = HistoryView(
        source=entry.article.path,
        url=url,
        title=title,
        article=trail[-1],
        lang=entry.article.lang,
        count=len(revisions),
        revisions=tuple(
            ShownRevision(one.version.moment, one.version.summary, one.is_import, one.version.blob, one.before)
            for one in revisions[: -MOST_SHOWN - 1 : -1]
        ),
        keys=tuple(further_taxonomies(desk.config).values()),
        breadcrumb=(*trail, Link(desk.language.say("History"), url)),
        noindex=True,
    )
    return make_page(output_path(url), TEMPLATE, view, frames.of(TEMPLATE))
