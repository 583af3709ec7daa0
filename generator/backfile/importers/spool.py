"""Readings between being read and being written: on disk, so that an export of 100,000 posts needs no more memory than
one of them. Links between articles can be resolved only when all have been read."""

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.importers.importer import Reading

encode_reading = msgspec.msgpack.Encoder().encode
decode_reading = msgspec.msgpack.Decoder(Reading).decode
_LENGTH = 4


class Spool:
    """Readings, encoded, in the order in which they were added. Its file goes with its folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("xb")
        self._places = array("Q")

    def add(self, data: bytes) -> int:
        """Keeps an encoded reading; its place in the file."""
        place = self._file.tell()
        self._places.append(place)
        self._file.write(len(data).to_bytes(_LENGTH, "little"))
        self._file.write(data)
        return place

    def close(self) -> "Spooled":
        """Ends the writing; what reads it again."""
        self._file.close()
        return Spooled(self.path, self._places)


class Spooled(msgspec.Struct, frozen=True):
    """The file of a spool, and where in it each reading begins."""

    path: Path
    places: Sequence[int]

    def __iter__(self) -> Iterator[Reading]:
        with self.path.open("rb") as file:
            for place in self.places:
                yield reading_at(file, place)


def reading_at(file: BinaryIO, place: int) -> Reading:
    """The reading that begins at that place of a spool's file."""
    file.seek(place)
    length = int.from_bytes(file.read(_LENGTH), "little")
    return decode_reading(file.read(length))
