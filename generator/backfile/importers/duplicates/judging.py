"""Whether two stories are one. What is said is true of their whole texts; nothing is estimated here."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec

from backfile.archive.dates import Moment
from backfile.importers.duplicates.sketch import SHINGLE
from backfile.importers.duplicates.story import Story
from backfile.importers.duplicates.words import words_of

SAME = 0.95
NEAR = 0.8
"""Jaccard index of the shingles. Of 63 pairs from .9 on in three archives of 5,420 posts 48 are notices that came again
on another day; five have the same title and day and no other number, each of them one post twice."""

LEAST_UNDATED = 100
"""Words from which a text without a date says itself that it is no notice that comes again."""


class Likeness(msgspec.Struct, frozen=True):
    """How much of two texts is the same, from 0 to 1, and whether a number is in one of them only."""

    jaccard: float
    has_other_numbers: bool


class Lost(msgspec.Struct, frozen=True):
    """Something of a story that its twin does not have: line in the text (0 for the front matter) and text."""

    line: int
    text: str


def likeness(one: Story, other: Story) -> Likeness:
    """The exact likeness of two texts."""
    numbers = set(one.words) ^ set(other.words)
    has_numbers = any(any(map(str.isdigit, word)) for word in numbers)
    return Likeness(jaccard(one.words, other.words), has_numbers)


def jaccard(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shingles of two texts that both have, from 0 to 1."""
    left, right = _shingles(one), _shingles(other)
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[number:] for number in range(SHINGLE)), strict=False))


def is_near(one: Story, other: Story, like: Likeness) -> bool:
    """Whether a person should look if they are one. Articles in two languages are two, also where one waits for its
    translation."""
    return like.jaccard >= NEAR and _may_be_one_language(one, other)


def is_same(kept: Story, other: Story, like: Likeness) -> bool:
    """Whether `other` may go and lose nothing: the text of `kept` is nearly its own, title and day are the same, and
    `kept` has as many pictures, and all that readers wrote."""
    return (
        like.jaccard >= SAME
        and not like.has_other_numbers
        and _may_be_one_language(kept, other)
        and kept.is_open
        and other.is_open
        and is_one_title(kept.title, other.title)
        and _is_one_day(kept, other)
        and other.pictures <= kept.pictures
        and set(other.comments) <= set(kept.comments)
    )


def _may_be_one_language(one: Story, other: Story) -> bool:
    return not one.lang or not other.lang or one.lang == other.lang


def is_one_title(one: str, other: str) -> bool:
    """Whether two titles are one but for case, marks and a site's name before or behind."""
    short, long = sorted((words_of(one), words_of(other)), key=len)
    if short == long:
        return bool(short)
    rest = long[len(short) :] if long[: len(short)] == short else long[: -len(short)] if short else long
    is_within = len(short) >= 3 and short in (long[: len(short)], long[-len(short) :])
    return is_within and len(rest) <= 4 and not any(any(map(str.isdigit, word)) for word in rest)


def _is_one_day(one: Story, other: Story) -> bool:
    if one.date is None or other.date is None:
        return len(other.words) >= LEAST_UNDATED
    return _day(one.date) == _day(other.date) or abs(one.date.instant - other.date.instant) <= _CLOCKS


_CLOCKS = timedelta(hours=2).total_seconds()
"""A time and its copy that was written in summer time, or without its offset."""


def _day(date: Moment) -> tuple[int, int, int]:
    return date.year, date.month, date.day


def lost(kept: Story, other: Story) -> Iterator[Lost]:
    """What of `other` is not in `kept`, word for word."""
    if other.title != kept.title:
        yield Lost(0, f"title: {other.title}")
    for key, parts in other.fields.items():
        missing = [part for part in parts if part not in kept.fields.get(key, ())]
        if missing:
            yield Lost(0, f"{key}: {', '.join(missing)}")
    lines = {" ".join(line.split()) for line in kept.body.splitlines()}
    for number, line in enumerate(other.body.splitlines(), 1):
        if line.strip() and " ".join(line.split()) not in lines:
            yield Lost(number, line.strip())
