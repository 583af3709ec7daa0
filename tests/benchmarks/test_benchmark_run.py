"""The benchmark from its command line to its files."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_a_run_prints_a_table_and_writes_figures(tmp_path: Path) -> None:
    """Two sizes: one table of all tasks, one of growth; JSON and drawings in the folder named. What is asked for up
    to a size is not done beyond it."""
    sizes = ["--articles", "40,60", "--preview", "40", "--related", "40", "--peers", "none"]
    options = [*sizes, "--runs", "1", "--saves", "1", "--output", str(tmp_path / "out")]
    command = [sys.executable, str(BENCHMARKS / "run.py"), *options, "--work", str(tmp_path / "work")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    builds, growth = done.stdout.strip().split("\n\n")
    tasks = ["cold", "nothing to do", "body edit", "new article", "retag"]
    beside = ["serve, save to reload", "serve, save to page", "related articles alone"]
    told = [line.split(" | ")[1] for line in builds.splitlines()[2:]]
    assert told == [f"backfile: {task}" for task in (*tasks, *beside, *tasks)]
    assert "| backfile: cold | all |" in growth
    written = json.loads((tmp_path / "out" / "figures.json").read_text("utf-8"))
    assert (len(written["results"]), len(written["saves"]), len(written["related"])) == (10, 1, 1)
    drawn = sorted(path.name for path in (tmp_path / "out").glob("*.svg"))
    assert drawn == ["growth-after.svg", "growth-memory.svg", "growth-seconds.svg", "tasks-40.svg", "tasks-60.svg"]
    for name in drawn:
        ElementTree.parse(tmp_path / "out" / name)


def test_wrong_output_ends_a_run_with_status_1(tmp_path: Path) -> None:
    """A site that is not as it must be gives no figure, and none is published."""
    work = tmp_path / "work"
    stray = work / "40" / "archive" / "content" / "stray.md"
    stray.parent.mkdir(parents=True)
    stray.write_text("---\ntitle: Stray\ndate: 2010-01-01\n---\n\nNot of the corpus.\n", "utf-8")
    options = ["--articles", "40", "--runs", "1", "--peers", "none", "--publish", "--output", str(tmp_path / "out")]
    command = [sys.executable, str(BENCHMARKS / "run.py"), *options, "--work", str(work)]
    readme = (BENCHMARKS / "README.md").read_bytes()
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert "41 files of kind article, not 40 to 40" in done.stderr
    assert "Traceback" not in done.stderr
    assert (BENCHMARKS / "README.md").read_bytes() == readme
