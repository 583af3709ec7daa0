"""Parts of an export, each to be read alone: where its items are, so that nobody looks for them a second time."""

from collections.abc import Iterator
from struct import Struct

import msgspec

from backfile.importers.exports.splitting import Chunk
from backfile.importers.importer import Input
from backfile.importers.wordpress.export import Head

PART_BYTES = 1 << 20
"""About 100 to 300 posts, which take some tenths of a second to read."""

_PLACE = Struct("<QQQ?")


class Part(msgspec.Struct, frozen=True):
    """Items that stand one after the other. `places` are packed, for a million of them is nothing rare: byte, length
    and line of each, and whether its end is missing."""

    head: Head
    places: bytes


class Cutter:
    """Makes parts of the elements that it is shown, in their order."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._places = bytearray()
        self._size = 0
        self._head = Head()

    def add(self, head: Head, chunk: Chunk) -> None:
        """Takes in an element; only items become articles."""
        if chunk.name != "item":
            return
        self._head = head
        self._places += _PLACE.pack(chunk.start, len(chunk.data), chunk.line, chunk.is_cut)
        self._size += len(chunk.data)
        if self._size >= PART_BYTES:
            self._end_part()

    def parts(self) -> tuple[Part, ...]:
        """All parts."""
        self._end_part()
        return tuple(self._parts)

    def _end_part(self) -> None:
        if self._places:
            self._parts.append(Part(self._head, bytes(self._places)))
        self._places, self._size = bytearray(), 0


def chunks_at(item: Input, part: Part) -> Iterator[tuple[Head, Chunk]]:
    """The elements of a part, unread, with the export's head. Raises OSError."""
    with item.open() as stream:
        for start, length, line, is_cut in _PLACE.iter_unpack(part.places):
            stream.seek(start)
            yield part.head, Chunk("item", stream.read(length), line, is_cut, start)
