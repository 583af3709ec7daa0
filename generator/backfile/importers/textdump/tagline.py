"""Cuts a line of tags that spaces alone separate: `Amazon Amazon Web Services AWS Google`. Reads no page.

The cut of the greatest score is found by dynamic programming over the words: tags stand in alphabetical order (case
and accents aside), phrases that the body has stay whole, and tags that the archive knows are preferred. The lead of
the best cut over the next is the confidence.
"""

import re
from collections.abc import Set
from itertools import pairwise

import msgspec

from backfile.importers.prose import fold
from backfile.importers.textdump import wording

LONGEST_TAG = 6
"""Words in a tag; of 14,000 tags of two real archives 99.7 % have no more."""
MOST_WORDS = 120
SURE_MARGIN = 1.0

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
    """Tags in their order, the score of this cut, its lead over the next, and how many tags break the order."""

    tags: tuple[str, ...]
    score: float = 0.0
    margin: float = 0.0
    disorder: int = 0


class Evidence(msgspec.Struct, frozen=True):
    """What is known of tags besides the line: the folded known tags, and the body's words, folded and as written, with
    a bar wherever punctuation stands between two of them."""

    known: Set[str] = frozenset()
    body: str = " "
    written: str = " "


class _Path(msgspec.Struct, frozen=True):
    score: float
    starts: tuple[int, ...]


_EDGE = re.compile(r"^\W+|\W+$")
_BREAK = re.compile(r"[^\w\s]+(?=\s|$)|(?<=\s)[^\w\s]+|\n")


def gather_evidence(body: str, known: Set[str] = frozenset()) -> Evidence:
    """The evidence of a body's plain text and of the tags the archive has."""
    written = " ".join(_BREAK.sub(" | ", body).split())
    return Evidence(frozenset(fold(tag) for tag in known), f" {fold(written)} ", f" {written} ")


def cut_tags(line: str, evidence: Evidence) -> Cut:
    """The best cut of the line."""
    words = line.split()[:MOST_WORDS]
    if not words:
        return Cut(())
    best, second = _search(words, evidence)
    tags = _tags(words, best.starts)
    margin = best.score - second.score if second else 9.0
    return Cut(tags, best.score, margin, count_disorder(tags))


def count_disorder(tags: tuple[str, ...]) -> int:
    """How many tags come, in the alphabet, before the one they follow."""
    return sum(fold(left) > fold(right) for left, right in pairwise(tags))


def _search(words: list[str], evidence: Evidence) -> tuple[_Path, _Path | None]:
    """The two best paths. `states[end][start]` keeps the two best whose last tag is `words[start:end]`."""
    size = len(words)
    keys = [fold(word) for word in words]
    states: list[dict[int, list[_Path]]] = [{} for _ in range(size + 1)]
    for end in range(1, size + 1):
        for start in range(max(0, end - LONGEST_TAG), end):
            score = _score(words[start:end], evidence)
            paths = _extend(states[start], keys, start, end, score)
            if paths:
                states[end][start] = paths
    final = sorted((path for paths in states[size].values() for path in paths), key=_by_score)
    return final[-1], final[-2] if len(final) > 1 else None


def _extend(previous: dict[int, list[_Path]], keys: list[str], start: int, end: int, score: float) -> list[_Path]:
    if start == 0:
        return [_Path(score, (0,))]
    key = " ".join(keys[start:end])
    found = []
    for before, paths in previous.items():
        order = DISORDER if " ".join(keys[before:start]) > key else 0.0
        found += [_Path(path.score + score + order, (*path.starts, start)) for path in paths]
    return sorted(found, key=_by_score)[-2:]


def _by_score(path: _Path) -> float:
    return path.score


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
