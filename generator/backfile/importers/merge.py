"""Merges two versions of a text that come from one: line by line, as version control does. Texts in, text out."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec


class _Region(msgspec.Struct, frozen=True):
    """A stretch of lines that both versions kept from the base, as its start in each of the three, and its length."""

    base: int
    ours: int
    theirs: int
    length: int


def merge(base: str, ours: str, theirs: str) -> str | None:
    """The text with what changed from `base` to `ours` and what changed from `base` to `theirs`; None where both
    changed the same or neighbouring lines to different things, so that a person has to choose."""
    lines = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    merged: list[str] = []
    ends = (0, 0, 0)
    for region in _kept_by_both(*lines):
        starts = (region.base, region.ours, region.theirs)
        between = [part[end:start] for part, end, start in zip(lines, ends, starts, strict=True)]
        chosen = _choose(*between)
        if chosen is None:
            return None
        merged += chosen
        merged += lines[0][region.base : region.base + region.length]
        ends = (starts[0] + region.length, starts[1] + region.length, starts[2] + region.length)
    return "".join(merged)


def _choose(base: list[str], ours: list[str], theirs: list[str]) -> list[str] | None:
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None


def _kept_by_both(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Region]:
    """The stretches in order, the last one empty at the end of all three."""
    mine, other = list(_blocks(base, ours)), list(_blocks(base, theirs))
    i = j = 0
    while i < len(mine) and j < len(other):
        a, b = mine[i], other[j]
        start, end = max(a[0], b[0]), min(a[0] + a[2], b[0] + b[2])
        if start < end:
            yield _Region(start, a[1] + start - a[0], b[1] + start - b[0], end - start)
        if a[0] + a[2] < b[0] + b[2]:
            i += 1
        else:
            j += 1
    yield _Region(len(base), len(ours), len(theirs), 0)


def _blocks(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    return ((m.a, m.b, m.size) for m in SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks())
