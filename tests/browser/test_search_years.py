"""A range of years in the search: from, to and both, with counts of what each choice leaves, in one index and three."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from search_page import ASK, assert_in_order, choose, count, count_in, dates, open_filters, settle, show_all

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]


@pytest.fixture(params=["one_index", "many_shards"])
def small(request: pytest.FixtureRequest) -> Path:
    """Sixty articles, twelve a year from 2000 to 2004, in one index and in three."""
    site: Path = request.getfixturevalue(request.param)
    return site


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2001", "2003", 36),
        ("2001", "", 48),
        ("", "2001", 24),
        ("1990", "2050", 60),
        ("2002", "2002", 12),
        ("2050", "", 0),
    ],
)
def test_a_range_of_years_leaves_the_articles_of_these_years(
    first: str, last: str, found: int, small: Path, static_server: Serve, page_at: PageAt
) -> None:
    """Both ends belong to it, either may be open, and neither need be a year that has articles."""
    page = page_at(f"{static_server(small)}/search/?q=wire&from={first}&to={last}")
    settle(page)
    assert len(page.locator(".finder-results > li").all()) == min(found, 10)
    if not found:
        expect(page.locator(".finder-status")).to_have_text("Nothing found for “wire” with these filters.")
        return
    assert count(page) == found
    page.locator("main select[name=sort]").select_option("oldest")
    settle(page)
    show_all(page)
    years = [date[:4] for date in dates(page)]
    assert len(years) == found
    assert_in_order(years)
    assert (years[0], years[-1]) == (max(first, "2000"), min(last or "2004", "2004"))


def test_each_end_says_how_many_it_would_leave(small: Path, static_server: Serve, page_at: PageAt) -> None:
    """And the other filters count within the range."""
    page = page_at(f"{static_server(small)}/search/?q=wire")
    settle(page, 60)
    open_filters(page, "main")
    assert counts(page, "from") == {"2000": 60, "2001": 48, "2002": 36, "2003": 24, "2004": 12}
    assert counts(page, "to") == {"2000": 12, "2001": 24, "2002": 36, "2003": 48, "2004": 60}
    choose(page, "from", "2001")
    choose(page, "to", "2002")
    expect(page.locator("main select[name=from] option:checked")).to_have_text("2001 (24)")
    assert counts(page, "from") == {"2000": 36, "2001": 24, "2002": 12}
    assert counts(page, "to") == {"2001": 12, "2002": 24, "2003": 36, "2004": 48}
    assert sum(counts(page, "section").values()) == 24
    choose(page, "section", "Radio")
    assert counts(page, "from") == {"2000": 12, "2001": 8, "2002": 4}


def test_the_range_is_in_the_address(small: Path, static_server: Serve, page_at: PageAt) -> None:
    """A choice puts it there; an address with the ends the wrong way round, or with one year alone, is understood."""
    root = static_server(small)
    page = page_at(f"{root}/search/?q=wire")
    open_filters(page, "main")
    choose(page, "from", "2003")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["wire"], "from": ["2003"]}
    expect(page.locator(".finder-filters summary")).to_have_text("Filters (1)")
    for asked, ends in (("from=2003&to=2001", ("2001", "2003")), ("year=2002", ("2002", "2002"))):
        page.goto(f"{root}/search/?{asked}")
        settle(page)
        for name, value in zip(("from", "to"), ends, strict=True):
            expect(page.locator(f"main select[name={name}]")).to_have_value(value)


def test_ends_that_cross_are_put_right(small: Path, static_server: Serve, page_at: PageAt) -> None:
    """Before there are counts every year can be chosen at either end: then the other end follows."""
    page = page_at(f"{static_server(small)}/search/?from=2001&to=2002")
    settle(page, 24)
    page.locator("main select[name=from]").evaluate("(one) => one.add(new Option('2004', '2004'))")
    page.locator("main select[name=from]").select_option("2004")
    settle(page, 12)
    expect(page.locator("main select[name=to]")).to_have_value("2004")


def test_a_range_answers_alike_in_one_index_and_in_three(
    one_index: Path, many_shards: Path, static_server: Serve, page_at: PageAt
) -> None:
    """Count, counts of filters and articles."""
    questions = [
        {"query": query, "filters": {"from": first, "to": last, **more}, "sort": sort}
        for query in ("wire", "copper", "")
        for first, last in (("2001", "2003"), ("", "2001"), ("2003", ""))
        for more in ({}, {"section": "Radio"})
        for sort in ("", "newest")
    ]
    answers = [
        page_at(f"{static_server(site)}/about/", allow_errors=("404",)).evaluate(ASK, questions)["answers"]
        for site in (one_index, many_shards)
    ]
    for question, one, three in zip(questions, *answers, strict=True):
        assert (question, one["count"], sorted(one["urls"])) == (question, three["count"], sorted(three["urls"]))
        assert {k: v for k, v in one["counts"]["year"].items() if v} == {
            k: v for k, v in three["counts"]["year"].items() if v
        }
        assert one["count"] > 0


def counts(page: Page, name: str) -> dict[str, int]:
    """What the choices of a filter offer, each with its count."""
    labels = page.locator(f"main select[name={name}] option").all_inner_texts()[1:]
    return {label.split(" (")[0]: count_in(label) for label in labels}
