"""Reads inputs with their importer: in processes where there are many, as a stream where there are few large ones."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from backfile.build.request import Progress
from backfile.build.workers import Work
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.problems import Location, Problem, has_errors

FEW = 16
"""Up to so many inputs are read one after the other, article by article: one of them may hold a million."""


class _Lesson(msgspec.Struct, frozen=True):
    importer: Any
    lesson: Any
    context: ImportContext


def read_all(
    importer: Importer, inputs: Sequence[Input], context: ImportContext, jobs: int, progress: Progress
) -> Iterator[Reading]:
    """Each article of the inputs, in order. An input that gives nothing is a problem that says so."""
    progress("learn", 0, 0)
    material = _Lesson(importer, importer.learn(inputs, context), context)
    if len(inputs) <= FEW:
        yield from _one_by_one(material, inputs, progress)
        return
    for number, readings in enumerate(_READING.run(material, inputs, jobs), 1):
        progress("import", number, len(inputs))
        yield from readings


def _one_by_one(material: _Lesson, inputs: Sequence[Input], progress: Progress) -> Iterator[Reading]:
    number = 0
    for item in inputs:
        for reading in _read(material, item):
            number += 1
            progress("import", number, len(inputs) if number <= len(inputs) else 0)
            yield reading


def _read(material: _Lesson, item: Input) -> Iterator[Reading]:
    count = 0
    try:
        for reading in material.importer.read(item, material.lesson, material.context):
            count += 1
            yield _judged(reading, item)
    except OSError as error:
        problem = Problem(Location(item.name), f"it cannot be read: {error.strerror or error}.", "Check its rights.")
        yield Reading(item.name, "", None, (problem,))
        return
    if not count:
        yield _judged(Reading(item.name, "", None), item)


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
    return material


def _read_whole(material: _Lesson, item: Input) -> list[Reading]:
    return list(_read(material, item))


_READING = Work(_prepare, _read_whole)
"""Reads inputs with a lesson; answers are lists of readings."""
