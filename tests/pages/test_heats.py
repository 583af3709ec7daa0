"""The archive as a map of years and months: how hot a month is, and what says so."""

import re
from pathlib import Path

import pytest

from backfile.pages.dates import HEATS, heat_steps
from site_builder import Site


@pytest.mark.parametrize(
    ("fullest", "steps"),
    [
        (0, ()),
        (1, (1,)),
        (3, (1, 2, 3)),
        (5, (1, 2, 3, 4, 5)),
        (6, (1, 2, 3)),
        (34, (1, 5, 10, 20)),
        (200, (1, 8, 30, 70, 100)),
        (1250, (1, 50, 200, 450, 800)),
    ],
)
def test_heats_are_rounded_and_closer_together_below(fullest: int, steps: tuple[int, ...]) -> None:
    """By what the fullest month has."""
    assert heat_steps(fullest) == steps


def test_every_month_has_a_heat_and_the_fullest_the_last() -> None:
    """However many articles it has; the first heat begins at one."""
    for fullest in range(1, 3000):
        steps = heat_steps(fullest)
        assert steps[0] == 1 and steps[-1] <= fullest
        assert 1 <= len(steps) <= HEATS
        assert list(steps) == sorted(set(steps))


def test_the_archive_is_a_table_of_years_and_months(tmp_path: Path) -> None:
    """Twelve cells a year, those with articles lead to their month and say it whole; a legend tells the heats."""
    site = Site(tmp_path)
    for number in range(4):
        site.article(f"1998/03/a-{number}").article(f"2001/0{number // 3 + 1}/b-{number}")
    html = site.build().html("archive/")
    tables = re.findall(r'<table class="heats">.*?</table>', html, re.S)
    assert len(tables) == 2  # a decade each
    assert [table.count("<td ") for table in tables] == [12, 12]
    assert 'class="heat heat-5"><a href="/1998/03/" aria-label="March 1998: 4 articles">4</a>' in tables[1]
    assert 'class="heat heat-4"><a href="/2001/01/" aria-label="January 2001: 3 articles">3</a>' in tables[0]
    legend = html.partition('class="heat-legend"')[2].partition("</p>")[0]
    assert re.findall(r'heat-(\d)">([^<]+)<', legend) == [("2", "1"), ("3", "2"), ("4", "3"), ("5", "4+")]
