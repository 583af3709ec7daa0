"""The theme `plain` in a real browser: one short sheet, no script, and nothing of an archive lost by it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from test_accessibility import NARROW, PAGES, WIDE, axe_faults, structural_faults

from site_builder import files_of

PageAt = Callable[..., Page]
ARTICLE = "/1999/09/every-part/"
MOST_CSS = 3000  # bytes, as they are in the repository


@pytest.fixture
def plain(static_server: Callable[[Path], str], plain_site: Path) -> str:
    """The URL of the site, without the last slash."""
    return static_server(plain_site)


def test_one_short_sheet_and_no_script(plain_site: Path) -> None:
    """Below 3 kB; the only scripts are data; no element has a style of its own."""
    files = files_of(plain_site)
    sheets = [data for path, data in files.items() if path.endswith(".css") and not path.startswith("pagefind/")]
    assert len(sheets) == 1 and len(sheets[0]) < MOST_CSS
    assert not [path for path in files if path.endswith((".js", ".mjs")) and not path.startswith("pagefind/")]
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html") and "pagefind" not in path}
    assert len(pages) > 100
    for path, html in pages.items():
        assert set(re.findall(r"<script[^>]*>", html)) <= {'<script type="application/ld+json">'}, path
        assert not re.search(r"<[^>]+ (style|on\w+)=|<style", html), path


@pytest.mark.parametrize("faults", [structural_faults, axe_faults], ids=["structure", "axe"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_free_of_faults(kind: str, faults: Callable[[Page], list[str]], plain: str, page_at: PageAt) -> None:
    """In light on a wide screen, and in dark on a telephone; nothing is wider than the screen."""
    page = page_at(plain + PAGES[kind], viewport=WIDE, color_scheme="light")
    found = {"wide and light": faults(page)}
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW)
    found["narrow and dark"] = faults(page)
    assert found == {"wide and light": [], "narrow and dark": []}
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_dead_link_leads_to_its_copy(plain: str, page_at: PageAt) -> None:
    """Beside the link, which stays."""
    item = page_at(plain + ARTICLE, javascript=False).locator("li", has_text="a page that is gone")
    expect(item.get_by_role("link", name="a page that is gone")).to_be_visible()
    copy = item.get_by_role("link", name="archived copy")
    expect(copy).to_have_attribute("href", "https://web.archive.org/web/19990909/https://gone.example.org/")


def test_an_article_is_whole(plain: str, page_at: PageAt) -> None:
    """Text, notes, corrections, credit, tags, neighbours, relatives, address, and how to cite it."""
    page = page_at(plain + ARTICLE, javascript=False)
    for part in ("zyzzyva", "named another year", "Written for the tests.", "free software", f"example.org{ARTICLE}"):
        expect(page.get_by_text(part).first).to_be_visible()
    page.get_by_text("Cite this article").click()
    expect(page.get_by_text("TY  - NEWS")).to_be_visible()
    expect(page.locator(".related li").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Earlier and later").get_by_role("link")).to_have_count(2)


def test_the_search_page_says_which_ways_lead_on(plain: str, page_at: PageAt) -> None:
    """A search would need a script."""
    page = page_at(f"{plain}/search/")
    links = page.locator("main > ul a")
    assert links.all_inner_texts() == ["Sections", "Tags", "Authors", "Archive"]


def test_paper_shows_the_article_and_its_address(plain: str, page_at: PageAt) -> None:
    """No menus; the name of the archive stays."""
    page = page_at(plain + ARTICLE)
    page.emulate_media(media="print")
    assert [nav for nav in page.locator("nav, .cite, .related").all() if nav.is_visible()] == []
    for part in (".title", "h1", ".address"):
        expect(page.locator(part)).to_be_visible()
