"""Joins lines that were broken at a width, as `lynx -dump` or `w3m -dump` do, into paragraphs again. Leaves text alone
that is not evidently wrapped."""

import re
from itertools import pairwise

import msgspec

from backfile.importers.textdump.lines import Line, is_rule

NARROWEST = 40
WIDEST = 132
FEWEST_BREAKS = 6
WRAPPED_SHARE = 0.8
LONG_SHARE = 0.02

_OPEN_HYPHEN = re.compile(r"[^\W\d_]-$")
_STRUCTURE = re.compile(r"#{1,6} |>|\|")


def unwrap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with wrapped paragraphs joined; the same lines if the text is not wrapped."""
    width = find_width(lines)
    if not width:
        return lines
    joined: list[Line] = []
    tail = lines[0] if lines else None
    for line in lines:
        if joined and tail is not None and _continues(tail, line, joined[-1], width):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        tail = line
    return tuple(joined)


def find_width(lines: tuple[Line, ...]) -> int:
    """The width the text was broken at, or 0: hardly a line is longer, and most breaks come where the next word would
    have gone beyond it."""
    lengths = sorted(_length(line) for line in lines if " " in line.text)
    if len(lengths) < FEWEST_BREAKS:
        return 0
    width = lengths[min(len(lengths) - 1, int(len(lengths) * (1 - LONG_SHARE)))]
    if not NARROWEST <= width <= WIDEST or lengths[-1] > 3 * width:
        return 0
    pairs = [pair for pair in pairwise(lines) if _might_continue(*pair)]
    flowing = [pair for pair in pairs if pair[1].text[:1].islower()]
    full = sum(_is_full(before, after, width) for before, after in flowing)
    return width if len(flowing) >= FEWEST_BREAKS and full >= WRAPPED_SHARE * len(flowing) else 0


def _length(line: Line) -> int:
    return line.indent + (len(line.bullet) + 1 if line.bullet else 0) + len(line.text)


def _might_continue(before: Line, after: Line) -> bool:
    return not after.gap and not after.bullet and not _STRUCTURE.match(after.text) and not is_rule(before.text)


def _is_full(before: Line, after: Line, width: int) -> bool:
    first = after.text.split(" ", 1)[0]
    return _length(before) + 1 + len(first) > width - 3


def _continues(before: Line, after: Line, paragraph: Line, width: int) -> bool:
    if not _might_continue(before, after) or (paragraph.text.startswith("#") and after.gap):
        return False
    hangs = after.indent >= paragraph.indent - 4
    return hangs and (_is_full(before, after, width) or (after.text[:1].islower() and _length(before) > width // 2))


def _join(paragraph: Line, line: Line) -> Line:
    # These tools break at hyphens that are there, and put none in.
    glue = "" if _OPEN_HYPHEN.search(paragraph.text) and line.text[:1].isalpha() else " "
    return msgspec.structs.replace(paragraph, text=f"{paragraph.text}{glue}{line.text}")
