"""What is equal in many pages of a plan is one value: a large archive's plan lies in memory whole."""

from pathlib import Path
from typing import Any

import pytest

from backfile.archive.urls import folded
from backfile.build import planning
from backfile.pages.page import Page
from backfile.pages.views import ArticleView, ListView
from site_builder import Site


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Page, ...]:
    """The plan of nine articles of one section with two tags each, four to a page."""
    found: list[Page] = []
    plan = planning.plan_pages

    def kept(*values: Any) -> Any:
        planned = plan(*values)
        found.extend(planned[0])
        return planned

    monkeypatch.setattr(planning, "plan_pages", kept)
    site = Site(tmp_path).config(per_page=4, related={"limit": 8})
    for number in range(9):
        tags = [("Radio", "Masts"), ("Radio", "Valves"), ("Valves", "Masts")][number % 3]
        site.article(f"2020/{number + 1:02}/a-{number}", section="Technology", tags=tags)
    site.build()
    return tuple(found)


def test_the_same_shared_tags_are_one_value(pages: tuple[Page, ...]) -> None:
    """Of the relatives of one article; each names the tags that it shares with it."""
    views = [page.view for page in pages if isinstance(page.view, ArticleView)]
    assert len(views) == 9
    for view in views:
        own = {link.label for link in view.card.tags}
        by_url = {other.card.url: {link.label for link in other.card.tags} for other in views}
        assert all({link.label for link in r.shared} == own & by_url[r.headline.url] for r in view.related)
        assert len({id(related.shared) for related in view.related}) == len({r.shared for r in view.related}) == 3
        assert len(view.related) == 8


def test_neighbours_in_a_list_hold_one_text_of_each_address(pages: tuple[Page, ...]) -> None:
    lists = {page.view.url: page.view for page in pages if isinstance(page.view, ListView)}
    texts = {url: view.url for url, view in lists.items() if "/page/" in url}
    assert sorted(url for url in texts if "technology" in url) == [
        "/sections/technology/page/1/",
        "/sections/technology/page/2/",
    ]
    for view in lists.values():
        assert all(way is texts[way] for way in (view.older, view.newer) if way in texts)


def test_a_path_in_small_letters_is_folded_without_a_copy() -> None:
    for path, other in (("2020/10/Locks", "2020/10/locks"), ("straße", "STRASSE"), ("Ünter/ä", "u\u0308nter/A\u0308")):
        assert folded(path) == folded(other)
    plain = "".join(["2020/", "locks"])
    assert folded(plain) is plain
