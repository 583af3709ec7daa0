"""After any change the rows are those that computing everything would give, and few of them are computed."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive import related_again as module
from backfile.archive.related import Parts, Relations, Tagged, related
from backfile.archive.related_again import Known, Tags, related_again
from backfile.archive.rows import Row
from properties import examples

Archive = dict[str, tuple[frozenset[str], int]]
"""Articles by address: their tags, and their day."""

TAGS = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)
ARTICLE = st.tuples(TAGS, st.integers(-3, 3))
NAMES = st.sampled_from([f"/{number:02}/" for number in range(40)])


def tags_of(archive: Archive) -> Tags:
    """The archive in its order, terms numbered as a build numbers them."""
    ids = sorted(archive, key=lambda name: (archive[name][1], name))
    terms = sorted(set().union(*(tags for tags, _ in archive.values()))) if archive else []
    numbers = {term: number for number, term in enumerate(terms)}
    articles = tuple(Tagged(tuple(sorted(numbers[t] for t in archive[n][0])), archive[n][1] * 86_400) for n in ids)
    return Tags(tuple(ids), tuple(terms), articles)


def comparable(rows: Iterable[Row]) -> list[Row]:
    """The rows with scores rounded, as the sums of floats differ in their last bits."""
    return [[(other, round(value, 7)) for other, value in row] for row in rows]


@pytest.fixture(autouse=True)
def _however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small archives go the way of large ones."""
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "MOST_CHANGED", 2.0)


@given(
    archive=st.dictionaries(NAMES, ARTICLE, min_size=6, max_size=30),
    edits=st.dictionaries(NAMES, st.one_of(st.none(), ARTICLE), max_size=4),
    limit=st.integers(1, 5),
    threshold=st.sampled_from([0.0, 0.05, 0.3, 0.7, 1.0]),
)
@examples(400)
def test_what_is_computed_again_is_what_the_whole_would_be(
    archive: Archive, edits: dict[str, Any], limit: int, threshold: float
) -> None:
    """Articles come, go, and get other tags and dates."""
    before = tags_of(archive)
    known = Known(before, related(before.articles, limit, threshold))
    changed = {name: article for name, article in {**archive, **edits}.items() if article is not None}
    now = tags_of(changed)
    again = related_again(known, now, limit, threshold)
    assert again is not None
    assert comparable(again) == comparable(related(now.articles, limit, threshold))


def test_a_new_article_costs_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 600 articles, each with a tag of ten and one of a hundred, only those near the new one are computed again."""
    archive: Archive = {f"/{n:03}/": (frozenset((f"a{n % 60}", f"b{n % 6}")), n) for n in range(600)}
    before = tags_of(archive)
    known = Known(before, related(before.articles, 8, 0.0))
    now = tags_of({**archive, "/new/": (frozenset(("a7", "b1")), 600)})
    counts: list[int] = []
    rows = Relations.rows

    def counted(self: Relations, positions: Any, limit: int, threshold: float) -> Parts:
        counts.append(len(positions))
        return rows(self, positions, limit, threshold)

    monkeypatch.setattr(Relations, "rows", counted)
    again = related_again(known, now, 8, 0.0)
    monkeypatch.undo()
    assert again is not None
    assert comparable(again) == comparable(related(now.articles, 8, 0.0))
    assert len(counts) == 1
    assert 0 < counts[0] < 120


def test_much_that_changes_is_left_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """So are two articles of one address, which cannot be told apart."""
    monkeypatch.setattr(module, "MOST_CHANGED", 0.02)
    archive: Archive = {f"/{n:02}/": (frozenset("ab"), n) for n in range(40)}
    before = tags_of(archive)
    known = Known(before, related(before.articles, 3, 0.0))
    other = tags_of({**archive, "/00/": (frozenset("a"), 0)})
    assert related_again(known, other, 3, 0.0) is None
    twice = Tags(("/x/", "/x/"), ("a",), (Tagged((0,), 0), Tagged((0,), 1)))
    assert related_again(known, twice, 3, 0.0) is None
