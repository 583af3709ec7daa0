"""Finds the files of an import and the importer of each. Opens no more than each file's beginning; only zips are
unpacked."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.archive.urls import slugify
from backfile.importers.exports.beside import file_in
from backfile.importers.importer import Importer, Input
from backfile.importers.registry import importer_for
from backfile.importers.unpacking import Unpacked, is_plain_zip, is_zip, unpack
from backfile.problems import Location, Problem, is_text, shown, warning

SURE = 0.5
"""How sure an importer must be of a whole folder to be given it."""


class Gathered(msgspec.Struct, frozen=True):
    """The inputs of each importer by name, what could not be taken, and the zips that were unpacked."""

    inputs: dict[str, tuple[Input, ...]]
    problems: tuple[Problem, ...]
    unpacked: tuple[Unpacked, ...] = ()


class _Source(msgspec.Struct, frozen=True):
    """What one source holds, and the importers that may read it."""

    items: tuple[Input, ...]
    candidates: tuple[Importer, ...]


def gather(
    sources: Iterable[Path], importers: Mapping[str, Importer], chosen: str, scratch: Path | None = None
) -> Gathered:
    """Every file that the sources name, folders with all below them; `chosen` names an importer for all, or is empty.
    In a folder, files that nobody recognises (pictures, style sheets) are passed over; one named by itself is told.
    A zip is unpacked into `scratch`, and then is a folder; without `scratch` it is a file like any other."""
    problems: list[Problem] = []
    found: dict[str, list[Input]] = {}
    unpacked: list[Unpacked] = []
    wanted = (importers[chosen],) if chosen else tuple(importers.values())
    for source in sources:
        archive = _unpacked(source, wanted, scratch / f"zip-{len(unpacked)}") if scratch else None
        held = _folder(Path(archive.folder), wanted, problems) if archive else _named(source, wanted, problems)
        taken = tuple(_assigned(held, importers, problems))
        for name, item in taken:
            found.setdefault(name, []).append(item)
        if archive:
            unpacked.append(archive)
            problems += (*archive.problems, *_about(archive, held.items, bool(taken)))
    inputs = {name: tuple(items) for name, items in sorted(found.items())}
    return Gathered(inputs, tuple(problems), tuple(unpacked))


def _unpacked(source: Path, importers: Sequence[Importer], folder: Path) -> Unpacked | None:
    """The files of a source that is a plain zip, in a folder below `folder` that has the zip's name; None for any
    other source, and for the zips that an importer reads as they are."""
    if not is_text(str(source)) or not source.is_file():
        return None
    try:
        with source.open("rb") as stream:
            beginning = stream.read(4)  # no more, for files that are stored in it as they are would be taken for it
        if not is_zip(beginning) or any(one.recognise(str(source), beginning) >= SURE for one in importers):
            return None
        return unpack(source, folder / (slugify(source.stem) or "zip")) if is_plain_zip(source) else None
    except OSError:
        return None  # it is told when it is opened as any file is


def _named(source: Path, importers: tuple[Importer, ...], problems: list[Problem]) -> _Source:
    items = tuple(_input(path, source) for path in _files(source, problems))
    return _Source(items, _candidates(items, importers)[1])


def _folder(folder: Path, importers: tuple[Importer, ...], problems: list[Problem]) -> _Source:
    """What was unpacked. Many zips hold one folder with everything in it: where an importer knows that one for its
    archive, and not the whole, it is taken as if it had been named."""
    paths = tuple(_files(folder, problems))
    inner = {path.relative_to(folder).parts[0] for path in paths}
    roots = [folder, folder / inner.pop()] if len(inner) == 1 else [folder]
    found = []
    for root in roots if roots[-1].is_dir() else roots[:1]:
        items = tuple(_input(path, root) for path in paths)
        sure, candidates = _candidates(items, importers)
        found.append((sure, _Source(items, candidates)))
    return max(found, key=lambda one: one[0])[1]


def _assigned(
    source: _Source, importers: Mapping[str, Importer], problems: list[Problem]
) -> Iterator[tuple[str, Input]]:
    """Each file that an importer reads, with the importer's name."""
    for item in source.items:
        try:
            importer = _importer_of(item, source.candidates)
        except OSError as error:
            problems.append(_unreadable(item, error))
            continue
        if importer is not None:
            yield importer.name, item
        elif not item.folder:
            problems.append(_unknown(item, importers))


def _about(archive: Unpacked, items: Sequence[Input], is_of_use: bool) -> Iterator[Problem]:
    """What is told of a zip besides its damage: that nothing in it was recognised, and the zips in it, which are not
    opened."""
    place = Location(archive.archive)
    if not is_of_use and not archive.problems:
        yield Problem(place, "no importer recognises anything in this zip.", "Look at what is in it.")
    names = [item.name.removeprefix(archive.folder).lstrip("/") for item in items if item.name.lower().endswith(".zip")]
    if names:
        more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
        message = f"it holds zips that were not opened: {', '.join(names[:3])}{more}."
        yield warning(place, message, "Unpack it, and import those that you want by themselves.")


def _candidates(items: Sequence[Input], importers: tuple[Importer, ...]) -> tuple[float, tuple[Importer, ...]]:
    """The one importer whose archive the folder is, or all of them, and how sure it is of it."""
    names = tuple(item.inside for item in items if item.folder)
    claims = [(importer.claims(names), importer) for importer in importers] if names and len(importers) > 1 else []
    best, importer = max(claims, key=lambda claim: claim[0], default=(0.0, None))
    return (best, (importer,)) if importer is not None and best >= SURE else (0.0, importers)


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


def _strange(path: Path, source: Path) -> Problem | None:
    """What is wrong with something in a folder that is no file of it. An export comes from a stranger, and a link in it
    could lead to anything that who imports it may read."""
    if path.is_symlink() and not file_in(source, str(path.relative_to(source))):
        message = "this is a link that leads to no file of the folder; it was not followed."
        return warning(Location(str(path)), message, "Copy what it leads to into the folder, if you want it.")
    if path.is_symlink() or path.is_file():
        return None
    return warning(Location(str(path)), "this is no regular file (a pipe, a socket or a device); it was passed over.")


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
                if name.startswith("."):
                    continue
                if not is_text(str(path)):
                    problems.append(_nameless(path))
                elif strange := _strange(path, source):
                    problems.append(strange)
                elif path.is_file():
                    yield path
    elif source.is_file():
        yield source
    else:
        what = "this is no regular file" if source.exists() else "there is no such file"
        problems.append(Problem(Location(str(source)), f"{what}.", "Check the name."))
