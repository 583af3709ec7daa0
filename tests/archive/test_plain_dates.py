"""Dates that are written without quotation marks are those that parse as moments."""

from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.dates import parse_moment
from backfile.archive.writing import _YAML_DATE, _is_plain_date
from properties import examples

_DAYS = st.sampled_from(
    ["2020-02-29", "2021-02-29", "0001-01-01", "9999-12-31", "1000-01-01", "2020-13-01", "٢020-01-01"]
)
_TIMES = st.sampled_from(["", " 10:00:00", "T24:00:00", "T23:59:60", "T10:00:00.5", "T10:00:00.1234567890", "T10:00"])
_OFFSETS = st.sampled_from(["", "Z", "+02:00", " Z", "\t-00:30", "+23:59", "+23:99", "+24:00", "-12:60", "\n"])


@given(value=st.tuples(_DAYS, _TIMES, _OFFSETS).map("".join))
@examples(400)
def test_the_quick_look_at_a_date_says_what_reading_it_says(value: str) -> None:
    """In every year, with every offset."""
    is_moment = parse_moment(value, "UTC") is not None
    assert _is_plain_date(value) == (bool(_YAML_DATE.match(value)) and is_moment)
