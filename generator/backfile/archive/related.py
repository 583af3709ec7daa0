"""Related articles from shared tags: exact, not sampled. Numbers in, numbers out; knows no article.

The score of two articles is the cosine of their tag vectors, each tag weighted by its rarity (`tag_weights.py`), so
that a tag on every article counts for almost nothing. Ties go to the nearer date, then to the lower position.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from math import sqrt

from backfile.archive.relations import Relations, rows_of
from backfile.archive.rows import Rows
from backfile.archive.tag_vectors import TagVectors
from backfile.archive.tags import Tags


def score(first: Collection[int], second: Collection[int], weights: Mapping[int, float]) -> float:
    """The cosine of two articles, given the terms of each, 0 to 1."""
    shared = sum(weights[term] ** 2 for term in set(first) & set(second))
    if not shared:
        return 0.0
    return shared / (_norm(first, weights) * _norm(second, weights))


def _norm(terms: Collection[int], weights: Mapping[int, float]) -> float:
    return sqrt(sum(weights[term] ** 2 for term in terms))


def related(
    tags: Tags,
    limit: int,
    threshold: float,
    watched: Callable[[Iterable[int]], Iterable[int]] = iter,
) -> Rows:
    """For each article the positions and scores of its related ones, best first, at most `limit`. `watched` sees the
    positions go by as they are done."""
    count = len(tags)
    if limit < 1 or count < 2 or not tags.numbers:
        return Rows.empty(count)
    return rows_of(Relations(TagVectors(tags)).rows(range(count), limit, threshold, watched))
