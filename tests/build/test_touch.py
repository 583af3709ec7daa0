"""An edit in bodies alone takes the short way; anything more takes the whole build, and both come to the same bytes."""

from pathlib import Path
from typing import Any

import pytest

from backfile.build import full
from site_builder import Site

ARTICLES = 6


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A built archive of a year of articles, a bundle and a page."""
    site = Site(tmp_path / "archive")
    for number in range(1, ARTICLES + 1):
        body = f"The first words of article {number}.\n\n## Part\n\nMore of it.\n"
        site.article(f"2020/{number:02}/article-{number}", body, tags=["cables", f"odd{number % 2}"], section="News")
    return site.page("about", "About it.\n").build()


def refuse(*_: Any) -> Any:
    """A whole build that must not be needed."""
    raise AssertionError("the whole build was called")


def same_as_clean(site: Site, tmp_path: Path) -> bool:
    """Whether the site has the bytes of one built from nothing."""
    return site.files() == site.clean_copy(tmp_path / "clean").build().files()


LONG = "The first words of an article that goes on long enough for its excerpt to be full. " * 8


def test_an_edit_at_the_end_of_a_body_does_not_plan_the_archive(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article and the feeds that carry it whole are rendered; nothing else is looked at."""
    site.article("2020/05/long", LONG, tags=["cables"], section="News").build()
    monkeypatch.setattr(full, "build_changes", refuse)
    site.edit("2020/05/long", LONG + "\n\n## A new part\n\nNew words.\n" + "And more. " * 500).build(why=True)
    written = {path for path, _ in site.result.why}
    assert written == {
        "2020/05/long/index.html",
        "feed.json",
        "feed.xml",
        "sections/news/feed.json",
        "sections/news/feed.xml",
    }
    assert "New words." in site.html("2020/05/long/")
    assert 'id="a-new-part"' in site.html("2020/05/long/")
    monkeypatch.undo()
    assert same_as_clean(site, tmp_path)


def test_what_the_short_way_wrote_is_current_for_the_whole_build(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys it writes are those that a plan would come to: the next build has nothing to do, forced or not."""
    site.article("2020/05/long", LONG).build()
    site.edit("2020/05/long", f"{LONG}\n\nEnd.\n").build()
    monkeypatch.setattr(full, "build_changes", refuse)
    assert site.build().result.written == 0
    monkeypatch.undo()
    site.config(description="Another").build()
    before = site.files()
    assert site.build(force=True).files() == before


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"standfirst": "A new line"},
        {"tags": ["cables"]},
        {"date": "2020-05-16"},
        {"section": "Views"},
        {"author": "Networks desk"},
        {"draft": True},
        {"aliases": ["/old/"]},
        {"credit": "An agency"},
        {"noindex": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_front_matter_takes_the_whole_build(site: Site, tmp_path: Path, change: dict[str, Any]) -> None:
    """And comes to the bytes of a clean one."""
    site.edit("2020/05/article-5", **change).build()
    assert not site.result.failed
    assert same_as_clean(site, tmp_path)


@pytest.mark.parametrize(
    "body",
    ["Other first words.\n", "See [another](/2020/01/article-1/).\n", "> " * 500 + "deep\n"],
    ids=["excerpt", "link", "problem"],
)
def test_a_body_that_others_show_or_that_is_wrong_takes_the_whole_build(site: Site, tmp_path: Path, body: str) -> None:
    """An excerpt in lists, a link to resolve, a problem to tell."""
    site.edit("2020/05/article-5", body).build()
    if site.result.failed:
        assert "content/2020/05/article-5.md" in str(site.problems[0])
        site.edit("2020/05/article-5", "Mended.\n").build()
    assert same_as_clean(site, tmp_path)


def test_a_page_without_a_date_is_touched_too(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its text stands nowhere else."""
    site.page("about", LONG).build()
    monkeypatch.setattr(full, "build_changes", refuse)
    site.edit("pages/about", f"{LONG}\n\nEnd.\n").build()
    assert "End." in site.html("about/")
    monkeypatch.undo()
    assert same_as_clean(site, tmp_path)


def test_an_edit_taken_back_within_the_ledgers_tick_is_seen(site: Site, tmp_path: Path) -> None:
    """Edit, build, edit back, build: the bytes of the beginning."""
    before = site.files()
    old = "The first words of article 5.\n\n## Part\n\nMore of it.\n"
    site.edit("2020/05/article-5", old + "\nMore.\n").build().edit("2020/05/article-5", old).build()
    assert site.files() == before


def test_the_short_way_leaves_the_search_to_the_whole_build(site: Site) -> None:
    """An edit is found by the search after a build that makes the index."""
    site.build(search=True)
    site.article("2020/05/long", LONG).build(search=True)
    site.edit("2020/05/long", f"{LONG}\n\nEnd.\n").build()
    site.build(search=True)
    assert site.result.search.shards_built == 1
