"""The plan: an archive and its settings in, every page of the site out. No template is read and no file touched."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from backfile.archive.catalog import Archive, Entry
from backfile.archive.rows import Rows
from backfile.archive.urls import folded, output_path
from backfile.config import CONFIG_NAME
from backfile.pages.articles import plan_articles, plan_plain_pages, plan_redirects
from backfile.pages.cards import Desk, resolve
from backfile.pages.corrections import FEEDS, corrections_urls, plan_corrections
from backfile.pages.dates import month_url, plan_dates, year_url
from backfile.pages.days_of_year import plan_days_of_year
from backfile.pages.feeds import plan_feeds
from backfile.pages.fragments import plan_fragments
from backfile.pages.frames import Frames
from backfile.pages.listings import plan_front, plan_taxonomy
from backfile.pages.page import Page
from backfile.pages.selection import Selection
from backfile.pages.share_images import plan_share_images
from backfile.pages.sitemap import plan_fixed_pages, plan_sitemaps
from backfile.pages.views import ArticleView, HistoryView, MarkdownView, PlainView, RedirectView
from backfile.problems import Location, Problem, warning


def plan_pages(
    desk: Desk,
    related: Rows,
    frames: Frames,
    watched: Callable[[Iterable[Page]], Iterable[Page]] = iter,
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The site's pages. Two of them for one path (capital letters and ways to write the same signs aside)
    is a problem. `watched` sees the pages go by as they are planned."""
    pages = tuple(watched(selected_pages(desk, related, frames)))
    return pages, tuple(_collisions(pages, askers(desk.archive)))


def selected_pages(desk: Desk, related: Rows, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The pages of a selection, or all of them. Of the archive a selection asks only for what these pages show."""
    redirects = desk.archive.redirects
    yield from plan_articles(desk, related, frames, selection)
    yield from plan_share_images(desk, frames, selection)
    if selection is None:
        yield from plan_plain_pages(desk, frames)
    else:
        redirects = tuple(redirect for redirect in redirects if redirect.path in selection.sources)
    yield plan_front(desk, frames)
    for taxonomy in desk.archive.taxonomies.values():
        yield from plan_taxonomy(taxonomy, desk, frames, selection)
    yield from plan_dates(desk, frames, selection)
    yield from plan_corrections(desk, frames, selection)
    yield from plan_fragments(desk, frames)
    yield from plan_days_of_year(desk, frames, selection)
    yield from plan_fixed_pages(desk, frames)
    yield from plan_redirects(redirects, frames)
    yield from plan_sitemaps(desk, frames, selection)
    yield from plan_feeds(desk, frames, selection)


def site_addresses(archive: Archive) -> frozenset[str]:
    """Every output path that a link in a body may lead to, known before any page is planned."""
    urls = ["/", "/archive/", "/search/", "/feed.xml", "/feed.json", "/sitemap.xml"]
    urls += archive.spine.urls
    urls += [entry.url for entry in archive.pages]
    urls += [month_url(year, month) for year, month in {day[:2] for day in archive.spine.days}]
    urls += [year_url(year) for year in {day[0] for day in archive.spine.days}]
    for taxonomy in archive.taxonomies.values():
        urls.append(taxonomy.root)
        for term in taxonomy.terms:
            url = taxonomy.url(term)
            urls += (url, f"{url}feed.xml", f"{url}feed.json")
    if archive.corrections:
        urls += (*corrections_urls(archive.corrections), *FEEDS.values())
    urls += [media.url for media in archive.media]
    urls += [redirect.old for redirect in archive.redirects]
    return frozenset(map(output_path, urls))


_OR_WARNED = (
    'Correct it, write it with its https:// if it leads elsewhere, or build with it: `broken_links = "warning"` under '
    "[markdown] in backfile.toml."
)


def broken_links(desk: Desk) -> Iterator[Problem]:
    """Every inside link that leads nowhere: a problem or a warning, as the settings say."""
    is_error = desk.config.markdown.broken_links == "problem"
    for entry in (*desk.archive.entries, *desk.archive.pages):
        for written, line in entry.article.targets:
            if resolve(written, entry, desk.archive.links, desk.addresses) is None:
                yield _broken(entry, written, line, is_error)


def _broken(entry: Entry, written: str, line: int, is_error: bool) -> Problem:
    message = f'the link "{written}" leads to no page and no file of the archive.'
    location = Location(entry.article.path, line)
    if is_error:
        return Problem(location, message, _OR_WARNED)
    return warning(location, message, "Correct it, or write it with its https:// if it leads elsewhere.")


def askers(archive: Archive) -> dict[str, str]:
    """The article that asks for each redirect, by the redirect's output path."""
    return {output_path(redirect.old): redirect.path for redirect in archive.redirects if redirect.path}


def _collisions(pages: Iterable[Page], asking: Mapping[str, str]) -> Iterator[Problem]:
    first: dict[str, Page] = {}
    for page in pages:
        other = first.setdefault(folded(page.path), page)
        if other is page:
            continue
        if all(isinstance(p.view, ArticleView | PlainView) for p in (other, page)):
            continue  # told already when the archive was put together
        asked = {id(p): asking[p.path] for p in (other, page) if isinstance(p.view, RedirectView) and p.path in asking}
        files = [asked.get(id(p)) or file_of(p) for p in (other, page)]
        origins = [f"an alias of {asked[id(p)]}" if id(p) in asked else origin_of(p) for p in (other, page)]
        address = "/" + page.path.removesuffix("index.html")
        message = f"the address {address} is wanted by {origins[0]} and by {origins[1]}."
        hint = "Give the article another `slug`, `url` or alias, or the term another slug."
        own = next((file for file in files if file != CONFIG_NAME), CONFIG_NAME)
        yield Problem(Location(own), message, hint)


def file_of(page: Page) -> str:
    """The file that a page comes from; the settings for one of the site itself."""
    view = page.view
    if isinstance(view, ArticleView):
        return view.card.source
    return view.source if isinstance(view, PlainView | MarkdownView | HistoryView) else CONFIG_NAME


def origin_of(page: Page) -> str:
    """What a page comes from, in words for a problem: its file, or the site itself."""
    if isinstance(page.view, ArticleView | PlainView):
        return file_of(page)
    if isinstance(page.view, MarkdownView):
        return f"the text beside {file_of(page)}"
    if isinstance(page.view, HistoryView):
        return f"the history of {file_of(page)}"
    kind = type(page.view).__name__.removesuffix("View").lower()
    return f"the site's own {kind} page of that address"
