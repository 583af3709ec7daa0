"""Where the pages of one site have their tag line: right above a line that is on all of them. Cuts nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from backfile.importers.prose import ends_sentence
from backfile.importers.textdump.page import Page

INTO_BODY = 3
AFTER_BODY = 60
"""Lines behind the body that are looked at: the end of an article may be code or verse, which is no sentence."""
MOST_PLACES = 6
FEWEST = 3
LEAST_SHARE = 0.5


class Place(msgspec.Struct, frozen=True):
    """A line that may be the tags, by its index, and the letters of the repeated line below it."""

    index: int
    below: str


def find_places(page: Page) -> Iterator[Place]:
    """The lines around the end of the body that are no sentence and have a line of the site below them."""
    first = max(page.span.start + 1, page.span.end - INTO_BODY)
    behind = range(first, min(page.span.end + AFTER_BODY, len(page.lines) - 1))
    places = (Place(index, page.keys[index + 1]) for index in behind if not ends_sentence(page.lines[index].text))
    yield from islice((place for place in places if place.below in page.repeats.often), MOST_PLACES)


def choose_below(found: Iterable[str]) -> str:
    """The line that stands below most of the site's sure tag lines; none if they are few or agree in nothing."""
    counts = Counter(found)
    below, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return below if count >= max(FEWEST, LEAST_SHARE * counts.total()) else ""
