"""Related articles after a change: only the rows that can differ are computed again. Exact: what comes out is what the
whole would be."""

from itertools import repeat
from typing import TYPE_CHECKING, Any

import msgspec

from backfile.archive.relations import EPSILON, Parts, Relations, Scores, join_parts, join_scores, lowest, rows_of
from backfile.archive.rows import Rows
from backfile.archive.tag_vectors import TagVectors
from backfile.archive.tags import Tags

if TYPE_CHECKING:  # as in tag_vectors.py
    from numpy.typing import NDArray

MOST_CHANGED = 0.02
"""The share of articles beyond which the whole is as quick."""

FEW = 200
"""So few articles are computed whole: it takes no time."""


class Known(msgspec.Struct, frozen=True):
    """What was computed before, and from what."""

    tags: Tags
    rows: Rows


class Renewed(msgspec.Struct, frozen=True):
    """The rows of all articles, and the rising positions of those that may differ from what they were. Every other
    article is an old one, its row names the same articles with the same scores, at their new places, and each of its
    terms weighs what it did."""

    rows: Rows
    positions: tuple[int, ...]


def related_again(known: Known, now: Tags, limit: int, threshold: float) -> Renewed | None:
    """The rows of `now`, given those of the same limit and threshold before; None where so much has changed that all of
    them should be computed. Articles that stay as they were must stand in the same order, as an archive's do.

    A row can differ only if its article or one in it has changed or gone, or if a changed article's score reaches the
    last one in it. An article has changed if it is new, if its terms or its instant are others, or the rarity of one of
    its terms. A row that a changed article reaches needs no more than that article's score.
    """
    count = len(now)
    moved = _moved(known.tags, now)
    if count < FEW or limit < 1 or moved is None:
        return None
    vectors = TagVectors(now)
    is_changed = _changed(known.tags, now, vectors, moved)
    if int(is_changed.sum() + (moved < 0).sum()) > MOST_CHANGED * count:
        return None
    return _renewed(known.rows, moved, is_changed, Relations(vectors), limit, threshold)


def _moved(before: Tags, now: Tags) -> "NDArray[Any] | None":
    """The new place of each old article, -1 if it is gone; None where two have one address."""
    import numpy

    places = {name: place for place, name in enumerate(now.ids)}
    if len(places) < len(now) or len(set(before.ids)) < len(before):
        return None
    return numpy.fromiter(map(places.get, before.ids, repeat(-1)), dtype=numpy.int64, count=len(before))


def _changed(before: Tags, now: Tags, vectors: TagVectors, moved: "NDArray[Any]") -> "NDArray[Any]":
    """Whether each article has changed."""
    import numpy

    old = TagVectors(before)
    numbers = {key: number for number, key in enumerate(now.terms)}
    translated = numpy.fromiter(map(numbers.get, before.terms, repeat(-1)), dtype=numpy.int64, count=len(before.terms))
    stays = moved >= 0
    places = moved[stays]
    is_changed = numpy.ones(len(now), dtype=bool)
    is_changed[places] = (old.instants[stays] != vectors.instants[places]) | (old.sizes[stays] != vectors.sizes[places])
    same = numpy.flatnonzero(stays)[~is_changed[places]]
    entries = _ranges(old.starts[same], old.sizes[same])
    others = _ranges(vectors.starts[moved[same]], old.sizes[same])
    differs = _translated(old, translated)[entries] != vectors.numbers[others]
    is_changed[vectors.own[others[differs]]] = True
    weights = numpy.full(len(now.terms), numpy.nan)
    weights[translated[translated >= 0]] = old.weights[translated >= 0]
    is_changed[vectors.own[(weights != vectors.weights)[vectors.numbers]]] = True
    return is_changed


def _translated(old: TagVectors, translated: "NDArray[Any]") -> "NDArray[Any]":
    """The old terms in new numbers, rising within each article; -1 for one that nobody has any more."""
    import numpy

    numbers: NDArray[Any] = translated[old.numbers]
    kept = translated[translated >= 0]
    if (kept[1:] < kept[:-1]).any():  # an article with a term that is gone has changed, whatever the order
        numbers = numbers[numpy.lexsort((numbers, old.own))]
    return numbers


