"""All corrections of the archive: the latest, a page for each year, and their feeds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from backfile.archive.corrections import Corrected, years_of
from backfile.archive.urls import UrlPath, output_path, url_path
from backfile.languages.language import Language
from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.labels import home_link
from backfile.pages.page import Page, make_page
from backfile.pages.selection import Selection
from backfile.pages.views import CorrectionsFeedView, CorrectionsView, Counted, Link, ListedCorrection

ROOT = "/corrections/"
TEMPLATE = "corrections.html"
FEEDS = {"atom": f"{ROOT}feed.xml", "json": f"{ROOT}feed.json"}
"""The feeds of the corrections, by format."""


def corrections_year_url(year: int) -> UrlPath:
    """The address of a year's corrections."""
    return url_path(f"{ROOT}{year:04}/")


def corrections_urls(corrections: Iterable[Corrected]) -> tuple[str, ...]:
    """The addresses of all pages of these corrections, the newest year first; none without corrections."""
    years = years_of(corrections)[::-1]
    return (ROOT, *map(corrections_year_url, years)) if years else ()


def plan_corrections(desk: Desk, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The pages of the corrections, where there are any: the latest with a way into each year, and each year whole, as
    who looks for a correction knows about when it was."""
    corrections = desk.archive.corrections
    if not corrections:
        return
    listed = _Listed(desk)
    for view in (_front(listed, desk), *_years(listed, desk, selection)):
        yield make_page(output_path(view.url), TEMPLATE, view, frames.of(TEMPLATE))
    if desk.config.feeds.enabled:
        yield from _feeds(listed.newest(corrections[-desk.config.feeds.limit :]), desk, frames)


def _front(listed: "_Listed", desk: Desk) -> CorrectionsView:
    corrections, language = desk.archive.corrections, desk.language
    counts = Counter(one.moment.year for one in corrections)
    years = sorted(counts, reverse=True)
    return CorrectionsView(
        title=language.say("Corrections"),
        url=ROOT,
        year=0,
        corrections=listed.newest(corrections[-desk.config.per_page :]),
        years=tuple(Counted(language.year(year), corrections_year_url(year), counts[year]) for year in years),
        earlier=None,
        later=None,
        count=len(corrections),
        feed=_feed(desk),
        breadcrumb=_trail(language),
    )


def _years(listed: "_Listed", desk: Desk, selection: Selection | None) -> Iterator[CorrectionsView]:
    corrections, language = desk.archive.corrections, desk.language
    links = [_year_link(year, language) for year in years_of(corrections)]
    for place, year in enumerate(years_of(corrections)):
        if selection is None or year in selection.corrections:
            own = [one for one in corrections if one.moment.year == year]
            yield CorrectionsView(
                title=language.say("Corrections, %(year)s", year=language.year(year)),
                url=links[place].url,
                year=year,
                corrections=listed.newest(own),
                years=(),
                earlier=links[place - 1] if place else None,
                later=links[place + 1] if place + 1 < len(links) else None,
                count=len(own),
                feed=_feed(desk),
                breadcrumb=(*_trail(language), links[place]),
            )


def _trail(language: Language) -> tuple[Link, ...]:
    return home_link(language), Link(language.say("Corrections"), ROOT)


def _feed(desk: Desk) -> str:
    return FEEDS["atom"] if desk.config.feeds.enabled else ""


def _year_link(year: int, language: Language) -> Link:
    return Link(language.year(year), corrections_year_url(year))


def _feeds(newest: tuple[ListedCorrection, ...], desk: Desk, frames: Frames) -> Iterator[Page]:
    title = desk.language.say("%(site)s: %(list)s", site=desk.config.title, list=desk.language.say("Corrections"))
    for form, url in FEEDS.items():
        view = CorrectionsFeedView(form, title, url, ROOT, newest)
        yield make_page(output_path(url), "", view, frames.of(""))


class _Listed:
    """Corrections as lists show them, with their articles, of which only those that are shown are asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        paths = {one.path for one in desk.archive.corrections}
        spine = desk.archive.spine.paths
        self._positions = {path: place for place, path in enumerate(spine) if path in paths}

    def newest(self, corrections: Sequence[Corrected]) -> tuple[ListedCorrection, ...]:
        """These corrections, of which the last is the newest, newest first."""
        return tuple(self._listed(one) for one in reversed(corrections))

    def _listed(self, one: Corrected) -> ListedCorrection:
        headline = self._desk.headlines[self._positions[one.path]]
        return ListedCorrection(headline, f"{headline.url}#{one.anchor}", one.moment, one.text, one.lang)
