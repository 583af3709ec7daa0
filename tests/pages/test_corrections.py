"""Corrections: on the article's page, all together, by year, and in their feeds."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from backfile.build import full
from backfile.pages import sitemap
from site_builder import Site, assert_same_files, changed_between

ATOM = "{http://www.w3.org/2005/Atom}"


def corrected(site: Site, name: str, *days: str, **front: object) -> Site:
    """An article with a correction of each of these days."""
    corrections = [{"date": day, "text": f"Right on {day}: {name}."} for day in days]
    return site.article(name, section="News", tags=["Radio"], corrections=corrections, **front)


@pytest.fixture(params=["broadsheet", "plain"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    """Three articles, two of them corrected, and one with no correction."""
    site = Site(tmp_path / "edited").config(theme=request.param)
    corrected(site, "2018/01/one", "2018-03-01", "2020-05-06", "2020-05-06")
    corrected(site, "2018/02/two", "2020-05-07", lang="fr")
    return site.article("2018/03/three", section="News").build()


def test_an_article_tells_at_its_head_and_shows_below(site: Site) -> None:
    """The line at the head has the latest day and leads to all; each has an id of its own."""
    page = site.html("2018/01/one/")
    assert page.index("Corrected on") < page.index('href="#corrections"') + 200
    assert page.index('href="#corrections"') < page.index("e-content") < page.index('id="corrections"')
    for anchor in ("corrected-2018-03-01", "corrected-2020-05-06", "corrected-2020-05-06-2"):
        assert page.count(f'id="{anchor}"') == 1
    assert "Corrected on" not in site.html("2018/03/three/")


def test_all_stand_together_newest_first(site: Site) -> None:
    """The front leads to each year, a year to its neighbours, and each correction to its place."""
    front = site.html("corrections/")
    places = [
        "/2018/02/two/#corrected-2020-05-07",
        "/2018/01/one/#corrected-2020-05-06-2",
        "/2018/01/one/#corrected-2020-05-06",
        "/2018/01/one/#corrected-2018-03-01",
    ]
    found = [front.index(f'href="{place}"') for place in places]
    assert found == sorted(found)
    assert 'href="/corrections/2018/"' in front and 'href="/corrections/2020/"' in front
    assert 'lang="fr"' in front
    year = site.html("corrections/2020/")
    assert 'href="/corrections/2018/"' in year and places[3] not in year and places[0] in year
    assert "https://example.org/corrections/2020/" in site.html("sitemap.xml")
    assert 'href="/corrections/"' in site.html("")


def test_the_feeds_have_an_entry_a_correction(site: Site) -> None:
    """Atom and JSON Feed say the same; the page names both."""
    tree = ElementTree.fromstring(site.files()["corrections/feed.xml"])
    entries = tree.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids[0] == "https://example.org/2018/02/two/#corrected-2020-05-07"
    assert len(ids) == len(set(ids)) == 4
    assert entries[1].findtext(f"{ATOM}content") == "Right on 2020-05-06: 2018/01/one."
    assert tree.findtext(f"{ATOM}updated") == "2020-05-07T00:00:00Z"
    items = json.loads(site.files()["corrections/feed.json"])["items"]
    assert [item["id"] for item in items] == ids
    assert items[0]["language"] == "fr" and items[1]["title"] == "Correction: One"
    assert 'href="https://example.org/corrections/feed.json"' in site.html("corrections/")


def test_without_corrections_there_is_nothing_of_them(tmp_path: Path) -> None:
    """No page, no feed, no link, also where only a page without a date has one."""
    site = Site(tmp_path).article("2018/03/three").page("about", corrections=[{"date": "2020-01-01", "text": "It is."}])
    assert not [path for path in site.build().files() if "corrections" in path]
    assert "/corrections/" not in site.html("") + site.html("sitemap.xml")
    corrected(site, "2019/01/x", "2020-01-01").config(feeds={"enabled": False}).build()
    assert sorted(path for path in site.files() if path.startswith("corrections/")) == [
        "corrections/2020/index.html",
        "corrections/index.html",
    ]


def test_links_in_texts_may_lead_to_them(site: Site) -> None:
    """Only where there are any."""
    site.article("2019/01/linking", "[All](/corrections/), [2020](/corrections/2020/).\n").build()
    assert not site.problems
    site.article("2019/01/linking", "[Never](/corrections/1066/).\n").build()
    assert "leads to no page" in site.problems[0].message


@pytest.mark.parametrize("most", [sitemap.MOST_ENTRIES, 12])
def test_a_new_correction_rewrites_what_shows_it_and_no_more(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Planned alone; so is one of a year that had none, and one that goes. All comes to a clean build."""

    def refuse(*_: object) -> None:
        raise AssertionError("the whole site was planned")

    monkeypatch.setattr(sitemap, "MOST_ENTRIES", most)
    site.build(force=True)
    build_changes = full.build_changes
    latest = {"corrections/index.html", "corrections/feed.xml", "corrections/feed.json"}
    steps = [
        (("2020-06-01",), {"corrections/2020/index.html"}),
        (("2019-06-01", "2020-06-01"), {f"corrections/{year}/index.html" for year in (2018, 2019, 2020)}),
        (("2020-06-01",), {f"corrections/{year}/index.html" for year in (2018, 2019, 2020)}),
    ]
    for number, (days, years) in enumerate(steps):
        before = site.files()
        monkeypatch.setattr(full, "build_changes", refuse)
        corrected(site, "2018/03/three", *days).build()
        monkeypatch.setattr(full, "build_changes", build_changes)
        changed = changed_between(before, site.files())
        assert {path for path in changed if path.startswith("corrections/")} == latest | years
        assert_same_files(site.files(), site.clean_copy(tmp_path / f"clean-{number}").build().files())
