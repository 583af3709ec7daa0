"""Plain headers are read as the YAML library reads them, or left to it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.plain_headers import read_plain_header
from backfile.archive.plain_values import HeaderError
from backfile.archive.yaml_values import load_by_library
from properties import examples

ODD = (
    "a b true True no null ~ 0 7 007 12 1.5 3.10 1e5 0x1f 12:30 2020-01-02 2020-01-02T10:00:00Z a: b a:b :a a#b #c - "
    '-5 ? | > & * ! % @ ` [ ] { } , " \' \\ \\n "q" \'q\' "a: b" \'it\'\'s\' "a\\tb" [a,b] ["x",y] {a:b} << é ß “ — … '
    "\u2028 \u0085 \u00a0 \ufeff \U0001f600 \t \x07 --- ... = . _ word words x- https://example.org/a?b=c#d"
)
WORDS = st.sampled_from(ODD.split(" "))
TEXT = st.one_of(
    st.lists(WORDS, max_size=4).map(" ".join),
    st.lists(WORDS, max_size=3).map("".join),
    st.text("ab1:# \"'[]{},-\\&*!|>?\n\té", max_size=10),
)
NAMES = ("title", "tags", "source", "a-b", "a b", "true", "null", "1", '"k"', "-", "a")
KEYS = st.one_of(st.sampled_from(NAMES), TEXT)
LINES = st.one_of(
    st.tuples(KEYS, st.sampled_from([": ", ":", ":  ", " : "]), TEXT).map("".join),
    st.tuples(st.sampled_from(["- ", "  - ", "-", "    - ", " "]), TEXT).map("".join),
    st.tuples(st.sampled_from(["  ", "    ", " "]), KEYS, st.just(": "), TEXT).map("".join),
    st.lists(TEXT, max_size=3).map(lambda parts: f"tags: [{', '.join(parts)}]"),
    TEXT,
)
HEADERS = st.lists(LINES, max_size=5).map("\n".join)


def by_library(header: str) -> Any:
    """What the library reads; the error that it raises."""
    try:
        return load_by_library(header)
    except HeaderError as error:
        return error


@given(header=HEADERS)
@examples(2_000)
def test_what_is_read_is_what_the_library_reads(header: str) -> None:
    """Or nothing is, and the library is asked."""
    found = read_plain_header(header)
    if found is not None:
        assert (found, ()) == by_library(header)
        assert list(found) == list(by_library(header)[0])


@pytest.mark.parametrize(
    "header",
    [
        "title: A history of the telegraph\ndate: 2020-10-15T07:30:00+05:30\n",
        'title: "Lines: a history"\nauthor: \'Networks desk\'\ntags: ["Cables", "Hertz, Heinrich", x]\n',
        "title: Two\ntags:\n- Cables\n- C++\n- 3com\naliases:\n  - /a/\n  - /?p=1\n",
        "title: Three\nsource:\n  id: example.org#1\n  confidence: 12\n  sha256: a0b1\ndraft: true\n",
    ],
)
def test_the_usual_is_plain(header: str) -> None:
    """What nearly every archive's headers look like does not need the library."""
    found = read_plain_header(header)
    assert found is not None
    assert (found, ()) == by_library(header)
