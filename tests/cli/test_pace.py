"""How fast, and how long still: told only where it can be known."""

import pytest

from backfile.cli.pace import SETTLED_SECONDS, WINDOW_SECONDS, Pace


def run(pace: Pace, begun: float, seconds: float, rate: float, total: int) -> float:
    """A stage that goes on at that rate, told ten times a second; the time at its end."""
    first = pace.done
    for step in range(1, round(seconds * 10) + 1):
        pace.note(begun + step / 10, first + round(rate * step / 10), total)
    return begun + seconds


def test_a_steady_pace_tells_the_time_left() -> None:
    """Ten a second, of which four hundred are left, are forty seconds."""
    pace = Pace(100.0, 0)
    now = run(pace, 100.0, 10, 10, 500)
    assert pace.rate(now) == pytest.approx(10)
    assert pace.left(now) == pytest.approx(40)


def test_it_is_not_told_before_the_stage_has_settled() -> None:
    """The rate is."""
    pace = Pace(0.0, 0)
    now = run(pace, 0.0, SETTLED_SECONDS - 0.2, 10, 500)
    assert pace.rate(now) == pytest.approx(10)
    assert pace.left(now) is None
    assert pace.left(run(pace, now, 1, 10, 500)) is not None


def test_it_is_not_told_while_the_pace_changes() -> None:
    """And is again, from the new pace alone, when that has lasted."""
    pace = Pace(0.0, 0)
    now = run(pace, 0.0, 10, 10, 5000)
    now = run(pace, now, 8, 40, 5000)
    assert pace.left(now) is None
    now = run(pace, now, WINDOW_SECONDS, 40, 5000)
    assert pace.left(now) == pytest.approx((5000 - pace.done) / 40, rel=0.05)


def test_a_stage_that_stands_still_has_no_time_left() -> None:
    """Nothing is done of late: nobody knows."""
    pace = Pace(0.0, 0)
    now = run(pace, 0.0, 10, 10, 500)
    assert pace.left(run(pace, now, 12, 0, 500)) is None


def test_what_was_done_before_says_nothing_of_the_pace() -> None:
    """A stage that goes on after another: five thousand were done in its first part."""
    pace = Pace(50.0, 5000)
    assert pace.rate(50.0) is None
    now = run(pace, 50.0, 10, 10, 10_000)
    assert (pace.done, pace.rate(now)) == (5100, pytest.approx(10))


def test_the_count_never_runs_backwards() -> None:
    """Whatever is told."""
    pace = Pace(0.0, 0)
    pace.note(1.0, 70, 100)
    pace.note(2.0, 60, 100)
    assert pace.done == 70


@pytest.mark.parametrize(("done", "total"), [(100, 0), (100, 100), (100, 90)])
def test_without_an_end_ahead_no_time_is_left(done: int, total: int) -> None:
    """The total is not known, or reached."""
    pace = Pace(0.0, 0)
    for step in range(1, 101):
        pace.note(step / 10, done * step // 100, total)
    assert pace.left(10.0) is None
