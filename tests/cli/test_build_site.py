"""`backfile build` as a person runs it."""

import json
import sys
from pathlib import Path

import pytest

from cli.conftest import Run
from site_builder import Site


def test_a_build_over_its_budget_says_so_and_ends_with_status_1(run: Run, site: Site) -> None:
    """With the causes, and what to do; the site is as it was."""
    build = ("build", "-s", site.root, "--no-search", "-j", "1")
    assert run(*build).exit_code == 0
    before = site.files()
    site.config(title="Another")
    result = run(*build, "--max-changed", "0")
    assert result.exit_code == 1
    first, cause, hint, last = result.stderr.splitlines()
    count = int(first.split()[1])
    assert first == f"--max-changed: {count} files of the site would change, and no more than 0 may:"
    assert cause == f"    {count}: the site's settings changed (title)"
    assert hint == f"    Build with --max-changed {count} if that is meant; with --why each of them is named."
    assert last == "Not built: 1 problem. The site is as it was."
    assert site.files() == before
    assert run(*build, "--max-changed", str(count)).exit_code == 0
    assert run(*build, "--max-changed", "0").exit_code == 0


@pytest.mark.parametrize(("count", "is_told"), [(19, False), (20, True)])
def test_what_mends_many_problems_is_told_once_more_at_the_end(
    run: Run, site: Site, count: int, *, is_told: bool
) -> None:
    """With their number, after all of them: a person finds it without reading two thousand messages."""
    for number in range(count):
        site.article(f"2020/10/a-{number}", "See [it](/uploads/it.png).\n")
    result = run("build", "-s", site.root, "--no-search", "-j", "1")
    lines = result.stderr.splitlines()
    assert result.exit_code == 1
    assert (lines[-1].startswith(f"{count} of them: ") and "broken_links" in lines[-1]) == is_told
    assert lines[-1 - is_told] == f"Not built: {count} problems. The site is as it was."


@pytest.mark.parametrize("value", ["-1", "many", "1.5", ""])
def test_a_budget_that_is_no_count_is_wrong_usage(run: Run, site: Site, value: str) -> None:
    """Told before any work."""
    result = run("build", "-s", site.root, "--max-changed", value)
    assert result.exit_code == 2 and "--max-changed" in result.stderr
    assert not site.output.exists()


def table_of(text: str) -> dict[str, list[str]]:
    """The cells of each row of the table by its first, by the places of its columns."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("stage"))
    rows = lines[start:]
    end = next(number for number, line in enumerate(rows) if line.startswith("total"))
    cut = [(0, 9), (9, 18), (18, 29), (29, 40), (40, 60)]
    return {row[:9].strip(): [row[a:b].strip() for a, b in cut[1:]] for row in rows[: end + 1]}


def number(cell: str) -> int:
    return int(cell.replace(",", "") or "0")


def test_the_stages_are_told_at_the_end(run: Run, site: Site, tmp_path: Path) -> None:
    """On standard error, where the line about the build is not; the sums are those of that line and of the report."""
    result = run("build", "-s", site.root, "--no-search", "-j", "1", "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    rows = table_of(result.stderr)
    assert rows.pop("stage") == ["seconds", "written", "unchanged", "largest process"]
    total = rows.pop("total")
    assert (number(total[1]), number(total[2])) == (report["written"], report["unchanged"])
    assert f"{report['written']:,} written, {report['unchanged']:,} unchanged" in result.stdout
    assert sum(number(row[1]) for row in rows.values()) == report["written"]
    assert sum(number(row[2]) for row in rows.values()) == report["unchanged"]
    assert sum(float(row[0]) for row in rows.values()) == pytest.approx(float(total[0]), abs=0.01 * len(rows))
    assert total[3] == f"{report['peak_rss_mb']:,.0f} MB"
    assert [stage["stage"] for stage in report["stages"]] == [name for name in rows if name != "other"]
    assert result.stdout.count("\n") == 1


def test_nothing_to_do_is_one_line(run: Run, site: Site) -> None:
    """Unless more is wanted; and less can be, too."""
    build = ("build", "-s", site.root, "--no-search", "-j", "1")
    run(*build)
    again = run(*build)
    assert again.stderr == "" and again.stdout.count("\n") == 1
    assert "scan" in table_of(run(*build, "-v").stderr)
    site.edit("2020/10/locks", title="Another")
    assert run(*build, "-q").output == ""


def test_a_short_way_has_its_stages_too(run: Run, site: Site) -> None:
    """An edit of a body: the files that were not looked at are unchanged by the first look."""
    site.edit("2020/10/locks", "The words of an article that goes on for long. " * 30).build()
    site.edit("2020/10/locks", "The words of an article that goes on for long. " * 40)
    rows = table_of(run("build", "-s", site.root, "--no-search", "-j", "1").stderr)
    assert list(rows) == ["stage", "scan", "read", "plan", "render", "publish", "other", "total"]
    assert number(rows["scan"][2]) + number(rows["render"][2]) == number(rows["total"][2]) > 0


def test_without_figures_of_memory_the_column_is_left_out(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a system does not tell."""
    monkeypatch.setitem(sys.modules, "resource", None)
    text = run("build", "-s", site.root, "--no-search", "-j", "1").stderr
    assert "largest process" not in text and " MB" not in text
    assert "render" in table_of(text)
