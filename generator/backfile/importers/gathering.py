"""Finds the files of an import and the importer of each. Opens no more than each file's beginning."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.importers.importer import Importer, Input
from backfile.importers.registry import importer_for
from backfile.problems import Location, Problem, is_text, shown

SURE = 0.5
"""How sure an importer must be of a whole folder to be given it."""


class Gathered(msgspec.Struct, frozen=True):
    """The inputs of each importer by name, and what could not be taken."""

    inputs: dict[str, tuple[Input, ...]]
    problems: tuple[Problem, ...]


def gather(sources: Iterable[Path], importers: Mapping[str, Importer], chosen: str) -> Gathered:
    """Every file that the sources name, folders with all below them; `chosen` names an importer for all, or is empty.
    In a folder, files that nobody recognises (pictures, style sheets) are passed over; one named by itself is told."""
    problems: list[Problem] = []
    found: dict[str, list[Input]] = {}
    for source in sources:
        items = [_input(path, source) for path in _files(source, problems)]
        candidates = [importers[chosen]] if chosen else _candidates(items, importers)
        for item in items:
            try:
                importer = _importer_of(item, candidates)
            except OSError as error:
                problems.append(_unreadable(item, error))
                continue
            if importer is not None:
                found.setdefault(importer.name, []).append(item)
            elif not item.folder:
                problems.append(_unknown(item, importers))
    return Gathered({name: tuple(items) for name, items in sorted(found.items())}, tuple(problems))


def _candidates(items: Sequence[Input], importers: Mapping[str, Importer]) -> list[Importer]:
    """The one importer whose archive the folder is, or all of them."""
    names = tuple(item.inside for item in items if item.folder)
    claims = [(importer.claims(names), importer) for importer in importers.values()] if names else []
    best, importer = max(claims, key=lambda claim: claim[0], default=(0.0, None))
    return [importer] if importer is not None and best >= SURE else list(importers.values())


def _importer_of(item: Input, candidates: Sequence[Importer]) -> Importer | None:
    """The importer of a file. Where there is one candidate it gets whatever of a folder it recognises at all, and any
    file that is named by itself. Raises OSError."""
    if len(candidates) > 1:
        return importer_for(item, candidates)
    is_wanted = not item.folder or candidates[0].recognise(item.name, item.sample()) > 0
    return candidates[0] if is_wanted else None


def _unreadable(item: Input, error: OSError) -> Problem:
    return Problem(Location(item.name), f"it cannot be read: {error.strerror}.", "Check its rights.")


def _unknown(item: Input, importers: Mapping[str, Importer]) -> Problem:
    hint = f"Say which format it has with --format: {', '.join(importers)}."
    return Problem(Location(item.name), "no importer recognises this file.", hint)


def _nameless(path: Path) -> Problem:
    return Problem(Location(shown(path)), "the name is not valid UTF-8.", "Rename it.")


def _input(path: Path, source: Path) -> Input:
    return Input(str(path), partial(_open, path), str(source) if source.is_dir() else "")


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _files(source: Path, problems: list[Problem]) -> Iterator[Path]:
    if not is_text(str(source)):
        problems.append(_nameless(source))
    elif source.is_dir():
        for folder, folders, names in os.walk(source):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if name.startswith(".") or not path.is_file():
                    continue
                if is_text(str(path)):
                    yield path
                else:
                    problems.append(_nameless(path))
    elif source.is_file():
        yield source
    else:
        what = "this is no regular file" if source.exists() else "there is no such file"
        problems.append(Problem(Location(str(source)), f"{what}.", "Check the name."))
