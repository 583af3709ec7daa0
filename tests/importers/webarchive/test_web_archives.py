"""Each page of a web archive is read once, with its pictures from the archive."""

import gzip
import io
import zipfile
from functools import partial
from pathlib import Path

import pytest

from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.webarchive import WebArchives

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def page(name: str, more: str = "") -> str:
    """A page with an article."""
    text = "".join(
        f"<p>A {name} is a thing of canals, and paragraph {n} says so in a sentence that is long enough to be taken "
        "for the running text of an article and not for a caption or a menu.</p>"
        for n in range(5)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>About the {name}</title>'
        '<meta property="article:published_time" content="2020-10-15"></head>'
        f"<body><article><h1>About the {name}</h1>{text}{more}</article></body></html>"
    )


def record(
    url: str,
    body: str | bytes,
    kind: str = "text/html",
    status: str = "200 OK",
    date: str = "2021-01-01",
    more: str = "",
) -> bytes:
    """A WARC record of a server's answer."""
    data = body.encode() if isinstance(body, str) else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


ARCHIVE = b"".join(
    [
        record("https://example.com/lock", page("lock", '<p><img src="/gate.png" alt="A gate"></p>')),
        record("https://example.com/gate.png", PNG, "image/png"),
        record("https://example.com/lock?print", page("lock", '<p><img src="/gate.png" alt="A gate"></p>')),
        record("https://example.com/old", "", status="301 Moved", more="Location: https://example.com/weir\r\n"),
        record("https://example.com/weir", page("weir"), date="2020-01-01"),
        record("https://example.com/weir", page("weir", "<p>It was built anew.</p>"), date="2022-01-01"),
        record("https://example.com/gone", page("river"), status="404 Not Found"),
    ]
)


def read(tmp_path: Path, data: bytes, name: str = "a.warc.gz") -> list[Reading]:
    """The readings of an archive."""
    path = tmp_path / name
    path.write_bytes(data)
    (tmp_path / "scratch").mkdir()
    importer, context = WebArchives(), ImportContext(scratch=str(tmp_path / "scratch"))
    item = Input(str(path), partial(path.open, "rb"))
    lesson = importer.learn([item], context)
    return list(importer.read(item, lesson, context))


def test_it_is_an_importer() -> None:
    """As the protocol has it."""
    assert isinstance(WebArchives(), Importer)


def test_each_page_is_read_once(tmp_path: Path) -> None:
    """Not the same bytes under another address, not an earlier capture, no error; what is left out is accounted for."""
    readings = read(tmp_path, ARCHIVE)
    drafts = {reading.draft.origin_url: reading.draft for reading in readings if reading.draft}
    assert sorted(drafts) == ["https://example.com/lock", "https://example.com/weir"]
    weir, lock = drafts["https://example.com/weir"], drafts["https://example.com/lock"]
    assert "built anew" in weir.body
    assert weir.retrieved == "2022-01-01T00:00:00Z"
    assert "https://example.com/old" in weir.addresses
    assert "https://example.com/lock?print" in lock.addresses
    skipped = [reading.skipped for reading in readings if reading.skipped]
    assert len(skipped) == 3
    assert "3 captures are no pages" in skipped[-1]


def test_pictures_come_from_the_archive(tmp_path: Path) -> None:
    """As files, with the bytes that were captured."""
    draft = next(reading.draft for reading in read(tmp_path, ARCHIVE) if reading.draft)
    (picture,) = draft.attachments
    assert Path(picture.path).read_bytes() == PNG
    assert Path(picture.path).name == "gate.png"


def test_a_wacz_is_unpacked(tmp_path: Path) -> None:
    """It is a zip with archives in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as wacz:
        wacz.writestr("datapackage.json", "{}")
        wacz.writestr("archive/data.warc.gz", ARCHIVE)
    assert WebArchives().recognise("a.wacz", packed.getvalue()[:1000]) > 0.9
    readings = read(tmp_path, packed.getvalue(), "a.wacz")
    assert sum(reading.draft is not None for reading in readings) == 2


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a zip", ARCHIVE[:200]])
def test_a_broken_archive_is_told(tmp_path: Path, data: bytes) -> None:
    """With a problem or a warning, and no traceback."""
    readings = read(tmp_path, data, "a.wacz" if data.startswith(b"PK") else "a.warc.gz")
    assert any(reading.problems for reading in readings)


def test_archives_are_recognised_by_what_they_hold() -> None:
    """Whatever they are called."""
    importer = WebArchives()
    assert importer.recognise("x", ARCHIVE) > 0.9
    assert importer.recognise("x", b"WARC/1.1\r\n") > 0.9
    assert importer.recognise("x.gz", gzip.compress(b"text")) == 0.0
    assert importer.recognise("x.html", b"<!doctype html>") == 0.0
