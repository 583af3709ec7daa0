"""What the front of a term's list tells of the whole of it. It hangs on the term's own articles, so that one that comes
or goes changes the fronts of its own terms alone."""

from collections import Counter
from collections.abc import Sequence

from backfile.archive.catalog import TaxonomyPages
from backfile.archive.taxonomy import Term
from backfile.pages.cards import Desk
from backfile.pages.numbering import page_of
from backfile.pages.views import Span, TermProfile

LEAST_ARTICLES = 5
"""With fewer a history would show less than the list below it."""

MOST_YEARS = 60
"""A history of more years goes by decades."""


def term_profile(taxonomy: TaxonomyPages, term: Term, desk: Desk) -> TermProfile:
    """The profile of a term that has articles."""
    members = taxonomy.members[term.key]
    days = desk.archive.spine.days
    years = [days[position][0] for position in members]
    return TermProfile(
        first_year=min(years),
        last_year=max(years),
        history=_history(years, taxonomy.url(term), desk.config.per_page),
    )


def _history(years: Sequence[int], url: str, per_page: int) -> tuple[Span, ...]:
    """The spans of a list at that address, given the year of each of its articles, oldest first."""
    counts = Counter(years)
    if len(years) < LEAST_ARTICLES or len(counts) < 2:
        return ()
    first, last = min(counts), max(counts)
    width = 1 if last - first < MOST_YEARS else 10
    places = {year: place for place, year in enumerate(years)}

    def span(begin: int) -> Span:
        end = begin + width - 1
        present = [year for year in range(begin, end + 1) if year in counts]
        newest = present[-1] if present else 0
        way = page_of(url, places[newest], len(years), per_page) if present else ""
        return Span(begin, end, sum(counts[year] for year in present), newest, way)

    return tuple(map(span, range(first // width * width, last + 1, width)))
