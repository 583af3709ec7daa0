"""Related articles from shared tags: exact, not sampled. Numbers in, numbers out; knows no article.

The score of two articles is the cosine of their tag vectors, each tag weighted by its rarity, log2((n + 1) / articles
that have it), so that a tag on every article counts for almost nothing. Rarity goes by steps of half a bit: one more
article among thousands then leaves every other score, and so every other page, as it was. Ties go to the nearer
date, then to the lower position.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from math import log2, sqrt

import msgspec

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


Row = list[tuple[int, float]]
"""The positions and scores of an article's related ones, best first."""


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
) -> list[Row]:
    """For each article the positions and scores of its related ones, best first, at most `limit`. `watched` sees the
    positions go by as they are done.

    A sparse matrix product that keeps the best of each row (`sparse_dot_topn`) does it; a row whose last kept scores
    tie, so that some of the tied may have been left out, is computed whole.
    """
    if limit < 1 or len(articles) < 2 or not any(article.terms for article in articles):
        return [[] for _ in articles]
    relations = Relations(articles)
    places = iter(watched(range(len(articles))))
    rows: list[Row] = []
    while block := list(islice(places, _BLOCK)):
        rows += relations.rows(block, limit, threshold)
    return rows


class Relations:
    """The tag vectors of all articles, and what follows from them."""

    def __init__(self, articles: Sequence[Tagged]) -> None:
        import numpy

        self._matrix = _matrix(articles)
        self._turned = self._matrix.T.tocsr()
        self._instants = numpy.array([article.instant for article in articles], dtype=numpy.int64)

    def scores(self, positions: Sequence[int], threshold: float) -> Iterator[tuple[int, int, float]]:
        """For the articles at those positions every article that shares a tag with one and has such a score: the
        position of the one, of the other, and the score."""
        product = (self._matrix[list(positions)] @ self._turned).tocoo()
        enough = product.data >= _least(threshold)
        found = (product.row[enough].tolist(), product.col[enough].tolist(), product.data[enough].tolist())
        return ((positions[row], column, value) for row, column, value in zip(*found, strict=True))

    def rows(self, positions: Sequence[int], limit: int, threshold: float) -> list[Row]:
        """The related ones of the articles at those positions."""
        import numpy
        from sparse_dot_topn import sp_matmul_topn

        matrix, count = self._matrix, self._matrix.shape[0]
        places = numpy.array(positions, dtype=numpy.int64)
        keep = min(limit + 1 + _SLACK, count)
        product = sp_matmul_topn(matrix[places], self._turned, top_n=keep, threshold=_least(threshold), sort=True)
        sizes = numpy.diff(product.indptr)
        own = numpy.repeat(numpy.arange(len(places)), sizes)
        rows = self._best(own, places, product.indices, product.data, limit)
        if keep < count:
            for row in numpy.flatnonzero(sizes == keep).tolist():
                begin, end = product.indptr[row], product.indptr[row + 1]
                if _may_be_cut(product.data[begin:end], limit):
                    rows[row] = self._whole(int(places[row]), limit, threshold)
        return rows

    def _whole(self, place: int, limit: int, threshold: float) -> Row:
        import numpy

        whole = (self._matrix @ self._matrix[[place]].T).tocoo()
        enough = whole.data >= _least(threshold)
        columns, values = whole.row[enough], whole.data[enough]
        own = numpy.zeros(len(columns), dtype=numpy.int64)
        return self._best(own, numpy.array([place]), columns, values, limit)[0]

    def _best(self, own, places, columns, values, limit: int) -> list[Row]:  # type: ignore[no-untyped-def] # numpy's
        """The best of each row, given the row of each score, the position that each row is of, and the positions and
        scores of the others."""
        import numpy

        others = columns != places[own]
        own, columns, values = own[others], columns[others].astype(numpy.int64), numpy.round(values[others], 9)
        apart = numpy.abs(self._instants[columns] - self._instants[places[own]])
        order = numpy.lexsort((columns, apart, -values, own))
        starts = numpy.searchsorted(own[order], numpy.arange(len(places) + 1)).tolist()
        found = list(zip(columns[order].tolist(), values[order].tolist(), strict=True))
        return [found[start : min(start + limit, end)] for start, end in pairwise(starts)]


def _least(threshold: float) -> float:
    return max(threshold - EPSILON, EPSILON)


def _matrix(articles: Sequence[Tagged]):  # type: ignore[no-untyped-def] # scipy's sparse types are not published
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


def _may_be_cut(scores, limit: int) -> bool:  # type: ignore[no-untyped-def] # a numpy vector, falling
    """Whether the least score kept equals the last one wanted (the article itself takes one place)."""
    return bool(scores[-1] >= scores[limit] - EPSILON)
