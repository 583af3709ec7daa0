"""Cuts a line of tags that spaces alone separate: `Amazon Amazon Web Services AWS Google`. Reads no page.

The cut of the greatest score is found by dynamic programming over the words: tags stand in alphabetical order (case
and accents aside), phrases that the body has stay whole, and tags that the archive knows are preferred. The lead of
the best cut over the next is the confidence.
"""

import re
from collections.abc import Set

import msgspec

from backfile.importers.textdump.prose import fold

LONGEST_TAG = 6
"""Words in a tag; of 14,000 tags of two real archives 99.7 % have no more."""
MOST_WORDS = 120
SURE_MARGIN = 1.0

KNOWN = 4.0
KNOWN_WORD = 1.0
PHRASE = 2.2
WORD = 0.6
NAME = 0.5
JOINT = -1.3
DISORDER = -6.0
TIE = 0.0


class Cut(msgspec.Struct, frozen=True):
    """Tags in their order, the score of this cut, its lead over the next, and how many tags break the order."""

    tags: tuple[str, ...]
    score: float = 0.0
    margin: float = 0.0
    disorder: int = 0


class Evidence(msgspec.Struct, frozen=True):
    """What is known of tags besides the line: the folded known tags, and the body's words, folded and joined."""

    known: Set[str] = frozenset()
    body: str = " "
    names: Set[str] = frozenset()


class _Path(msgspec.Struct, frozen=True):
    score: float
    starts: tuple[int, ...]


_WORD = re.compile(r"[^\s]+")
_EDGE = re.compile(r"^\W+|\W+$")


def gather_evidence(body: str, known: Set[str] = frozenset()) -> Evidence:
    """The evidence of a body's plain text and of the tags the archive has."""
    spoken = [_bare(word) for word in body.split()]
    names = {f"{_bare(a)} {_bare(b)}" for a, b in zip(body.split(), body.split()[1:], strict=False) if _are_names(a, b)}
    return Evidence(frozenset(fold(tag) for tag in known), f" {' '.join(filter(None, spoken))} ", frozenset(names))


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
    return sum(fold(left) > fold(right) for left, right in zip(tags, tags[1:], strict=False))


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
    spoken = " ".join(_bare(word) for word in words)
    if phrase in evidence.known:
        return KNOWN * len(words) - (KNOWN - KNOWN_WORD)
    count = evidence.body.count(f" {spoken} ") if spoken else 0
    if len(words) == 1:
        return WORD if count else 0.0
    joints = len(words) - 1
    found = PHRASE * joints if count else JOINT * joints
    return found + (NAME * joints if count and spoken in evidence.names else 0.0)


def _bare(word: str) -> str:
    return _EDGE.sub("", fold(word))


def _are_names(first: str, second: str) -> bool:
    return first[:1].isupper() and second.lstrip("“\"'(‘")[:1].isupper() and first[-1:].isalnum()
