"""The tag vectors of all articles, each of the length 1, in numpy's arrays: by article and by term."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from backfile.archive.tag_weights import weight_of
from backfile.archive.tags import Tags

if TYPE_CHECKING:  # numpy is loaded where there is something to compute
    from numpy.typing import NDArray

_BITS = 32
"""An article's position takes so many bits, so that it can be sorted together with a term's number."""


class TagVectors:
    """What `Tags` says and what follows from it, computed when it is asked for.

    `starts`, `sizes`, `numbers` and `instants` are as in `Tags`; `having` tells how many articles have each term, and
    `weights` what it weighs (not a number where nobody has it).
    """

    def __init__(self, tags: Tags) -> None:
        import numpy

        self.starts = numpy.frombuffer(tags.starts, dtype=numpy.int64)
        self.numbers = numpy.frombuffer(tags.numbers, dtype=numpy.int32)
        self.instants = numpy.frombuffer(tags.instants, dtype=numpy.int64)
        self.sizes = numpy.diff(self.starts)
        self.having = numpy.bincount(self.numbers, minlength=len(tags.terms))
        self.weights = _weights(self.having, len(tags))

    def __len__(self) -> int:
        return len(self.instants)

    @cached_property
    def own(self) -> "NDArray[Any]":
        """The article that each of `numbers` is of."""
        import numpy

        return numpy.repeat(numpy.arange(len(self)), self.sizes)

    @cached_property
    def values(self) -> "NDArray[Any]":
        """What each of `numbers` weighs in its article's vector."""
        values: NDArray[Any] = self.weights[self.numbers] / self._norms[self.own]
        return values

    @cached_property
    def _norms(self) -> "NDArray[Any]":
        import numpy

        squares = self.weights[self.numbers] ** 2
        return numpy.sqrt(numpy.bincount(self.own, weights=squares, minlength=len(self)))

    @cached_property
    def _members(self) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
        """The articles of each term, one term after the other; what the term weighs in each; where each term begins and
        the last one ends."""
        import numpy

        both = numpy.sort((self.numbers.astype(numpy.int64) << _BITS) | self.own)  # a fifth of what argsort takes
        articles = both & ((1 << _BITS) - 1)
        values = self.weights[both >> _BITS] / self._norms[articles]
        return articles, values, numpy.concatenate(([0], numpy.cumsum(self.having)))

    def scores(self, place: int) -> "NDArray[Any]":
        """The cosine of one article with each, itself included."""
        import numpy

        articles, values, starts = self._members
        terms = self.numbers[self.starts[place] : self.starts[place + 1]].tolist()
        if not terms:
            return numpy.zeros(len(self))
        ranges = [slice(starts[term], starts[term + 1]) for term in terms]
        own = self.values[self.starts[place] : self.starts[place + 1]].tolist()
        products = numpy.concatenate([value * values[found] for value, found in zip(own, ranges, strict=True)])
        return numpy.bincount(
            numpy.concatenate([articles[found] for found in ranges]), weights=products, minlength=len(self)
        )

    @cached_property
    def products(self) -> "NDArray[Any]":
        """How many products of two numbers it takes to compare each article with all."""
        import numpy

        sums = numpy.concatenate(([0], numpy.cumsum(self.having[self.numbers])))
        return sums[self.starts[1:]] - sums[self.starts[:-1]]


def _weights(having: "NDArray[Any]", count: int) -> "NDArray[Any]":
    """Few numbers of articles are different ones, so that each is worked out once."""
    import numpy

    distinct, which = numpy.unique(having, return_inverse=True)
    return numpy.array([weight_of(found, count) if found else numpy.nan for found in distinct.tolist()])[which]
