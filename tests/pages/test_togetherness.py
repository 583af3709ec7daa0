"""The tags that appear with a term: which, in which order, and what their order hangs on."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.pages.togetherness import size_step, strength
from properties import examples
from site_builder import Site, changed_between


def together(site: Site, path: str) -> list[tuple[str, int]]:
    """The tags beside a term, each with the number of articles in common."""
    html = site.html(path).partition('class="term-neighbours"')[2].partition("</section>")[0]
    return [(name, int(count)) for name, count in re.findall(r'">([^<]+) <span class="count">(\d+)<', html)]


def tagged(root: Path, *tags: str) -> Site:
    """An article for each text of tags, by the month."""
    site = Site(root)
    for number, own in enumerate(tags):
        site.article(f"{2000 + number // 12}/{number % 12 + 1:02}/a-{number}", tags=own.split(), section="Chips")
    return site.build()


def test_what_appears_with_a_term_more_than_its_size_lets_expect_comes_first(tmp_path: Path) -> None:
    """Cable is with Ocean in all of its three articles; World, with it in four, is nearly everywhere. One article in
    common is chance; the section's front shows tags, too."""
    site = tagged(
        tmp_path, *["Ocean Cable World"] * 3, "Ocean World", "Ocean Storm", *["World"] * 12, *["World Radio"] * 2
    )
    assert together(site, "tags/ocean/") == [("Cable", 3), ("World", 4)]
    assert together(site, "tags/storm/") == []
    assert together(site, "sections/chips/") == [("World", 18), ("Ocean", 5), ("Cable", 3), ("Radio", 2)]


def test_equal_ones_stand_in_the_order_of_their_names_and_twelve_are_most(tmp_path: Path) -> None:
    """However the articles write them."""
    names = [f"T{letter}" for letter in "nmlkjihgfedcba"]
    site = tagged(tmp_path, " ".join(["Radio", *names]), " ".join([*names[::-1], "Radio"]))
    assert together(site, "tags/radio/") == [(f"T{letter}", 2) for letter in "abcdefghijkl"]


def test_the_head_names_the_sections_with_most_articles(tmp_path: Path) -> None:
    """Of a tag or an author, not of a section itself."""
    site = Site(tmp_path)
    for number in range(9):
        section = ["Chips", "Radio", "Space", "Chips", "Radio", "Opinion", "Chips", "Space", "Chips"][number]
        site.article(f"2020/0{number + 1}/a", tags=["Bell"], section=section, author="The desk")
    site.build()
    found = {}
    for path in ("tags/bell/", "authors/the-desk/", "sections/chips/"):
        head = site.html(path).partition('<header class="list-header')[2].partition("</header>")[0]
        found[path] = re.findall(r'href="/sections/([^/]+)/"', head)
    most = ["chips", "radio", "space"]
    assert found == {"tags/bell/": most, "authors/the-desk/": most, "sections/chips/": []}


def test_an_article_of_a_common_tag_leaves_the_fronts_of_others_alone(tmp_path: Path) -> None:
    """World had five articles and has six: what it weighs beside others stays, as it goes in steps of twice as many."""
    site = tagged(tmp_path, *["Ocean Cable World"] * 3, *["World"] * 2)
    before = site.files()
    site.article("2001/01/new", tags=["World"]).build()
    changed = changed_between(before, site.files())
    assert "tags/world/index.html" in changed
    assert not {"tags/ocean/index.html", "tags/cable/index.html", "sections/chips/index.html"} & changed


@pytest.mark.parametrize(("having", "step"), [(1, 1), (2, 2), (3, 2), (4, 4), (7, 4), (8, 8), (1023, 512)])
def test_sizes_go_in_powers_of_two(having: int, step: int) -> None:
    """The one below or at the size."""
    assert size_step(having) == step


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
@examples(100)
def test_more_in_common_tells_more_and_a_larger_tag_less(together: int, having: int, more: int) -> None:
    """Nothing is rounded away: with the same size more is more."""
    assert strength(together + 1, having) > strength(together, having)
    assert strength(together, having + more) <= strength(together, having)
