"""After any change the rows are those that computing everything would give, and few of them are computed."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tagged import EITHER_WAY, comparable, steps_for_few

from backfile.archive import related_again as module
from backfile.archive.related import related
from backfile.archive.related_again import Known, Renewed, related_again
from backfile.archive.relations import Parts, Relations
from backfile.archive.tag_vectors import TagVectors
from backfile.archive.tags import Tags
from properties import examples

Archive = dict[str, tuple[frozenset[str], int]]
"""Articles by address: their tags, and their day."""

TAGS = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)
ARTICLE = st.tuples(TAGS, st.integers(-3, 3))
NAMES = st.sampled_from([f"/{number:02}/" for number in range(40)])


def tags_of(archive: Archive, *, is_turned: bool = False) -> Tags:
    """The archive in its order, terms numbered in that of their names or the other way round."""
    ids = sorted(archive, key=lambda name: (archive[name][1], name))
    terms = sorted(set().union(*(tags for tags, _ in archive.values())), reverse=is_turned) if archive else []
    numbers = {term: number for number, term in enumerate(terms)}
    instants = [archive[name][1] * 86_400 for name in ids]
    return Tags.of(ids, terms, [sorted(numbers[term] for term in archive[name][0]) for name in ids], instants)


@pytest.fixture(autouse=True)
def _however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small archives go the way of large ones."""
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "MOST_CHANGED", 2.0)


def known_of(tags: Tags, limit: int, threshold: float) -> Known:
    return Known(tags, related(tags, limit, threshold))


EDIT = st.one_of(st.none(), ARTICLE, st.integers(-3, 3), NAMES)
"""An article goes, comes or is another, gets another day, or changes its tags for those of another article."""

CHANGES: dict[str, Any] = {
    "archive": st.dictionaries(NAMES, ARTICLE, min_size=6, max_size=30),
    "edits": st.dictionaries(NAMES, EDIT, max_size=4),
    "limit": st.integers(1, 5),
    "threshold": st.sampled_from([0.0, 0.05, 0.3, 0.7, 1.0]),
    "is_turned": st.booleans(),
}
"""An archive, what becomes of its articles, settings, and whether terms are numbered anew."""


@EITHER_WAY
@given(**CHANGES)
@examples(400)
def test_what_is_computed_again_is_what_the_whole_would_be(
    steps: int, archive: Archive, edits: dict[str, Any], limit: int, threshold: float, is_turned: bool
) -> None:
    """Whatever changes, and by either way of computing."""
    now = tags_of(edited(archive, edits), is_turned=is_turned)
    with steps_for_few(steps):
        again = related_again(known_of(tags_of(archive), limit, threshold), now, limit, threshold)
    assert again is not None
    assert comparable(again.rows) == comparable(related(now, limit, threshold))


def edited(archive: Archive, edits: dict[str, Any]) -> Archive:
    now = dict(archive)
    for name, edit in edits.items():
        if edit is None:
            now.pop(name, None)
        elif isinstance(edit, tuple):
            now[name] = edit
        elif name in now and isinstance(edit, int):
            now[name] = (now[name][0], edit)
        elif name in now and edit in now:
            one, other = now[name], now[edit]
            now[name], now[edit] = (other[0], one[1]), (one[0], other[1])
    return now


@given(**CHANGES)
@examples(400)
def test_what_is_not_named_is_what_it_was(
    archive: Archive, edits: dict[str, Any], limit: int, threshold: float, is_turned: bool
) -> None:
    """The article is an old one with the same terms, date, weights and related ones."""
    before, now = tags_of(archive), tags_of(edited(archive, edits), is_turned=is_turned)
    known = known_of(before, limit, threshold)
    again = related_again(known, now, limit, threshold)
    assert again is not None
    assert list(again.positions) == sorted(set(again.positions))
    old, new = by_name(before, known), by_name(now, Known(now, again.rows))
    named = {now.ids[position] for position in again.positions}
    assert {name: told for name, told in new.items() if name not in named} == {
        name: told for name, told in old.items() if name in new and name not in named
    }


def test_nothing_is_named_where_terms_are_only_numbered_anew() -> None:
    """As where a label changes its place in the alphabet."""
    again = related_again(known_of(tags_of(crowd(60)), 4, 0.0), tags_of(crowd(60), is_turned=True), 4, 0.0)
    assert again is not None
    assert again.positions == ()


