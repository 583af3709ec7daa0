"""The tags of all articles as relatedness sees them: flat vectors, which are read and written as they lie in memory."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

import msgspec


class Tags(msgspec.Struct, frozen=True):
    """What each article is called for good (its address), the key of each term by its number, and three vectors in this
    machine's order of bytes: where the terms of each article begin and the last one's end (64-bit numbers), the terms'
    numbers (32-bit; rising and none twice within an article), the articles' instants in seconds (64-bit)."""

    ids: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    starts: bytes = bytes(8)
    numbers: bytes = b""
    instants: bytes = b""

    @classmethod
    def of(
        cls, ids: Iterable[str], terms: Iterable[str], numbers: Sequence[Sequence[int]], instants: Iterable[int]
    ) -> "Tags":
        """From the numbers of each article's terms, which must rise, and its instant. Raises ValueError where
        addresses, terms and instants are not of equally many articles."""
        starts = array("q", accumulate(map(len, numbers), initial=0))
        flat = array("i", chain.from_iterable(numbers))
        made = cls(tuple(ids), tuple(terms), starts.tobytes(), flat.tobytes(), array("q", instants).tobytes())
        if not len(made.ids) == len(numbers) == len(made.instants) // 8:
            raise ValueError("addresses, terms and instants are not of equally many articles")
        return made

    def __len__(self) -> int:
        return len(self.ids)
