"""Reads inputs with their importer: in processes where there are many of them or of their parts, as a stream where
there are few that cannot be cut."""

import gc
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from backfile.build.request import Progress
from backfile.build.workers import LocalProcesses, Work
from backfile.importers.duplicates.sketch import gist_of
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.spool import encode_reading
from backfile.importers.watching import watched
from backfile.problems import Location, Problem, has_errors

FEW = 16
"""Up to so many inputs without parts are read one after the other, article by article: one may hold a million."""


class _Lesson(msgspec.Struct, frozen=True):
    importer: Any
    lesson: Any
    context: ImportContext


class _Piece(msgspec.Struct, frozen=True):
    """An input, or one of its parts. `is_stream` where it is read article by article, and not at once."""

    item: Input
    part: Any = None
    is_first: bool = True
    is_last: bool = True
    is_stream: bool = False


def read_all(
    importer: Importer, inputs: Sequence[Input], context: ImportContext, jobs: int, progress: Progress
) -> Iterator[bytes]:
    """Each article of the inputs as an encoded reading, in order. An input that gives nothing is a problem that says
    so."""
    progress("learn", 0, 0)
    material = _Lesson(importer, importer.learn(watched(inputs, "learn", progress), context), context)
    pieces = list(_pieces(material, inputs))
    for number, (done, data) in enumerate(_whole(pieces, _read_pieces(material, pieces, jobs)), 1):
        progress("import", number, number * len(pieces) // done if done else 0)
        yield data


def _pieces(material: _Lesson, inputs: Sequence[Input]) -> Iterator[_Piece]:
    for item in inputs:
        parts = material.importer.parts(item, material.lesson)
        last = len(parts) - 1
        for number, part in enumerate(parts):
            yield _Piece(item, part, number == 0, number == last)
        if not parts:
            yield _Piece(item, is_stream=len(inputs) <= FEW)


_Batch = tuple[int, list[bytes]]
"""The number of a piece, counted from 0, and readings of it. A stream has many batches."""


def _read_pieces(material: _Lesson, pieces: Sequence[_Piece], jobs: int) -> Iterator[_Batch]:
    number = 0
    for is_stream, group in groupby(pieces, lambda piece: piece.is_stream):
        some = list(group)
        if is_stream:
            yield from _streamed(material, some, number)
        else:
            batch = 1 if any(piece.part is not None for piece in some) else 0
            yield from enumerate(_READING.run(material, some, LocalProcesses(jobs), batch), number)
        number += len(some)


def _streamed(material: _Lesson, pieces: Sequence[_Piece], number: int) -> Iterator[_Batch]:
    for place, piece in enumerate(pieces, number):
        yield place, []
        for reading in _read(material, piece):
            yield place, [_encoded(reading)]


def _whole(pieces: Sequence[_Piece], batches: Iterator[_Batch]) -> Iterator[tuple[int, bytes]]:
    """The readings with the number of pieces that are done, one more for an input of which nothing came, and one less
    where one input cannot be read again and again."""
    before: list[bytes] = []
    count = 0
    for number, group in groupby(batches, lambda batch: batch[0]):
        piece = pieces[number]
        count = 0 if piece.is_first else count
        for _, readings in group:
            if piece.is_first or readings != before:
                yield from ((number if piece.is_stream else number + 1, data) for data in readings)
            before = readings
            count += len(readings)
        if piece.is_last and not count:
            yield number + 1, encode_reading(_judged(Reading(piece.item.name, "", None), piece.item))


def _read(material: _Lesson, piece: _Piece) -> Iterator[Reading]:
    item, importer = piece.item, material.importer
    about = (material.lesson, material.context)
    try:
        found = importer.read(item, *about) if piece.part is None else importer.read_part(item, piece.part, *about)
        for reading in found:
            yield _judged(reading, item)
    except OSError as error:
        problem = Problem(Location(item.name), f"it cannot be read: {error.strerror or error}.", "Check its rights.")
        yield Reading(item.name, "", None, (problem,))


def _judged(reading: Reading, item: Input) -> Reading:
    """The reading with a reason where there is no article; in a folder, files that are none are passed over."""
    if reading.draft is not None or reading.skipped:
        return reading
    if not has_errors(reading.problems):
        problem = Problem(Location(reading.source), "no article was found in it.", "Look at the file.")
        reading = msgspec.structs.replace(reading, problems=(*reading.problems, problem), is_stray=True)
    if item.folder and reading.is_stray:
        reason = next(problem.message for problem in reading.problems if problem.is_error)
        return msgspec.structs.replace(reading, problems=(), skipped=reason)
    return reading


def _prepare(material: _Lesson) -> _Lesson:
    gc.enable()  # workers begin without; pages and posts leave trees in circles behind: 360 MB after 5,000 posts
    return material


def _read_whole(material: _Lesson, piece: _Piece) -> list[bytes]:
    return [_encoded(reading) for reading in _read(material, piece)]


def _encoded(reading: Reading) -> bytes:
    """The reading with the gist of its text, encoded."""
    draft = reading.draft
    gist = gist_of(draft.body, draft.title, draft.date) if draft else None
    return encode_reading(msgspec.structs.replace(reading, gist=gist))


_READING = Work(_prepare, _read_whole)
"""Reads pieces with a lesson; answers are lists of encoded readings."""
