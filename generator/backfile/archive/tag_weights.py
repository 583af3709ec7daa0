"""What a tag weighs: the rarer it is, the more."""

from math import log2

LEAST_WEIGHT = 1 / 64


def weight_of(having: int, count: int) -> float:
    """The rarity, log2((count + 1) / having), of a term that `having` of `count` articles have, in steps of half a bit:
    one more article among thousands then leaves every other score, and so every other page, as it was."""
    return max(round(2 * log2((count + 1) / having)) / 2, LEAST_WEIGHT)
