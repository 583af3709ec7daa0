"""Dates as people write them, read into moments of the archive's time zone. Never guesses: no date, no moment."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(msgspec.Struct, frozen=True, order=True):
    """A date in the archive's time zone. `instant` is seconds since 1970 in UTC; `iso` is ISO 8601, with an
    offset where the article gave a time and a bare `2020-10-15` where it gave none."""

    instant: int
    iso: str
    year: int
    month: int
    day: int


_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$",
    re.IGNORECASE,
)

_SLASHED = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def parse_moment(text: str, zone_name: str) -> Moment | None:
    """The moment that `text` names: ISO 8601 (`2020-10-15`, `2020-10-15T10:00:00+02:00`, a space for the T,
    slashes for the hyphens, the offset left out for the archive's time zone) or RFC 2822; None if it is none. A
    fraction of a second plays no part."""
    found = _read(text, zone_name)
    return found[0] if found else None


def as_given(text: str, zone_name: str) -> str:
    """The date that `text` names in ISO 8601 as it was given: its own offset stays (the zone's stands in where there is
    none), and so does a fraction of a second. Empty if it is no date."""
    found = _read(text, zone_name)
    return found[1] if found else ""


@lru_cache(maxsize=16)
def zone_named(name: str) -> tzinfo:
    """The time zone of that IANA name."""
    return ZoneInfo(name)


class _Stamp(msgspec.Struct, frozen=True):
    """A date as read: a day, or a time with the zone or offset that was given or stands in; digits of a second."""

    when: date
    fraction: str = ""


def _read(text: str, zone_name: str) -> tuple[Moment, str] | None:
    zone = zone_named(zone_name)
    try:
        stamp = _stamp(text.strip(), zone)
        return (_moment(stamp, zone), _given(stamp)) if stamp else None
    except (ValueError, OverflowError):
        return None


def _stamp(text: str, zone: tzinfo) -> _Stamp | None:
    match = _ISO.match(_SLASHED.sub(r"\1-\2-\3", text) if text[4:5] in ("/", ".") else text)
    if match is None:
        return _from_mail_date(text, zone)
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return _Stamp(day)
    clock = time(int(match[4]), int(match[5]), int(match[6] or 0))
    return _Stamp(datetime.combine(day, clock, _offset(match[8]) or zone), (match[7] or "").rstrip("0"))


def _from_mail_date(text: str, zone: tzinfo) -> _Stamp | None:
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} ", text):
        return None
    parsed = parsedate_to_datetime(text)
    return _Stamp(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone))


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _moment(stamp: _Stamp, zone: tzinfo) -> Moment:
    when = stamp.when
    if isinstance(when, datetime):
        local = _in_whole_minutes(when.astimezone(zone))
        return Moment(_instant(when), local.isoformat(timespec="seconds"), local.year, local.month, local.day)
    start = datetime.combine(when, time(), zone)
    return Moment(_instant(start), when.isoformat(), when.year, when.month, when.day)


def _given(stamp: _Stamp) -> str:
    if not isinstance(stamp.when, datetime):
        return stamp.when.isoformat()
    seconds = _in_whole_minutes(stamp.when).isoformat(timespec="seconds")
    return f"{seconds[:19]}.{stamp.fraction}{seconds[19:]}" if stamp.fraction else seconds


def _in_whole_minutes(when: datetime) -> datetime:
    """Before there were standard times a town kept its own, to the second: no date format has offsets like that."""
    offset = when.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    return when if offset == minutes else when.astimezone(timezone(minutes))


def _instant(when: datetime) -> int:
    # datetime.timestamp() refuses dates before the year 1 in UTC; a difference does not.
    return int((when - _EPOCH).total_seconds())
