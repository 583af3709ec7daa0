"""Finds the files of an import and the importer of each. Opens no more than each file's beginning."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.importers.importer import Importer, Input
from backfile.importers.registry import importer_for
from backfile.problems import Location, Problem


class Gathered(msgspec.Struct, frozen=True):
    """The inputs of each importer by name, and what could not be taken."""

    inputs: dict[str, tuple[Input, ...]]
    problems: tuple[Problem, ...]


def gather(sources: Iterable[Path], importers: dict[str, Importer], chosen: str) -> Gathered:
    """Every file that the sources name, folders with all below them; `chosen` names an importer for all, or is empty.
    In a folder, files that nobody recognises (pictures, style sheets) are passed over; one named by itself is told."""
    problems: list[Problem] = []
    found: dict[str, list[Input]] = {}
    for source in sources:
        for path in _files(source, problems):
            item = Input(str(path), partial(_open, path))
            try:
                importer = importers[chosen] if chosen else importer_for(item, importers.values())
            except OSError as error:
                problems.append(
                    Problem(Location(str(path)), f"it cannot be read: {error.strerror}.", "Check its rights.")
                )
                continue
            if importer is not None and not (chosen and source.is_dir() and not _is_text(item, importer)):
                found.setdefault(importer.name, []).append(item)
            elif not source.is_dir():
                known = ", ".join(importers)
                hint = f"Say which format it has with --format: {known}."
                problems.append(Problem(Location(str(path)), "no importer recognises this file.", hint))
    return Gathered({name: tuple(items) for name, items in sorted(found.items())}, tuple(problems))


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _is_text(item: Input, importer: Importer) -> bool:
    """Whether a file of a folder is worth showing to the chosen importer at all."""
    return importer.recognise(item.name, item.sample()) > 0


def _files(source: Path, problems: list[Problem]) -> Iterator[Path]:
    if source.is_dir():
        for folder, folders, names in os.walk(source):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if not name.startswith(".") and path.is_file():
                    yield path
    elif source.is_file():
        yield source
    else:
        what = "this is no regular file" if source.exists() else "there is no such file"
        problems.append(Problem(Location(str(source)), f"{what}.", "Check the name."))
