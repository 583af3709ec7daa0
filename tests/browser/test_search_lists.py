"""What is searched beside the index: names of terms, whose pages and articles come first, and mistyped words."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect
from search_page import ask, assert_in_order, attributes, count, dates, results, settle, show_all, urls

from site_builder import Site

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]
TAGGED = 12


@pytest.fixture(scope="module", params=[5000, 9], ids=["one index", "several"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty articles; twelve have the tag Wireless, and the others say the word more often. The site's folder."""
    site = Site(tmp_path_factory.mktemp("lists")).config(search={"shard_size": request.param})
    for number in range(30):
        is_tagged = number % 5 in (0, 1)
        site.article(
            f"{1990 + number}/03/a-{number:02}",
            f"Something of number {number}.\n" if is_tagged else "Wireless here, wireless there, wireless sets.\n",
            title=f"Article {number}" if is_tagged else f"Wireless number {number}",
            tags=["Wireless"] if is_tagged else ["Naïve Café", "C++", "Wi-Fi"],
            section="Radio",
            author="Ada Byron",
        )
    site.article("2021/01/cable", "Laid in 1858.\n", title="The transatlantic telegraph: Łódź, Ωmega")
    site.build(search=True)
    assert not site.problems
    assert (site.output / "pagefind/shard-3").exists() == (request.param == 9)
    return site.output


def open_search(page_at: PageAt, serve: Serve, site: Path, **asked: str) -> Page:
    """The search page with what is asked, answered, under a policy that allows nothing inline and no other host."""
    page = page_at(f"{serve(site)}/search/?{urlencode(asked)}")
    settle(page)
    return page


def terms(page: Page) -> Locator:
    """The links to terms that are offered."""
    return page.locator("main .finder-terms a")


def test_a_tags_name_offers_its_page_and_its_articles_first(site: Path, strict_server: Serve, page_at: PageAt) -> None:
    """However often others say the word; these follow, and no article comes twice."""
    page = open_search(page_at, strict_server, site, q="wireless")
    expect(terms(page)).to_have_text("Wireless")
    expect(page.locator("main .finder-terms .kicker")).to_have_text("Tags")
    assert attributes(terms(page), "href") == ["/tags/wireless/"]
    show_all(page)
    numbers = [int(found[-3:-1]) for found in urls(page)]
    assert sorted(numbers) == list(range(30)) and count(page) == 30
    assert {number % 5 for number in numbers[:TAGGED]} == {0, 1}


def test_an_order_by_date_knows_no_terms(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """Who asks for the newest first gets them."""
    page = open_search(page_at, static_server, site, q="wireless", sort="newest")
    show_all(page)
    assert_in_order(dates(page), newest=True)
    assert count(page) == 30


def test_a_filter_holds_for_the_articles_that_come_first_too(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """Of one year one article is left, whatever the query names."""
    page = open_search(page_at, static_server, site, q="wireless", year="1995")
    assert urls(page) == ["/1995/03/a-05/"]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("NAIVE  cafe", "/tags/naive-cafe/"),
        ("naïve café", "/tags/naive-cafe/"),
        ("c++", "/tags/c-plus-plus/"),
        ("wi fi", "/tags/wi-fi/"),
        ("Ada Byron", "/authors/ada-byron/"),
        ("radio", "/sections/radio/"),
    ],
)
def test_a_term_is_known_however_its_name_is_written(
    query: str, address: str, site: Path, static_server: Serve, page_at: PageAt
) -> None:
    """With or without marks, capitals and hyphens; authors and sections as well as tags."""
    page = open_search(page_at, static_server, site, q=query)
    assert attributes(terms(page), "href") == [address]


def test_a_part_of_a_name_offers_nothing(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """And what was offered before goes with the next answer; arrow keys reach it while it is there."""
    page = open_search(page_at, static_server, site, q="wireless")
    page.locator("main input[type=search]").press("ArrowDown")
    expect(terms(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results(page).first.locator("a")).to_be_focused()
    ask(page, "wireless sets", "main")
    expect(terms(page)).to_have_count(0)


@pytest.mark.parametrize(
    "query",
    [
        "transatlantc telegraph",
        "ransatlantic telegraph",
        "transatlantic telegrpah",
        "transatlantic tellegraph",
        "trznsatlantic telegraph",
        "rtansatlantic telegraph",
        "telegraqh",
        "łódź teegraph",
        "ωmegga",
    ],
)
def test_a_typing_error_is_taken_back(query: str, site: Path, static_server: Serve, page_at: PageAt) -> None:
    """A letter too few, too many, another, or two that changed places, at any end of a word; and the page says so."""
    page = open_search(page_at, static_server, site, q=query)
    assert urls(page) == ["/2021/01/cable/"]
    told = page.locator("main .finder-status")
    expect(told).to_have_text(re.compile(f"^Nothing found for “{query}”.*“.*(telegraph|ωmega)”, 1 article"))
    expect(page.locator("main input[type=search]")).to_have_value(query)


@pytest.mark.parametrize("query", ["teelegraaph", "zzzzzz", "transatlantic zzzzzz"])
def test_what_is_near_to_nothing_finds_nothing(query: str, site: Path, static_server: Serve, page_at: PageAt) -> None:
    """Two errors in a word, a word that nobody wrote."""
    page = open_search(page_at, static_server, site, q=query)
    assert urls(page) == []


def test_no_list_is_loaded_before_it_is_needed(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """Names when something is asked, words only when nothing is found."""
    page = page_at(f"{static_server(site)}/search/")
    page.wait_for_load_state("networkidle")
    asked = page_at.requests  # type: ignore[attr-defined] # the fixture adds it
    assert not [url for url in asked if "fragments/search" in url]
    ask(page, "wireless", "main")
    assert [url for url in asked if "search/terms-" in url] and not [url for url in asked if "search/words-" in url]
    ask(page, "telegraqh", "main")
    assert [url for url in asked if "search/words-" in url]
