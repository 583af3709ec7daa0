"""The accounts of an import's articles on disk: those of 100,000 posts, with what was found where, took 150 MB."""

import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

import msgspec

from backfile.importers.report import Outcome

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Outcome).decode
_LENGTH = 4


class Outcomes(Collection[Outcome]):
    """Outcomes in the order in which they were added, as often as they are asked for. Their file has no name and goes
    with the process."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 # it goes with the process
        self._count = 0

    def add(self, outcome: Outcome) -> None:
        """Keeps an outcome."""
        data = _encode(outcome)
        self._file.write(len(data).to_bytes(_LENGTH, "little"))
        self._file.write(data)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __contains__(self, outcome: object) -> bool:
        return any(one == outcome for one in self)

    def __iter__(self) -> Iterator[Outcome]:
        self._file.flush()
        place = 0
        while True:
            self._file.seek(place)
            size = self._file.read(_LENGTH)
            if not size:
                return
            length = int.from_bytes(size, "little")
            yield _decode(self._file.read(length))
            place += _LENGTH + length
