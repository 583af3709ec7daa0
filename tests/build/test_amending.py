"""The build of a small change: articles that are new, changed or gone reach every page that shows them, and nothing is
planned beyond what they can have touched."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_incremental import (
    Edit,
    add,
    alias,
    correct,
    expire,
    hide,
    mark_dead,
    picture,
    readdress,
    reauthor,
    rebody,
    redate,
    remove,
    rename,
    reparam,
    resection,
    retag,
    retemplate,
    retitle,
    seeded,
    toggle_draft,
)

from backfile.archive import related_again
from backfile.build import amending, full, touch
from backfile.pages import sitemap
from properties import examples
from site_builder import Site, assert_same_files, changed_between

EDITS: list[Edit] = [
    add,
    add,
    add,
    remove,
    rename,
    retag,
    retitle,
    redate,
    rebody,
    resection,
    reauthor,
    toggle_draft,
    alias,
    readdress,
    expire,
    hide,
    retemplate,
    reparam,
    picture,
    mark_dead,
    correct,
    correct,
]
ROUNDS = st.lists(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 999)), min_size=1, max_size=4), max_size=6)


def refuse(*_: Any) -> None:
    """Stands where nothing may be called."""
    raise AssertionError("the whole site was planned")


def grown(root: Path, count: int = 24) -> Site:
    """An archive whose lists have several pages and whose years several months."""
    site = seeded(root).config(per_page=3, feeds={"limit": 4})
    for number in range(count):
        site.article(
            f"20{number % 4 + 17}/0{number % 6 + 1}/grown-{number}",
            f"Words of {number}.\n",
            tags=[f"Tag {number % 3}", f"Tag {number % 7}", "Radio"],
            section=["News", "Opinion"][number % 2],
            author=["Jane Doe", "The desk"][number % 2],
        )
    return site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """That archive, built."""
    return grown(tmp_path / "edited").build()


def assert_whole(site: Site, folder: Path) -> None:
    """The site is a clean build's, also by the ledger's keys: the whole plan then finds nothing to do."""
    clean = site.clean_copy(folder / "clean").build()
    assert not clean.result.failed
    assert clean.problems == site.problems
    assert_same_files(site.files(), clean.files())
    told = site.result
    assert (told.articles, told.pages) == (clean.result.articles, clean.result.pages)
    assert told.written + told.unchanged == clean.result.written
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amending, "amend_site", lambda *_: None)
        patch.setattr(touch, "touch", lambda *_: None)
        os.utime(site.root / "content" / f"{site.names[-1]}.md", ns=(1, 1))
        assert site.build().result.written == 0
        assert site.result.stages[1].stage == "read"


@given(rounds=ROUNDS, share=st.booleans())
@examples(25)
def test_any_small_changes_come_to_a_clean_build(rounds: list[list[tuple[Edit, int]]], share: bool) -> None:
    """Round by round some articles come, change and go. At the end the site is a clean build's."""
    with tempfile.TemporaryDirectory() as folder:
        site = grown(Path(folder, "edited"), count=9).config(share={"images": share}).build()
        for edits in rounds:
            for edit, number in edits:
                edit(site, number)
            before = site.files()
            site.build()
            if site.result.failed:
                assert_same_files(site.files(), before)
        clean = site.clean_copy(Path(folder, "clean")).build()
        assert clean.problems == tuple(p for p in site.problems if "takes the address" not in p.message)
        if not clean.result.failed:
            assert_same_files(site.files(), clean.files())


