"""Dates as people write them, read into moments of the archive's time zone. Never guesses: no date, no moment."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

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
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$",
    re.IGNORECASE,
)


def parse_moment(text: str, zone_name: str) -> Moment | None:
    """The moment that `text` names: ISO 8601 (`2020-10-15`, `2020-10-15T10:00:00+02:00`, a space for the T,
    slashes for the hyphens, the offset left out for the archive's time zone) or RFC 2822; None if it is none."""
    zone = zone_named(zone_name)
    stamp = text.strip()
    match = _ISO.match(re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})", r"\1-\2-\3", stamp))
    try:
        if match is None:
            return _from_mail_date(stamp, zone)
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return _bare(day, zone)
        clock = time(int(match[4]), int(match[5]), int(match[6] or 0))
        return _timed(datetime.combine(day, clock, _offset(match[7]) or zone), zone)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=16)
def zone_named(name: str) -> tzinfo:
    """The time zone of that IANA name."""
    return ZoneInfo(name)


def _from_mail_date(stamp: str, zone: tzinfo) -> Moment | None:
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} ", stamp):
        return None
    parsed = parsedate_to_datetime(stamp)
    return _timed(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone), zone)


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _bare(day: date, zone: tzinfo) -> Moment:
    start = datetime.combine(day, time(), zone)
    return Moment(_instant(start), day.isoformat(), day.year, day.month, day.day)


def _timed(when: datetime, zone: tzinfo) -> Moment:
    local = when.astimezone(zone)
    minutes = round((local.utcoffset() or timedelta()) / timedelta(minutes=1))
    if local.utcoffset() != timedelta(minutes=minutes):
        # Before there were standard times a town kept its own, to the second: no date format has offsets like that.
        local = when.astimezone(timezone(timedelta(minutes=minutes)))
    return Moment(_instant(when), local.isoformat(timespec="seconds"), local.year, local.month, local.day)


def _instant(when: datetime) -> int:
    # datetime.timestamp() refuses dates before the year 1 in UTC; a difference does not.
    return int((when - _EPOCH).total_seconds())
