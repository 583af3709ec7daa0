"""Words that a search found, marked on the page that its result leads to: which, how, and that nothing else changes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlencode

import pytest
from playwright.sync_api import Page, expect
from search_page import results, settle

from site_builder import Site

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]

BODY = (
    """\
Telephones rang in the café. A *tele*phone rang, and a Wi-Fi set did not.[^1] TELEPHONE!

The [telephone exchange](#far) was shut. At AT&T they spoke of C++ and of packet switching.

## A far place {#far}

Packet after packet; then the switching went on; a saxophone played.
"""
    + "Much was said of it, and more was left unsaid.\n\n" * 40
    + "\n[^1]: A note on the telephone.\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One long article with the words that the tests look for; the folder of the site."""
    site = Site(tmp_path_factory.mktemp("marks"))
    site.article("2001/02/words", BODY, title="On the telephone", section="Telephone", author="Telephone desk")
    site.article("2002/02/other", "Of other things.\n", title="Another").build(search=True)
    assert not site.problems
    return site.output


def land(page_at: Any, root: str, query: str) -> Page:
    """The page that the first result of a query leads to."""
    page: Page = page_at(f"{root}/search/?{urlencode({'q': query})}")
    settle(page)
    results(page).locator("a").first.click()
    page.wait_for_url("**/2001/02/words/**")
    return page


def marked(page: Page) -> list[str]:
    """The text of every mark, in order."""
    return page.locator("mark.found").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "texts", "told"),
    [
        (
            "telephones",
            ["telephone", "Telephones", "tele", "phone", "TELEPHONE", "telephone", "telephone"],
            "6 matches",
        ),
        ("CAFE", ["café"], "1 match"),
        ("wifi", ["Wi-Fi"], "1 match"),
        ("at&t", ["AT&T"], "1 match"),
        ("c++", ["C++"], "1 match"),
        ("“packet switching”", ["packet switching"], "1 match"),
    ],
)
def test_the_words_found_are_marked(
    query: str, texts: list[str], told: str, site: Path, strict_server: Serve, page_at: PageAt
) -> None:
    """In whatever form the search took them: plural, capitals, accents, signs, a word that begins in italics, a phrase
    side by side; in headline and text, and not in menus, bylines and tags. A strict policy allows it."""
    page = land(page_at, strict_server(site), query)
    bar = page.get_by_role("group", name="Words found")
    expect(bar.get_by_role("status")).to_have_text(told)
    assert marked(page) == texts
    assert page.locator("mark.found").locator("xpath=ancestor::header[not(ancestor::article)]").count() == 0


