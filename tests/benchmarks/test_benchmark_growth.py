"""How the benchmark tells linear growth from other growth."""

from typing import Any

import pytest
from growth import exponent, render_growth
from hypothesis import given
from hypothesis import strategies as st
from summary import rows_of

from properties import examples


@given(
    power=st.floats(-2, 3),
    factor=st.floats(0.01, 100),
    xs=st.lists(st.integers(1, 10**6), min_size=2, max_size=5, unique=True),
)
@examples(200)
def test_the_exponent_of_a_power_is_found(power: float, factor: float, xs: list[int]) -> None:
    """Whatever the sizes and the unit."""
    assert exponent([(x, factor * x**power) for x in xs]) == pytest.approx(power, abs=1e-3)


def test_one_odd_size_is_told_by_the_steps_beside_it() -> None:
    """Over all sizes it is balanced by the others."""
    points = [(1, 1.0), (10, 20.0), (100, 100.0)]
    assert exponent(points) == pytest.approx(1.0)
    assert exponent(points[:2]) == pytest.approx(1.301, abs=1e-3)
    assert exponent(points[1:]) == pytest.approx(0.699, abs=1e-3)


def test_growth_is_a_table_of_what_is_made_from_nothing(record: Any) -> None:
    """Each size with its share an article and the exponent since the size before, then that over all sizes; of memory
    also what a further article adds, which is the same at all sizes if it is linear. What is no making from nothing is
    left out."""
    lines = render_growth(rows_of(record)).splitlines()
    assert lines[0].startswith("| task | articles | seconds | ms an article | exponent | largest MB | kB an article |")
    assert lines[2:6] == [
        "| backfile: cold | 1,000 | 1.50 | 1.50 |  | 55 | 56.32 |  |  | 2,000 | 2.00 |  |",
        "| backfile: cold | 10,000 | 15.00 | 1.50 | 1.00 | 100 | 10.24 | 5.12 | 0.26 | 20,000 | 2.00 | 1.00 |",
        "| backfile: cold | 100,000 | 150.00 | 1.50 | 1.00 | 550 | 5.63 | 5.12 | 0.74 | 200,000 | 2.00 | 1.00 |",
        "| backfile: cold | all |  |  | 1.00 |  |  | 5.12 | 0.50 |  |  | 1.00 |",
    ]
    assert [line.split(" | ")[:2] for line in lines[6:9]] == [["| hugo: cold", at] for at in ("1,000", "10,000", "all")]
    assert lines[-1] == "| backfile: related articles alone | all |  |  | 2.00 |  |  | 0.00 | 0.00 |  |  |  |"
    assert "body edit" not in "\n".join(lines)


def test_one_size_has_no_growth(record: Any) -> None:
    """Then there is no table."""
    assert render_growth([row for row in rows_of(record) if row.articles == 1000]) == ""
