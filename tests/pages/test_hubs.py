"""The pages of all taxonomies, those of the settings too: where the menus lead, and what the terms' files say."""

import re
from pathlib import Path

import pytest

from site_builder import Site

COMPANY = {"label": "Companies", "key": "companies", "path": "companies"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive that groups its articles by company, too, and keeps its tags under topics/."""
    site = Site(tmp_path).config(taxonomies={"company": COMPANY, "tag": {"label": "Topics", "path": "topics"}})
    return site.article("2020/10/x", section="Chips", tags=["cable"], companies=["Bell"]).article("2020/10/y")


def menus(site: Site, path: str) -> list[list[tuple[str, str]]]:
    """The links to hubs at the head and at the foot of a page, as address and name."""
    html = site.html(path)
    parts = (
        re.search(r'<nav class="hubs".*?</nav>', html, re.S),
        re.search(r'<footer class="colophon".*?</nav>', html, re.S),
    )
    found = [re.findall(r'<li><a href="([^"]+)"[^>]*>([^<]+)</a>', part[0]) for part in parts if part]
    return [[(url, name) for url, name in links if url not in ("/search/", "/feed.xml")] for links in found]


@pytest.mark.parametrize("path", ["", "2020/10/x/", "companies/bell/"])
def test_the_menus_lead_to_every_taxonomy_that_has_terms(path: str, site: Site) -> None:
    """By the labels and paths of the settings; to none without terms, as no article here has an author."""
    site.build()
    assert not site.problems
    hubs = [("/topics/", "Topics"), ("/companies/", "Companies"), ("/archive/", "Archive")]
    assert menus(site, path) == [hubs, [("/sections/", "Sections"), *hubs]]


def test_the_hub_that_is_open_is_marked(site: Site) -> None:
    """As the current page."""
    assert '<a href="/companies/" aria-current="page">Companies</a>' in site.build().html("companies/")


def test_the_file_named_as_a_taxonomys_path_describes_its_terms(site: Site) -> None:
    """Label, slug, description, aliases; it is no file of the site; a change of it is built."""
    site.write(
        "content/companies.yaml", "Bell System:\n  slug: bell\n  description: It rang.\n  aliases: [Bell]\n"
    ).build()
    assert not site.problems
    assert "companies.yaml" not in site.files()
    page = site.html("companies/bell/")
    assert "<h1>Bell System</h1>" in page
    assert "It rang." in page
    site.write("content/companies.yaml", "Bell System:\n  description: It rings.\n  aliases: [Bell]\n").build()
    assert "It rings." in site.html("companies/bell-system/")


def test_the_built_in_files_keep_their_names(site: Site) -> None:
    """tags.yaml describes tags wherever their pages stand."""
    site.write("content/tags.yaml", "Submarine cable:\n  aliases: [cable]\n").build()
    assert "<h1>Submarine cable</h1>" in site.html("topics/submarine-cable/")


def test_a_problem_in_such_a_file_names_it(site: Site) -> None:
    """And stops the build, as one in tags.yaml does."""
    site.write("content/companies.yaml", "Bell:\n  colour: red\n").build()
    assert [str(problem.location) for problem in site.problems] == ["content/companies.yaml:2"]


def test_a_file_of_that_name_is_a_file_where_there_is_no_such_taxonomy(tmp_path: Path) -> None:
    """It is published like any other."""
    site = Site(tmp_path).article("2020/10/x").write("content/companies.yaml", "Bell: {}\n").build()
    assert "companies.yaml" in site.files()
