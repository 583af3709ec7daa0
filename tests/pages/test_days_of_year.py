"""Fragments of what was published on each day of the year: which articles they show, and what a new one changes."""

import re
from pathlib import Path
from typing import Any

import pytest

from backfile.build import full
from site_builder import Site, changed_between


def on_a_day(root: Path, years: dict[int, int], day: str = "10-15") -> Site:
    """That many articles of each year on one day."""
    site = Site(root)
    for year, count in years.items():
        for number in range(count):
            site.article(f"{year}/a-{number}", date=f"{year}-{day}", url=f"/{year}/a-{number}/")
    return site


def shown(site: Site, day: str = "10-15") -> list[str]:
    """The addresses in a day's fragment, in order."""
    return re.findall(r'<a href="([^"]+)">', site.html(f"fragments/days/{day}.html"))


def test_a_day_shows_its_articles_of_all_years_newest_first(tmp_path: Path) -> None:
    """Each with its year; the front page names the days of which there are any."""
    site = on_a_day(tmp_path, {1969: 1, 2001: 2}).article("2004/leap", date="2004-02-29").build()
    assert shown(site) == ["/2001/a-1/", "/2001/a-0/", "/1969/a-0/"]
    html = site.html("fragments/days/10-15.html")
    assert '<time datetime="1969-10-15">1969</time>' in html
    assert "15 October" in html
    assert 'data-days="02-29 10-15"' in site.html("")
    assert {path for path in site.files() if "/days/" in path} == {
        "fragments/days/02-29.html",
        "fragments/days/10-15.html",
    }


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({2000: 30, 2001: 1}, {2000: 19, 2001: 1}),
        (dict.fromkeys(range(2000, 2010), 3), dict.fromkeys(range(2000, 2010), 2)),
        (dict.fromkeys(range(1960, 2000), 1), dict.fromkeys(range(1960, 2000, 2), 1)),
    ],
    ids=["of few years", "of ten", "of forty"],
)
def test_twenty_are_shown_of_as_many_years_as_there_are(
    tmp_path: Path, years: dict[int, int], expected: dict[int, int]
) -> None:
    """Of forty years every second one has its article there."""
    found = [int(url[1:5]) for url in shown(on_a_day(tmp_path, years).build())]
    assert {year: found.count(year) for year in found} == expected
    assert found == sorted(found, reverse=True)


def test_a_new_article_rewrites_its_day_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planned alone; when a day's last article goes, so does its fragment."""
    site = on_a_day(tmp_path, {1969: 1, 2001: 2}).article("2004/leap", date="2004-02-29", url="/leap/").build()
    before = site.files()

    def refuse(*_: Any) -> None:
        raise AssertionError("the whole site was planned")

    monkeypatch.setattr(full, "build_changes", refuse)
    site.article("2010/new", date="2010-10-15", url="/2010/new/").remove("2004/leap").build()
    changed = {path for path in changed_between(before, site.files()) if path.startswith("fragments/days/")}
    assert changed == {"fragments/days/02-29.html", "fragments/days/10-15.html"}
    assert "fragments/days/02-29.html" not in site.files()
    assert 'data-days="10-15"' in site.html("")


def test_a_theme_without_a_template_for_days_has_no_fragments_of_them(tmp_path: Path) -> None:
    """It need not have one, and small changes are built all the same."""
    site = on_a_day(tmp_path, {1969: 1}).theme("everything")
    site.delete("themes/everything/templates/fragment-day.html").build()
    assert not site.problems
    site.article("2010/new", date="2010-10-15", url="/2010/new/").build()
    assert not [path for path in site.files() if "/days/" in path]
