"""Inputs that tell how much of them has been read, for what an importer reads before the first article."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.build.request import Progress
from backfile.importers.importer import Input

STEP = 1 << 20
"""Bytes between two words: a disk gives so many in a few milliseconds."""


def watched(inputs: Sequence[Input], stage: str, progress: Progress) -> tuple[Input, ...]:
    """The same inputs; what is read of them is told as megabytes of the whole."""
    watch = _Watch(stage, sum(map(_size, inputs)), progress)
    return tuple(msgspec.structs.replace(item, open=partial(_open, item, watch)) for item in inputs)


def _size(item: Input) -> int:
    try:
        return Path(item.name).stat().st_size
    except OSError:
        return 0


class _Watch:
    def __init__(self, stage: str, total: int, progress: Progress) -> None:
        self._stage, self._total, self._progress = stage, total, progress
        self._read = self._told = 0

    def __call__(self, count: int) -> None:
        self._read += count
        if self._read - self._told >= STEP:
            self._told = self._read
            done = min(self._read, self._total)
            self._progress(f"{self._stage}, MB", done >> 20, self._total >> 20)


def _open(item: Input, watch: _Watch) -> BinaryIO:
    return io.BufferedReader(_Counted(item.open(), watch), 1 << 16)


class _Counted(io.RawIOBase):
    """A stream that tells how far it was read."""

    def __init__(self, stream: BinaryIO, watch: _Watch) -> None:
        self._stream, self._watch, self._reach = stream, watch, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, place: int, whence: int = 0, /) -> int:
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override] # typeshed's Buffer
        count = self._stream.readinto(buffer)  # type: ignore[attr-defined] # every binary stream has it
        reach = self._stream.tell()
        if reach > self._reach:  # what is read a second time is no news
            self._watch(reach - self._reach)
            self._reach = reach
        return int(count)

    def close(self) -> None:
        self._stream.close()
        super().close()
