"""Related articles from shared tags: exact, not sampled. Numbers in, numbers out; knows no article.

The score of two articles is the cosine of their tag vectors, each tag weighted by its rarity, log2((n + 1) / articles
that have it), so that a tag on every article counts for almost nothing. Rarity goes by steps of half a bit: one more
article among thousands then leaves every other score, and so every other page, as it was. Ties go to the nearer
date, then to the lower position.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log2, sqrt

import msgspec

EPSILON = 1e-9
"""Scores nearer than this are equal: sums of floats may differ in their last bits with the order of adding."""

LEAST_WEIGHT = 1 / 64
_SLACK = 24


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
) -> list[list[tuple[int, float]]]:
    """For each article the positions and scores of its related ones, best first, at most `limit`. `watched` sees the
    positions go by as they are done.

    A sparse matrix product that keeps the best of each row (`sparse_dot_topn`) does it; a row whose last kept scores
    tie, so that some of the tied may have been left out, is computed whole.
    """
    if limit < 1 or len(articles) < 2 or not any(article.terms for article in articles):
        return [[] for _ in articles]
    import numpy
    from sparse_dot_topn import sp_matmul_topn

    matrix = _matrix(articles)
    keep = min(limit + 1 + _SLACK, len(articles))
    least = max(threshold - EPSILON, EPSILON)
    product = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=keep, threshold=least, sort=True)
    instants = numpy.array([article.instant for article in articles], dtype=numpy.int64)
    rows = []
    for row in watched(range(len(articles))):
        begin, end = product.indptr[row], product.indptr[row + 1]
        columns, scores = product.indices[begin:end], product.data[begin:end]
        if end - begin == keep < len(articles) and _may_be_cut(scores, limit):
            whole = (matrix @ matrix[row].T).tocoo()
            enough = whole.data >= least
            columns, scores = whole.row[enough], whole.data[enough]
        rows.append(_best(row, columns, scores, instants, limit))
    return rows


def _matrix(articles: Sequence[Tagged]):  # type: ignore[no-untyped-def] # scipy's sparse types are not published
    import numpy
    from scipy.sparse import csr_matrix

    weights = weights_of(articles)
    columns, values, starts = [], [], [0]
    for article in articles:
        norm = _norm(article, weights)
        for term in sorted(set(article.terms)):
            columns.append(term)
            values.append(weights[term] / norm)
        starts.append(len(columns))
    width = max(weights) + 1
    data = (numpy.array(values), numpy.array(columns, dtype=numpy.int32), numpy.array(starts, dtype=numpy.int32))
    return csr_matrix(data, shape=(len(articles), width))


def _may_be_cut(scores, limit: int) -> bool:  # type: ignore[no-untyped-def] # a numpy vector, falling
    """Whether the least score kept equals the last one wanted (the article itself takes one place)."""
    return bool(scores[-1] >= scores[limit] - EPSILON)


def _best(  # type: ignore[no-untyped-def] # numpy vectors of one length
    row: int, columns, scores, instants, limit: int
) -> list[tuple[int, float]]:
    import numpy

    others = columns != row
    columns, scores = columns[others], numpy.round(scores[others], 9)
    apart = numpy.abs(instants[columns] - instants[row])
    order = numpy.lexsort((columns, apart, -scores))[:limit]
    return [(int(columns[place]), float(scores[place])) for place in order]
