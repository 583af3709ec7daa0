"""Where in a folder that a person named, or above it, a site begins."""

import os
from collections.abc import Iterator, Sequence
from os.path import normpath
from pathlib import Path

DEEPEST = 2


def find_root(folder: Path, configs: Sequence[str], inside: Sequence[str] = ()) -> Path:
    """The folder with one of these settings files: the named one, one shortly below it, or (where the named one is
    `inside` a site, as `content` is) one above. The named one where there is none."""
    if _has(folder, configs):
        return folder
    if folder.resolve().name in inside:
        above = Path(normpath(folder / ".."))
        if _has(above, configs):
            return above
    for candidate in _below(folder):
        if _has(candidate, configs):
            return candidate
    return folder


def _has(folder: Path, names: Sequence[str]) -> bool:
    return any((folder / name).is_file() for name in names)


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    level = [folder]
    for _ in range(DEEPEST):
        level = [child for one in level for child in _folders(one)]
        found += level
    return found


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [
                e.name for e in entries if e.is_dir() and not e.name.startswith((".", "_")) and e.name not in _ALIEN
            ]
    except OSError:
        return []
    return [folder / name for name in sorted(names)]


_ALIEN = ("node_modules", "vendor", "themes", "test", "tests", "public", "build", "dist")


def files_below(folder: Path, ending: str, without: Sequence[str]) -> Iterator[Path]:
    """The files of that ending in the folder and below it, in order; not in folders of these names or hidden ones."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in without and not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if name.endswith(ending))