SMALL: dict[str, Any] = {
    "new": lambda site: site.article("2021/03/new", "New.\n", tags=["Tag 1", "A new tag"], section="News"),
    "oldest": lambda site: site.article("2009/03/new", "Old.\n", tags=["Tag 1"], section="News"),
    "between": lambda site: site.article("2018/02/new", "Between.\n", tags=["Radio"], section="Opinion"),
    "gone": lambda site: site.remove("2018/02/grown-1"),
    "newest gone": lambda site: site.remove("2020/06/grown-23"),
    "retagged": lambda site: site.edit("2018/02/grown-1", tags=["Tag 5"]),
    "another section": lambda site: site.edit("2018/02/grown-1", section="News"),
    "title": lambda site: site.edit("2018/02/grown-1", title="Another title"),
    "another day": lambda site: site.edit("2018/02/grown-1", date="2019-11-11"),
    "another file": lambda site: site.rename("2018/02/grown-1", "2018/02/renamed"),
    "another address": lambda site: site.edit("2018/02/grown-1", url="/a/place/of/its/own/"),
    "another author": lambda site: site.edit("2018/02/grown-1", author="Someone"),
    "draft": lambda site: site.edit("2018/02/grown-1", draft=True),
    "not to be indexed": lambda site: site.edit("2018/02/grown-1", noindex=True),
    "several": lambda site: (
        site.remove("2018/02/grown-1")
        .article("2018/02/other", "Other.\n", tags=["Radio"])
        .edit("2017/01/grown-0", title="Another title")
    ),
}


