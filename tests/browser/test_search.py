"""The search as a reader uses it: the dialog on every page, the search page, filters, order, keys, several indexes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from search_page import (
    ASK,
    ask,
    assert_in_order,
    attributes,
    choose,
    count,
    count_in,
    dates,
    html_of,
    is_at,
    open_dialog,
    open_filters,
    results,
    settle,
    show_all,
    urls,
    without_zeros,
)

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]
Question = dict[str, Any]


# The dialog.


@pytest.mark.parametrize("way", ["/", "Control+k", "click"])
def test_the_dialog_opens_by_key_and_by_click(way: str, sample: str, page_at: PageAt) -> None:
    """On `/`, on Ctrl-K and on a click, with the caret in the field and no letter typed."""
    page = page_at(f"{sample}/about/")
    open_dialog(page, way)
    field = page.locator("dialog.overlay input[type=search]")
    expect(field).to_be_focused()
    expect(field).to_have_value("")


def test_escape_closes_the_dialog_and_gives_the_focus_back(sample: str, page_at: PageAt) -> None:
    """To the link that had it before, and again when it is opened a second time."""
    page = page_at(f"{sample}/about/")
    link = page.locator("footer a", has_text="Authors")
    expect(link).to_be_visible()  # the foot waits for the boxes above it
    for _ in range(2):
        link.focus()
        open_dialog(page)
        page.keyboard.press("Escape")
        expect(page.locator("dialog.overlay")).to_be_hidden()
        expect(link).to_be_focused()


def test_the_button_closes_the_dialog(sample: str, page_at: PageAt) -> None:
    """And the focus goes back to the search link that was clicked."""
    page = page_at(f"{sample}/about/")
    open_dialog(page, "click")
    page.get_by_role("button", name="Close search").click()
    expect(page.locator("dialog.overlay")).to_be_hidden()
    expect(page.locator("a[data-search]")).to_be_focused()


def test_the_button_that_closes_is_near_the_field(sample: str, page_at: PageAt) -> None:
    """By Tab, too: two steps, and not behind all the results."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    ask(page, "telephone")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close search")).to_be_focused()


def test_a_slash_typed_in_a_field_is_a_slash(sample: str, page_at: PageAt) -> None:
    """In the dialog's field and in the search page's."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    page.keyboard.type("tcp/ip")
    expect(page.locator("dialog.overlay input[type=search]")).to_have_value("tcp/ip")
    page.goto(f"{sample}/search/")
    page.locator("main input[type=search]").focus()
    page.keyboard.type("a/b")
    expect(page.locator("main input[type=search]")).to_have_value("a/b")
    expect(page.locator("dialog")).to_have_count(0)


def test_results_come_while_typing(sample: str, page_at: PageAt) -> None:
    """Each with its headline, what was found marked in an excerpt, its section and its date."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    page.keyboard.type("minix", delay=20)
    result = results(page).filter(has_text="Just a hobby")
    expect(result.locator("a")).to_have_attribute("href", is_at("/1991/08/just-a-hobby/"))
    expect(result.locator("mark").first).to_have_text(re.compile("minix", re.IGNORECASE))
    expect(result.locator(".kicker")).to_have_text("Software")
    expect(result.locator("time")).to_have_text("25 August 1991")
    expect(result.locator("time")).to_have_attribute("datetime", "1991-08-25")