def by_name(tags: Tags, known: Known) -> dict[str, Any]:
    """What is known of each article, in words that no change of places or numbers alters: its instant, its terms with
    their weights, and the names and scores of its related ones."""
    vectors = TagVectors(tags)
    told = {}
    for place, name in enumerate(tags.ids):
        terms = vectors.numbers[vectors.starts[place] : vectors.starts[place + 1]].tolist()
        weights = {tags.terms[term]: float(vectors.weights[term]) for term in terms}
        told[name] = (
            int(vectors.instants[place]),
            weights,
            [(tags.ids[other], score) for other, score in known.rows[place]],
        )
    return told


def crowd(count: int) -> Archive:
    """Articles with a tag that ten of 600 have and one that a hundred have."""
    return {f"/{n:03}/": (frozenset((f"a{n % 60}", f"b{n % 6}")), n) for n in range(count)}


def test_a_new_article_costs_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only its own is computed whole, and only those that it comes into are named beside those of a tag whose weight
    changes."""
    before, now = tags_of(crowd(600)), tags_of({**crowd(600), "/new/": (frozenset(("a7", "b1")), 600)})
    known = known_of(before, 8, 0.0)
    computed: list[int] = []
    rows = Relations.rows

    def counted(self: Relations, positions: Any, limit: int, threshold: float) -> Parts:
        computed.extend(positions)
        return rows(self, positions, limit, threshold)

    monkeypatch.setattr(Relations, "rows", counted)
    again = related_again(known, now, 8, 0.0)
    monkeypatch.undo()
    assert again is not None
    assert comparable(again.rows) == comparable(related(now, 8, 0.0))
    assert computed == [600]
    assert entered(again, 600) | {600} == set(again.positions)
    assert 2 < len(again.positions) < 20


def entered(again: Renewed, position: int) -> set[int]:
    """The rows in which a position stands."""
    return {place for place, row in enumerate(again.rows) if position in [other for other, _ in row]}


def test_an_article_among_equals_is_named_where_it_is_shown() -> None:
    """Of a hundred articles with one and the same tag only the neighbours of a new one get another row."""
    archive: Archive = {f"/{n:03}/": (frozenset("a"), n) for n in range(100)}
    now = tags_of({**archive, "/new/": (frozenset("a"), 50)})
    again = related_again(known_of(tags_of(archive), 4, 0.0), now, 4, 0.0)
    assert again is not None
    assert comparable(again.rows) == comparable(related(now, 4, 0.0))
    assert {51} < set(again.positions) <= set(range(45, 58))


def test_much_that_changes_is_left_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """So are two articles of one address, which cannot be told apart."""
    monkeypatch.setattr(module, "MOST_CHANGED", 0.02)
    archive: Archive = {f"/{n:02}/": (frozenset("ab"), n) for n in range(40)}
    known = known_of(tags_of(archive), 3, 0.0)
    assert related_again(known, tags_of({**archive, "/00/": (frozenset("a"), 0)}), 3, 0.0) is None
    twice, once = Tags.of(("/x/", "/x/"), ("a",), [[0], [0]], [0, 1]), Tags.of(("/x/",), ("a",), [[0]], [0])
    monkeypatch.setattr(module, "MOST_CHANGED", 2.0)
    assert related_again(known, twice, 3, 0.0) is None
    assert related_again(known_of(twice, 3, 0.0), once, 3, 0.0) is None


@pytest.mark.parametrize(("steps", "is_loaded"), [("relations.FEW_STEPS", False), ("-1", True)])
def test_a_small_change_loads_no_library_for_sparse_matrices(steps: str, is_loaded: bool) -> None:
    """They take longer to load than the rows to compute; where much is to be computed they are loaded."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\n"
            "from backfile.archive import relations\n"
            "from backfile.archive.related import related\n"
            "from backfile.archive.related_again import Known, related_again\n"
            "from backfile.archive.tags import Tags\n"
            f"relations.FEW_STEPS = {steps}\n"
            "tags = [Tags.of(map(str, range(n)), 'abc', [[i % 3] for i in range(n)], range(n)) for n in (600, 601)]\n"
            "assert related_again(Known(tags[0], related(tags[0], 6, 0.0)), tags[1], 6, 0.0)\n"
            "print(bool({'scipy', 'sparse_dot_topn'} & sys.modules.keys()))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == str(is_loaded)
