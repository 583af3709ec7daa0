"""The best scores of some articles, found one article after the other or by sparse matrices: the same either way."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from backfile.archive.rows import Rows
from backfile.archive.tag_vectors import TagVectors

if TYPE_CHECKING:  # as in tag_vectors.py
    from numpy.typing import NDArray

    from backfile.archive.sparse_products import SparseProducts

EPSILON = 1e-9
"""Scores nearer than this are equal: sums of floats may differ in their last bits with the order of adding."""

FEW_STEPS = 200_000_000
"""So many steps of a nanosecond are done one article after the other in the time that scipy takes to load, .2 s. That
is 2,900 rows among 10,000 articles and 960 among 100,000 as the benchmark makes them."""

_STEPS_A_ROW, _STEPS_A_PRODUCT = 45_000, 6
"""A row takes 47 µs among 1,000 articles, 70 among 10,000 (2,200 products a row), 187 among 100,000 (10,500)."""

_SLACK = 24
_BLOCK = 4096
"""Articles whose relatives are looked for at once: 5 MB of scores."""
_WHOLE_BLOCK = 64
"""The same where all of their scores are wanted: at 100,000 articles 2 million of them."""


class Parts(msgspec.Struct, frozen=True):
    """Rows as numpy's vectors: how long each is, and the positions and scores of all."""

    sizes: Any
    others: Any
    scores: Any


def join_parts(parts: Sequence[Parts]) -> Parts:
    """All parts, one after the other."""
    import numpy

    sizes = numpy.concatenate([numpy.empty(0, dtype=numpy.int64), *(part.sizes for part in parts)])
    others = numpy.concatenate([numpy.empty(0, dtype=numpy.int64), *(part.others for part in parts)])
    scores = numpy.concatenate([numpy.empty(0), *(part.scores for part in parts)])
    return Parts(sizes, others, scores)


def rows_of(parts: Parts) -> Rows:
    """The rows as they are kept."""
    import numpy

    starts = numpy.concatenate(([0], numpy.cumsum(parts.sizes))).astype(numpy.int64)
    others, scores = parts.others.astype(numpy.int32), parts.scores.astype(numpy.float64)
    return Rows(starts.tobytes(), others.tobytes(), scores.tobytes())


class Scores(msgspec.Struct, frozen=True):
    """Scores in no order, as numpy's vectors: the row that each is in, the position of the other article, the score."""

    own: Any
    others: Any
    values: Any


class Relations:
    """The scores of all articles with each other."""

    def __init__(self, vectors: TagVectors) -> None:
        self._vectors = vectors

    def rows(
        self,
        positions: Sequence[int],
        limit: int,
        threshold: float,
        watched: Callable[[Iterable[int]], Iterable[int]] = iter,
    ) -> Parts:
        """The related ones of the articles at those positions, at most `limit` of each. `watched` sees the positions go
        by as they are done."""
        least = lowest(threshold)
        if self._is_few(positions):
            found = join_scores(self._whole(row, place, limit, least) for row, place in enumerate(watched(positions)))
            return self.best(found, positions, limit)
        products = self._sparse()
        places = iter(watched(positions))
        blocks = iter(lambda: list(islice(places, _BLOCK)), [])
        return join_parts([self.best(self._many(products, block, limit, least), block, limit) for block in blocks])

    def reached(self, positions: Sequence[int], least: "NDArray[Any]") -> Scores:
        """The scores of the articles at `positions` in the rows of others: of each row those that are at least what
        `least` says for it, and that must be more than nothing."""
        import numpy

        if self._is_few(positions):
            return join_scores(self._reached(place, least) for place in positions)
        products, parts = self._sparse(), []
        for begin in range(0, len(positions), _WHOLE_BLOCK):
            block = positions[begin : begin + _WHOLE_BLOCK]
            own, others, values = products.all(block, EPSILON)
            enough = values >= least[others]
            parts.append(Scores(others[enough], numpy.array(block)[own[enough]], values[enough]))
        return join_scores(parts)

    def best(self, scores: Scores, places: Sequence[int], limit: int) -> Parts:
        """The best scores of each row, given the position of the article that each row is of."""
        import numpy

        here = numpy.asarray(places, dtype=numpy.int64)
        is_other = scores.others != here[scores.own]
        own, others = scores.own[is_other], scores.others[is_other].astype(numpy.int64)
        values = numpy.round(scores.values[is_other], 9)
        instants = self._vectors.instants
        apart = numpy.abs(instants[others] - instants[here[own]])
        order = numpy.lexsort((others, apart, -values, own))
        own = own[order]
        first = numpy.arange(len(own)) - numpy.searchsorted(own, numpy.arange(len(here)))[own] < limit
        sizes = numpy.bincount(own[first], minlength=len(here))
        return Parts(sizes, others[order][first], values[order][first])

    def _is_few(self, positions: Sequence[int]) -> bool:
        """Whether it is quicker to go without the libraries for sparse matrices."""
        if not len(positions):
            return True
        products = int(self._vectors.products[positions].sum())
        return products * _STEPS_A_PRODUCT + len(positions) * (len(self._vectors) + _STEPS_A_ROW) <= FEW_STEPS

    def _sparse(self) -> "SparseProducts":
        from backfile.archive.sparse_products import SparseProducts  # loads scipy

        return SparseProducts(self._vectors)

    def _whole(self, row: int, place: int, limit: int, least: float) -> Scores:
        """All scores of one article that can be among its best."""
        import numpy

        scores = self._vectors.scores(place)
        others = numpy.flatnonzero(scores >= least)
        values = scores[others]
        last = len(values) - 1 - limit  # the article itself takes one place
        if last > 0:
            stays = values >= numpy.partition(values, last)[last] - 2 * EPSILON
            others, values = others[stays], values[stays]
        return Scores(numpy.full(len(others), row), others, values)

    def _reached(self, place: int, least: "NDArray[Any]") -> Scores:
        import numpy

        scores = self._vectors.scores(place)
        rows = numpy.flatnonzero(scores >= least)
        return Scores(rows, numpy.full(len(rows), place), scores[rows])

    def _many(self, products: "SparseProducts", places: Sequence[int], limit: int, least: float) -> Scores:
        """Some more than the best of each article. A row whose last kept scores tie, so that some of the tied may have
        been left out, is computed whole."""
        import numpy

        count = len(self._vectors)
        keep = min(limit + 1 + _SLACK, count)
        sizes, others, values = products.best(places, keep, least)
        own = numpy.repeat(numpy.arange(len(places)), sizes)
        ends = numpy.cumsum(sizes)
        full = numpy.flatnonzero(sizes == keep) if keep < count else numpy.empty(0, dtype=numpy.int64)
        cut = full[values[ends[full] - 1] >= values[ends[full] - keep + limit] - EPSILON]
        stays = ~numpy.isin(own, cut)
        wholes = (self._whole(row, places[row], limit, least) for row in cut.tolist())
        return join_scores([Scores(own[stays], others[stays], values[stays]), *wholes])


def join_scores(parts: Iterable[Scores]) -> Scores:
    """The scores of all parts."""
    import numpy

    none = Scores(numpy.empty(0, dtype=numpy.int64), numpy.empty(0, dtype=numpy.int64), numpy.empty(0))
    found = [none, *parts]
    own = numpy.concatenate([part.own for part in found])
    others = numpy.concatenate([part.others for part in found])
    return Scores(own, others, numpy.concatenate([part.values for part in found]))


def lowest(threshold: float) -> float:
    """The least score that counts."""
    return max(threshold - EPSILON, EPSILON)
