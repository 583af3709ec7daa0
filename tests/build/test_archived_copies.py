"""Dead links of `content/links.tsv` get a mark in the site, and nothing else in it changes."""

from pathlib import Path

import pytest

from site_builder import Site

DEAD = "https://canals.example/plan"
ROW = "content/2020/10/locks.md\thttps://canals.example/plan\t2026-05-04\tits server answers 404\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Two articles and a page that link to a dead address."""
    site = Site(tmp_path / "archive").page("about", f"[Plan]({DEAD})\n")
    site.article("2020/10/locks", f"A [plan]({DEAD}) of it.\n", tags=["canals"])
    return site.article("2020/11/weirs", f"The [plan]({DEAD}).\n", tags=["canals"])


def changed(site: Site) -> list[str]:
    """The files that a build changes."""
    before = site.files()
    after = site.build().files()
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def assert_clean(site: Site, folder: Path) -> None:
    """The site is the one that a first build makes."""
    assert site.files() == site.clean_copy(folder).build().files()


@pytest.mark.parametrize("theme", ["broadsheet", "plain"])
def test_a_dead_link_leads_to_its_copy(site: Site, theme: str) -> None:
    """The capture nearest the article's day; of a page without a date the latest. The link itself stays."""
    site.config(theme=theme).write("content/links.tsv", f"{ROW}content/pages/about.md\t{DEAD}\n").build()
    copy = '<sup class="archived-copy"> <a href="https://web.archive.org/web/{}">archived copy</a></sup>'
    assert f'<a href="{DEAD}">plan</a>{copy.format("20201015/" + DEAD)} of it.' in site.html("2020/10/locks/")
    assert copy.format(DEAD) in site.html("about/")
    assert "archived-copy" not in site.html("2020/11/weirs/")
    assert not (site.output / "links.tsv").exists()


def test_a_mark_changes_the_page_that_shows_it_alone(site: Site, tmp_path: Path) -> None:
    """When it comes, and when it goes again; `--why` names it."""
    site.build().write("content/links.tsv", ROW)
    assert changed(site) == ["2020/10/locks/index.html"]
    assert_clean(site, tmp_path / "clean")
    site.write("content/links.tsv", "").build(why=True)
    assert dict(site.result.why)["2020/10/locks/index.html"].startswith(
        "changed: dead links of content/2020/10/locks.md"
    )
    site.write("content/links.tsv", ROW).build().delete("content/links.tsv")
    assert changed(site) == ["2020/10/locks/index.html"]
    assert_clean(site, tmp_path / "cleaner")


def test_small_changes_keep_marks(site: Site, tmp_path: Path) -> None:
    """An edit of the text, of the date, a new article: built alone, each is what a clean build makes."""
    site.write("content/links.tsv", ROW).build()
    site.edit("2020/10/locks", f"Another [plan]({DEAD}).\n").build()
    assert "archived-copy" in site.html("2020/10/locks/")
    assert_clean(site, tmp_path / "a")
    site.edit("2020/10/locks", date="2020-10-20").article("2020/12/gates", tags=["canals"]).build()
    assert "/web/20201020/" in site.html("2020/10/locks/")
    assert_clean(site, tmp_path / "b")
    site.edit("2020/10/locks", "No plan.\n").build()
    assert "archived-copy" not in site.html("2020/10/locks/")
    assert_clean(site, tmp_path / "c")


def test_feeds_are_without_marks(site: Site) -> None:
    """They are read elsewhere, in whatever language."""
    site.config(feeds={"full_text": "all"}).write("content/links.tsv", ROW).build()
    feed = (site.output / "feed.xml").read_text("utf-8")
    assert DEAD in feed and "archived-copy" not in feed


def test_the_words_are_the_sites(site: Site) -> None:
    """And say in which language they are, where the text around them is in another."""
    site.config(language="fr").write("content/links.tsv", ROW).build()
    assert 'class="archived-copy"> <a' in site.html("2020/10/locks/") and "copie archivée" in site.html(
        "2020/10/locks/"
    )
    site.edit("2020/10/locks", lang="nl").build()
    assert 'class="archived-copy" lang="fr"> <a' in site.html("2020/10/locks/")


def test_a_file_that_cannot_be_read_stops_the_build(site: Site) -> None:
    """With its line."""
    site.write("content/links.tsv", "# ours\nlocks https://canals.example/\n").build()
    assert [str(problem.location) for problem in site.result.problems] == ["content/links.tsv:2"]
    assert site.result.failed
