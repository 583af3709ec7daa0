"""Where the pages of one site have their tag line: right above a line that is on all of them, or a few lines above it
if what stands between differs from page to page. Cuts nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice

from backfile.importers.prose import ends_sentence
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.taglexicon import NO_SPOT, Spot

INTO_BODY = 3
AFTER_BODY = 60
"""Lines behind the body that are looked at: the end of an article may be code or verse, which is no sentence."""
MOST_PLACES = 6
MOST_ABOVE = 3
"""Lines from a tag line to the repeated one below it: names of the articles before and after may stand between."""
FEWEST = 3
LEAST_SHARE = 0.5


def find_places(page: Page) -> Iterator[tuple[int, Spot]]:
    """The lines around the end of the body that are no sentence, not on all pages, and have a line of the site below
    them, by their index, each with its spot."""
    first = max(page.span.start + 1, page.span.end - INTO_BODY)
    behind = range(first, min(page.span.end + AFTER_BODY, len(page.lines) - 1))
    own = (index for index in behind if not page.repeats.is_core(page.keys[index]))
    places = ((index, _spot_of(page, index)) for index in own if not ends_sentence(page.lines[index].text))
    yield from islice(((index, spot) for index, spot in places if spot), MOST_PLACES)


def _spot_of(page: Page, index: int) -> Spot:
    """How far above the next line of the site the line stands, if that is near."""
    for above, key in enumerate(page.keys[index + 1 : index + 1 + MOST_ABOVE], start=1):
        if key in page.repeats.often:
            return Spot(key, above)
    return NO_SPOT


def find_taught(page: Page, spot: Spot) -> Iterator[int]:
    """The lines at the taught spot, from around the end of the body on, that are no sentence, however far behind: of an
    article that goes on as code or as a list the body may end early."""
    first = max(page.span.start + 1, page.span.end - INTO_BODY)
    behind = range(first, len(page.lines) - spot.above) if spot.below in page.repeats.often else ()
    found = (index for index in behind if page.keys[index + spot.above] == spot.below)
    own = (index for index in found if _spot_of(page, index) == spot and not ends_sentence(page.lines[index].text))
    yield from islice(own, MOST_PLACES)


def choose_spot(sure: Iterable[Spot], fitting: Iterable[Collection[Spot]], present: Iterable[Collection[Spot]]) -> Spot:
    """The spot of most of the site's sure tag lines. If these are few or agree in nothing, one that some have and where
    most pages have a line that fits: a site of few pages, or of few tags a page, has hardly a sure tag line. `fitting`
    are of each page the spots of lines that fit, and `present` those of any."""
    counts = Counter(one for one in sure if one)
    spot, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(NO_SPOT, 0))
    if count >= max(FEWEST, LEAST_SHARE * counts.total()):
        return spot
    fits, places = Counter(chain.from_iterable(fitting)), Counter(chain.from_iterable(present))
    agreed = [one for one in counts if fits[one] >= max(FEWEST, LEAST_SHARE * places[one])]
    return max(agreed, key=lambda one: (fits[one], one), default=NO_SPOT)
