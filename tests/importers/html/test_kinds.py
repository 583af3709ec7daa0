"""Pages that say themselves that they are no article are passed over with that reason."""

import pytest

from backfile.importers.html.article import PageArticle
from backfile.importers.html.page import Refusal, read_page

TEXT = "".join(f"<p>A lock is a chamber with a gate at either end, as sentence {n} here says.</p>" for n in "123")


def page(head: str = "", body: str = TEXT) -> bytes:
    """A page with some text."""
    return f"<!doctype html><html><head><title>Locks</title>{head}</head><body>{body}</body></html>".encode()


def linked_data(*kinds: str) -> str:
    """Objects of these types, as one graph."""
    inside = ", ".join(f'{{"@type": "{kind}", "name": "Locks"}}' for kind in kinds)
    return f'<script type="application/ld+json">{{"@graph": [{inside}]}}</script>'


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (page(linked_data("CollectionPage", "WebSite")), "", "the page calls itself a list (CollectionPage)"),
        (page(linked_data("SearchResultsPage")), "", "the page calls itself a list (SearchResultsPage)"),
        (page('<meta http-equiv="refresh" content="0; url=/b/">'), "", "the page only leads to another one"),
        (page(), "404.html", "the page is the one that its site shows for errors"),
        (page(), "https://example.org/404/index.html", "the page is the one that its site shows for errors"),
    ],
)
def test_it_is_passed_over(data: bytes, name: str, reason: str) -> None:
    """Lists, ways on, errors."""
    refusal = read_page(data, name=name)
    assert isinstance(refusal, Refusal)
    assert (refusal.message, refusal.is_stray) == (reason, True)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (page(linked_data("NewsArticle", "CollectionPage")), ""),
        (page(linked_data("WebPage", "CollectionPage")), ""),
        (page('<meta http-equiv="refresh" content="9; url=/live/">', TEXT * 3), ""),
        (page(), "2020/404-years.html"),
        (page(), "http://[broken/404.html"),
    ],
)
def test_it_is_read(data: bytes, name: str) -> None:
    """What only looks like one of these."""
    assert isinstance(read_page(data, name=name), PageArticle)


def test_a_page_without_a_date_that_says_so_is_in_no_doubt_for_that() -> None:
    """Another is."""
    missing = "No date was found."
    undated, other = read_page(page(linked_data("WebPage"))), read_page(page())
    assert isinstance(undated, PageArticle) and isinstance(other, PageArticle)
    assert missing not in undated.doubts and missing in other.doubts
