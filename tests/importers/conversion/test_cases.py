"""Each case in `cases/`: a line that says what it shows, HTML between lines of one point, and its Markdown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfile.importers.conversion import to_markdown

PAGE = "https://canal.example.org/2020/a/"
CASES = Path(__file__).parent / "cases"
_CASE = re.compile(r"^(?P<name>\S[^\n]*)\n\.\n(?P<html>.*?)\n\.\n(?P<markdown>.*?)\n\.\n", re.MULTILINE | re.DOTALL)


def cases() -> Iterator[object]:
    """Every case of every file."""
    for path in sorted(CASES.glob("*.txt")):
        for case in _CASE.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(case["html"], case["markdown"], id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("html", "markdown"), list(cases()))
def test_case(html: str, markdown: str) -> None:
    """The Markdown is exactly that."""
    assert to_markdown(html, PAGE).markdown == markdown
