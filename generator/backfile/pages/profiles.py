"""What the front of a term's list tells of the whole of it. It hangs on the term's own articles, so that one that comes
or goes changes the fronts of its own terms alone."""

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest

from backfile.archive.catalog import TaxonomyPages, image_source
from backfile.archive.taxonomy import Term, TermKey
from backfile.pages.album import pictured
from backfile.pages.cards import Desk
from backfile.pages.numbering import page_of
from backfile.pages.togetherness import is_telling, strength
from backfile.pages.views import Counted, Link, Picture, Span, TermProfile

LEAST_ARTICLES = 5
"""With fewer a history would show less than the list below it."""

MOST_YEARS = 60
"""A history of more years goes by decades."""

MOST_SHOWN = 12
"""Of tags and of sections that appear with a term."""


def term_profile(taxonomy: TaxonomyPages, term: Term, desk: Desk) -> TermProfile:
    """The profile of a term that has articles."""
    members = taxonomy.members[term.key]
    days = desk.archive.spine.days
    years = [days[position][0] for position in members]
    return TermProfile(
        first_year=min(years),
        last_year=max(years),
        history=_history(years, taxonomy.url(term), desk.config.per_page),
        neighbours=_neighbours(taxonomy.name, term, members, desk),
        sections=_sections(members, desk) if taxonomy.name != "section" else (),
        picture=_picture(term, desk),
        links=tuple(Link(label, url) for label, url in term.links),
    )


def _neighbours(name: str, term: Term, members: Sequence[int], desk: Desk) -> tuple[Counted, ...]:
    """The tags that most tellingly appear with a term of that taxonomy, which these articles have."""
    sizes = desk.archive.taxonomies["tag"].members
    together = desk.archive.labelled["tag"].counted(members)
    if name == "tag":
        together.pop(term.key, None)
    ranked = ((-strength(count, len(sizes[key])), -count, key) for key, count in together.items() if is_telling(count))
    return tuple(_counted("tag", key, -count, desk) for _, count, key in nsmallest(MOST_SHOWN, ranked))


def _sections(members: Sequence[int], desk: Desk) -> tuple[Counted, ...]:
    """The sections that these articles stand in."""
    counts = desk.archive.labelled["section"].counted(members)
    ranked = nsmallest(MOST_SHOWN, ((-count, key) for key, count in counts.items()))
    return tuple(_counted("section", key, -count, desk) for count, key in ranked)


def _picture(term: Term, desk: Desk) -> Picture | None:
    """The picture that the terms' file names, where it is a file of the archive. What it shows is named beside it."""
    src = desk.archive.links.get(image_source(term.image)) if term.image else None
    return (pictured(src, desk.album) or Picture(src)) if src else None


def _counted(taxonomy: str, key: TermKey, count: int, desk: Desk) -> Counted:
    link = desk.links[taxonomy][key]
    return Counted(link.label, link.url, count)


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

    spans = tuple(map(span, range(first // width * width, last + 1, width)))
    return spans if any(one.count > 1 for one in spans) else ()
