"""An article's ways back and on in time: in the whole archive, and in its section."""

import re
from pathlib import Path

import pytest

from site_builder import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Five articles in turn of two sections, and one of none between them."""
    site = Site(tmp_path)
    for number in range(5):
        site.article(f"2020/0{number + 1}/a-{number}", section=["Radio", "Chips"][number % 2])
    return site.article("2020/03/unfiled", date="2020-03-20").build()


def ways(site: Site, path: str) -> dict[str, list[str]]:
    """Where each row of neighbours leads, by the row's name."""
    rows = re.findall(r'<nav class="neighbours[^"]*" aria-label="([^"]+)">(.*?)</nav>', site.html(path), re.S)
    return {name: re.findall(r'href="([^"]+)"', row) for name, row in rows}


ALL, RADIO = "Earlier and later articles", "Earlier and later articles in Radio"


def test_an_article_leads_on_in_the_archive_and_in_its_section(site: Site) -> None:
    """Each row by date; the section's has what the archive's has not."""
    assert ways(site, "2020/03/a-2/") == {
        ALL: ["/2020/02/a-1/", "/2020/03/unfiled/"],
        RADIO: ["/2020/01/a-0/", "/2020/05/a-4/"],
    }


def test_the_first_the_last_and_those_of_no_section(site: Site) -> None:
    """Have the ways that there are."""
    assert ways(site, "2020/01/a-0/") == {ALL: ["/2020/02/a-1/"], RADIO: ["/2020/03/a-2/"]}
    assert ways(site, "2020/05/a-4/") == {ALL: ["/2020/04/a-3/"], RADIO: ["/2020/03/a-2/"]}
    assert ways(site, "2020/03/unfiled/") == {ALL: ["/2020/03/a-2/", "/2020/04/a-3/"]}


def test_a_neighbour_in_both_is_named_once(site: Site) -> None:
    """The row of the section is left out where it would say the same."""
    site.remove("2020/02/a-1").build()
    assert ways(site, "2020/01/a-0/") == {ALL: ["/2020/03/a-2/"]}


def test_only_neighbours_in_the_archive_are_the_next_for_machines(site: Site) -> None:
    """`rel` says nothing of sections, as a page has one next."""
    html = site.html("2020/03/a-2/")
    assert html.count('rel="next"') == html.count('rel="prev"') == 2  # in the head and in the page
