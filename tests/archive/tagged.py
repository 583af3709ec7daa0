"""Articles as the tests of relatedness write them down."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pytest

from backfile.archive import relations
from backfile.archive.rows import Row
from backfile.archive.tag_weights import weight_of
from backfile.archive.tags import Tags

WAYS = (10**15, -1)
EITHER_WAY = pytest.mark.parametrize("steps", WAYS, ids=["one by one", "by matrices"])
"""However few or many rows there are: computed one after the other, and by sparse matrices."""


@contextmanager
def steps_for_few(steps: int) -> Iterator[None]:
    """Within, so many steps are few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relations, "FEW_STEPS", steps)
        yield


class Tagged(NamedTuple):
    """An article: the numbers of its terms, rising, and its instant."""

    terms: tuple[int, ...]
    instant: int


def tags_of(articles: Sequence[Tagged]) -> Tags:
    """The articles as relatedness takes them, called by their positions."""
    terms = range(1 + max((term for article in articles for term in article.terms), default=-1))
    numbers = [article.terms for article in articles]
    instants = [article.instant for article in articles]
    return Tags.of(map(str, range(len(articles))), map(str, terms), numbers, instants)


def weights_of(articles: Sequence[Tagged]) -> dict[int, float]:
    """What each term weighs."""
    terms = {term for article in articles for term in article.terms}
    return {term: weight_of(sum(term in a.terms for a in articles), len(articles)) for term in terms}


def comparable(rows: Iterable[Row]) -> list[Row]:
    """The rows with scores rounded, as the sums of floats differ in their last bits."""
    return [[(other, round(value, 6)) for other, value in row] for row in rows]
