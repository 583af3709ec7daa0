"""The archive by date: all years, a year by months, a month by days."""

from collections.abc import Iterator
from itertools import groupby

from backfile.archive.dates import MONTHS
from backfile.archive.urls import UrlPath, output_path, url_path
from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.page import Page, make_page
from backfile.pages.views import ArchiveView, Card, Day, Link, Month, MonthView, Year, YearView

YEAR_HEADLINES = 5
_HOME = (Link("Home", "/"), Link("Archive", "/archive/"))


def plan_dates(desk: Desk, frames: Frames) -> Iterator[Page]:
    """The archive page, and a page for each year and month that has articles."""
    years = _years(desk)
    counts = tuple(_without_cards(year) for year in reversed(years))
    view = ArchiveView(counts, len(desk.cards), _HOME)
    yield make_page("archive/index.html", "archive.html", view, frames.of("archive.html"))
    for index, year in enumerate(years):
        earlier = _year_link(years[index - 1]) if index else None
        later = _year_link(years[index + 1]) if index + 1 < len(years) else None
        trail = (*_HOME, _year_link(year))
        shown = YearView(_with_headlines(year), earlier, later, trail)
        yield make_page(output_path(year.url), "year.html", shown, frames.of("year.html"))
    yield from _plan_months(years, frames)


def year_url(year: int) -> UrlPath:
    """The address of a year."""
    return url_path(f"/{year:04}/")


def month_url(year: int, month: int) -> UrlPath:
    """The address of a month."""
    return url_path(f"/{year:04}/{month:02}/")


def _years(desk: Desk) -> list[Year]:
    """All years, oldest first, each month with all its cards, oldest first."""
    by_date = sorted(desk.cards, key=lambda card: (card.date.year, card.date.month, card.date.day))
    years = []
    for number, of_year in groupby(by_date, key=lambda card: card.date.year):
        months = []
        for month, of_month in groupby(of_year, key=lambda card: card.date.month):
            cards = tuple(of_month)
            months.append(Month(month, month_url(number, month), len(cards), cards))
        count = sum(month.count for month in months)
        years.append(Year(number, year_url(number), count, tuple(months)))
    return years


def _without_cards(year: Year) -> Year:
    months = tuple(Month(month.month, month.url, month.count) for month in year.months)
    return Year(year.year, year.url, year.count, months)


def _with_headlines(year: Year) -> Year:
    months = tuple(
        Month(month.month, month.url, month.count, month.cards[::-1][:YEAR_HEADLINES]) for month in year.months
    )
    return Year(year.year, year.url, year.count, months)


def _year_link(year: Year) -> Link:
    return Link(str(year.year), year.url)


def _month_link(year: Year, month: Month) -> Link:
    return Link(f"{MONTHS[month.month - 1]} {year.year}", month.url)


def _plan_months(years: list[Year], frames: Frames) -> Iterator[Page]:
    months = [(year, month) for year in years for month in year.months]
    for index, (year, month) in enumerate(months):
        earlier = _month_link(*months[index - 1]) if index else None
        later = _month_link(*months[index + 1]) if index + 1 < len(months) else None
        trail = (*_HOME, _year_link(year), _month_link(year, month))
        days = tuple(_days(month.cards))
        view = MonthView(year.year, month.month, month.url, month.count, days, earlier, later, trail)
        yield make_page(output_path(month.url), "month.html", view, frames.of("month.html"))


def _days(cards: tuple[Card, ...]) -> Iterator[Day]:
    for number, of_day in groupby(cards, key=lambda card: card.date.day):
        found = tuple(of_day)
        date = found[0].date
        yield Day(number, f"{date.year:04}-{date.month:02}-{number:02}", found)
