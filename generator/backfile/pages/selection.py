"""Which pages of a site are planned: all of them, or those that a small change can have touched."""

from collections.abc import Iterable, Mapping

import msgspec

from backfile.archive.taxonomy import TermKey


class Selection(msgspec.Struct, frozen=True):
    """The pages that a small change can have touched: those of the articles at these positions; of each taxonomy the
    lists and feeds of these terms, each from the list's page of that number on, and the `fronts` alone of the lists of
    others; of these years, months and days of the year; of these years the `corrections`; redirects that these sources
    ask for; and the sitemap of lists, where there are others than before. Front page, fragments, overviews, the latest
    corrections, and the site's own feeds always belong to it."""

    positions: tuple[int, ...]
    terms: Mapping[str, Mapping[TermKey, int]]
    fronts: Mapping[str, frozenset[TermKey]]
    years: frozenset[int]
    months: frozenset[tuple[int, int]]
    days: frozenset[tuple[int, int]]
    corrections: frozenset[int]
    sources: frozenset[str]
    has_other_lists: bool


def chosen_positions(selection: Selection | None, count: int) -> Iterable[int]:
    """The positions of the articles whose pages are planned, of `count`; without a selection all of them."""
    return range(count) if selection is None else selection.positions


def first_number(selection: Selection | None, taxonomy: str, term: TermKey) -> int | None:
    """The least number that a page of that term's list must have to be planned; None where none of them is. The list's
    front and its feeds are planned with it."""
    return 0 if selection is None else selection.terms.get(taxonomy, {}).get(term)


def has_front(selection: Selection | None, taxonomy: str, term: TermKey) -> bool:
    """Whether the front of that term's list is planned."""
    return first_number(selection, taxonomy, term) is not None or bool(
        selection and term in selection.fronts.get(taxonomy, ())
    )
