"""`content/urls.tsv`: a build notes what it publishes, and what moves is led on by itself."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from test_amending import ROUNDS, grown, refuse
from test_incremental import seeded

from backfile.archive.published import HEADER
from backfile.build import full
from properties import examples
from site_builder import Site, assert_same_files

FILE = "content/urls.tsv"
KEYS = "/2020/10/keys/\tcontent/2020/10/keys.md\tKeys\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive of two articles that keeps its addresses."""
    return Site(tmp_path).article("2020/10/keys").article("2020/11/locks").write(FILE, "")


def noted(site: Site) -> str:
    return (site.root / FILE).read_text(encoding="utf-8").removeprefix(HEADER)


def told_of_file(site: Site) -> list[str]:
    return [str(problem) for problem in site.problems if problem.location.path == FILE]


def test_a_build_notes_what_it_publishes_and_is_current_then(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    assert noted(site) == KEYS + "/2020/11/locks/\tcontent/2020/11/locks.md\tLocks\n"
    assert site.result.noted == 2
    monkeypatch.setattr(full, "plan_site", refuse)
    assert site.build().result.written == 0


def test_an_archive_without_the_file_gets_none(site: Site) -> None:
    site.delete(FILE).build()
    assert not (site.root / FILE).exists()


@pytest.mark.parametrize(
    "asked", [{"drafts": True}, {"future": True}, {"expired": True}, {"base_url": "http://localhost/"}]
)
def test_a_preview_notes_nothing(site: Site, asked: dict[str, Any]) -> None:
    assert not site.build(**asked).problems
    assert noted(site) == ""


def test_another_folder_notes_nothing(site: Site, tmp_path: Path) -> None:
    site.build(output=tmp_path / "elsewhere")
    assert noted(site) == ""


def test_a_build_with_a_problem_notes_nothing(site: Site) -> None:
    assert site.article("2020/12/wrong", "[nowhere](/nowhere/)\n").build().result.failed
    assert noted(site) == ""


@pytest.mark.parametrize("front", [{"slug": "gates"}, {"date": "2021-01-15"}, {"url": "/new.html"}])
def test_what_moves_is_led_on_by_itself(site: Site, front: dict[str, str]) -> None:
    """Also by a clean build in a clone, which has nothing but what git keeps."""
    site.build().edit("2020/10/keys", **front).build(strict=True)
    assert not site.problems
    assert 'rel="canonical"' in site.html("2020/10/keys/")
    clone = site.clean_copy(site.root / "clone").build()
    assert_same_files(clone.files(), site.files())
    assert noted(clone) == noted(site)
    assert noted(site).count("content/2020/10/keys.md") == 2


def test_another_permalink_leads_all_articles_on(site: Site) -> None:
    site.build().config(permalink="/{slug}/").build()
    assert "https://example.org/keys/" in site.html("2020/10/keys/")
    assert "https://example.org/locks/" in site.html("2020/11/locks/")


def test_a_renamed_file_is_led_on(site: Site) -> None:
    site.build().rename("2020/10/keys", "2020/10/bolts").build(strict=True)
    assert not site.problems
    assert "https://example.org/2020/10/bolts/" in site.html("2020/10/keys/")


def test_what_leads_nowhere_stops_a_strict_build(site: Site) -> None:
    """Until it is said to be gone."""
    site.build().remove("2020/10/keys").build()
    assert [str(problem.location) for problem in site.problems] == [f"{FILE}:3"]
    assert site.build(strict=True).result.failed
    site.write(FILE, noted(site).replace(KEYS, "/2020/10/keys/\tgone\n")).build(strict=True)
    assert not site.problems


def test_what_is_unpublished_on_purpose_stops_nothing(site: Site) -> None:
    site.build().edit("2020/10/keys", draft=True).build(strict=True)
    assert not site.problems


def test_a_new_article_is_noted_by_a_small_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = grown(tmp_path).write(FILE, "").build()
    monkeypatch.setattr(full, "plan_site", refuse)
    site.article("2018/03/quite-new", tags=["Radio"]).build()
    assert "/2018/03/quite-new/\tcontent/2018/03/quite-new.md\tQuite new\n" in noted(site)
    assert site.edit("2018/03/quite-new", title="Renamed").build().result.noted == 0
    assert "content/2018/03/quite-new.md\tRenamed\n" in noted(site)


@examples(8)
@given(ROUNDS)
def test_any_edits_come_to_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[Any, int]]]
) -> None:
    """The file of addresses is an input as any other: built from what git has, the site is the same, and so is the
    file."""
    root = tmp_path_factory.mktemp("archive")
    site = seeded(root / "archive").write(FILE, "").config(hosting={"redirects": ["nginx"]}).build()
    for edits in rounds:
        for edit, number in edits:
            edit(site, number)
        before = (site.root / FILE).read_bytes()
        clean = site.clean_copy(root / f"clean-{rounds.index(edits)}").write(FILE, before).build()
        site.build()
        if site.result.failed:
            return
        assert_same_files(site.files(), clean.files())
        assert told_of_file(site) == told_of_file(clean)
        assert (site.root / FILE).read_bytes() == (clean.root / FILE).read_bytes()
