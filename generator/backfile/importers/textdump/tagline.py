"""Cuts a line of tags that spaces alone separate: `Amazon Amazon Web Services AWS Google`. Reads no page.

The cut of the greatest score is found by dynamic programming over the words: tags stand in alphabetical order (case
and accents aside), phrases that the body has stay whole, and tags that the archive knows or the site's other tag lines
have are preferred. The lead of the best cut over the next is the confidence.
"""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

import msgspec

from backfile.importers.prose import fold
from backfile.importers.textdump import wording
from backfile.importers.textdump.taglexicon import NO_LEXICON, Lexicon
from backfile.importers.textdump.tagspans import find_paths, spans_of, weigh_spans

MOST_WORDS = 200
SURE_MARGIN = 1.0
LOOSE_MARGIN = 3.0
"""The lead of a cut that is sure where a site's lines are in no order: .84 and .91 of such lines are right on two
archives, with the lead of 1 that is enough in order .69 and .85."""
ROUNDS = 2

# Scores of one tag, fitted by hand on every second post of the two archives; a third of a point decides little.
KNOWN = 4.0
KNOWN_WORD = 2.0
WORD = 0.5
PHRASE = 3.0
"""For each joint of a phrase that the body has, times the share of its rarest part's uses that are in the phrase."""
JOINT_SPOKEN_APART = -2.4
JOINT_UNSPOKEN = -1.4
CASE_CHANGES = -0.8
LOOSE_WORD = -3.0
DOUBLED = -4.0
MIXED_CASE = 0.3
DISORDER = -6.0

_LOOSE = frozenset(wording.LOOSE.split())


class Cut(msgspec.Struct, frozen=True):
    """Tags in their order, the score of this cut, its lead over the next, how many tags break the order, and whether
    marks separate them, so that nothing had to be cut."""

    tags: tuple[str, ...]
    score: float = 0.0
    margin: float = 0.0
    disorder: int = 0
    separated: bool = False


class Evidence(msgspec.Struct, frozen=True):
    """What is known of tags besides the line: the folded known tags, the body's words, folded and as written, with a
    bar wherever punctuation stands between two of them, and what the site's other tag lines teach."""

    known: Set[str] = frozenset()
    body: str = " "
    written: str = " "
    lexicon: Lexicon = NO_LEXICON


_EDGE = re.compile(r"^\W+|\W+$")
_BREAK = re.compile(r"[^\w\s]+(?=\s|$)|(?<=\s)[^\w\s]+|\n")


def gather_evidence(body: str, known: Set[str] = frozenset(), lexicon: Lexicon = NO_LEXICON) -> Evidence:
    """The evidence of a body's plain text, of the tags the archive has, and of the site's other tag lines."""
    written = " ".join(_BREAK.sub(" | ", body).split())
    return Evidence(frozenset(fold(tag) for tag in known), f" {fold(written)} ", f" {written} ", lexicon)


def cut_tags(line: str, evidence: Evidence) -> Cut:
    """The best cut of the line."""
    lexicon = evidence.lexicon
    words = split_words(line)
    if not words:
        return Cut(())
    keys = [fold(word) for word in words]
    scores = score_spans(words, evidence)
    if lexicon:
        scores = with_lexicon(keys, scores, lexicon)
    *rest, best = find_paths(keys, scores, lexicon.disorder if lexicon else DISORDER)
    tags = _tags(words, best.starts)
    margin = best.score - rest[-1].score if rest else 9.0
    return Cut(tags, best.score, margin, count_disorder(tags))


def split_words(line: str) -> list[str]:
    """The words of a line that are cut."""
    return line.split()[:MOST_WORDS]


def score_spans(words: list[str], evidence: Evidence) -> list[float]:
    """For each span how much speaks for its words being one tag."""
    return [_score(words[start:end], evidence) for start, end in spans_of(len(words))]


