"""The body of a dump: the run of lines with the greatest sum. Sentences count for it; short, bulleted, dated and
repeated lines and the words pages use around articles count against. Reads no metadata."""

from collections.abc import Sequence

import msgspec

from backfile.importers.prose import count_words, ends_sentence
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.lines import Line

_WEIGHTS = {
    Kind.COMMENTS: -25.0,
    Kind.CLOSING: -6.0,
    Kind.LEGAL: -5.0,
    Kind.REPEATED: -3.0,
    Kind.DATED: -2.5,
    Kind.AGO: -6.0,
    Kind.SIGNATURE: 0.5,
    Kind.SHARE_ROW: -2.0,
    Kind.PROMPT: -2.0,
    Kind.ABOUT_AUTHOR: -2.0,
    Kind.ITEM: -1.2,
    Kind.ASIDE: -0.6,
    Kind.POINTER: -0.6,
    Kind.CAPTION: -0.6,
    Kind.SHORT: -0.8,
    Kind.PHRASE: 0.3,
    Kind.LONG: 1.5,
}
NUMBERED = -0.5
"""A menu is hardly ever numbered; a list of the most read is."""
WORDS_A_POINT = 10
MOST_WORDS = 60


class Span(msgspec.Struct, frozen=True):
    """A run of lines by index, `end` exclusive, with the sum of its weights."""

    start: int
    end: int
    weight: float = 0.0

    def __contains__(self, index: int) -> bool:
        return self.start <= index < self.end


def weigh(line: Line, kind: Kind) -> float:
    """How much a line speaks for being part of an article's body (above 0) or of the page around it (below)."""
    if kind in (Kind.SENTENCE, Kind.ITEM_SENTENCE):
        points = min(count_words(line.text), MOST_WORDS) / WORDS_A_POINT
        return points if kind is Kind.SENTENCE else points / 2
    if kind is Kind.ITEM and line.is_numbered:
        return NUMBERED
    if kind is Kind.SHORT and ends_sentence(line.text):
        return -0.1
    return _WEIGHTS[kind]


def greatest_span(weights: Sequence[float]) -> Span:
    """The run of the greatest sum; empty when no weight is above 0."""
    best = Span(0, 0, 0.0)
    start, total = 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > best.weight:
            best = Span(start, index + 1, total)
    return best
