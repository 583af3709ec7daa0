"""What was published on each day of the year, in all years: small fragments, of which the front page shows today's."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby

from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.page import Page, make_page
from backfile.pages.selection import Selection
from backfile.pages.views import DayOfYearView

DayOfYear = tuple[int, int]
"""Month and day."""

MOST_HEADLINES = 20
"""So that a day's fragment of the largest archive has some 5 kB."""

TEMPLATE = "fragment-day.html"
"""A theme need not have it: then there are no such fragments."""


def plan_days_of_year(desk: Desk, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The fragment of each day of the year on which something was published, where the theme has a template for it."""
    if not frames.has(TEMPLATE):
        return
    found: dict[DayOfYear, list[int]] = {}
    for position, (_, month, day) in enumerate(desk.archive.spine.days):
        if selection is None or (month, day) in selection.days:
            found.setdefault((month, day), []).append(position)
    for day_of_year, positions in sorted(found.items()):
        shown = _spread(positions, desk.archive.spine.days)
        view = DayOfYearView(*day_of_year, tuple(desk.headlines[position] for position in shown))
        yield make_page(day_path(day_of_year), TEMPLATE, view, frames.of(TEMPLATE))


def day_name(day_of_year: DayOfYear) -> str:
    """The name of a day of the year: `02-29`."""
    return f"{day_of_year[0]:02}-{day_of_year[1]:02}"


def day_path(day_of_year: DayOfYear) -> str:
    """The file of the site with a day's fragment."""
    return f"fragments/days/{day_name(day_of_year)}.html"


def days_of_year(days: Iterable[tuple[int, int, int]]) -> tuple[DayOfYear, ...]:
    """Which days of the year there are among these dates, in order."""
    return tuple(sorted({(month, day) for _, month, day in days}))


def _spread(positions: Sequence[int], days: Sequence[tuple[int, int, int]]) -> list[int]:
    """Of these rising positions so many as are shown, newest first: of each year the first article, then of each the
    second; where a round has too many, years evenly apart."""
    by_year = [list(own) for _, own in groupby(positions, key=lambda position: days[position][0])]
    chosen: list[int] = []
    for rank in count():
        found = [own[rank] for own in by_year if rank < len(own)]
        room = MOST_HEADLINES - len(chosen)
        if not found or not room:
            return sorted(chosen, reverse=True)
        chosen += found if len(found) <= room else [found[place * len(found) // room] for place in range(room)]
    raise AssertionError("a count has no end")
