"""Captures come out of web archives whole, and damage costs what it hit and nothing more."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.webarchive.capture import Capture, Damage
from backfile.importers.webarchive.reading import read_captures

PAGE = "<!doctype html><title>Lock {n}</title><p>A chamber with a gate at either end, the {n}th.</p>"


def record(number: int, kind: str = "response", status: str = "200 OK", body: str = "", more: str = "") -> bytes:
    """A WARC record of a page of its own."""
    text = (body or PAGE.format(n=number)).encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n".encode() + text
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"WARC-Target-URI: https://example.com/{number}\r\nWARC-Date: 2020-10-15T09:30:{number:02}Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def arc(number: int) -> bytes:
    """An ARC record of the same."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.format(n=number).encode()
    return f"https://example.com/{number} 192.0.2.1 20201015093000 text/html {len(http)}\n".encode() + http + b"\n"


ARC_VERSION = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n"
ARC_HEAD = b"filedesc://a.arc 0.0.0.0 20201015093000 text/plain %d\n%s\n" % (len(ARC_VERSION), ARC_VERSION)


def read(data: bytes) -> tuple[list[Capture], list[Damage]]:
    """The captures and the damage."""
    found = list(read_captures(io.BytesIO(data)))
    return [c for c in found if isinstance(c, Capture)], [d for d in found if isinstance(d, Damage)]


@pytest.mark.parametrize("packed", [False, True])
def test_warc(packed: bool) -> None:
    """Address, instant, status and bytes of each, compressed record by record or not at all."""
    records = [record(n) for n in range(3)]
    captures, damage = read(b"".join(map(gzip.compress, records) if packed else records))
    assert damage == []
    assert [c.url for c in captures] == [f"https://example.com/{n}" for n in range(3)]
    assert [c.date for c in captures] == [f"2020-10-15T09:30:0{n}Z" for n in range(3)]
    assert [c.payload.decode() for c in captures] == [PAGE.format(n=n) for n in range(3)]
    assert all(c.is_page for c in captures)


def test_arc() -> None:
    """The format before WARC."""
    captures, damage = read(ARC_HEAD + arc(1) + arc(2))
    assert damage == []
    assert [(c.url, c.date, c.is_page) for c in captures] == [
        (f"https://example.com/{n}", "2020-10-15T09:30:00Z", True) for n in (1, 2)
    ]


def test_a_redirect_is_no_page_and_says_where_it_leads() -> None:
    """With its status."""
    ((capture,), _) = read(record(1, status="301 Moved", more="Location: https://example.com/new\r\n"))
    assert (capture.status, capture.location, capture.is_page) == (301, "https://example.com/new", False)


@pytest.mark.parametrize("packed", [False, True])
def test_damage_in_the_middle_costs_one_record(packed: bool) -> None:
    """What follows is found again, and the damage is told once."""
    records = [gzip.compress(record(n)) if packed else record(n) for n in range(5)]
    records[2] = records[2][:10] + bytes(60) + records[2][70:]
    captures, damage = read(b"".join(records))
    assert [c.url[-1] for c in captures] == ["0", "1", "3", "4"]
    assert [d.after for d in damage] == [2]


def test_an_archive_that_breaks_off_gives_what_it_has() -> None:
    """And says that it does."""
    data = gzip.compress(record(0)) + gzip.compress(record(1))[:-40]
    captures, damage = read(data)
    assert captures[0].url == "https://example.com/0"
    assert damage


@given(place=st.integers(0, 1200), data=st.binary(max_size=30))
def test_no_damage_is_a_crash(place: int, data: bytes) -> None:
    """Bytes put in anywhere."""
    whole = record(0) + record(1)
    read(whole[:place] + data + whole[place:])
    packed = gzip.compress(whole)
    read(packed[:place] + data + packed[place + len(data) :])


def test_reading_may_begin_at_any_record() -> None:
    """And ends before another: each capture says the place at which it can be read again."""
    data = b"".join(map(record, range(4)))
    places = [capture.offset for capture in read(data)[0]]
    assert places == [len(record(0)) * number for number in range(4)]
    found = list(read_captures(io.BytesIO(data), first=1, begin=places[1], end=places[3]))
    assert found == read(data)[0][1:3]
