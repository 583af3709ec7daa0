"""What is promised names the tests that hold it, and they are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| (?!promise |---)(.+?) \| (.+) \|$", (ROOT / "docs/guarantees.md").read_text("utf-8"), re.M)


@pytest.mark.parametrize(("promise", "held_by"), ROWS, ids=[promise for promise, _ in ROWS])
def test_a_promise_names_tests_that_are_there(promise: str, held_by: str) -> None:
    """Each by its file and name."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", held_by)
    assert named, promise
    for file, name in named:
        assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text("utf-8"), re.M), f"{file}::{name}"


def test_what_the_readme_promises_is_guaranteed() -> None:
    """Each of its bold promises is the heading, or a part of one, under which the tests are named."""
    readme = (ROOT / "README.md").read_text("utf-8")
    promises = re.findall(r"^- \*\*(.+?)\.\*\*", readme.partition("## What it promises")[2], re.M)
    headings = re.findall(r"^## (.+)$", (ROOT / "docs/guarantees.md").read_text("utf-8"), re.M)
    assert promises
    for promise in promises:
        assert any(promise in heading for heading in headings), promise
