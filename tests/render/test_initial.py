"""The large letter at the beginning of an article: only where one stands there."""

from pathlib import Path

import pytest

from site_builder import Site

MARK = "begins-with-letter"


@pytest.mark.parametrize(
    ("body", "large"),
    [
        ("Words.", True),
        ("“Words,” they say.", True),
        ("131,072 was the answer.", False),
        ("## Words", False),
        ("*So*.", False),
    ],
)
def test_only_a_letter_is_large(tmp_path: Path, body: str, large: bool) -> None:
    """The first digit of a number would no longer be read as part of it."""
    html = Site(tmp_path).article("2020/10/x", body + "\n").build().html("2020/10/x/")
    assert (MARK in html) is large
