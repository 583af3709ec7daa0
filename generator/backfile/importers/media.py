"""Media of imported articles: what they really are, told by their bytes, and the names that they get beside the
article."""

import re
from hashlib import sha256
from pathlib import Path

import filetype
import msgspec

from backfile.archive.urls import slugify

MAX_BYTES = 200 * 1024 * 1024
"""The largest medium that is copied: more than any picture, and most recordings."""

HEAD_BYTES = 8192

KINDS = ("image/", "audio/", "video/", "application/pdf", "application/ogg")
"""The beginnings of the media types that an article may bring along."""

_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]", re.S | re.I
)
_ACTIVE = re.compile(rb"<\s*script|\son\w+\s*=|javascript:|<\s*foreignObject", re.I)


class Medium(msgspec.Struct, frozen=True):
    """A file to stand beside an article: where it is, and its name there, made from its own name and its content."""

    path: str
    name: str


class Refused(msgspec.Struct, frozen=True):
    """Why a file is not taken along."""

    reason: str


def examine(path: Path) -> Medium | Refused:
    """The medium at `path`. Names and headers are not believed, only bytes."""
    try:
        size = path.stat().st_size
        if not size or size > MAX_BYTES:
            return Refused("it is empty" if not size else f"it has more than {MAX_BYTES >> 20} MB")
        with path.open("rb") as stream:
            ending = _ending(stream.read(HEAD_BYTES), path)
            if isinstance(ending, Refused):
                return ending
            stream.seek(0)
            digest = sha256()
            while part := stream.read(1 << 20):
                digest.update(part)
    except OSError as error:
        return Refused(f"it cannot be read: {error.strerror}")
    return Medium(str(path), f"{_stem(path)}-{digest.hexdigest()[:8]}.{ending}")


def _stem(path: Path) -> str:
    return (slugify(path.stem) or "file")[:60].strip("-")


def _ending(head: bytes, path: Path) -> str | Refused:
    if _SVG.match(head):
        return Refused("it is a drawing with a script in it") if _ACTIVE.search(path.read_bytes()) else "svg"
    kind = filetype.guess(head)
    if kind is None or not kind.mime.startswith(KINDS):
        return Refused(f"it is {kind.mime if kind else 'of no kind that is known'}, and no picture, sound, film or PDF")
    return str(kind.extension)
