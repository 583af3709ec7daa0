"""Files that the site shows beside its pages: a theme's static files, the media beside articles, and the smaller
pictures that are made of these."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from backfile.archive.catalog import Media
from backfile.archive.urls import output_path
from backfile.build.ledger import FOLDER, OutputRow
from backfile.build.sources import Found
from backfile.build.theme_static import StaticFile
from backfile.digest import Digest, digest_bytes, digest_of
from backfile.pages.album import PictureMedium
from backfile.pictures.facts import Facts
from backfile.pictures.variants import RECIPE


class Copy(msgspec.Struct, frozen=True):
    """A file to stand in the site: the files or bytes that it is made of, one after the other, where it goes, a key
    that changes when they do, how it is told of, and whether it is the theme's. A `picture` is published without its
    metadata."""

    parts: tuple[Path | bytes, ...]
    output: str
    key: Digest
    shown: str
    is_of_theme: bool = False
    picture: Facts | None = None


def copies(
    root: Path,
    static: Iterable[StaticFile],
    media: Iterable[Media],
    found: Iterable[Found],
    pictures: Iterable[PictureMedium],
) -> Iterator[Copy]:
    """Every copy of the site. A medium's key is its stat: reading gigabytes of films to learn that none changed would
    cost more than the build. What pictures hold is known, and their key is that."""
    for file in static:
        yield Copy(file.parts, file.output, file.digest, f"theme file {file.output}", is_of_theme=True)
    stats = {file.path: file for file in found}
    known = {picture.medium.path: picture for picture in pictures}
    for item in media:
        if item.path in known and known[item.path].facts.digest:
            yield _own_file(root, known[item.path])
            continue
        key = digest_of(stats[item.path].mtime_ns, stats[item.path].size, stats[item.path].inode)
        yield Copy((root / item.path,), output_path(item.url), key, item.path)

    yield from _variants(root, known.values())


def _own_file(root: Path, picture: PictureMedium) -> Copy:
    medium, facts = picture.medium, picture.facts
    key = digest_of("picture", RECIPE, facts.digest, facts.kind, facts.turn)
    dirty = None if facts.is_clean else facts
    return Copy((root / medium.path,), output_path(medium.url), key, medium.path, picture=dirty)


def _variants(root: Path, pictures: Iterable[PictureMedium]) -> Iterator[Copy]:
    """The same picture in two places has one set of smaller ones."""
    taken: set[str] = set()
    for picture in pictures:
        for variant in picture.variants:
            if variant.name not in taken:
                taken.add(variant.name)
                key = digest_of("variant", variant.name)
                yield Copy((kept_at(root, variant.name),), variant.output, key, picture.medium.path)


def kept_at(root: Path, name: str) -> Path:
    """Where a smaller picture of that name is kept, for all sites of the archive."""
    return root / FOLDER / "pictures" / name[:2] / name


def stage_copy(copy: Copy, staged_site: Path) -> OutputRow:
    """Copies a file, or joins its parts, at its place in the staged site; raises OSError where that cannot be."""
    target = staged_site / copy.output
    target.parent.mkdir(parents=True, exist_ok=True)
    first = copy.parts[0]
    if copy.picture and isinstance(first, Path):
        _write_clean(first, copy.picture, target)
    else:
        _join(copy.parts, target)
    info = target.stat()
    return OutputRow(copy.output, "file", copy.key, digest_of_file(target), info.st_mtime_ns, info.st_size)


def _join(parts: Iterable[Path | bytes], target: Path) -> None:
    with target.open("wb") as staged:
        for part in parts:
            if isinstance(part, bytes):
                staged.write(part)
                continue
            with part.open("rb") as source:
                shutil.copyfileobj(source, staged, 1 << 20)


def _write_clean(source: Path, facts: Facts, target: Path) -> None:
    from backfile.pictures.encoding import published  # Pillow: only where a picture has metadata

    target.write_bytes(published(source.read_bytes(), facts))


def digest_of_file(path: Path) -> Digest:
    """The digest of a file's bytes."""
    if path.stat().st_size < 1 << 24:
        return digest_bytes(path.read_bytes())
    parts = []
    with path.open("rb") as stream:
        while part := stream.read(1 << 22):
            parts.append(digest_bytes(part))
    return digest_bytes(*parts)
