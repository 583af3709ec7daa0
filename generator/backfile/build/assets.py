"""Files that the site shows as they are: a theme's static files and the media beside articles."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from backfile.archive.catalog import Media
from backfile.archive.urls import output_path
from backfile.build.ledger import OutputRow
from backfile.build.sources import Found
from backfile.build.theme_static import StaticFile
from backfile.digest import Digest, digest_bytes, digest_of


class Copy(msgspec.Struct, frozen=True):
    """A file to stand in the site: the files or bytes that it is made of, one after the other, where it goes, a key
    that changes when they do, how it is told of, and whether it is the theme's."""

    parts: tuple[Path | bytes, ...]
    output: str
    key: Digest
    shown: str
    is_of_theme: bool = False


def copies(root: Path, static: Iterable[StaticFile], media: Iterable[Media], found: Iterable[Found]) -> Iterator[Copy]:
    """Every copy of the site. A medium's key is its stat: reading gigabytes of pictures to learn that none changed
    would cost more than the build."""
    for file in static:
        yield Copy(file.parts, file.output, file.digest, f"theme file {file.output}", is_of_theme=True)
    stats = {file.path: file for file in found}
    for item in media:
        key = digest_of(stats[item.path].mtime_ns, stats[item.path].size, stats[item.path].inode)
        yield Copy((root / item.path,), output_path(item.url), key, item.path)


def stage_copy(copy: Copy, staged_site: Path) -> OutputRow:
    """Copies a file, or joins its parts, at its place in the staged site; raises OSError where that cannot be."""
    target = staged_site / copy.output
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as staged:
        for part in copy.parts:
            if isinstance(part, bytes):
                staged.write(part)
                continue
            with part.open("rb") as source:
                shutil.copyfileobj(source, staged, 1 << 20)
    info = target.stat()
    return OutputRow(copy.output, "file", copy.key, digest_of_file(target), info.st_mtime_ns, info.st_size)


def digest_of_file(path: Path) -> Digest:
    """The digest of a file's bytes."""
    if path.stat().st_size < 1 << 24:
        return digest_bytes(path.read_bytes())
    parts = []
    with path.open("rb") as stream:
        while part := stream.read(1 << 22):
            parts.append(digest_bytes(part))
    return digest_bytes(*parts)