def test_the_number_of_results_is_told_to_a_screen_reader(sample: str, page_at: PageAt) -> None:
    """In a polite live region that is there before the text is, for many, for one and for none."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    status = page.locator("dialog [role=status][aria-live=polite]")
    expect(status).to_have_text("")
    page.keyboard.type("zyzzyva")
    expect(status).to_have_text("1 article")
    ask(page, "cable")
    expect(status).to_have_text(re.compile(r"^\d+ articles$"))
    ask(page, "ωωω")
    expect(status).to_have_text(re.compile("^Nothing found for “ωωω”"))
    expect(results(page)).to_have_count(0)


def test_arrow_keys_and_enter_open_a_result(sample: str, page_at: PageAt) -> None:
    """Down to the second result, up to the first and to the field, down again, Enter."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    ask(page, "telephones")
    links = results(page).locator("a")
    for key, place in (
        ("ArrowDown", links.nth(0)),
        ("ArrowDown", links.nth(1)),
        ("ArrowUp", links.nth(0)),
        ("ArrowUp", page.locator("dialog.overlay input[type=search]")),
        ("ArrowDown", links.nth(0)),
    ):
        page.keyboard.press(key)
        expect(place).to_be_focused()
    address = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sample}{address}")


def test_enter_in_the_field_goes_to_the_search_page(sample: str, page_at: PageAt) -> None:
    """With all that was asked in its address, and the same results there."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    ask(page, "cable")
    page.locator("dialog select[name=sort]").select_option("oldest")
    page.locator("dialog input[type=search]").press("Enter")
    page.wait_for_url(f"{sample}/search/?q=cable&sort=oldest")
    settle(page)
    assert_in_order(dates(page))


def test_search_that_cannot_be_loaded_says_so(sample: str, page_at: PageAt) -> None:
    """And works as soon as it can be."""
    page = page_at(f"{sample}/about/", allow_errors=("Failed to load", "Failed to fetch"))
    page.route("**/fragments/search.json", lambda route: route.abort())
    open_dialog(page)
    page.keyboard.type("minix")
    expect(page.locator("dialog .finder-status")).to_have_text(re.compile("could not be loaded"))
    page.unroute("**/fragments/search.json")
    ask(page, "minix")
    expect(results(page).filter(has_text="Just a hobby")).to_be_visible()


def test_a_search_waits_for_an_index_that_is_being_made(sample: str, page_at: PageAt) -> None:
    """As in a preview that has just begun: it says so, and the answer comes without another key."""
    page = page_at(f"{sample}/about/", allow_errors=("503",))
    page.route("**/fragments/search.json", lambda route: route.fulfill(status=503, body=""))
    open_dialog(page)
    page.keyboard.type("minix")
    expect(page.locator("dialog .finder-status")).to_have_text(re.compile("is being built"))
    page.unroute("**/fragments/search.json")
    expect(results(page).filter(has_text="Just a hobby")).to_be_visible()


def test_nothing_is_loaded_for_search_before_it_is_wanted(sample: str, page_at: PageAt) -> None:
    """A page that is only read costs no index and no search script; filters load when they are opened."""
    page = page_at(f"{sample}/about/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in page_at.requests if "pagefind" in url or "finder" in url]  # type: ignore[attr-defined] # the fixture adds it
    open_dialog(page)
    ask(page, "minix")
    assert not [url for url in page_at.requests if ".pf_filter" in url]  # type: ignore[attr-defined] # the fixture adds it
    open_filters(page, "dialog")
    assert [url for url in page_at.requests if ".pf_filter" in url]  # type: ignore[attr-defined] # the fixture adds it


# Filters and order.


@pytest.mark.parametrize(
    ("name", "value", "mark"),
    [
        ("section", "Networks", 'href="/sections/networks/">Networks</a></p>'),
        ("tag", "United States", 'rel="tag" href="/tags/united-states/"'),
        ("author", "Networks desk", 'rel="author" href="/authors/networks-desk/"'),
    ],
)
def test_a_filter_narrows_the_results_to_its_count(
    name: str, value: str, mark: str, sample: str, sample_site: Path, page_at: PageAt
) -> None:
    """The choice tells how many it leaves; so many are left, and each article is of that kind."""
    page = page_at(f"{sample}/search/?q=network")
    settle(page)
    before = count(page)
    open_filters(page, "main")
    label = choose(page, name, value)
    settle(page)
    assert count(page) == count_in(label) < before
    show_all(page)
    addresses = urls(page)
    assert len(addresses) == count(page)
    assert [url for url in addresses if mark not in html_of(sample_site, url)] == []


def test_filters_narrow_each_other(sample: str, page_at: PageAt) -> None:
    """Two together leave what both allow; the counts of the others follow; clearing brings all back."""
    page = page_at(f"{sample}/search/?q=network")
    settle(page)
    everything = count(page)
    open_filters(page, "main")
    choose(page, "tag", "United States")
    settle(page)
    label = choose(page, "section", "Networks")
    settle(page)
    assert count(page) == count_in(label)
    years = page.locator("main select[name=from] option").all_text_contents()[1:]
    assert count_in(years[0]) == count(page)
    page.get_by_role("button", name="Clear filters").click()
    settle(page, everything)


def test_filters_alone_find_articles(sample: str, page_at: PageAt) -> None:
    """Without a word: the newest first."""
    page = page_at(f"{sample}/search/?section=Opinion")
    settle(page)
    assert count(page) == 4
    assert_in_order(dates(page), newest=True)


def test_filters_count_the_whole_archive_before_anything_is_asked(sample: str, page_at: PageAt) -> None:
    """Opened on the empty search page, each section carries the number of its articles."""
    page = page_at(f"{sample}/search/")
    page.locator("main .finder-filters summary").click()
    expect(page.locator("main select[name=section] option", has_text="Opinion")).to_have_text("Opinion (4)")


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_results_sort_by_date(order: str, sample: str, page_at: PageAt) -> None:
    """All of them, also those behind “More results”; and back to relevance."""
    page = page_at(f"{sample}/search/?q=cable")
    settle(page)
    ranked = urls(page)
    page.locator("main select[name=sort]").select_option(order)
    page.wait_for_function(  # the number that the status tells is the same before and after
        "(first) => document.querySelector('main .finder-results a')?.getAttribute('href') !== first", arg=ranked[0]
    )
    settle(page)
    show_all(page)
    assert_in_order(dates(page), newest=order == "newest")
    assert len(urls(page)) == count(page)
    page.locator("main select[name=sort]").select_option("")
    page.wait_for_function(
        "(first) => document.querySelector('main .finder-results a')?.pathname === first", arg=ranked[0]
    )
    assert urls(page)[: len(ranked)] == ranked


def test_more_results_takes_the_reader_to_the_first_of_them(sample: str, page_at: PageAt) -> None:
    """Ten at once; the eleventh has the focus when it is shown."""
    page = page_at(f"{sample}/search/?q=telephone")
    settle(page)
    expect(results(page)).to_have_count(10)
    page.get_by_role("button", name="More results").click()
    expect(results(page).nth(10).locator("a")).to_be_focused()


# The search page and its address.


def test_the_address_of_a_search_shows_that_search(sample: str, page_at: PageAt) -> None:
    """Query, filters and order come from the address, and stand in the form."""
    page = page_at(f"{sample}/search/?q=network&section=Networks&sort=oldest")
    settle(page)
    expect(page.locator("main input[type=search]")).to_have_value("network")
    expect(page.locator("main select[name=section]")).to_have_value("Networks")
    expect(page.locator("main select[name=sort]")).to_have_value("oldest")
    assert set(results(page).locator(".kicker").all_text_contents()) == {"Networks"}
    assert_in_order(dates(page))


def test_the_address_keeps_in_step_with_the_form(sample: str, page_at: PageAt) -> None:
    """What is typed leaves no trail in the history; each choice is a step that “back” takes back."""
    page = page_at(f"{sample}/about/")
    page.goto(f"{sample}/search/")
    ask(page, "AT&T", "main")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["AT&T"]}
    page.locator("main select[name=sort]").select_option("newest")
    open_filters(page, "main")
    choose(page, "section", "Telephone")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["AT&T"], "section": ["Telephone"], "sort": ["newest"]}
    asked = page.url
    page.reload()
    settle(page)
    expect(page.locator("main input[type=search]")).to_have_value("AT&T")
    assert page.url == asked
    expect(page).to_have_title(re.compile("^AT&T – Search"))
    page.go_back()
    expect(page.locator("main select[name=section]")).to_have_value("")
    expect(page.locator("main select[name=sort]")).to_have_value("newest")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["AT&T"], "sort": ["newest"]}
    page.go_forward()
    expect(page.locator("main select[name=section]")).to_have_value("Telephone")
    for _ in range(3):
        page.go_back()
    page.wait_for_url(f"{sample}/about/")


def test_an_address_with_nonsense_in_it_does_no_harm(sample: str, page_at: PageAt) -> None:
    """Unknown values find nothing and are shown as text; an unknown order is none."""
    page = page_at(f"{sample}/search/?q=cable&section=%3Cimg%20src%3Dx%3E&sort=sideways")
    expect(page.locator("main .finder-status")).to_have_text(re.compile("^Nothing found"))
    expect(page.locator("main select[name=sort]")).to_have_value("")
    expect(page.locator("main .finder img")).to_have_count(0)


def test_without_javascript_the_search_page_offers_other_ways(sample: str, page_at: PageAt) -> None:
    """Tags, sections, authors and the archive; no form that does nothing; search links are plain links."""
    page = page_at(f"{sample}/about/", javascript=False)
    page.locator("a[data-search]").click()
    page.wait_for_url(f"{sample}/search/")
    expect(page.locator("main form")).to_be_hidden()
    expect(page.locator("main noscript p")).to_be_visible()
    assert {"/tags/", "/sections/", "/authors/", "/archive/"} <= set(attributes(page.locator("main .ways a"), "href"))


# Several indexes.

FILTERS: list[dict[str, str]] = [{}, {"section": "Radio"}, {"tag": "Tag 2", "author": "Jane Doe"}, {"year": "2001"}]
QUESTIONS: list[Question] = [
    {"query": query, "filters": filters, "sort": sort}
    for query in (
        "wire",
        "anchor",
        "only07here",
        "Tag 3",
        "filament number",
        "junctions harbour",
        "filamnt",
        "nosuchword",
        "",
    )
    for filters in FILTERS
    for sort in ("", "newest", "oldest")
    if query or filters
]


def test_several_indexes_answer_as_one(
    one_index: Path, many_shards: Path, static_server: Serve, page_at: PageAt
) -> None:
    """The same articles, the same counts of filters, the same order by date, for words, filters and both."""
    one = page_at(f"{static_server(one_index)}/about/", allow_errors=("404",)).evaluate(ASK, QUESTIONS)
    many = page_at(f"{static_server(many_shards)}/about/", allow_errors=("404",)).evaluate(ASK, QUESTIONS)
    assert many["filters"] == one["filters"]
    assert many["filters"]["tag"]["Everything"] == 60
    for question, wanted, found in zip(QUESTIONS, one["answers"], many["answers"], strict=True):
        assert (question, without_zeros(found)) == (question, without_zeros(wanted))
        if question["sort"]:
            assert_in_order(found["dates"], newest=question["sort"] == "newest")
    assert sum(answer["count"] for answer in many["answers"]) > 500


def test_the_reader_of_several_indexes_sees_one_search(
    many_shards: Path, static_server: Serve, page_at: PageAt
) -> None:
    """On the page: the articles of all three counted once, the newest first, then the others in order."""
    page = page_at(f"{static_server(many_shards)}/search/?q=wire&sort=newest&tag=Tag%202")
    settle(page, 12)
    expect(page.locator("main select[name=tag] option:checked")).to_have_text("Tag 2 (12)")
    expect(page.locator("main select[name=tag] option", has_text="Everything")).to_have_text("Everything (60)")
    show_all(page)
    assert_in_order(dates(page), newest=True)
    assert len(set(urls(page))) == 12
