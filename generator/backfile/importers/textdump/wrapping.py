"""Joins lines that were broken at a width, as `lynx -dump` or `w3m -dump` do, into paragraphs again. Leaves text alone
that is not evidently wrapped."""

import re
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

import msgspec

from backfile.importers.textdump.lines import Line, is_rule

NARROWEST = 40
WIDEST = 132
SHARES = ((20, 0.6), (6, 0.8), (4, 1.0))
"""From how many breaks on a width must explain which share of them: pages have tables and forms too. On 30 saved pages
as `lynx -dump` writes them the text's F1 is 0.87 with 0.8 for all, and 0.91 so."""
MOST_LONGER = 0.2
SLACK = 3

_OPEN_HYPHEN = re.compile(r"[^\W\d_]-$")
_STRUCTURE = re.compile(r"#{1,6} |\|")
_LINK_LINE = re.compile(r"^\W*\[[^\]]*\](?:\([^)]*\))?\W*$|https?://\S{20,}|\]\(|^\[\d+\]\S+$")


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
    """The width the text was broken at, or 0: where a sentence goes on in the next line, the line hardly ever had room
    for that line's first word. Lines that are links or long addresses do not vote."""
    breaks = [pair for pair in pairwise(lines) if _might_continue(*pair) and _flows(*pair)]
    if len(breaks) < SHARES[-1][0]:
        return 0
    width, votes = _elect([(_length(before), _length(before) + _first(after)) for before, after in breaks])
    share = next(share for fewest, share in SHARES if len(breaks) >= fewest)
    return width if votes >= share * len(breaks) and not _overflows(lines, width) else 0


def _overflows(lines: tuple[Line, ...], width: int) -> bool:
    """Whether too many lines of words are longer than the width: then only verse or a table is broken."""
    full = [_length(line) for line in lines if " " in line.text and not _LINK_LINE.search(line.text)]
    full = [length for length in full if length > width // 2]
    return sum(length > width for length in full) > MOST_LONGER * len(full)


def _elect(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The least width that lies in most of the spans, and in how many."""
    steps = [0] * (WIDEST + 2)
    for first, last in spans:
        if first <= WIDEST and last >= NARROWEST:
            steps[max(first, NARROWEST)] += 1
            steps[min(last, WIDEST) + 1] -= 1
    votes = list(accumulate(steps))
    return votes.index(max(votes)), max(votes)


def _flows(before: Line, after: Line) -> bool:
    """Whether a sentence goes on in the next line: that begins as none does, and neither line is a link alone."""
    start = after.text[:1]
    goes_on = start.isalpha() and start == start.lower()
    return goes_on and not _LINK_LINE.search(before.text) and not _LINK_LINE.search(after.text)


def _length(line: Line) -> int:
    return line.indent + (len(line.bullet) + 1 if line.bullet else 0) + _columns(line.text)


def _columns(text: str) -> int:
    """How many columns the text takes: a wide character takes two."""
    return len(text) if text.isascii() else len(text) + sum(east_asian_width(char) in "WF" for char in text)


def _first(line: Line) -> int:
    """The columns of the word a line begins with; in a script without spaces that is a character."""
    first = line.text.split(" ", 1)[0]
    return 2 if east_asian_width(first[:1]) in ("W", "F") else len(first)


def _might_continue(before: Line, after: Line) -> bool:
    if after.gap or after.bullet or is_rule(before.text):
        return False
    return _is_quote(before) == _is_quote(after) and not _STRUCTURE.match(after.text)


def _is_quote(line: Line) -> bool:
    return line.text.startswith("> ")


def _is_full(before: Line, after: Line, width: int) -> bool:
    return _length(before) + 1 + _first(after) > width - SLACK


def _continues(before: Line, after: Line, paragraph: Line, width: int) -> bool:
    if not _might_continue(before, after) or (paragraph.text.startswith("#") and after.gap):
        return False
    hangs = after.indent >= paragraph.indent - 4
    return hangs and (_is_full(before, after, width) or (after.text[:1].islower() and _length(before) > width // 2))


def _join(paragraph: Line, line: Line) -> Line:
    text = line.text.removeprefix("> ") if _is_quote(paragraph) else line.text
    # These tools break at hyphens that are there, and put none in.
    is_hyphen = _OPEN_HYPHEN.search(paragraph.text) is not None and text[:1].isalpha()
    is_wide = all(east_asian_width(char) in ("W", "F") for char in (paragraph.text[-1], text[:1] or "a"))
    glue = "" if is_hyphen or is_wide else " "
    return msgspec.structs.replace(paragraph, text=f"{paragraph.text}{glue}{text}")
