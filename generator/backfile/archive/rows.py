"""The related ones of every article, in a tenth of the memory that lists of pairs take."""

from bisect import bisect_right
from collections.abc import Collection, Iterator

import msgspec

Row = list[tuple[int, float]]
"""The positions and scores of an article's related ones, best first."""


class Rows(msgspec.Struct, frozen=True):
    """A row for each article, one after the other: where each begins and the last one ends (64-bit numbers), the
    positions (32-bit) and the scores (64-bit floats), all in this machine's order of bytes."""

    starts: bytes = bytes(8)
    others: bytes = b""
    scores: bytes = b""

    @classmethod
    def empty(cls, count: int) -> "Rows":
        """Rows of that many articles without related ones."""
        return cls(starts=bytes(8 * (count + 1)))

    def __len__(self) -> int:
        return len(self.starts) // 8 - 1

    def __getitem__(self, place: int) -> Row:
        starts = memoryview(self.starts).cast("q")
        begin, end = starts[place], starts[place + 1]
        others, scores = memoryview(self.others).cast("i"), memoryview(self.scores).cast("d")
        return list(zip(others[begin:end], scores[begin:end], strict=True))

    def showing(self, positions: Collection[int]) -> tuple[int, ...]:
        """The rising positions of the articles that have one of these among their related ones."""
        starts, others = memoryview(self.starts).cast("q"), memoryview(self.others).cast("i")
        wanted = frozenset(positions)
        entries = [entry for entry, other in enumerate(others) if other in wanted]
        return tuple(sorted({bisect_right(starts, entry) - 1 for entry in entries}))

    def __iter__(self) -> Iterator[Row]:
        return map(self.__getitem__, range(len(self)))
