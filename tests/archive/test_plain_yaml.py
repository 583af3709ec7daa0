"""Plain values are written in the bytes that PyYAML writes for them."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.plain_yaml import plain_entry

ODD = (
    "yes no on off true null y n NO Null a: b a:b #a a# x #y - * & ! % @ ` 1 1a 0x1f 0b1 1e5 12:30 1_0 .5 e9 é ß … “ ’"
    " \u00a0 \u2028 \u0085 \x7f \ufeff \U0001f600 --- ... ? | > [a] {a} 'a' \"a\" , = << ~ 2020-01-02 2020-01-02T10:00Z"
)
WORDS = st.sampled_from(ODD.split(" "))
TEXTS = st.one_of(
    st.text(max_size=12),
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    st.lists(WORDS, min_size=1, max_size=4).map("".join),
    st.text("abcNoYyesful 019:#-_.x'\",&\n\t", max_size=9),
)
SCALARS = st.one_of(TEXTS, st.integers(), st.floats(), st.booleans(), st.none())
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(TEXTS, SCALARS, max_size=3))


def by_library(key: str, value: Any) -> str:
    """The same entry as PyYAML writes it."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump({key: value}, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1 << 30))


@given(key=TEXTS, value=VALUES)
def test_what_is_written_is_what_the_library_writes(key: str, value: Any) -> None:
    """Or nothing, and the library is asked."""
    assert plain_entry(key, value, False) in ("", by_library(key, value))


@pytest.mark.parametrize(
    "value",
    [
        "The telegraph's wires (and those who kept them), 1837-1911",
        "/2020/10/a-page/",
        "/?p=12",
        "https://example.org/2020/10/a-page/?p=1&q=2",
        "3com and 9a0b",
        "Zürich – “so to speak”…",
        ["Amazon Web Services", "C++", "R&D"],
        {"importer": "html", "confidence": 0.95, "sticky": False, "order": 3},
    ],
)
def test_the_usual_is_plain(value: Any) -> None:
    """What nearly every header holds does not need the library."""
    assert plain_entry("title", value, False) == by_library("title", value)
