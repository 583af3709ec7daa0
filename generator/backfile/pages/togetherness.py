"""How much it tells that a tag appears with a term: cosine, but for the sizes, which go in steps. What a tag weighs is
shown on the fronts of other terms, and would change them with each of its articles."""

LEAST_TOGETHER = 2
"""One article in common is chance."""


def is_telling(together: int) -> bool:
    """Whether so many articles in common tell anything."""
    return together >= LEAST_TOGETHER


def size_step(having: int) -> int:
    """The size of a tag that so many articles have (at least one), as it counts: the power of two below or at it."""
    return 1 << (having.bit_length() - 1)


def strength(together: int, having: int) -> float:
    """The square of the cosine between a term and a tag that `having` articles have, `together` of them with the term,
    times the term's own size, which is the same for all of its tags. Exact, so that ties are ties."""
    return together * together / size_step(having)
