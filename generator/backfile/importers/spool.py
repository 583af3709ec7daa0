"""Readings between being read and being written: on disk, so that an export of 100,000 posts needs no more memory than
one of them. Links between articles can be resolved only when all have been read."""

import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from backfile.importers.importer import Reading

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Reading).decode
_LENGTH = 4


class Spool:
    """Readings in the order in which they were added, as often as they are asked for. Its file has no name and goes
    with the process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 # closed by close()
        self._offsets = array("Q")

    def __len__(self) -> int:
        return len(self._offsets)

    def add(self, reading: Reading) -> None:
        """Keeps a reading."""
        data = _encode(reading)
        self._offsets.append(self._file.tell())
        self._file.write(len(data).to_bytes(_LENGTH, "little"))
        self._file.write(data)

    def __iter__(self) -> Iterator[Reading]:
        self._file.flush()
        self._file.seek(0)
        while length := self._file.read(_LENGTH):
            yield _decode(self._file.read(int.from_bytes(length, "little")))

    def at(self, number: int) -> Reading:
        """The reading that was added as that, 0 the first. Not while all are asked for."""
        self._file.flush()
        self._file.seek(self._offsets[number])
        return _decode(self._file.read(int.from_bytes(self._file.read(_LENGTH), "little")))

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()
