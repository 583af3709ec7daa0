"""What of a text is kept to find others like it: a MinHash of its shingles, 256 bytes whatever its length. The same on
every machine."""

from collections.abc import Sequence
from zlib import crc32

import msgspec
import numpy
from numpy.typing import NDArray

SHINGLE = 5
"""So many words in a row make a shingle."""

LEAST_WORDS = 20
"""Shorter texts say too little to be told apart: a caption, an empty article."""

ROWS = 4
BANDS = 16
"""Texts with the Jaccard index *s* share a band of four rows in at least one of 16 with 1 - (1 - s⁴)¹⁶: .9998 for .8,
.64 for .5, .12 for .3."""

HASHES = ROWS * BANDS

Signature = NDArray[numpy.uint32]

_ODD = numpy.uint64(0x9E3779B97F4A7C15)


def _multipliers() -> NDArray[numpy.uint64]:
    """Odd numbers that never change: a multiplicative generator begun with one."""
    found, value = [], 1
    for _ in range(HASHES):
        value = value * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        found.append(value | 1)
    return numpy.array(found, dtype=numpy.uint64)


_MULTIPLIERS = _multipliers()[:, None]


class Sketch(msgspec.Struct, frozen=True):
    """A text's signature and the number of its words."""

    signature: Signature
    words: int


def sketch_of(words: Sequence[str]) -> Sketch | None:
    """The sketch of a text's words; None if they are too few."""
    if len(words) < LEAST_WORDS:
        return None
    hashes = numpy.fromiter((crc32(word.encode()) for word in words), numpy.uint64, len(words))
    count = len(words) - SHINGLE + 1
    shingles = hashes[:count].copy()
    for number in range(1, SHINGLE):
        shingles = _mixed(shingles * _ODD + hashes[number : number + count])
    return Sketch(_smallest(shingles), len(words))


def _smallest(shingles: NDArray[numpy.uint64]) -> Signature:
    """The smallest of each hash of all shingles, a thousand at a time: half a megabyte, whatever the text."""
    found = numpy.full(HASHES, 0xFFFFFFFF, dtype=numpy.uint32)
    for start in range(0, len(shingles), 1000):
        hashes = (shingles[start : start + 1000] * _MULTIPLIERS) >> numpy.uint64(32)
        numpy.minimum(found, hashes.min(axis=1).astype(numpy.uint32), out=found)
    return found


def _mixed(values: NDArray[numpy.uint64]) -> NDArray[numpy.uint64]:
    """Spreads what differs in any bit over all of them (a step of SplitMix64)."""
    values = (values ^ (values >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    return values ^ (values >> numpy.uint64(31))
