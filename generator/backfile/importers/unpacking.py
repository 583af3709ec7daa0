"""Unpacks a zip into a folder, so that importers find what lies in it as if a person had unpacked it. Knows no format,
and never writes outside that folder."""

import lzma
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import msgspec

from backfile.problems import Location, Problem, is_text, shown, warning

MAX_FILES = 200_000
MAX_BYTES = 16 << 30
MAX_GROWTH = 100
"""How many times its own size a zip may grow: prose packs to a third, tables of numbers to a twentieth."""

FREE_BYTES = 256 << 20
"""What any zip may grow to, however small it is."""

BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""How a zip begins: with a file, with nothing in it, in parts."""

FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    RuntimeError,  # a password is needed, and (NotImplementedError) a way of packing that nobody here knows
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    struct.error,
)
"""What reading a damaged zip may raise."""

_MARKS = frozenset(
    ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml", "datapackage.json")
)
"""Files that make a zip a document, a book, a program or a web archive."""

_TOLD = 3
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_STEP = 1 << 20


class Unpacked(msgspec.Struct, frozen=True):
    """What became of a zip: its name as the user gave it, the folder where its files are, and what could not be had."""

    archive: str
    folder: str
    problems: tuple[Problem, ...] = ()


def is_zip(sample: bytes) -> bool:
    """Whether a file that begins with these bytes is a zip, plain or of a format that is one."""
    return sample.startswith(BEGINNINGS)


def is_plain_zip(path: Path) -> bool:
    """Whether a zip is no more than files put together: not a document, a book or an archive that only has that form.
    What cannot be read is told by the names at its beginning. Raises OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not _MARKS.intersection(archive.namelist())
    except OSError:
        raise
    except FAULTS:
        with path.open("rb") as stream:
            beginning = stream.read(_STEP)
        return not any(mark.encode() in beginning for mark in _MARKS)


def unpack(path: Path, folder: Path) -> Unpacked:
    """Writes the files of a zip into `folder`, which it makes. What cannot be unpacked is a problem, one for each
    reason, and the other files are there. Raises OSError only where the folder cannot be made."""
    folder.mkdir(parents=True)
    folder = folder.resolve()
    name = shown(path)
    unpacker = _Unpacker(folder, MAX_GROWTH * path.stat().st_size + FREE_BYTES)
    try:
        with zipfile.ZipFile(path) as archive:
            unpacker.take(archive)
    except FAULTS as error:
        message = f"the zip cannot be read: {_reason(error)}."
        return Unpacked(name, str(folder), (Problem(Location(name), message, "Get it again."),))
    return Unpacked(name, str(folder), unpacker.problems(name))


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    text = _CONTROLS.sub("", " ".join(shown(error).split()))[:200].rstrip(".")
    if "password" in text:
        return "it is encrypted"
    return text or type(error).__name__


class _Unpacker:
    """Takes the files of one zip, and remembers by reason which it could not."""

    def __init__(self, folder: Path, allowance: int) -> None:
        self._folder = folder
        self._allowance = min(allowance, MAX_BYTES)
        self._faults: dict[str, list[str]] = {}
        self._remarks: dict[str, list[str]] = {}

    def take(self, archive: zipfile.ZipFile) -> None:
        """Every file, up to the bounds."""
        members = [one for one in archive.infolist() if not one.is_dir()]
        for member in members[MAX_FILES:]:
            self._fault(f"a zip may hold {MAX_FILES:,} files", member.filename)
        for member in members[:MAX_FILES]:
            place = self._place(member)
            if place is not None:
                self._write(archive, member, place)

    def problems(self, name: str) -> tuple[Problem, ...]:
        """What could not be had, a problem for each reason, and what is told besides."""
        found = [
            Problem(Location(name), f"{_named(files)} cannot be unpacked: {why}.", "The other files were taken.")
            for why, files in self._faults.items()
        ]
        told = [warning(Location(name), f"{_named(files)}: {what}.") for what, files in self._remarks.items()]
        return (*found, *told)

    def _fault(self, reason: str, name: str) -> None:
        self._faults.setdefault(reason, []).append(shown(name))

    def _place(self, member: zipfile.ZipInfo) -> Path | None:
        """Where a file goes; None where its name or its kind is not to be trusted."""
        kind = stat.S_IFMT(member.external_attr >> 16)
        name = member.filename.replace("\\", "/")  # some packers of Windows write it so
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if kind not in (0, stat.S_IFREG):
            self._fault("it is a link or a device, and no file", member.filename)
        elif name.startswith("/") or _DRIVE.match(name) or ".." in parts or not parts:
            self._fault("its name leads out of the zip", member.filename)
        elif _CONTROLS.search(name) or not is_text(name):
            self._fault("its name has characters that no name can have", member.filename)
        else:
            return self._folder.joinpath(*parts)
        return None

    def _write(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> None:
        """A file is there whole or not at all."""
        partial = place.with_name(f"{place.name}.partial")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as packed, partial.open("wb") as stream:
                while part := packed.read(_STEP):
                    self._allowance -= len(part)
                    if self._allowance < 0:
                        raise ValueError("the zip grows beyond all measure")
                    stream.write(part)
            if place.exists():
                self._remarks.setdefault("it is in the zip twice, and the last one counts", []).append(member.filename)
            partial.replace(place)
        except FAULTS as error:
            self._fault("it is encrypted" if member.flag_bits & 1 else _reason(error), member.filename)
            _remove(partial)


def _remove(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except OSError:  # a name that no file can have was no file
        return


def _named(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _TOLD
    listed = ", ".join(name[:200] for name in names[:_TOLD])
    return f"{listed} and {more:,} more" if more > 0 else listed
