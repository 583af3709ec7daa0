"""Goes from record to record of a WARC and notices what FastWARC passes over without a word: bytes between two records
that are none, and an end within a record."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

GZIP = b"\x1f\x8b"
HEADER_BYTES = 1 << 16
FIRST_BYTES = 2048
"""Nearly every header is shorter: reading the most that one may have of each record doubled what is read in all."""

BETWEEN = 8
"""Bytes that may stand between two records: line ends, of which some writers leave more than two."""

_LENGTH = re.compile(rb"^Content-Length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)
_CHUNK = 1 << 20


class Walk:
    """A walk over the records of `stream` from `start`. `place` is where the last record began; `gap` tells what is
    wrong with it or before it."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream = stream
        self._start = start
        self._end: int | None = None
        self.place = start
        self.gap = ""
        self.is_over = False

    def records(self) -> Iterator[WarcRecord]:
        """Every record. Raises OSError where it cannot go on."""
        self._stream.seek(self._start)
        for record in ArchiveIterator(self._stream, parse_http=True, auto_decode="all"):
            self.place = record.stream_pos  # counted from the beginning of the stream, wherever the walk began
            self.gap = self._gap_before(record)
            here = self._stream.tell()
            self._end = self._end_of(self.place)
            self._stream.seek(here)
            yield record
        self.is_over = True

    def _gap_before(self, record: WarcRecord) -> str:
        if self._end is not None and self.place > self._end + BETWEEN:
            return "there are bytes that are no record"
        return "" if record.headers.get("WARC-Type") else "a record does not say of which type it is"

    def _end_of(self, place: int) -> int | None:
        """Where the record at `place` ends, where that can be told without unpacking it."""
        self._stream.seek(place)
        start = self._stream.read(FIRST_BYTES)
        if not start.startswith(b"WARC/"):
            return None
        if b"\r\n\r\n" not in start:
            start += self._stream.read(HEADER_BYTES - FIRST_BYTES)
        head, found, _ = start.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return place + len(head) + 4 + int(length[1]) if found and length else None

    def breaks_off(self) -> str:
        """Why the last record is not whole; empty where it is."""
        self._stream.seek(0, 2)
        size = self._stream.tell()
        if self._end is not None:
            return "it breaks off within a record" if self._end > size else ""
        self._stream.seek(self.place)
        return "it breaks off within a record" if self._is_cut_gzip() else ""

    def _is_cut_gzip(self) -> bool:
        part = self._stream.read(_CHUNK)
        if not part.startswith(GZIP):
            return False
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while part and not unpacker.eof:
                unpacker.decompress(part, _CHUNK)
                part = unpacker.unconsumed_tail or self._stream.read(_CHUNK)
        except zlib.error:
            return True
        return not unpacker.eof
