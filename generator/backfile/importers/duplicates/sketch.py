"""What of a text is kept to find others like it: a MinHash of its shingles, 256 bytes whatever its length. The same on
every machine."""

import re
import sys
from collections.abc import Sequence
from zlib import crc32

import numpy
from numpy.typing import NDArray

from backfile.importers.duplicates.gist import Gist
from backfile.importers.duplicates.words import pictures_in, words_of

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

_HALF = numpy.uint64(32)
_AT_ONCE = 512
_ODD = numpy.uint64(0x9E3779B97F4A7C15)


_MOST_KEPT = 50_000
"""Words whose hashes are kept: some 8 MB, and nearly all the words of an archive's texts."""


class _Hashes(dict[str, bytes]):
    """The hash of each word that was met, as 8 bytes. To look it up takes a third of the time of making it, and bytes
    become an array in a third of the time of numbers."""

    def __missing__(self, word: str) -> bytes:
        value = self[word] = crc32(word.encode()).to_bytes(8, sys.byteorder)
        return value


_HASHES = _Hashes()


def _multipliers() -> NDArray[numpy.uint64]:
    """Odd numbers that never change: a multiplicative generator begun with one."""
    found, value = [], 1
    for _ in range(HASHES):
        value = value * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        found.append(value | 1)
    return numpy.array(found, dtype=numpy.uint64)


_MULTIPLIERS = _multipliers()[:, None]
_ROOM = numpy.empty((HASHES, _AT_ONCE), dtype=numpy.uint64)
"""Where hashes are computed, one text after the other: new memory for each took three times as long as computing."""


def gist_of(text: str, title: str, date: str) -> Gist:
    """The gist of a Markdown text with that title and date, of which only the day counts."""
    words = words_of(text)
    day = re.sub(r"\D", "", date[:10])
    subject = crc32(" ".join((*words_of(title), day)).encode())
    return Gist(signature_of(words), len(words), pictures_in(text), subject)


def signature_of(words: Sequence[str]) -> bytes:
    """The signature of a text by its words; empty if they are too few."""
    if len(words) < LEAST_WORDS:
        return b""
    hashes = numpy.frombuffer(b"".join(map(_HASHES.__getitem__, words)), numpy.uint64)
    if len(_HASHES) > _MOST_KEPT:
        _HASHES.clear()
    count = len(words) - SHINGLE + 1
    shingles = hashes[:count].copy()
    for number in range(1, SHINGLE):
        shingles *= _ODD
        shingles += hashes[number : number + count]
        _mix(shingles)
    return _smallest(shingles).tobytes()


def _smallest(shingles: NDArray[numpy.uint64]) -> Signature:
    """The upper half of the smallest of each hash of all shingles, some hundred at a time: a
    quarter of a megabyte, whatever the text."""
    found = numpy.full(HASHES, 0xFFFFFFFFFFFFFFFF, dtype=numpy.uint64)
    for start in range(0, len(shingles), _AT_ONCE):
        some = shingles[start : start + _AT_ONCE]
        hashes = numpy.multiply(some, _MULTIPLIERS, out=_ROOM[:, : len(some)])
        numpy.minimum(found, hashes.min(axis=1), out=found)
    return (found >> _HALF).astype(numpy.uint32)


def _mix(values: NDArray[numpy.uint64]) -> None:
    """Spreads what differs in any bit over all of them, in place (a step of SplitMix64)."""
    values ^= values >> numpy.uint64(30)
    values *= numpy.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> numpy.uint64(31)
