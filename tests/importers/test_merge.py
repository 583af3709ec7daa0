"""Two versions of one text come together without losing a line, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.merge import merge

BASE = "one\ntwo\nthree\nfour\nfive\n"


def test_changes_in_different_places_come_together() -> None:
    """Each side's change is there."""
    merged = merge(BASE, BASE.replace("one", "ONE"), BASE.replace("five", "FIVE"))
    assert merged == "ONE\ntwo\nthree\nfour\nFIVE\n"


def test_additions_and_removals_come_together() -> None:
    """A line more on one side, a line less on the other."""
    assert merge(BASE, BASE + "six\n", BASE.replace("two\n", "")) == "one\nthree\nfour\nfive\nsix\n"


def test_the_same_place_changed_to_different_things_is_for_a_person() -> None:
    """Nothing is chosen."""
    assert merge(BASE, BASE.replace("three", "3"), BASE.replace("three", "drei")) is None


def test_the_same_change_on_both_sides_is_made_once() -> None:
    """No conflict where both agree."""
    both = BASE.replace("three", "3")
    assert merge(BASE, both, both) == both


lines = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "\n"]), max_size=12).map("".join)


@given(base=lines, other=lines)
def test_a_side_that_changed_nothing_gives_way(base: str, other: str) -> None:
    """Merging with the base itself is the other side."""
    assert merge(base, other, base) == other
    assert merge(base, base, other) == other


@given(base=lines, ours=lines, theirs=lines)
def test_no_line_that_either_side_added_is_lost(base: str, ours: str, theirs: str) -> None:
    """A merge that succeeds holds each side's new kinds of lines."""
    merged = merge(base, ours, theirs)
    if merged is not None:
        had = set(base.splitlines())
        new = (set(ours.splitlines()) | set(theirs.splitlines())) - had
        assert new <= set(merged.splitlines())
