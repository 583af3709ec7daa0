"""Finds which texts may be alike among very many, from their sketches alone: 300 bytes an article, and never everybody
with everybody."""

from array import array
from collections.abc import Iterator, Sequence

import msgspec
import numpy
from numpy.typing import NDArray

from backfile.importers.duplicates.sketch import BANDS, HASHES, ROWS

WINDOW = 16
"""So many neighbours are looked at of each text that shares a band. Of the more that may share one (a notice that came
a thousand times) these are the ones with its title and day."""

LIKELY = 0.65
"""The share of equal hashes from which two texts are compared; with the index .8 it is smaller once in 500 times."""

MOST = 8
"""So many of the likeliest of each are compared."""

_MIX = numpy.uint64(0x9E3779B97F4A7C15)

Numbers = NDArray[numpy.int64]


class Rank(msgspec.Struct, frozen=True, order=True):
    """By what the better of two stories is told: the smaller rank stays. Written in the archive before, more pictures,
    more words, a date, an earlier one, a shorter address."""

    is_new: int
    pictures: int
    words: int
    is_undated: int
    instant: int
    address: int


class Candidates:
    """Sketches of texts by the order in which they came, 0 for the first."""

    def __init__(self) -> None:
        self._signatures = bytearray()
        self._ranks = array("q")
        self._subjects = array("Q")

    def __len__(self) -> int:
        return len(self._subjects)

    def add(self, signature: bytes, rank: Rank, subject: int) -> None:
        """Takes in a text by its signature, which is not empty; `subject` is a number that those of one title and day
        share."""
        self._signatures += signature
        self._ranks.extend((rank.is_new, rank.pictures, rank.words, rank.is_undated, rank.instant, rank.address))
        self._subjects.append(subject)

    def pairs(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each new text that may be like better ones, and those, the likeliest first; the best text first."""
        if not len(self):
            return
        signatures = numpy.frombuffer(self._signatures, dtype=numpy.uint32).reshape(-1, HASHES)
        ranks = numpy.frombuffer(self._ranks, dtype=numpy.int64).reshape(len(self), -1)
        subjects = numpy.frombuffer(self._subjects, dtype=numpy.uint64)
        order = numpy.lexsort(ranks.T[::-1])  # equal ones as they came
        places = numpy.empty(len(self), dtype=numpy.int64)
        places[order] = numpy.arange(len(self))
        first_new = int(len(self) - ranks[:, 0].sum())
        found = _sharing(signatures, subjects, places, first_new)
        worse, better, shares = _likely(found, order, signatures)
        for start, end in _runs(worse):
            best = numpy.lexsort((better[start:end], -shares[start:end]))[:MOST]
            yield int(order[worse[start]]), tuple(int(order[place]) for place in better[start:end][best])


def _sharing(signatures: NDArray[numpy.uint32], subjects: NDArray[numpy.uint64], places: Numbers, new: int) -> Numbers:
    """The pairs that share a band as one number each: the worse one's place times their count, and the better one's."""
    found = numpy.empty(0, dtype=numpy.int64)
    for band in range(BANDS):
        keys = _key(signatures[:, band * ROWS : (band + 1) * ROWS])
        order = numpy.lexsort((places, subjects, keys))
        keys, placed = keys[order], places[order]
        for step in range(1, min(WINDOW, len(keys) - 1) + 1):
            is_pair = keys[step:] == keys[:-step]
            one, other = placed[step:][is_pair], placed[:-step][is_pair]
            worse, better = numpy.maximum(one, other), numpy.minimum(one, other)
            pairs = (worse * len(places) + better)[worse >= new]
            found = numpy.union1d(found, pairs) if len(pairs) else found
    return found


def _key(rows: NDArray[numpy.uint32]) -> NDArray[numpy.uint64]:
    key = numpy.zeros(len(rows), dtype=numpy.uint64)
    for column in range(rows.shape[1]):
        key = (key ^ rows[:, column]) * _MIX
        key ^= key >> numpy.uint64(29)
    return key


def _likely(
    found: Numbers, order: Numbers, signatures: NDArray[numpy.uint32]
) -> tuple[Numbers, Numbers, NDArray[numpy.float64]]:
    """The places of the worse and the better of each pair that is worth comparing, and their share of equal hashes."""
    worse, better = numpy.divmod(found, len(order))
    shares = numpy.empty(len(found))
    for start in range(0, len(found), 10_000):  # 5 MB at a time
        part = slice(start, start + 10_000)
        shares[part] = (signatures[order[worse[part]]] == signatures[order[better[part]]]).mean(axis=1)
    likely = shares >= LIKELY
    return worse[likely], better[likely], shares[likely]


def _runs(values: Sequence[int] | Numbers) -> Iterator[tuple[int, int]]:
    """Where each stretch of equal values begins and ends."""
    starts = [0, *(int(place) + 1 for place in numpy.flatnonzero(numpy.diff(values)))]
    return zip(starts, [*starts[1:], len(values)], strict=True) if len(values) else iter(())
