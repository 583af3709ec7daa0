"""The sitemap, robots.txt, and the pages that every site has: search and not found."""

from collections.abc import Iterator, Sequence

from backfile.archive.urls import url_path
from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.page import Page, make_page
from backfile.pages.views import (
    ArticleView,
    FeedView,
    FragmentView,
    Link,
    NotFoundView,
    PlainView,
    RedirectView,
    RobotsView,
    SearchView,
    SitemapEntry,
    SitemapView,
)

MOST_ENTRIES = 50_000
_NOT_LISTED = (FeedView, FragmentView, RedirectView, NotFoundView, SearchView)


def plan_fixed_pages(desk: Desk, frames: Frames) -> Iterator[Page]:
    """The search page (where there is a search) and the page for addresses that are not there."""
    ways = (*(Link(t.label, t.root) for t in desk.archive.taxonomies.values() if t.terms), Link("Archive", "/archive/"))
    if desk.config.search.enabled:
        view = SearchView(("/pagefind/",), ways, (Link("Home", "/"), Link("Search", "/search/")))
        yield make_page("search/index.html", "search.html", view, frames.of("search.html"))
    yield make_page("404.html", "notfound.html", NotFoundView(ways), frames.of("notfound.html"))


def plan_sitemaps(pages: Sequence[Page], frames: Frames) -> Iterator[Page]:
    """The sitemap of these pages, split beyond 50,000 addresses, and robots.txt."""
    entries = sorted((entry for page in pages if (entry := _entry(page))), key=lambda entry: entry.url)
    parts = [entries[start : start + MOST_ENTRIES] for start in range(0, len(entries), MOST_ENTRIES)] or [[]]
    if len(parts) == 1:
        yield make_page("sitemap.xml", "", SitemapView(tuple(parts[0]), index=False), frames.of(""))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield make_page(name, "", SitemapView(tuple(part), index=False), frames.of(""))
        index = tuple(SitemapEntry(f"/{name}", "") for name in names)
        yield make_page("sitemap.xml", "", SitemapView(index, index=True), frames.of(""))
    yield make_page("robots.txt", "", RobotsView("/sitemap.xml"), frames.of(""))


def _entry(page: Page) -> SitemapEntry | None:
    view = page.view
    if isinstance(view, _NOT_LISTED) or (not page.path.endswith("index.html") and not page.template):
        return None
    if isinstance(view, ArticleView | PlainView) and (view.noindex or view.canonical):
        return None
    modified = (view.updated or view.card.date).iso if isinstance(view, ArticleView) else ""
    return SitemapEntry(_url(page), modified)


def _url(page: Page) -> str:
    return url_path("/" + page.path.removesuffix("index.html"))
