"""Settings that are nested without end, or hold numbers without end, are one problem with its line, at once."""

import time

import pytest

from backfile.config import parse_config
from backfile.config.places import key_places

HEAD = 'title = "A"\nbase_url = "https://example.org/"\n'
DEEP = 20_000


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"params.x = {'[' * DEEP}{']' * DEEP}", "nested too deeply"),
        (f"params.x = {'{a=' * DEEP}1{'}' * DEEP}", "nested too deeply"),
        (f"params.x = {'[' * 60}{']' * 60}", "nested too deeply"),
        (f"{'.'.join('a' * DEEP)} = 1", "nested too deeply"),
        (f"[{'.'.join('a' * DEEP)}]", "nested too deeply"),
        (f"params.x = {'9' * 10_000}", "cannot be read"),
        (f"params.x = -{'9' * 10_000}", "cannot be read"),
        (f"params.x = 0x{'f' * 10_000}", "too large"),
    ],
)
def test_what_goes_on_without_end(line: str, message: str) -> None:
    """TOML's parser takes the square of a dotted key's length, and Python refuses long numbers with an exception."""
    begun = time.perf_counter()
    _, (problem,) = parse_config(HEAD + line)
    key_places(HEAD + line)
    assert message in problem.message and problem.location.line == 3
    assert time.perf_counter() - begun < 5
