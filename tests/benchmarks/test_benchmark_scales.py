"""Places on the benchmark's drawings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scales import LinearScale, LogScale, apart

from properties import examples

POSITIVE = st.floats(1e-6, 1e9)


@given(wanted=st.lists(st.floats(0, 400), min_size=1, max_size=12), gap=st.floats(1, 30))
@examples(200)
def test_names_keep_apart_in_order_and_within_the_drawing(wanted: list[float], gap: float) -> None:
    """None is nearer to another than the gap, none changes places, none is beyond the edge."""
    places = apart(wanted, gap, 400)
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    assert all(places[a] + gap <= places[b] + 1e-6 for a, b in pairwise(order))
    assert max(places) <= 400


@given(wanted=st.lists(st.integers(0, 20).map(lambda step: step * 20.0), unique=True, min_size=1))
@examples(50)
def test_names_that_are_apart_stay_where_they_are(wanted: list[float]) -> None:
    """Only what would overlap is moved."""
    assert apart(wanted, 20, 400) == wanted


@given(value=st.floats(1, 100), factor=st.floats(1.1, 10))
@examples(100)
def test_equal_factors_are_equal_ways(value: float, factor: float) -> None:
    """On a logarithmic axis, in both directions."""
    for scale in (LogScale(0.5, 2000, 0, 300), LogScale(0.5, 2000, 300, 0)):
        way = scale.at(value * factor) - scale.at(value)
        assert scale.at(value * factor * factor) - scale.at(value * factor) == pytest.approx(way)


@given(least=POSITIVE, factor=st.floats(1.6, 1e6))
@examples(200)
def test_marks_of_decades_are_round_and_within(least: float, factor: float) -> None:
    """Ones, twos and fives of a power of ten."""
    marks = LogScale(least, least * factor, 0, 1).marks()
    assert marks == sorted(marks)
    assert all(least <= mark <= least * factor for mark in marks)
    assert {f"{mark:.0e}"[0] for mark in marks} <= {"1", "2", "5"}
    assert marks or factor < 3


@given(most=POSITIVE)
@examples(200)
def test_marks_from_nought_are_few_and_round(most: float) -> None:
    """Four to ten steps from 0, none beyond the most."""
    marks = LinearScale(most, 0, 1).marks()
    assert marks[0] == 0
    assert 5 <= len(marks) <= 11
    assert marks[-1] <= most * (1 + 1e-6)
