"""Where the pages of one site have their tag line: right above a line that is on all of them. Cuts nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice

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
    """The lines around the end of the body that are no sentence, not on all pages, and have a line of the site below
    them."""
    first = max(page.span.start + 1, page.span.end - INTO_BODY)
    behind = range(first, min(page.span.end + AFTER_BODY, len(page.lines) - 1))
    own = (index for index in behind if page.keys[index] not in page.repeats.core)
    places = (Place(index, page.keys[index + 1]) for index in own if not ends_sentence(page.lines[index].text))
    yield from islice((place for place in places if place.below in page.repeats.often), MOST_PLACES)


def find_taught(page: Page, below: str) -> Iterator[int]:
    """The lines from around the end of the body on that are no sentence and have the taught line below them, however
    far behind: of an article that goes on as code or as a list the body may end early."""
    first = max(page.span.start + 1, page.span.end - INTO_BODY)
    behind = range(first, len(page.lines) - 1) if below in page.repeats.often else ()
    found = (index for index in behind if page.keys[index + 1] == below)
    yield from islice((index for index in found if not ends_sentence(page.lines[index].text)), MOST_PLACES)


def choose_below(sure: Iterable[str], fitting: Iterable[Collection[str]], present: Iterable[Collection[str]]) -> str:
    """The line that stands below most of the site's sure tag lines. If these are few or agree in nothing, one that
    stands below some and on most pages below a line that fits: a site of few pages, or of few tags a page, has hardly a
    sure tag line. `fitting` are of each page the lines below one that fits, and `present` those below any."""
    counts = Counter(one for one in sure if one)
    below, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    if count >= max(FEWEST, LEAST_SHARE * counts.total()):
        return below
    fits, places = Counter(chain.from_iterable(fitting)), Counter(chain.from_iterable(present))
    agreed = [one for one in counts if fits[one] >= max(FEWEST, LEAST_SHARE * places[one])]
    return max(agreed, key=lambda one: (fits[one], one), default="")
