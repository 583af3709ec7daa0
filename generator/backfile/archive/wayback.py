"""Addresses of the Wayback Machine, worked out and never asked for."""

WAYBACK_HOST = "web.archive.org"


def archived_copy(url: str, iso_date: str) -> str:
    """Where the Wayback Machine shows the capture of `url` that is nearest to the day of `iso_date`; without a date the
    latest. It leads on by itself from an address with any date in it to that of the nearest capture."""
    day = iso_date[:10].replace("-", "")
    return f"https://{WAYBACK_HOST}/web/{f'{day}/' if day else ''}{url}"
