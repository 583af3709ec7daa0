"""The benchmark's own count of related articles, which decides whether a time counts."""

from random import Random

import pytest
from corpus import make_corpus
from relatives import Tagged, measure_related, tagged_articles, tags_of, wrong_rows

from backfile.archive.related import related

ALL = range(300)


@pytest.fixture
def articles() -> list[Tagged]:
    """Made-up articles as the benchmark has them."""
    return tagged_articles(make_corpus(300, 1))


def test_right_rows_are_right(articles: list[Tagged]) -> None:
    """Every row of the archive, counted by hand."""
    assert wrong_rows(articles, related(tags_of(articles), 8, 0.05), ALL, 8) == []


def test_crowds_of_ties_are_told_apart_by_hand_too() -> None:
    """The nearer date, then the earlier position."""
    random = Random(1)
    crowd = [Tagged((random.randrange(3),), random.randrange(20) * 3600) for _ in ALL]
    assert wrong_rows(crowd, related(tags_of(crowd), 8, 0.05), ALL, 8) == []


def test_each_wrong_row_is_told(articles: list[Tagged]) -> None:
    """A lost article, two in the wrong order, a score that is a little off."""
    rows = list(related(tags_of(articles), 8, 0.05))
    rows[3] = rows[3][:-1]
    rows[5] = [rows[5][1], rows[5][0], *rows[5][2:]]
    rows[7] = [(rows[7][0][0], rows[7][0][1] + 1e-5), *rows[7][1:]]
    told = wrong_rows(articles, rows, ALL, 8)
    assert [line.split(" of ")[0] for line in told] == ["article 3", "article 5", "article 7"]


def test_a_run_in_a_process_of_its_own() -> None:
    """Tells time and memory, and how many rows were looked at."""
    run = measure_related(200, 1, 2)
    assert (run.articles, run.round, run.tags, run.sampled) == (200, 2, 25, 20)
    assert run.seconds > 0
    assert run.largest_mb > 10
