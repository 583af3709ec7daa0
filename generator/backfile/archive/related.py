"""Related articles from shared tags: exact, not sampled. Numbers in, numbers out; knows no article.

The score of two articles is the cosine of their tag vectors, each tag weighted by its rarity, log2((n + 1) / articles
that have it), so that a tag on every article counts for almost nothing. Rarity goes by steps of half a bit: one more
article among thousands then leaves every other score, and so every other page, as it was. Ties go to the nearer
date, then to the lower position.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from math import log2, sqrt
from typing import TYPE_CHECKING, Any

import msgspec

from backfile.archive.rows import Rows

if TYPE_CHECKING:  # numpy is loaded where there is something to compute
    from numpy.typing import NDArray

EPSILON = 1e-9
"""Scores nearer than this are equal: sums of floats may differ in their last bits with the order of adding."""

LEAST_WEIGHT = 1 / 64
_SLACK = 24
_BLOCK = 4096
"""Articles whose relatives are looked for at once: 5 MB of scores."""


class Tagged(msgspec.Struct, frozen=True):
    """What relatedness looks at: the terms' numbers of an article and its instant in seconds."""

    terms: tuple[int, ...]
    instant: int


def weights_of(articles: Sequence[Tagged]) -> dict[int, float]:
    """The rarity of each term, in steps of half a bit."""
    count = len(articles)
    frequency = Counter(term for article in articles for term in article.terms)
    return {term: max(round(2 * log2((count + 1) / found)) / 2, LEAST_WEIGHT) for term, found in frequency.items()}


def score(first: Tagged, second: Tagged, weights: dict[int, float]) -> float:
    """The cosine of two articles, 0 to 1."""
    shared = sum(weights[term] ** 2 for term in set(first.terms) & set(second.terms))
    if not shared:
        return 0.0
    return shared / (_norm(first, weights) * _norm(second, weights))


def _norm(article: Tagged, weights: dict[int, float]) -> float:
    return sqrt(sum(weights[term] ** 2 for term in article.terms))


def related(
    articles: Sequence[Tagged],
    limit: int,
    threshold: float,
    watched: Callable[[Iterable[int]], Iterable[int]] = iter,
) -> Rows:
    """For each article the positions and scores of its related ones, best first, at most `limit`. `watched` sees the
    positions go by as they are done.

    A sparse matrix product that keeps the best of each row (`sparse_dot_topn`) does it; a row whose last kept scores
    tie, so that some of the tied may have been left out, is computed whole.
    """
    if limit < 1 or len(articles) < 2 or not any(article.terms for article in articles):
        return Rows.empty(len(articles))
    relations = Relations(articles)
    places = iter(watched(range(len(articles))))
    blocks = iter(lambda: list(islice(places, _BLOCK)), [])
    return join_rows([relations.rows(block, limit, threshold) for block in blocks])


class Parts(msgspec.Struct, frozen=True):
    """Rows as numpy's vectors: how long each is, and the positions and scores of all."""

    sizes: Any
    others: Any
    scores: Any


def join_rows(parts: Sequence[Parts]) -> Rows:
    """The rows of all parts, one after the other."""
    import numpy

    sizes = numpy.concatenate([part.sizes for part in parts])
    starts = numpy.concatenate(([0], numpy.cumsum(sizes))).astype(numpy.int64)
    others = numpy.concatenate([part.others for part in parts]).astype(numpy.int32)
    scores = numpy.concatenate([part.scores for part in parts]).astype(numpy.float64)
    return Rows(starts.tobytes(), others.tobytes(), scores.tobytes())


