"""The captures of a WARC or ARC file, compressed or not, damaged or not. FastWARC reads it; where that cannot, warcio
tries, which reads ARC and some damage that FastWARC does not. After damage in the middle reading begins again at the
next record."""

import base64
import hashlib
import re
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO

from fastwarc.warc import WarcRecord, WarcRecordType

from backfile.importers.webarchive.capture import MAX_PAYLOAD, Capture, Damage
from backfile.importers.webarchive.walk import Walk

WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit


def read_captures(
    stream: BinaryIO, *, wants_payload: bool = True, first: int = 0, begin: int = 0, end: int | None = None
) -> Iterator[Capture | Damage]:
    """The captures in their order, and the damage between them. The stream must be one that can be sought in. `first`
    is the number of the capture whose record begins at byte `begin`; none are read that begin at `end` or later."""
    count, told = first, -1
    start: int | None = begin
    while start is not None:
        walk = Walk(stream, start)
        fault = ""
        try:
            for record in walk.records():
                if end is not None and walk.place >= end:
                    return
                if walk.gap and told != count:
                    told = count
                    yield Damage(count, walk.gap)
                if record.record_type & WANTED:
                    yield _from_fast(count, record, walk.place, wants_payload)
                    count += 1
        except (OSError, ValueError) as error:
            fault = _reason(error)
            if not count and (yield from _slow(stream, wants_payload)):
                return
        fault = fault or walk.breaks_off()
        if fault and told != count:  # one place is one damage, however often reading began within it
            told = count
            yield Damage(count, fault)
        start = _next_record(stream, walk.place + 1) if fault and not walk.is_over else None


def capture_at(stream: BinaryIO, offset: int) -> Capture | None:
    """The capture whose record begins at that place."""
    try:
        for record in Walk(stream, offset).records():
            return _from_fast(0, record, offset, wants_payload=True)
    except (OSError, ValueError):
        return None
    return None


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


_START = re.compile(rb"(?<=\n)WARC/[01]\.|\x1f\x8b\x08[\x00-\x1f]")
_STEP = 1 << 20


def _next_record(stream: BinaryIO, after: int) -> int | None:
    """Where what looks like a record, or a compressed one, begins at or after that place."""
    place = after
    while True:
        stream.seek(place)
        part = stream.read(_STEP)
        if match := _START.search(part):
            return place + match.start()
        if len(part) < _STEP:
            return None
        place += _STEP - 8  # a record that begins across two steps


def _from_fast(number: int, record: WarcRecord, offset: int, wants_payload: bool) -> Capture:
    http = record.http_headers
    headers = {str(k).lower(): str(v) for k, v in http.items()} if http is not None else {}
    kind = record.headers.get("Content-Type", "") if http is None else headers.get("content-type", "")
    payload = record.reader.read(MAX_PAYLOAD + 1) if wants_payload or not _digest(record.headers) else b""
    return _capture(
        number,
        str(record.headers.get("WARC-Target-URI", "")),
        str(record.headers.get("WARC-Date", "")),
        (http.status_code if http is not None else 200) or 0,
        str(kind),
        headers.get("location", ""),
        _digest(record.headers) or _digest_of(payload),
        payload if wants_payload else b"",
        record.record_type == WarcRecordType.revisit,
        offset,
    )


def _slow(stream: BinaryIO, wants_payload: bool) -> Generator[Capture, None, bool]:
    """The captures of a file that FastWARC cannot begin with, read by warcio; returns whether there were any."""
    from warcio.archiveiterator import ArchiveIterator as SlowIterator  # loads much, for few files

    stream.seek(0)
    count = 0
    try:
        for record in SlowIterator(stream, arc2warc=True):
            if record.rec_type in ("response", "resource", "revisit"):
                yield _from_slow(count, record, wants_payload)
                count += 1
    except Exception:  # warcio has no one error for what it cannot read; the caller tells of damage where nothing came
        return count > 0
    return count > 0


def _from_slow(place: int, record: Any, wants_payload: bool) -> Capture:
    headers, http = record.rec_headers, record.http_headers
    payload = record.content_stream().read(MAX_PAYLOAD + 1)
    kind = http.get_header("Content-Type") if http else headers.get_header("Content-Type")
    status = int(http.get_statuscode()) if http and str(http.get_statuscode()).isdigit() else 200
    return _capture(
        place,
        headers.get_header("WARC-Target-URI") or "",
        headers.get_header("WARC-Date") or "",
        status,
        kind or "",
        (http.get_header("Location") or "") if http else "",
        _digest(headers) or _digest_of(payload),
        payload if wants_payload else b"",
        record.rec_type == "revisit",
    )


def _capture(
    place: int,
    url: str,
    date: str,
    status: int,
    kind: str,
    location: str,
    digest: str,
    payload: bytes,
    is_revisit: bool,
    offset: int = -1,
) -> Capture:
    mime, _, more = kind.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", more, re.IGNORECASE)
    return Capture(
        place,
        url.strip(" <>"),
        _iso(date),
        status,
        mime.strip().lower(),
        location,
        digest,
        payload,
        is_revisit,
        offset,
        charset[1] if charset else "",
    )


def _digest(headers: Any) -> str:
    get = getattr(headers, "get_header", None) or headers.get
    return str(get("WARC-Payload-Digest") or get("WARC-Block-Digest") or "")


def _digest_of(payload: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode() if payload else ""


_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$")
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?$")


def _iso(date: str) -> str:
    """ARC writes `20140216050221`, WARC ISO 8601 with fractions or without."""
    if match := _COMPACT.match(date):
        return "{}-{}-{}T{}:{}:{}Z".format(*match.groups())
    match = _ISO.match(date)
    return f"{match[1]}Z" if match else ""
