"""The sitemap, robots.txt, and what every site has: search, not found, headers for its host."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

import msgspec

from backfile.archive.catalog import is_listed
from backfile.config import RULES_FILES
from backfile.pages.cards import Desk
from backfile.pages.corrections import corrections_urls
from backfile.pages.dates import month_url, year_url
from backfile.pages.frames import Frames
from backfile.pages.labels import archive_link, home_link, hub_label
from backfile.pages.numbering import last_number, numbered
from backfile.pages.page import Page, make_page
from backfile.pages.selection import Selection
from backfile.pages.views import (
    HeadersView,
    Link,
    NotFoundView,
    RobotsView,
    SearchView,
    ServerRulesView,
    SitemapEntry,
    SitemapView,
)

MOST_ENTRIES = 50_000


def plan_fixed_pages(desk: Desk, frames: Frames) -> Iterator[Page]:
    """The search page (where there is a search), the page for addresses that are not there, and what hosts shall send
    with all of them, and at old addresses."""
    taxonomies, language = desk.archive.taxonomies.values(), desk.language
    ways = (*(Link(hub_label(t, language), t.root) for t in taxonomies if t.terms), archive_link(language))
    if desk.config.search.enabled:
        view = SearchView(("/pagefind/",), ways, (home_link(language), Link(language.say("Search"), "/search/")))
        yield make_page("search/index.html", "search.html", view, frames.of("search.html"))
    yield make_page("404.html", "notfound.html", NotFoundView(ways), frames.of("notfound.html"))
    yield make_page("_headers", "", HeadersView("/*"), frames.of(""))
    archive = desk.archive
    rules = (*((str(r.old), str(r.new)) for r in archive.redirects), *((str(url), "") for url in archive.gone))
    for server in desk.config.hosting.redirects:
        yield make_page(RULES_FILES[server], "", ServerRulesView(server, tuple(sorted(rules))), frames.of(""))


class _Part(msgspec.Struct, frozen=True):
    """Addresses that are listed together where one file cannot hold all: their name in the file's, their number, and
    how to make them. `is_wanted` tells whether they are planned."""

    name: str
    count: int
    entries: Callable[[], Iterator[SitemapEntry]]
    is_wanted: bool

    def files(self) -> tuple[str, ...]:
        numbers = range(1, -(-self.count // MOST_ENTRIES) + 1)
        return tuple(
            f"sitemap-{self.name}-{number}.xml" if number > 1 else f"sitemap-{self.name}.xml" for number in numbers
        )


def plan_sitemaps(desk: Desk, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The sitemap of all that is to be found, and robots.txt. Beyond 50,000 addresses there is one for each year and
    one for all that is of no year, so that a new article changes only its year's."""
    parts = tuple(_parts(desk, selection))
    if sum(part.count for part in parts) <= MOST_ENTRIES:
        entries = sorted((entry for part in parts for entry in part.entries()), key=_by_url)
        yield make_page("sitemap.xml", "", SitemapView(tuple(entries), index=False), frames.of(""))
    else:
        for part in parts:
            if part.is_wanted:
                found = iter(sorted(part.entries(), key=_by_url))
                for name in part.files():
                    view = SitemapView(tuple(islice(found, MOST_ENTRIES)), index=False)
                    yield make_page(name, "", view, frames.of(""))
        index = tuple(SitemapEntry(f"/{name}", "") for part in parts for name in part.files())
        yield make_page("sitemap.xml", "", SitemapView(index, index=True), frames.of(""))
    yield make_page("robots.txt", "", RobotsView("/sitemap.xml"), frames.of(""))


def sitemap_files(desk: Desk) -> tuple[str, ...]:
    """The files of the site that `plan_sitemaps` plans without a selection, robots.txt apart."""
    parts = tuple(_parts(desk, None))
    if sum(part.count for part in parts) <= MOST_ENTRIES:
        return ("sitemap.xml",)
    return (*(name for part in parts for name in part.files()), "sitemap.xml")


def _by_url(entry: SitemapEntry) -> str:
    return entry.url


def _parts(desk: Desk, selection: Selection | None) -> Iterator[_Part]:
    is_wanted = selection is None or selection.has_other_lists
    pages = sum(1 for entry in desk.archive.pages if is_listed(entry.article))
    count = 2 + pages + len(corrections_urls(desk.archive.corrections)) + _count_of_lists(desk)
    yield _Part("lists", count, lambda: _timeless(desk), is_wanted)
    spine, months = desk.archive.spine, dict[int, set[int]]()
    for year, month, _ in spine.days:
        months.setdefault(year, set()).add(month)
    listed = Counter(day[0] for day, modified in zip(spine.days, spine.modified, strict=True) if modified)
    for year, found in sorted(months.items()):
        is_wanted = selection is None or year in selection.years
        yield _Part(f"{year:04}", listed[year] + 1 + len(found), partial(_of_year, year, found, desk), is_wanted)


def _count_of_lists(desk: Desk) -> int:
    per_page = desk.config.per_page
    lists = (members for taxonomy in desk.archive.taxonomies.values() for members in taxonomy.members.values())
    return len(desk.archive.taxonomies) + sum(1 + last_number(len(members), per_page) for members in lists)


def _timeless(desk: Desk) -> Iterator[SitemapEntry]:
    """Everything but articles, months and years."""
    yield SitemapEntry("/", "")
    yield SitemapEntry("/archive/", "")
    for url in corrections_urls(desk.archive.corrections):
        yield SitemapEntry(url, "")
    for entry in desk.archive.pages:
        if is_listed(entry.article):
            yield SitemapEntry(entry.url, "")
    for taxonomy in desk.archive.taxonomies.values():
        yield SitemapEntry(taxonomy.root, "")
        for term in taxonomy.terms:
            url = taxonomy.url(term)
            yield SitemapEntry(url, "")
            for number in range(1, last_number(len(taxonomy.members[term.key]), desk.config.per_page) + 1):
                yield SitemapEntry(numbered(url, number), "")


def _of_year(year: int, months: Iterable[int], desk: Desk) -> Iterator[SitemapEntry]:
    spine = desk.archive.spine
    yield SitemapEntry(year_url(year), "")
    for month in months:
        yield SitemapEntry(month_url(year, month), "")
    for position, modified in enumerate(spine.modified):
        if modified and spine.days[position][0] == year:
            yield SitemapEntry(spine.urls[position], modified)