def _ranges(starts: "NDArray[Any]", sizes: "NDArray[Any]") -> "NDArray[Any]":
    """The whole numbers from each start on, as many as its size, one range after the other."""
    import numpy

    ends = numpy.cumsum(sizes)
    within = numpy.arange(int(sizes.sum())) - numpy.repeat(ends - sizes, sizes)
    found: NDArray[Any] = within + numpy.repeat(starts, sizes)
    return found


def _renewed(
    known: Rows, moved: "NDArray[Any]", is_changed: "NDArray[Any]", relations: Relations, limit: int, threshold: float
) -> Renewed:
    """The rows that stay, those that changed articles come into, and those that are computed whole."""
    import numpy

    places, rows = _staying(known, moved, is_changed)
    is_whole = numpy.ones(len(is_changed), dtype=bool)
    is_whole[places] = False
    whole = numpy.flatnonzero(is_whole).tolist()
    least = numpy.full(len(is_changed), numpy.inf)
    least[places] = _least(rows, limit, threshold)
    gained = relations.reached(numpy.flatnonzero(is_changed).tolist(), least)
    gaining = numpy.unique(gained.own)
    slots = numpy.full(len(is_changed), -1)
    slots[gaining] = numpy.arange(len(gaining))
    merged = relations.best(_together(rows, slots[places], gained, slots[gained.own]), gaining.tolist(), limit)
    entered = numpy.repeat(gaining, merged.sizes)[is_changed[merged.others]]
    quiet = slots[places] < 0
    entries = numpy.repeat(quiet, rows.sizes)
    kept = Parts(rows.sizes[quiet], rows.others[entries], rows.scores[entries])
    parts = join_parts([kept, merged, relations.rows(whole, limit, threshold)])
    ordered = _in_order(parts, numpy.concatenate((places[quiet], gaining, numpy.array(whole, dtype=numpy.int64))))
    return Renewed(rows_of(ordered), tuple(numpy.union1d(entered, whole).astype(numpy.int64).tolist()))


def _staying(known: Rows, moved: "NDArray[Any]", is_changed: "NDArray[Any]") -> "tuple[NDArray[Any], Parts]":
    """The rows of which neither the article nor one in them has changed or gone, and the new place of each."""
    import numpy

    sizes: NDArray[Any] = numpy.diff(numpy.frombuffer(known.starts, dtype=numpy.int64))
    others = moved[numpy.frombuffer(known.others, dtype=numpy.int32)]
    is_out = numpy.append(is_changed, True)  # the last one stands for what is gone
    stays = ~is_out[moved]
    stays[numpy.repeat(numpy.arange(len(moved)), sizes)[is_out[others]]] = False
    entries = numpy.repeat(stays, sizes)
    scores = numpy.frombuffer(known.scores, dtype=numpy.float64)
    return moved[stays], Parts(sizes[stays], others[entries], scores[entries])


def _least(rows: Parts, limit: int, threshold: float) -> "NDArray[Any]":
    """The least score that can come into each row."""
    import numpy

    least = numpy.full(len(rows.sizes), lowest(threshold))
    full = rows.sizes == limit
    lasts = rows.scores[numpy.cumsum(rows.sizes)[full] - 1]
    least[full] = numpy.maximum(least[full], lasts - 2 * EPSILON)
    return least


def _together(rows: Parts, slots: "NDArray[Any]", gained: Scores, gained_slots: "NDArray[Any]") -> Scores:
    """What is in the rows that gain something, and what they gain, given the slot of each; -1: it gains none."""
    import numpy

    own = numpy.repeat(slots, rows.sizes)
    gains = own >= 0
    old = Scores(own[gains], rows.others[gains], rows.scores[gains])
    return join_scores([old, Scores(gained_slots, gained.others, gained.values)])


def _in_order(rows: Parts, places: "NDArray[Any]") -> Parts:
    """The rows by the places that they are of."""
    import numpy

    order = numpy.argsort(places)
    entries = _ranges((numpy.cumsum(rows.sizes) - rows.sizes)[order], rows.sizes[order])
    return Parts(rows.sizes[order], rows.others[entries], rows.scores[entries])