def with_lexicon(keys: list[str], scores: Sequence[float], lexicon: Lexicon) -> list[float]:
    """The scores with what the lexicon says. The line may be one of those the lexicon was learnt from, and must not
    vouch for itself: its own share is worked out and taken off, first as if every tag were its own."""
    own: Sequence[float] = [1.0] * len(scores)
    for _ in range(ROUNDS):
        own = weigh_spans(keys, weigh_with(keys, scores, lexicon, own), lexicon.disorder).spans
    return weigh_with(keys, scores, lexicon, own)


def weigh_with(keys: list[str], scores: Sequence[float], lexicon: Lexicon, own: Sequence[float]) -> list[float]:
    """The scores with what the lexicon says, of which the line itself gave the shares in `own`."""
    spans = spans_of(len(keys))
    return [
        lexicon.weigh(keys[start:end], score, share)
        for (start, end), score, share in zip(spans, scores, own, strict=True)
    ]


def is_sure(cut: Cut, evidence: Evidence) -> bool:
    """Whether the cut leads the next by as much as it must on its site."""
    if evidence.lexicon.is_loose:
        return cut.margin >= LOOSE_MARGIN
    return cut.margin >= SURE_MARGIN and not cut.disorder


def count_disorder(tags: tuple[str, ...]) -> int:
    """How many tags come, in the alphabet, before the one they follow."""
    return sum(fold(left) > fold(right) for left, right in pairwise(tags))


def _tags(words: list[str], starts: tuple[int, ...]) -> tuple[str, ...]:
    ends = (*starts[1:], len(words))
    return tuple(" ".join(words[start:end]) for start, end in zip(starts, ends, strict=True))


def _score(words: list[str], evidence: Evidence) -> float:
    """How much speaks for these words being one tag."""
    phrase = fold(" ".join(words))
    spoken = [_bare(word) for word in words]
    count = evidence.body.count(f" {' '.join(spoken)} ")
    if phrase in evidence.known:
        # `KDE Linux` may be known, and `KDE` and `Linux` too: then the body decides.
        is_open = len(words) > 1 and not count and all(fold(word) in evidence.known for word in words)
        return KNOWN * (len(words) - 1) + KNOWN_WORD + (JOINT_SPOKEN_APART if is_open else 0.0)
    if len(words) == 1:
        return (WORD if count else 0.0) + (LOOSE_WORD if phrase in _LOOSE else 0.0)
    score = LOOSE_WORD * ((spoken[0] in _LOOSE) + (spoken[-1] in _LOOSE))
    if count:
        share = _share(spoken, count, evidence) * (MIXED_CASE if _is_mixed(words, evidence) else 1.0)
        return score + PHRASE * (len(words) - 1) * share
    return score + sum(_score_joint(*pair, evidence) for pair in pairwise(words))


def _share(spoken: list[str], count: int, evidence: Evidence) -> float:
    """Of the uses of the phrase's parts, however it is parted, how many are in the phrase."""
    parts = [(spoken[:place], spoken[place:]) for place in range(1, len(spoken))]
    return min(count / min(evidence.body.count(f" {' '.join(part)} ") for part in pair) for pair in parts)


def _is_mixed(words: list[str], evidence: Evidence) -> bool:
    """Whether the body writes the phrase in other case, but some of its words as they are here: `opensuse Weekly News`
    is hardly the “openSUSE Weekly News” of the body."""
    edges = [_EDGE.sub("", word) or word for word in words]
    if f" {' '.join(edges)} " in evidence.written:
        return False
    same = [f" {word} " in evidence.written for word in edges]
    return any(same) and not all(same)


def _score_joint(first: str, second: str, evidence: Evidence) -> float:
    """What is lost by taking two words together that the body does not have together."""
    left, right = _bare(first), _bare(second)
    if left in _LOOSE or right in _LOOSE:
        return 0.0
    if left == right:
        return DOUBLED
    spoken = f" {left} " in evidence.body and f" {right} " in evidence.body
    change = first[:1].isupper() != second[:1].isupper() and second[:1].isalpha()
    return (JOINT_SPOKEN_APART if spoken else JOINT_UNSPOKEN) + (CASE_CHANGES if change else 0.0)


def _bare(word: str) -> str:
    return _EDGE.sub("", fold(word)) or fold(word)
