"""Dates of exports in ISO 8601, in whole seconds: programs give fractions that nobody meant."""

import re

from backfile.archive.dates import as_given, parse_moment

_FRACTION = re.compile(r"\.\d+(?=[+-]|$)")


def moment(written: str, zone: str) -> str:
    """The date with its own offset, or with that of the zone where it names none; empty for what is no date, and for
    the year 0 of databases."""
    given = as_given(written, zone)
    return "" if given.startswith("0001-01-01") else _FRACTION.sub("", given)


def later(moment: str, other: str) -> str:
    """The first, if it is after the second; else nothing."""
    first, second = parse_moment(moment, "UTC"), parse_moment(other, "UTC")
    return moment if first and second and first.instant > second.instant else ""
