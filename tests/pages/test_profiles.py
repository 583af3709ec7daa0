"""What the front of a term's list tells of the whole of it: its articles over time."""

import re
from pathlib import Path
from typing import Any

import pytest

from site_builder import Site, changed_between


def listed(root: Path, years: dict[int, int], **settings: Any) -> Site:
    """That many articles of the tag Radio in each year."""
    site = Site(root).config(**settings)
    for year, count in years.items():
        for number in range(count):
            site.article(f"{year:04}/{number % 12 + 1:02}/a-{number}", tags=["Radio"])
    return site.build()


def bars(html: str) -> list[tuple[str, str]]:
    """The bars of a page, as what they say and where they lead."""
    return [(name, url) for url, name in re.findall(r'<a href="([^"]+)" tabindex="-1"><title>([^<]+)<', html)]


def rows(html: str) -> list[tuple[str, str]]:
    """The same of the list below the bars."""
    found = re.search(r'<details class="history-list">(.*?)</details>', html, re.S)
    return [(name, url) for url, name in re.findall(r'<a href="([^"]+)">([^<]+)</a>', found[1])] if found else []


def test_a_history_has_a_bar_a_year_that_leads_to_the_newest_of_it(tmp_path: Path) -> None:
    """On the page of the list that shows it: here pages of four, and a front with the newest four. Page 1 holds 1998
    and a part of 2000, page 2 the rest of that year, and the front one of 2000 and those of 2001."""
    site = listed(tmp_path, {1998: 2, 2000: 6, 2001: 3}, per_page=4)
    html = site.html("tags/radio/")
    assert rows(html) == [
        ("1998: 2 articles", "/tags/radio/page/1/#year-1998"),
        ("2000: 6 articles", "/tags/radio/#year-2000"),
        ("2001: 3 articles", "/tags/radio/#year-2001"),
    ]
    assert bars(html) == rows(html)
    assert "Most: 2000, 6 articles" in html
    for _, url in rows(html):
        path, _, anchor = url.partition("#")
        assert f'id="{anchor}"' in site.html(path.removeprefix("/"))


def test_bars_are_as_tall_as_their_counts_and_years_without_articles_leave_a_gap(tmp_path: Path) -> None:
    """In an SVG of ten units a year."""
    html = listed(tmp_path, {1998: 2, 2000: 8}).html("tags/radio/")
    assert 'viewBox="0 0 30 100"' in html
    assert re.findall(r'class="history-bar" d="M(\d+) 100v-([\d.]+)h', html) == [("1", "25.0"), ("21", "100.0")]


def test_more_than_sixty_years_go_by_decades(tmp_path: Path) -> None:
    """Each leads to its newest year that has an article."""
    html = listed(tmp_path, {1930: 1, 1937: 4, 1996: 3}).html("tags/radio/")
    assert rows(html) == [
        ("1930s: 5 articles", "/tags/radio/#year-1937"),
        ("1990s: 3 articles", "/tags/radio/#year-1996"),
    ]
    html = listed(tmp_path / "sixty", {1937: 4, 1996: 3}).html("tags/radio/")
    assert [name for name, _ in rows(html)] == ["1937: 4 articles", "1996: 3 articles"]


@pytest.mark.parametrize(
    "years", [{1998: 2, 1999: 2}, {1998: 9}, dict.fromkeys(range(1990, 1997), 1)], ids=["few", "one year", "one a year"]
)
def test_little_is_no_history(tmp_path: Path, years: dict[int, int]) -> None:
    """Of four articles, of one year or of one a year there is no chart; the head says the years all the same."""
    html = listed(tmp_path, years).html("tags/radio/")
    assert "history" not in html.split("<main")[1].split("</main>")[0]
    assert f"<span>{min(years)}{f'–{max(years)}' if len(years) > 1 else ''}</span>" in html


def test_numbered_pages_have_no_history_and_never_change(tmp_path: Path) -> None:
    """A new article changes the front and no full page."""
    site = listed(tmp_path, {1998: 5, 1999: 4}, per_page=4)
    assert not rows(site.html("tags/radio/page/1/"))
    before = site.files()
    site.article("1999/12/new", tags=["Radio"]).build()
    changed = changed_between(before, site.files())
    assert "tags/radio/index.html" in changed
    assert not {path for path in changed if path.startswith("tags/radio/page/")}