class Relations:
    """The tag vectors of all articles, and what follows from them."""

    def __init__(self, articles: Sequence[Tagged]) -> None:
        import numpy

        self._matrix = _matrix(articles)
        self._turned = self._matrix.T.tocsr()
        self._instants = numpy.array([article.instant for article in articles], dtype=numpy.int64)

    def __len__(self) -> int:
        return len(self._instants)

    def scores(self, positions: Sequence[int], threshold: float) -> "tuple[NDArray[Any], NDArray[Any]]":
        """Every article that shares a tag with one of those at `positions` and has such a score with it, and that
        score: two vectors of one length."""
        product = (self._matrix[positions] @ self._turned).tocoo()
        enough = product.data >= _least(threshold)
        return product.col[enough], product.data[enough]

    def rows(self, positions: Sequence[int], limit: int, threshold: float) -> Parts:
        """The related ones of the articles at those positions."""
        import numpy
        from sparse_dot_topn import sp_matmul_topn

        matrix, count = self._matrix, self._matrix.shape[0]
        places = numpy.array(positions, dtype=numpy.int64)
        keep = min(limit + 1 + _SLACK, count)
        product = sp_matmul_topn(matrix[places], self._turned, top_n=keep, threshold=_least(threshold), sort=True)
        sizes = numpy.diff(product.indptr)
        own = numpy.repeat(numpy.arange(len(places)), sizes)
        columns, values = product.indices, product.data
        if keep < count:
            cut = [row for row in numpy.flatnonzero(sizes == keep).tolist() if _may_be_cut(product, row, limit)]
            if cut:
                stays = ~numpy.isin(own, cut)
                wholes = [self._whole(int(places[row]), threshold) for row in cut]
                own = numpy.concatenate((own[stays], numpy.repeat(cut, [len(found) for found, _ in wholes])))
                columns = numpy.concatenate((columns[stays], *(found for found, _ in wholes)))
                values = numpy.concatenate((values[stays], *(found for _, found in wholes)))
        return self._best(own, places, columns, values, limit)

    def _whole(self, place: int, threshold: float) -> "tuple[NDArray[Any], NDArray[Any]]":
        """All that are related to one article, and their scores."""
        whole = (self._matrix @ self._matrix[[place]].T).tocoo()
        enough = whole.data >= _least(threshold)
        return whole.row[enough], whole.data[enough]

    def _best(
        self,
        own: "NDArray[Any]",
        places: "NDArray[Any]",
        columns: "NDArray[Any]",
        values: "NDArray[Any]",
        limit: int,
    ) -> Parts:
        """The best of each row, given the row of each score, the position that each row is of, and the positions and
        scores of the others."""
        import numpy

        others = columns != places[own]
        own, columns, values = own[others], columns[others].astype(numpy.int64), numpy.round(values[others], 9)
        apart = numpy.abs(self._instants[columns] - self._instants[places[own]])
        order = numpy.lexsort((columns, apart, -values, own))
        own = own[order]
        starts = numpy.searchsorted(own, numpy.arange(len(places)))
        first = numpy.arange(len(own)) - starts[own] < limit
        sizes = numpy.bincount(own[first], minlength=len(places))
        return Parts(sizes, columns[order][first], values[order][first])


def _least(threshold: float) -> float:
    return max(threshold - EPSILON, EPSILON)


def _matrix(articles: Sequence[Tagged]) -> Any:
    """The vectors as the rows of a sparse matrix of scipy's, which publishes no types."""
    import numpy
    from scipy.sparse import csr_matrix

    weights = weights_of(articles)
    by_term = numpy.zeros(max(weights) + 1)
    by_term[list(weights)] = list(weights.values())
    sets = [sorted(set(article.terms)) for article in articles]
    columns = numpy.array(list(chain.from_iterable(sets)), dtype=numpy.int32)
    starts = numpy.concatenate(([0], numpy.cumsum([len(terms) for terms in sets]))).astype(numpy.int32)
    norms = [_norm(article, weights) for article in articles]
    values = by_term[columns] / numpy.repeat(norms, numpy.diff(starts))
    return csr_matrix((values, columns, starts), shape=(len(articles), len(by_term)))


def _may_be_cut(product: Any, row: int, limit: int) -> bool:
    """Whether the least score kept of a row equals the last one wanted (the article itself takes one place)."""
    begin, end = product.indptr[row], product.indptr[row + 1]
    return bool(product.data[end - 1] >= product.data[begin + limit] - EPSILON)
