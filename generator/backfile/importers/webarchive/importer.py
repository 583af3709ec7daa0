"""The importer of web archives: WARC, ARC and WACZ in, a reading for each page that was there."""

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from backfile.importers.html.draft import Origin, draft_of
from backfile.importers.html.page import Refusal, read_page
from backfile.importers.importer import Draft, ImportContext, Importer, Input, Reading
from backfile.importers.webarchive.capture import Capture, Damage
from backfile.importers.webarchive.index import Index
from backfile.importers.webarchive.parts import Cutter, Part
from backfile.importers.webarchive.reading import capture_at, read_captures
from backfile.problems import Location, Problem, warning

MEDIA = ("image/", "audio/", "video/", "application/pdf")

_ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")


class Lesson(msgspec.Struct, frozen=True):
    """Where the index is, and for each input the files that it holds (itself, or what was unpacked from it), why it
    cannot be read, and the parts that it can be read in."""

    index: str
    files: dict[str, tuple[str, ...]]
    faults: dict[str, str]
    parts: dict[str, tuple[Part, ...]]


class WebArchives(Importer):
    """Web archives, every page that a server gave once."""

    name = "webarchive"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of what begins as a record does, packed or not, and of zips that hold archives."""
        if sample.startswith((b"WARC/", b"filedesc://")):
            return 0.98
        if sample.startswith(b"\x1f\x8b"):
            return 0.98 if _unpacked(sample).startswith((b"WARC/", b"filedesc://")) else 0.0
        is_wacz = sample.startswith(b"PK") and (name.lower().endswith(".wacz") or b"datapackage.json" in sample)
        return 0.95 if is_wacz else 0.3 if name.lower().endswith(_ENDINGS) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> Lesson:
        """The index of all captures: which pages are read, and where their pictures are."""
        scratch = Path(context.scratch or tempfile.mkdtemp(prefix="backfile-"))
        files: dict[str, tuple[str, ...]] = {}
        faults: dict[str, str] = {}
        parts: dict[str, tuple[Part, ...]] = {}
        index = Index(scratch / "captures.sqlite")
        for item in inputs:
            try:
                files[item.name] = tuple(_files(item, scratch))
            except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
                files[item.name], faults[item.name] = (), str(error) or type(error).__name__
            cut = [_take_in(index, file, scratch, item) for file in files[item.name]]
            parts[item.name] = tuple(chain.from_iterable(cut)) if all(cut) else ()
        index.choose()
        index.close()
        return Lesson(str(scratch / "captures.sqlite"), files, faults, parts)

    def read(self, item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """One reading a page. Captures that are none of their own are counted in one that is skipped."""
        if item.name in lesson.faults:
            problem = Problem(Location(item.name), f"it cannot be read: {lesson.faults[item.name]}.", "Get it again.")
            yield Reading(item.name, "", None, (problem,))
            return
        index = Index(Path(lesson.index))
        try:
            for file in lesson.files[item.name]:
                yield from _read_file(item, Part(file, 0, 0), index, context)
        finally:
            index.close()

    def parts(self, item: Input, lesson: Lesson) -> Sequence[Part]:
        """Some pages each."""
        return lesson.parts.get(item.name, ())

    def read_part(self, item: Input, part: Part, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """One reading a page of the part; the last part of a file has the count of what is none."""
        index = Index(Path(lesson.index))
        try:
            yield from _read_file(item, part, index, context)
        finally:
            index.close()


def _unpacked(sample: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(sample, 64)
    except zlib.error:
        return b""


def _files(item: Input, scratch: Path) -> Iterator[str]:
    """The archives of an input: those within a WACZ are unpacked, for reading in a zip goes forwards only."""
    with item.open() as stream:
        if stream.read(2) != b"PK":
            yield item.name
            return
    with item.open() as stream, zipfile.ZipFile(stream) as wacz:
        for name in wacz.namelist():
            if name.lower().endswith((".warc", ".warc.gz", ".arc", ".arc.gz")):
                target = Path(tempfile.mkdtemp(dir=scratch)) / Path(name).name
                with wacz.open(name) as packed, target.open("wb") as unpacked:
                    while part := packed.read(1 << 20):
                        unpacked.write(part)
                yield str(target)


def _take_in(index: Index, file: str, scratch: Path, item: Input) -> tuple[Part, ...]:
    """Takes in every capture of a file of an input; the parts that it can be read in."""
    cutter = Cutter(file)
    with open_archive(file, item.open if file == item.name else None) as stream:
        for found in read_captures(stream, wants_payload=False):
            cutter.add(found)
            if isinstance(found, Capture):
                index.add(file, found)
    if _is_slow(file):
        _write_media(index, file, scratch)
    return cutter.parts()


def _is_slow(file: str) -> bool:
    """Whether captures can be read in their order only: ARC."""
    with open_archive(file) as stream:
        first = next((c for c in read_captures(stream, wants_payload=False) if isinstance(c, Capture)), None)
    return first is not None and first.offset < 0


def _write_media(index: Index, file: str, scratch: Path) -> None:
    with open_archive(file) as stream:
        for found in read_captures(stream):
            if isinstance(found, Capture) and found.status == 200 and found.mime.startswith(MEDIA) and found.payload:
                index.add(file, found, _written(found, scratch))


def open_archive(file: str, opened: Callable[[], BinaryIO] | None = None) -> BinaryIO:
    """The archive for reading, in a stream that can be sought in. `opened` opens the file, if it is one that is
    watched."""
    opening = opened or partial(_open, file)
    with opening() as stream:
        is_packed_arc = stream.read(2) == b"\x1f\x8b" and file.lower().endswith(".arc.gz")
    return gzip.open(opening(), "rb") if is_packed_arc else opening()  # type: ignore[return-value] # in all but type


def _open(file: str) -> BinaryIO:
    return Path(file).open("rb")


def _read_file(item: Input, part: Part, index: Index, context: ImportContext) -> Iterator[Reading]:
    """The readings of a part of a file, which may be all of it."""
    is_whole = part.begin == 0 and part.end is None and not part.others
    others = 0
    with open_archive(part.file) as stream:
        for found in read_captures(stream, first=part.first, begin=part.begin, end=part.end):
            if isinstance(found, Damage):
                yield _damaged(item, found)
            elif not found.is_page:
                others += 1
            elif not index.is_chosen(part.file, found.place):
                reason = "the same page was captured later, or has the same bytes as another"
                yield Reading(_source(item, found), "", None, skipped=reason)
            else:
                yield _page(item, found, index, context)
    others = others if is_whole else part.others
    if others:
        reason = f"{others:,} captures are no pages: pictures, scripts, redirects, revisits, errors"
        yield Reading(item.name, "", None, skipped=reason)


def _source(item: Input, capture: Capture) -> str:
    return f"{item.name}#{capture.url}"


def _damaged(item: Input, damage: Damage) -> Reading:
    message = f"the archive is damaged after capture {damage.after:,}: {damage.reason}; reading went on behind it."
    told = warning(Location(item.name), message, "Get the file again if you can.")
    return Reading(item.name, "", None, (told,), skipped="a damaged place of the archive")


def _page(item: Input, capture: Capture, index: Index, context: ImportContext) -> Reading:
    source, checksum = _source(item, capture), sha256(capture.payload).hexdigest()
    article = read_page(capture.payload, capture.url, charset=capture.charset)
    if isinstance(article, Refusal):
        return Reading(source, checksum, None, skipped=f"{article.message}")
    if not article.title.value or "looks like a front page" in " ".join(article.doubts):
        return Reading(source, checksum, None, skipped="the page looks like a front page or a list of articles")
    find = _finder(capture.url, index, Path(context.scratch or tempfile.gettempdir()))
    draft = draft_of(article, Origin(capture.url, capture.date), find, context)
    return Reading(source, checksum, _with_addresses(draft, capture, index))


def _with_addresses(draft: Draft, capture: Capture, index: Index) -> Draft:
    addresses = dict.fromkeys((*draft.addresses, *index.addresses(capture)))
    return msgspec.structs.replace(draft, addresses=tuple(addresses))


def _finder(base: str, index: Index, scratch: Path) -> Callable[[str], str]:
    """Looks for media of a page in the archives, and writes those that are there into files."""

    def find(address: str) -> str:
        try:
            url = urljoin(base, address)
        except ValueError:
            return ""
        where = index.medium(url)
        if where is None or where.file:
            return where.file if where else ""
        with open_archive(where.archive) as stream:
            capture = capture_at(stream, where.offset)
        return _written(capture, scratch) if capture and capture.payload else ""

    return find


def _written(capture: Capture, scratch: Path) -> str:
    """The file with a capture's bytes, named as its address ends."""
    folder = scratch / sha256(capture.payload).hexdigest()[:16]
    folder.mkdir(exist_ok=True)
    name = unquote(urlsplit(capture.url).path).rsplit("/", 1)[-1].replace("\0", "")[-100:] or "file"
    target = folder / name
    if not target.exists():
        target.write_bytes(capture.payload)
    return str(target)
