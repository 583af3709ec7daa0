"""Dates of WordPress: two columns, of the site's clock and of Greenwich's, of which either may be 0000-00-00."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LARGEST_OFFSET = timedelta(hours=15)


@lru_cache(1024)
def moment(local: str, gmt: str, zone: str) -> tuple[str, str]:
    """ISO 8601 with the offset that both columns give together, and from where it was taken; both empty for no date.
    Where only the site's clock is known, the archive's time zone says what it meant."""
    here, there = _read(local), _read(gmt)
    if here and there and abs(here - there) < _LARGEST_OFFSET:
        return _iso(here.replace(tzinfo=_offset(here - there))), "post_date and post_date_gmt"
    if here:
        return _iso(here.replace(tzinfo=_zone(zone))), "post_date, in the archive's time zone"
    if there:
        return _iso(there.replace(tzinfo=UTC)), "post_date_gmt"
    return "", ""


def published(pub_date: str) -> str:
    """The date of an item's `pubDate` as ISO 8601; empty for none, and for the year -0001 of drafts."""
    try:
        found = parsedate_to_datetime(pub_date)
        return _iso(found if found.tzinfo else found.replace(tzinfo=UTC)) if "-0001" not in pub_date else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _read(text: str) -> datetime | None:
    """`2020-10-15 09:30:00` or `2020-10-15T09:30:00`, with or without Z; None for zeros and what is no date."""
    try:
        found = datetime.fromisoformat(text.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None
    return found if found.year > 1 else None


def _offset(difference: timedelta) -> timezone:
    """The offset in whole minutes: a second between the columns comes from their being written one after the other."""
    return timezone(timedelta(minutes=round(difference.total_seconds() / 60)))


def _zone(name: str) -> ZoneInfo | timezone:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _iso(found: datetime) -> str:
    return found.replace(microsecond=0).isoformat()
