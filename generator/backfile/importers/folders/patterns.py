"""Permalink patterns with `:names`, filled in as generators do."""

import re
from collections.abc import Mapping
from datetime import date

from backfile.archive.dates import MONTHS, parse_moment

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def date_parts(stamp: str, zone: str) -> dict[str, str]:
    """The parts of a date by the names that Jekyll and Hugo give them; empty where it is no date."""
    moment = parse_moment(stamp, zone or "UTC") if stamp else None
    if moment is None:
        return {}
    day = date(moment.year, moment.month, moment.day)
    clock = re.search(r"[T ](\d\d):(\d\d)(?::(\d\d))?", moment.iso)
    iso = day.isocalendar()
    return {
        "year": f"{day.year:04}",
        "short_year": f"{day.year % 100:02}",
        "month": f"{day.month:02}",
        "i_month": str(day.month),
        "short_month": MONTHS[day.month - 1][:3],
        "long_month": MONTHS[day.month - 1],
        "monthname": MONTHS[day.month - 1],
        "day": f"{day.day:02}",
        "i_day": str(day.day),
        "y_day": f"{day.timetuple().tm_yday:03}",
        "yearday": str(day.timetuple().tm_yday),
        "w_year": str(iso.year),
        "week": f"{iso.week:02}",
        "w_day": str(iso.weekday),
        "weekday": str(iso.weekday % 7),
        "short_day": _DAYS[iso.weekday - 1][:3],
        "long_day": _DAYS[iso.weekday - 1],
        "weekdayname": _DAYS[iso.weekday - 1],
        "hour": clock[1] if clock else "00",
        "minute": clock[2] if clock else "00",
        "second": clock[3] or "00" if clock else "00",
    }


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The address that the pattern makes of the values; empty where one of its names has none (no date, for one)."""
    missing = False

    def value(match: re.Match[str]) -> str:
        nonlocal missing
        name = next((n for n in _longest_first(values) if match[1].startswith(n)), None)
        missing = missing or name is None
        return "" if name is None else values[name] + match[1][len(name) :]

    address = re.sub(r":([a-z_]+)(?:\[[^\]]*\])?", value, pattern)
    address = re.sub(r"/{2,}", "/", f"/{address.lstrip('/')}")
    return "" if missing else address


def _longest_first(values: Mapping[str, str]) -> list[str]:
    return sorted(values, key=len, reverse=True)


def titled(slug: str) -> str:
    """A headline made from a file's name, as Jekyll makes one: `a-long-day` is `A Long Day`."""
    return " ".join(part[:1].upper() + part[1:] for part in re.split(r"[-_\s]+", slug) if part)


_STRFTIME = {
    "Y": "year",
    "y": "short_year",
    "m": "month",
    "b": "short_month",
    "B": "long_month",
    "d": "day",
    "j": "y_day",
}


def strftime_filled(pattern: str, values: Mapping[str, str], stamp: str, zone: str) -> str:
    """The address of a pattern like `{date:%Y}/{slug}.html`; empty where one of its names has no value."""
    parts = date_parts(stamp, zone)
    missing = False

    def dated(match: re.Match[str]) -> str:
        return re.sub(r"%-?([A-Za-z])", lambda mark: parts.get(_STRFTIME.get(mark[1], ""), ""), match[1])

    def named(match: re.Match[str]) -> str:
        nonlocal missing
        missing = missing or match[1] not in values
        return values.get(match[1], "")

    if "{date" in pattern and not parts:
        return ""
    address = re.sub(r"\{(\w+)\}", named, re.sub(r"\{date:([^}]*)\}", dated, pattern))
    address = re.sub(r"(?:^|/)index\.html$", "/", address)
    return "" if missing else re.sub("/{2,}", "/", f"/{address}")
