"""The archive by date: all years, a year by months, a month by days."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from backfile.archive.urls import UrlPath, output_path, url_path
from backfile.languages.language import Language
from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.labels import archive_link, home_link
from backfile.pages.page import Page, make_page
from backfile.pages.selection import Selection
from backfile.pages.views import ArchiveView, Day, Link, Month, MonthView, Year, YearView

YEAR_HEADLINES = 5
HEATS = 5


class _Month(msgspec.Struct, frozen=True):
    """A month that has articles, and their positions, oldest first."""

    year: int
    month: int
    positions: tuple[int, ...]

    @property
    def url(self) -> UrlPath:
        return month_url(self.year, self.month)

    def link(self, language: Language) -> Link:
        return Link(language.month(self.month, self.year), self.url)


def plan_dates(desk: Desk, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The archive page, and a page for each year and month that has articles."""
    all_months = _months(desk.archive.spine.days)
    years = [(year, tuple(months)) for year, months in groupby(all_months, key=lambda month: month.year)]
    counts = tuple(_year(year, months, desk, shown=0) for year, months in reversed(years))
    home = (home_link(desk.language), archive_link(desk.language))
    fullest = max((len(month.positions) for month in all_months), default=0)
    view = ArchiveView(counts, len(desk.cards), heat_steps(fullest), home)
    yield make_page("archive/index.html", "archive.html", view, frames.of("archive.html"))
    for index, (year, months) in enumerate(years):
        if selection is None or year in selection.years:
            earlier = _year_link(years[index - 1][0], desk.language) if index else None
            later = _year_link(years[index + 1][0], desk.language) if index + 1 < len(years) else None
            trail = (*home, _year_link(year, desk.language))
            shown = YearView(_year(year, months, desk, YEAR_HEADLINES), earlier, later, trail)
            yield make_page(output_path(year_url(year)), "year.html", shown, frames.of("year.html"))
    for index, month in enumerate(all_months):
        if selection is None or (month.year, month.month) in selection.months:
            before = all_months[index - 1].link(desk.language) if index else None
            after = all_months[index + 1].link(desk.language) if index + 1 < len(all_months) else None
            year_link = _year_link(month.year, desk.language)
            crumbs = (*home, year_link, month.link(desk.language))
            yield _plan_month(month, before, after, crumbs, desk, frames)


def heat_steps(fullest: int) -> tuple[int, ...]:
    """The least count of each heat, where the fullest month has that many articles: rounded, and closer together below,
    as many months have a few articles and few have many."""
    if fullest <= HEATS:
        return tuple(range(1, fullest + 1))
    marks = {_rounded(fullest * heat**2 // HEATS**2) for heat in range(HEATS)}
    return tuple(sorted(marks))


def _rounded(count: int) -> int:
    """A count cut down to two digits, of which the last is 0 or 5; at least 1."""
    step = 5 * 10 ** (len(str(count)) - 2) if count >= 10 else 1
    return max(count - count % step, 1)


def year_url(year: int) -> UrlPath:
    """The address of a year."""
    return url_path(f"/{year:04}/")


def month_url(year: int, month: int) -> UrlPath:
    """The address of a month."""
    return url_path(f"/{year:04}/{month:02}/")


def _months(days: Sequence[tuple[int, int, int]]) -> list[_Month]:
    """All months, oldest first, the articles of each by day."""
    by_day = sorted(range(len(days)), key=days.__getitem__)
    by_month = groupby(by_day, key=lambda position: days[position][:2])
    return [_Month(year, month, tuple(found)) for (year, month), found in by_month]


def _year(year: int, months: Sequence[_Month], desk: Desk, shown: int) -> Year:
    """A year with its counts, and the newest `shown` articles of each month."""
    views = tuple(
        Month(
            month.month,
            month.url,
            len(month.positions),
            tuple(desk.cards[position] for position in month.positions[::-1][:shown]),
        )
        for month in months
    )
    return Year(year, year // 10 * 10, year_url(year), sum(month.count for month in views), views)


def _year_link(year: int, language: Language) -> Link:
    return Link(language.year(year), year_url(year))


def _plan_month(
    month: _Month, earlier: Link | None, later: Link | None, trail: tuple[Link, ...], desk: Desk, frames: Frames
) -> Page:
    days = tuple(_days(month, desk))
    view = MonthView(month.year, month.month, month.url, len(month.positions), days, earlier, later, trail)
    return make_page(output_path(month.url), "month.html", view, frames.of("month.html"))


def _days(month: _Month, desk: Desk) -> Iterator[Day]:
    for (year, number, day), found in groupby(month.positions, key=desk.archive.spine.days.__getitem__):
        yield Day(day, f"{year:04}-{number:02}-{day:02}", tuple(desk.cards[position] for position in found))
