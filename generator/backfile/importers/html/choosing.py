"""Which blocks are the article: signs are weighed, and headings that head nothing are taken out again."""

import math
from collections.abc import Mapping, Sequence

import msgspec

from backfile.importers.html.blocks import Block
from backfile.importers.html.evidence import HEADINGS, Signs

# Fitted by logistic regression with the signs held to their side, on the first half of the article extraction
# benchmark's 181 pages (by name), rounded: F1 of text there 0.979, on the other half 0.974, trafilatura alone 0.963.
# With readability-lxml's and resiliparse's opinions besides it was 0.966 to 0.969 where without it was 0.966.
WEIGHTS: Mapping[str, float] = {
    "found": 2.3,
    "found and running": 1.6,
    "declared": 1.0,
    "not declared": -1.0,
    "outside": -0.2,
    "in densest": 1.5,
    "make": 0.8,
    "after": -0.3,
    "before inside": -1.3,
    "far before": -0.5,
    "far after": -1.3,
    "furniture": -0.8,
    "in figure": -0.1,
    "zone": -0.6,
    "with picture": -1.1,
    "in article": 0.2,
    "quote": 1.9,
    "core before": 0.3,
    "core behind": 1.0,
    "heading": 0.3,
    "first heading": -0.9,
    "heads core": 1.4,
    "links": -2.0,
    "plain item": -0.8,
    "table": 0.4,
    "middling": 0.6,
    "length": 0.1,
    "pointer": -2.6,
    "linked pointer": -0.6,
    "credit": -1.4,
    "shouted link": -0.7,
    "title": -0.8,
    "dated": -0.7,
    "repeated": -0.1,
}
BIAS = -3.0

# What a sign that spoke against a block means to a reader.
_REASONS = {
    "pointer": "leads elsewhere or asks something of the reader",
    "linked pointer": "leads elsewhere or asks something of the reader",
    "credit": "credit",
    "with picture": "caption",
    "in figure": "caption",
    "links": "links",
    "shouted link": "links",
    "title": "title",
    "first heading": "title",
    "furniture": "named as page furniture by the page",
    "zone": "menu, head, side or foot of the page",
    "dated": "date",
    "not declared": "not in the text that the page declares",
    "before inside": "before the text",
    "far before": "before the text",
    "far after": "after the text",
    "outside": "outside the article",
}
_NO_REASON = "outside the article"


class Choice(msgspec.Struct, frozen=True):
    """Whether a block is in the article, by which margin (log odds), and, where it is not, why."""

    is_kept: bool
    margin: float
    reason: str = ""


def choose(blocks: Sequence[Block], evidence: Sequence[Signs]) -> tuple[Choice, ...]:
    """A choice for every block."""
    choices = [_weigh(signs) for signs in evidence]
    for place, reason in _idle_headings(blocks, choices):
        choices[place] = Choice(False, choices[place].margin, reason)
    return tuple(choices)


def certainty(blocks: Sequence[Block], choices: Sequence[Choice]) -> float:
    """How sure the choice is, from 0.5 to 1: the mean over the words kept and those that nearly were."""
    sure = total = 0.0
    for block, choice in zip(blocks, choices, strict=True):
        if choice.is_kept or choice.margin > -2:
            weight = min(len(block.words), 60)
            total += weight
            sure += weight / (1 + math.exp(-abs(choice.margin)))
    return sure / total if total else 0.0


def _weigh(signs: Signs) -> Choice:
    parts = {name: WEIGHTS[name] * value for name, value in signs.items()}
    margin = BIAS + sum(parts.values())
    if margin >= 0:
        return Choice(True, margin)
    told = [name for name in parts if name in _REASONS and parts[name] < -0.3]
    worst = min(told, key=parts.__getitem__, default="")
    return Choice(False, margin, _REASONS.get(worst, _NO_REASON))


def _idle_headings(blocks: Sequence[Block], choices: Sequence[Choice]) -> list[tuple[int, str]]:
    """The kept headings with nothing kept between them and the next heading of their level or above."""
    idle: list[int] = []
    waiting: list[tuple[int, int]] = []
    for place, choice in enumerate(choices):
        if choice.is_kept and blocks[place].tag not in HEADINGS:
            waiting = []
        elif choice.is_kept:
            level = int(blocks[place].tag[1])
            idle += [start for start, other in waiting if other >= level]
            waiting = [(start, other) for start, other in waiting if other < level] + [(place, level)]
    return [(start, "heads nothing that was kept") for start in (*idle, *(start for start, _ in waiting))]
