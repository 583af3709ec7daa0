"""Learns a site's tags from its tag lines by expectation-maximisation: every line is cut in all ways, each as likely as
the article, the order and the tags known so far make it; what tags come of that are counted, and the lines cut again.
Reads no page.

A line never vouches for itself: its own share is taken off the counts when it is cut again.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from backfile.importers.prose import fold
from backfile.importers.textdump.taglexicon import NO_LEXICON, SORTED, Lexicon
from backfile.importers.textdump.tagline import DISORDER, Evidence, score_spans, split_words, weigh_with
from backfile.importers.textdump.tagspans import spans_of, weigh_spans

ROUNDS = 6
MOST_LINES = 20_000
"""Lines that are learnt from, spread over the site; 1,264 take 4 seconds."""
LEAST_SHARE = 0.02
LEAST_NOVEL = 0.05
ONCE = 1.5
NOVEL_BEFORE = 3.0
"""New tags that are taken as seen before the first line is."""
PAIRS_BEFORE, DISORDER_BEFORE = 20.0, 0.05
MOST_MIXED, LOOSE = 0.33, -1.0
MOST_DISORDER = 0.06
"""Share of neighbours out of order up to which the site's lines are taken to be in order, and the cuts to be wrong."""


class TagLine(msgspec.Struct, frozen=True):
    """A tag line to learn from: its words, folded, and what the article and the known tags say of each span."""

    keys: tuple[str, ...]
    scores: Sequence[float]


class _Counts(msgspec.Struct):
    """What one round counts, and each line's own share of it."""

    tags: defaultdict[str, float]
    owns: list[Sequence[float]]
    pairs: float = PAIRS_BEFORE
    disorder: float = DISORDER_BEFORE


def weigh_tag_line(text: str, evidence: Evidence) -> TagLine:
    """The line of an article, without the article."""
    words = split_words(text)
    return TagLine(tuple(fold(word) for word in words), array("f", score_spans(words, evidence)))


def learn_tags(lines: Sequence[TagLine]) -> Lexicon:
    """The tags of the site that has these lines; nothing of one line alone."""
    chosen = _spread([line for line in lines if line.keys])
    distinct = len({line.keys for line in chosen})
    if distinct < 2:
        return NO_LEXICON
    lexicon = Lexicon(words=_count_words(chosen), lines=distinct, disorder=_guess_disorder(chosen))
    counts = _Counts(defaultdict(float), [])
    for _ in range(ROUNDS):
        counts = _count(chosen, lexicon, counts.owns)
        lexicon = _estimate(lexicon, counts)
    return lexicon


def _spread(lines: Sequence[TagLine]) -> Sequence[TagLine]:
    if len(lines) <= MOST_LINES:
        return lines
    return [lines[place * len(lines) // MOST_LINES] for place in range(MOST_LINES)]


def _guess_disorder(lines: Sequence[TagLine]) -> float:
    """The score of two tags out of order to begin with, by the words alone: in lines in order only words of one tag
    can be out of order, and half of those are not."""
    pairs = [left > right for line in lines for left, right in pairwise(line.keys)]
    return LOOSE if sum(pairs) > MOST_MIXED * len(pairs) else DISORDER


def _count_words(lines: Sequence[TagLine]) -> dict[str, int]:
    seen = {(*_beside(line.keys, place, place + 1), key) for line in lines for place, key in enumerate(line.keys)}
    return dict(Counter(key for *_, key in sorted(seen)))


def _count(lines: Sequence[TagLine], lexicon: Lexicon, owns: Sequence[Sequence[float]]) -> _Counts:
    """The expected number of lines with each tag. One that stands between the same words again (in copies of a line, or
    in tags that always go together) tells nothing new."""
    counts, seen = _Counts(defaultdict(float), []), set()
    for place, line in enumerate(lines):
        keys = list(line.keys)
        scores = weigh_with(keys, line.scores, lexicon, owns[place]) if owns else line.scores
        found = weigh_spans(keys, scores, lexicon.disorder)
        counts.pairs += found.pairs
        counts.disorder += found.disorder
        counts.owns.append(array("f", found.spans))
        for share, tag, context in _likely(line, found.spans):
            if context not in seen:
                seen.add(context)
                counts.tags[tag] += share
    return counts


def _likely(line: TagLine, shares: Sequence[float]) -> Iterator[tuple[float, str, int]]:
    """Each likely tag with its share and a number for its words and neighbours."""
    for (start, end), share in zip(spans_of(len(line.keys)), shares, strict=True):
        if share > LEAST_SHARE:
            tag = " ".join(line.keys[start:end])
            yield share, tag, hash((tag, *_beside(line.keys, start, end)))


def _beside(keys: Sequence[str], start: int, end: int) -> tuple[str, str]:
    return keys[start - 1] if start else "", keys[end] if end < len(keys) else ""


def _estimate(before: Lexicon, counts: _Counts) -> Lexicon:
    total = sum(counts.tags.values())
    once = sum(share for share in counts.tags.values() if share < ONCE)
    novel = max(LEAST_NOVEL * total, once) + NOVEL_BEFORE
    return Lexicon(
        tags=dict(counts.tags),
        words=before.words,
        lines=before.lines,
        places=sum(before.words.values()),
        novelty=novel / before.lines,
        disorder=_score_disorder(counts.disorder / counts.pairs),
    )


def _score_disorder(share: float) -> float:
    return SORTED if share < MOST_DISORDER else min(0.0, math.log(share / (1 - share)))
