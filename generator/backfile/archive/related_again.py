"""Related articles after a change: only the rows that can differ are computed again. Exact: what comes out is what the
whole would be."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from backfile.archive.related import EPSILON, Parts, Relations, Tagged, join_rows, weights_of
from backfile.archive.rows import Rows

if TYPE_CHECKING:  # as in related.py
    from numpy.typing import NDArray

MOST_CHANGED = 0.02
"""The share of articles beyond which the whole is as quick."""

FEW = 200
"""So few articles are computed whole: it takes no time."""


class Tags(msgspec.Struct, frozen=True):
    """The articles of an archive as relatedness sees them: what each is called for good (its address), the key of each
    term by its number, and each one's terms and instant."""

    ids: tuple[str, ...]
    terms: tuple[str, ...]
    articles: tuple[Tagged, ...]


class Known(msgspec.Struct, frozen=True):
    """What was computed before, and from what."""

    tags: Tags
    rows: Rows


def related_again(known: Known, now: Tags, limit: int, threshold: float) -> Rows | None:
    """The rows of `now`; None where so much has changed that all of them should be computed.

    A row can differ only if its article or one in it has changed or gone, or if a changed article's score reaches the
    last one in it. An article has changed if it is new, if its terms or its instant are others, or the rarity of one of
    its terms.
    """
    count = len(now.ids)
    places = {name: place for place, name in enumerate(now.ids)}
    if count < FEW or limit < 1 or len(places) < count:
        return None
    moved = [places.get(name, -1) for name in known.tags.ids]  # the new place of each old one
    changed = _changed(known.tags, now, moved)
    if len(changed) + moved.count(-1) > MOST_CHANGED * count:
        return None
    if not any(article.terms for article in now.articles):
        return Rows.empty(count)
    return _merged(known.rows, moved, sorted(changed), Relations(now.articles), limit, threshold)


def _merged(
    known: Rows, moved: Sequence[int], changed: Sequence[int], relations: Relations, limit: int, threshold: float
) -> Rows:
    """The rows that stay, at their new places, and those that are computed again."""
    import numpy

    count, places = len(relations), numpy.array(moved, dtype=numpy.int64)
    starts = numpy.frombuffer(known.starts, dtype=numpy.int64)
    scores = numpy.frombuffer(known.scores, dtype=numpy.float64)
    others = places[numpy.frombuffer(known.others, dtype=numpy.int32)]
    sizes = numpy.diff(starts)
    is_changed = numpy.zeros(count + 1, dtype=bool)
    is_changed[list(changed)] = is_changed[-1] = True  # the last one stands for what is gone
    stays = ~is_changed[places]
    stays[numpy.repeat(numpy.arange(len(places)), sizes)[is_changed[others]]] = False
    least = numpy.full(count, -1.0)
    full = stays & (sizes == limit)
    least[places[full]] = scores[starts[1:][full] - 1]
    is_fresh = numpy.ones(count, dtype=bool)
    is_fresh[places[stays]] = False
    if changed:
        reached, values = relations.scores(list(changed), threshold)
        is_fresh[reached[values >= least[reached] - 2 * EPSILON]] = True
    kept = stays & ~is_fresh[places]
    entries = numpy.repeat(kept, sizes)
    fresh = numpy.flatnonzero(is_fresh)
    parts = [Parts(sizes[kept], others[entries], scores[entries])]
    parts += [relations.rows(fresh.tolist(), limit, threshold)] if len(fresh) else []
    return _in_order(join_rows(parts), numpy.concatenate((places[kept], fresh)))


def _in_order(rows: Rows, places: "NDArray[Any]") -> Rows:
    """The rows by the places that they are of."""
    import numpy

    starts = numpy.frombuffer(rows.starts, dtype=numpy.int64)
    sizes, order = numpy.diff(starts), numpy.argsort(places)
    ends = numpy.cumsum(sizes[order])
    within = numpy.arange(int(starts[-1])) - numpy.repeat(ends - sizes[order], sizes[order])
    entries = numpy.repeat(starts[:-1][order], sizes[order]) + within
    others = numpy.frombuffer(rows.others, dtype=numpy.int32)[entries]
    scores = numpy.frombuffer(rows.scores, dtype=numpy.float64)[entries]
    return join_rows([Parts(sizes[order], others, scores)])


def _changed(before: Tags, now: Tags, moved: Sequence[int]) -> frozenset[int]:
    """The places of the articles that have changed."""
    numbers = {key: number for number, key in enumerate(now.terms)}
    translated = [numbers.get(key, -1) for key in before.terms]
    rarer = _of_another_rarity(before, now, translated)
    olds = {place: article for place, article in zip(moved, before.articles, strict=True) if place >= 0}
    return frozenset(_differing(now, olds, translated, rarer))


def _differing(now: Tags, olds: dict[int, Tagged], translated: Sequence[int], rarer: frozenset[int]) -> Iterator[int]:
    for place, article in enumerate(now.articles):
        old = olds.get(place)
        if (
            old is None
            or old.instant != article.instant
            or sorted(translated[term] for term in old.terms) != sorted(article.terms)
            or not rarer.isdisjoint(article.terms)
        ):
            yield place


def _of_another_rarity(before: Tags, now: Tags, translated: Sequence[int]) -> frozenset[int]:
    """The terms, by their numbers now, that do not weigh what they did."""
    old = {translated[term]: weight for term, weight in weights_of(before.articles).items()}
    return frozenset(term for term, weight in weights_of(now.articles).items() if old.get(term) != weight)
