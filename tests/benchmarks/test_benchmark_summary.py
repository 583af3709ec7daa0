"""What the benchmark makes of its measures: medians, spreads, ratios of a round; kept as JSON, told as a table."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from record import read_record, write_record
from summary import Spread, rows_of
from table import render_table


def row_at(record: Any, articles: int, task: str) -> Any:
    """The row of a task."""
    return next(row for row in rows_of(record) if (row.articles, row.task) == (articles, task))


def test_a_row_is_the_median_of_its_runs_with_its_spread(record: Any) -> None:
    """Time, processor time and memory."""
    row = row_at(record, 1000, "backfile: cold")
    assert (row.runs, row.seconds, row.cpu) == (3, Spread(1.5, 1.0, 2.0), 0.75)
    assert (row.largest_mb, row.all_mb, row.files, row.bytes) == (55, 65, 2000, 1_000_000)


def test_ours_is_divided_by_hugo_of_the_same_round(record: Any) -> None:
    """Cold by cold, all else by what Hugo does again; nothing where Hugo did not run."""
    record.results[2] = replaced(record.results[2], wall=4.0)  # Hugo's cold build of the first round
    assert row_at(record, 1000, "backfile: cold").ratio == Spread(0.5, 0.25, 0.5)
    assert row_at(record, 1000, "backfile: body edit").ratio == Spread(0.03125, 0.03125, 0.03125)
    assert row_at(record, 100_000, "backfile: cold").ratio is None
    assert row_at(record, 1000, "hugo: cold").ratio is None


def replaced(result: Any, wall: float) -> Any:
    """The result with another time."""
    return replace(result, cost=replace(result.cost, wall=wall))


def test_saves_are_told_to_the_reload_and_to_the_page(record: Any) -> None:
    """With the peak of all saves."""
    assert row_at(record, 1000, "backfile: serve, save to reload").seconds == Spread(0.375, 0.25, 0.5)
    page = row_at(record, 1000, "backfile: serve, save to page")
    assert (page.runs, page.seconds, page.largest_mb, page.cpu) == (2, Spread(0.625, 0.5, 0.75), 95, None)


def test_all_is_one_table(record: Any) -> None:
    """By size; what a task does not have is left empty."""
    lines = render_table(rows_of(record)).splitlines()
    assert (
        lines[2]
        == "| 1,000 | backfile: cold | 3 | 1.50 | 1.00–2.00 | 0.75 | 55 | 65 | 0.500 (0.500–0.500) | 2,000 | 1.0 |"
    )
    assert (
        lines[-1]
        == "| 100,000 | backfile: related articles alone | 1 | 10000.00 | 10000.00–10000.00 |  | 60 |  |  |  |  |"
    )
    assert len(lines) == 2 + 7 + 7 + 5
    assert {line.count("|") for line in lines} == {12}


def test_a_record_is_read_as_it_was_written(record: Any, tmp_path: Path) -> None:
    """With its rows beside it, for programs."""
    file = tmp_path / "figures.json"
    write_record(record, rows_of(record), file)
    assert read_record(file) == record
    told = json.loads(file.read_text("utf-8"))
    assert told["rows"][0]["seconds"] == {"median": 1.5, "least": 1.0, "most": 2.0}
    assert told["results"][0]["cost"]["wall"] == 1.0
