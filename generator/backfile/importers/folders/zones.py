"""Time zones that settings of sites name."""

from typing import Any

from backfile.archive.dates import zone_named


def known_zone(name: Any) -> str:
    """The name where there is a time zone of that name; else empty."""
    try:
        return str(name) if name and zone_named(str(name)) else ""
    except (ValueError, KeyError, OSError):
        return ""
