"""Dates: what is read, what is refused, and that what is written of one every parser takes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.dates import as_given, parse_moment
from properties import examples

ZONES = [
    "UTC",
    "Europe/London",
    "Europe/Paris",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Africa/Monrovia",
]
OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2020",
        "2020-13-01",
        "2020-02-30",
        "31/12/2020",
        "15.10.2020",
        "2020-10-15T25:00",
        "2020-10-15 10",
        "0000-01-01",
        "2020-10-15x",
        "1e9",
        "20201015T",
        "２０２０-10-15-",
    ],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    """No moment for what could mean two days, or none."""
    assert parse_moment(text, "UTC") is None


def test_a_time_with_an_offset_is_told_in_the_archives_zone() -> None:
    """Half past midnight in Paris is still the day before in New York."""
    moment = parse_moment("2020-10-15T00:30:00+02:00", "America/New_York")
    assert moment is not None
    assert (moment.iso, moment.day) == ("2020-10-14T18:30:00-04:00", 14)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("2020-10-15 09:30 +0200", "2020-10-15T09:30:00+02:00"),
        ("2020-10-15T09:30:00Z", "2020-10-15T09:30:00+00:00"),
        ("Thu, 15 Oct 2020 09:30:00 -0430", "2020-10-15T09:30:00-04:30"),
        ("2020-10-15 09:30", "2020-10-15T09:30:00+13:00"),
        ("2020-10-15T09:30:00.250+02:00", "2020-10-15T09:30:00.25+02:00"),
        ("2020-10-15T09:30:00.000Z", "2020-10-15T09:30:00+00:00"),
        ("2020/10/5", "2020-10-05"),
        ("2020-02-30", ""),
    ],
)
def test_a_date_as_given_keeps_its_offset(text: str, given: str) -> None:
    """Half past nine stays half past nine, whatever zone the archive is in; without an offset it is the archive's."""
    assert as_given(text, "Pacific/Auckland") == given


@given(
    when=st.datetimes(min_value=datetime(2, 1, 2), max_value=datetime(9998, 12, 30)),
    offset=st.sampled_from(["", "Z", "+02:00", "-0930", "+14:00"]),
    zone=st.sampled_from(ZONES),
)
@examples(400)
def test_any_time_of_any_century_gives_a_date_that_every_parser_takes(when: datetime, offset: str, zone: str) -> None:
    """Offsets in whole minutes, though towns once kept their own time to the second; the instant stays exact."""
    text = f"{when:%H:%M:%S}".join([f"{when.year:04}-{when:%m-%d}T", offset])
    moment = parse_moment(text, zone)
    if moment is None:
        assert not 3 < when.year < 9997
        return
    assert OFFSET.match(moment.iso)
    read = datetime.fromisoformat(moment.iso)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert (read - epoch) // timedelta(seconds=1) == moment.instant
    assert (moment.year, moment.month, moment.day) == (read.year, read.month, read.day)
    given = as_given(text, zone)
    assert OFFSET.match(given)
    assert parse_moment(given, "UTC").instant == moment.instant  # type: ignore[union-attr] # a fault if there is none
    if offset:
        assert given.startswith(text[:19])


@given(day=st.dates(), zone=st.sampled_from(ZONES))
@examples(200)
def test_a_bare_date_stays_the_day_it_names(day: object, zone: str) -> None:
    """In any zone, in any year."""
    moment = parse_moment(str(day), zone)
    if moment is not None:
        assert moment.iso == str(day) == f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    else:
        assert str(day)[:4] in ("0001", "9999")