@pytest.mark.parametrize("change", SMALL.values(), ids=SMALL)
def test_a_small_change_is_built_without_the_whole_plan(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    """And comes to a clean build's bytes and counts."""
    change(site)
    monkeypatch.setattr(full, "build_changes", refuse)
    site.build()
    assert site.result.written
    assert site.build().result.written == 0
    monkeypatch.undo()
    assert_whole(site, tmp_path)


def test_a_small_change_after_an_edited_text_is_built_so_too(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered of the archive outlasts a build of texts alone."""
    site.edit("2018/02/grown-1", body="Another text.\n")
    monkeypatch.setattr(full, "build_changes", refuse)
    site.build().article("2020/12/new", "New.\n", tags=["Tag 1"]).build()
    assert site.result.written
    monkeypatch.undo()
    assert_whole(site, tmp_path)


def test_a_draft_that_comes_or_goes_changes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one file is written, and the next build has nothing to do."""
    monkeypatch.setattr(full, "build_changes", refuse)
    for change in (lambda: site.article("2020/01/draft", draft=True), lambda: site.remove("2020/01/draft")):
        change()
        assert site.build().result.written == 0
        assert site.result.removed == 0
        assert site.build().result.stages[0].stage == "scan"


LARGE: dict[str, Any] = {
    "first correction": lambda site: site.edit("2018/02/grown-1", corrections=[{"date": "2020-01-01", "text": "One."}]),
    "redirect": lambda site: site.article("2020/01/new", aliases=["/old/"]),
    "link elsewhere": lambda site: site.article("2020/01/seed-9"),
    "link that led there": lambda site: site.remove("2020/01/seed-0"),
    "section": lambda site: site.article("2020/01/new", section="A new section"),
    "spelling": lambda site: [site.article(f"2020/01/n{n}", tags=["radio"]) for n in range(30)],
    "slug": lambda site: site.article("2020/01/new", tags=["tag+1"]).article("2020/01/new2", tags=["tag plus 1"]),
    "broken link": lambda site: site.article("2020/01/new", "[Nowhere](/nowhere/)\n"),
    "capitals": lambda site: site.article("2020/01/new", url="/Capitals/"),
    "page": lambda site: site.page("about"),
    "settings": lambda site: site.article("2020/01/new").config(description="Another"),
}


@pytest.mark.parametrize("change", LARGE.values(), ids=LARGE)
def test_what_reaches_further_takes_the_whole_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    """A change that other pages show than those of a selection is not built the short way, and is built right."""
    site = grown(tmp_path / "edited").article("2019/05/links", "[There](/2020/01/seed-9/)\n").build()
    change(site)
    amended: list[Any] = []
    short = amending.amend_site
    monkeypatch.setattr(amending, "amend_site", lambda *asked: amended.append(short(*asked)) or amended[-1])
    site.build()
    assert amended in ([None], [])
    clean = site.clean_copy(tmp_path / "clean").build()
    assert clean.problems == site.problems
    assert_same_files(site.files(), clean.files())


@pytest.fixture
def small_sitemaps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sitemaps of few addresses."""
    monkeypatch.setattr(sitemap, "MOST_ENTRIES", 12)
    yield


@pytest.mark.usefixtures("small_sitemaps")
@pytest.mark.parametrize("change", SMALL.values(), ids=SMALL)
def test_sitemaps_by_year_follow_a_small_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """A year's appears and goes with its articles; every address stands in one of them."""
    site = grown(tmp_path / "edited").build()
    assert "sitemap-2018.xml" in site.files()
    assert "sitemap-lists-2.xml" in site.files()
    change(site)
    monkeypatch.setattr(full, "build_changes", refuse)
    site.build()
    monkeypatch.undo()
    monkeypatch.setattr(sitemap, "MOST_ENTRIES", 12)
    assert_whole(site, tmp_path)


def test_relatives_of_many_articles_follow_a_small_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where related lists are computed again in part, the pages that show another list are among those planned."""
    monkeypatch.setattr(related_again, "FEW", 10)
    monkeypatch.setattr(related_again, "MOST_CHANGED", 0.5)
    site = grown(tmp_path / "edited", count=50).build()
    monkeypatch.setattr(full, "build_changes", refuse)
    site.article("2020/01/new", tags=["Tag 1", "Tag 6"]).build()
    site.remove("2018/02/grown-1").build()
    site.edit("2017/01/grown-0", tags=["Tag 6", "Another"]).build()
    monkeypatch.undo()
    assert_whole(site, tmp_path)


def test_a_tag_that_grows_over_a_step_reaches_the_fronts_that_show_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ocean shows Cable before Deep, as both are with it as often; with its fourth article Cable counts for less. The
    new article is not one of Ocean's, and Ocean's other pages are left alone."""
    site = Site(tmp_path / "edited").theme("everything").config(per_page=1)
    for number in range(2):
        site.article(f"2020/0{number + 1}/both", tags=["Ocean", "Cable", "Deep"], author="The desk")
    before = site.article("2020/03/cable", tags=["Cable"]).build().files()
    monkeypatch.setattr(full, "build_changes", refuse)
    site.article("2020/04/cable", tags=["Cable"]).build()
    changed = changed_between(before, site.files())
    own = ("tags/ocean/", "tags/deep/", "authors/the-desk/")
    fronts = {f"{folder}index.html" for folder in own}
    assert {path for path in changed if path.startswith(own)} == fronts
    monkeypatch.undo()
    assert_whole(site, tmp_path)


def test_relatives_that_another_site_computed_are_not_taken_for_what_this_one_shows(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two builds of a site another one, with drafts, computed related lists of its own from the same files. The
    whole plan then tells what differs, and after it small changes are planned alone again."""
    site.article("2020/01/draft", tags=["Tag 1", "Tag 6"], draft=True).build()
    site.build(drafts=True, output=tmp_path / "drafts")
    amended: list[Any] = []
    short = amending.amend_site
    monkeypatch.setattr(amending, "amend_site", lambda *asked: amended.append(short(*asked)) or amended[-1])
    site.article("2020/01/new", tags=["Tag 1", "Tag 6"]).build()
    site.article("2020/01/newer", tags=["Tag 1", "Tag 6"]).build()
    assert [result is not None for result in amended] == [False, True]
    monkeypatch.undo()
    assert_whole(site, tmp_path)


def test_why_and_the_budget_speak_of_a_small_change(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--why` names what each page shows anew; beyond its budget a build publishes nothing, and says what changed."""
    before = site.files()
    site.edit("2018/02/grown-1", title="Another title").build(max_changed=3)
    assert site.result.failed
    assert "articles were edited" in str(site.problems)
    assert_same_files(site.files(), before)
    site.edit("2018/02/grown-1", title="A third title").build(max_changed=300)
    assert not site.result.failed
    monkeypatch.setattr(full, "build_changes", refuse)
    site.edit("2018/02/grown-1", title="A fourth title").build(why=True)
    reasons = dict(site.result.why)
    assert reasons["2018/02/grown-1/index.html"] == "changed: title; breadcrumb; content/2018/02/grown-1.md"