def test_the_page_is_the_same_but_for_the_marks(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """No letter more or less, no line elsewhere, and the canonical address without the words."""
    root = static_server(site)
    plain = page_at(f"{root}/2001/02/words/")
    page = land(page_at, root, "telephone")
    expect(page.locator(".found-bar")).to_be_visible()
    text = "() => document.querySelector('article').innerText"
    assert page.evaluate(text) == plain.evaluate(text)
    shown = "article :is(p, h1, h2):not(.cite *)"  # what is folded may stand anywhere
    lines = f"() => [...document.querySelectorAll('{shown}')].map((one) => one.getBoundingClientRect().y)"
    assert page.evaluate(lines) == pytest.approx(plain.evaluate(lines), abs=0.5)
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", "https://example.org/2001/02/words/")


def test_the_bar_leads_from_match_to_match(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """Round and round, each in sight; a match over two elements is one; Tab reaches the bar before the text."""
    page = land(page_at, static_server(site), "telephone")
    bar = page.locator(".found-bar")
    for name, told in (("Next", "1 of 6"), ("Next", "2 of 6"), ("Next", "3 of 6"), ("Previous", "2 of 6")):
        bar.get_by_role("button", name=f"{name} match").click()
        expect(bar.get_by_role("status")).to_have_text(told)
        expect(page.locator("mark[aria-current]").first).to_be_in_viewport()
    bar.get_by_role("button", name="Next match").click()
    assert page.locator("mark[aria-current]").all_inner_texts() == ["tele", "phone"]
    for _ in range(3):
        bar.get_by_role("button", name="Next match").click()
    expect(bar.get_by_role("status")).to_have_text("6 of 6")
    expect(page.locator(".footnotes mark[aria-current]")).to_be_in_viewport()


def test_the_marks_go_when_they_are_removed(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """Also by Escape, with the words in the address, and the keyboard goes on in the text."""
    page = land(page_at, static_server(site), "telephone")
    page.get_by_role("button", name="Next match").focus()
    page.keyboard.press("Escape")
    expect(page.locator("mark.found, .found-bar")).to_have_count(0)
    assert page.url.endswith("/2001/02/words/")
    assert page.evaluate("() => document.activeElement.tagName") == "MAIN"
    assert (
        page.evaluate(
            "() => [...document.querySelector('.e-content p').childNodes].filter((one) => one.nodeType === 3).length"
        )
        < 5
    )


def test_a_pages_own_anchors_go_on_working(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """A link in the text, a note and the way back, with marks in and around them; marks stay, and so does the page."""
    page = land(page_at, static_server(site), "telephone")
    expect(page.locator(".found-bar")).to_be_visible()
    page.locator(".e-content a[href='#far']").click()
    page.wait_for_url("**/2001/02/words/#far")
    expect(page.locator("#far")).to_be_in_viewport()
    page.locator(".footnote-ref a").click()
    expect(page.locator(".footnotes li").first).to_be_in_viewport()
    page.locator(".footnote-backref").first.click()
    expect(page.locator(".footnote-ref a")).to_be_in_viewport()
    assert len(marked(page)) == 7


def test_the_address_can_be_shared(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """It alone marks the words, wherever it is opened; words that are not there do no harm, nor does nonsense."""
    page = land(page_at, static_server(site), "switching")
    assert unquote_plus(page.url).endswith("#highlight=switching")
    page = page_at(page.url)
    expect(page.locator("mark.found").first).to_have_text("switching")
    page.goto(page.url.split("#")[0] + "#highlight=%3Cimg+src%3Dx%3E&highlight=zzz&highlight=(&highlight=")
    page.wait_for_timeout(300)
    expect(page.locator("mark.found, .found-bar, article img")).to_have_count(0)


def test_who_does_not_come_from_a_search_loads_nothing_for_it(
    site: Path, static_server: Serve, page_at: PageAt
) -> None:
    """The script comes only where the address has words."""
    page = page_at(f"{static_server(site)}/2001/02/words/#far")
    page.wait_for_load_state("networkidle")
    assert not [url for url in page_at.requests if "highlight" in url]  # type: ignore[attr-defined] # the fixture adds it


def test_a_result_that_is_the_page_itself_is_marked_too(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """The dialog closes, and the marks are those of the new search."""
    page = page_at(f"{static_server(site)}/2001/02/words/#highlight=caf%C3%A9")
    expect(page.locator("mark.found")).to_have_text("café")
    page.keyboard.press("/")
    page.locator("dialog input[type=search]").fill("switching")
    results(page).locator("a").first.click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("mark.found").first).to_have_text(re.compile("switching"))
    assert set(marked(page)) == {"switching"}


def test_on_paper_there_are_no_marks(site: Path, static_server: Serve, page_at: PageAt) -> None:
    """Nor the bar."""
    page = land(page_at, static_server(site), "telephone")
    page.get_by_role("button", name="Next match").click()
    page.emulate_media(media="print")
    expect(page.locator(".found-bar")).to_be_hidden()
    drawn = "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).outlineWidth]"
    assert page.locator("mark.found").first.evaluate(drawn) == ["rgba(0, 0, 0, 0)", "0px"]
