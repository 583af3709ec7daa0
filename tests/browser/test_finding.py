"""Ways through decades in a real browser: this day in other years, a term's articles over time, the map of months."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder import Site

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def decades(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty-six articles over sixty years, three of them on 15 October; the folder of the site."""
    site = Site(tmp_path_factory.mktemp("decades")).config(per_page=5)
    for number in range(33):
        site.article(f"{1960 + 2 * number}/{number % 9 + 1:02}/a-{number}", tags=["Radio"], section="News")
    for year in (1969, 1998, 2026):
        site.article(f"{year}/10/on-the-day", date=f"{year}-10-15", title=f"Of {year}")
    site.build()
    assert not site.problems
    return site.output


def front_on(day: str, root: str, page_at: PageAt, *, javascript: bool = True) -> Page:
    """The front page, opened on that day by the reader's clock."""
    page = page_at(f"{root}/404.html", javascript=javascript)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(f"{root}/")
    return page


def test_the_front_page_shows_this_day_in_other_years(static_server: Serve, decades: Path, page_at: PageAt) -> None:
    """What was published on it this year is no memory yet; each leads to its article."""
    page = front_on("2026-10-15", static_server(decades), page_at)
    box = page.locator(".on-this-day")
    expect(box.locator("li")).to_have_text(["1998 Of 1998", "1969 Of 1969"])
    expect(box).to_contain_text("15 October")
    expect(box.get_by_role("heading")).to_have_text("On this day")
    box.get_by_role("link", name="Of 1969").click()
    expect(page.locator("h1")).to_have_text("Of 1969")


@pytest.mark.parametrize("day", ["2026-10-16", "2028-02-29"])
def test_on_other_days_the_front_page_says_and_fetches_nothing(
    day: str, static_server: Serve, decades: Path, page_at: PageAt
) -> None:
    """Not even an error: it knows on which days there is something."""
    page = front_on(day, static_server(decades), page_at)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".on-this-day")).to_be_hidden()
    assert not [url for url in page_at.requests if "/days/" in url]  # type: ignore[attr-defined] # page_at is Visits


def test_without_javascript_the_front_page_leads_to_the_archive(
    static_server: Serve, decades: Path, page_at: PageAt
) -> None:
    """As it does with, below the day."""
    page = front_on("2026-10-15", static_server(decades), page_at, javascript=False)
    expect(page.locator(".on-this-day")).to_be_hidden()
    page.get_by_role("link", name="The archive by year and month").click()
    expect(page.locator("h1")).to_have_text("Archive")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_history_leads_into_the_list(javascript: bool, static_server: Serve, decades: Path, page_at: PageAt) -> None:
    """A bar by mouse, a row of the list below it by keys: both to the year in the page of the list that shows it."""
    root = static_server(decades)
    page = page_at(f"{root}/tags/radio/", javascript=javascript)
    bars = page.locator(".history-chart a")
    expect(bars).to_have_count(7)
    bars.nth(0).locator(".history-room").click()
    page.wait_for_url(f"{root}/tags/radio/page/1/#year-1968")
    expect(page.locator("#year-1968 li")).to_have_count(1)
    page.goto(f"{root}/tags/radio/")
    page.locator(".history-list summary").press("Enter")
    page.get_by_role("link", name="1970s: 5 articles").press("Enter")
    page.wait_for_url(f"{root}/tags/radio/page/2/#year-1978")


def test_the_map_of_months_is_a_table_for_those_who_hear_it(
    static_server: Serve, decades: Path, page_at: PageAt
) -> None:
    """Also where its rows are laid out in another way, on a telephone."""
    for width in (320, 1280):
        page = page_at(f"{static_server(decades)}/archive/", viewport={"width": width, "height": 800})
        table = page.get_by_role("table").last
        expect(table.get_by_role("columnheader")).to_have_count(12)
        expect(table.get_by_role("row")).to_have_count(13)  # the head, and two for each of five even years and 1969
        expect(table.get_by_role("rowheader", name="1960 1 article")).to_have_count(1)
        row = table.get_by_role("row", name="January 1960: 1 article")
        expect(row.get_by_role("cell")).to_have_count(12)
        expect(row.get_by_role("link", name="January 1960: 1 article")).to_have_text("1")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
