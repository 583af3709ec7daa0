"""Tags that may be one and the same: written differently, or different by an accent, a plural, a letter. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from backfile.archive.taxonomy import TermKey, term_key

LEAST_LETTERS = 5
"""Shorter tags differ by one letter and mean something else: `GSM`, `GPS`."""


class Tally(msgspec.Struct, frozen=True):
    """A tag with all its spellings: the most frequent one, and how often each is written."""

    key: TermKey
    label: str
    spellings: dict[str, int]

    @property
    def count(self) -> int:
        return sum(self.spellings.values())


class Similar(msgspec.Struct, frozen=True):
    """Two tags that may be one: the rarer first, and in which way they differ."""

    rarer: Tally
    other: Tally
    difference: str


def tally_tags(labels: Iterable[str]) -> tuple[Tally, ...]:
    """The tags among those labels, in the order of their keys."""
    spellings: dict[TermKey, Counter[str]] = {}
    for label in labels:
        spellings.setdefault(term_key(label), Counter())[label] += 1
    return tuple(
        Tally(key, min(found, key=lambda label: (-found[label], label)), dict(sorted(found.items())))
        for key, found in sorted(spellings.items())
    )


def similar_tags(tallies: Iterable[Tally]) -> tuple[Similar, ...]:
    """Every pair once, with the plainest difference. Tags of signs alone (`-`, `!!!`) are like no other."""
    tags = {tally.key: tally for tally in tallies if any(map(str.isalnum, tally.key))}
    found: dict[tuple[TermKey, TermKey], str] = {}
    for difference, pairs in (
        ("a space or hyphen", _by_form(tags, lambda key: key.replace(" ", ""))),
        ("accents", _by_form(tags, _without_accents)),
        ("plural", _by_plural(tags)),
        ("one letter", _by_letter(tags)),
    ):
        for pair in pairs:
            found.setdefault(pair, difference)
    return tuple(_similar(tags[a], tags[b], difference) for (a, b), difference in sorted(found.items()))


def _similar(a: Tally, b: Tally, difference: str) -> Similar:
    rarer, other = sorted((a, b), key=lambda tally: (tally.count, tally.key))
    return Similar(rarer, other, difference)


Pair = tuple[TermKey, TermKey]


def _by_form(tags: Mapping[TermKey, Tally], form: Callable[[TermKey], str]) -> Iterator[Pair]:
    groups: dict[str, list[TermKey]] = {}
    for key in tags:
        if written := form(key):
            groups.setdefault(written, []).append(key)
    for keys in groups.values():
        for number, key in enumerate(keys):
            yield from (_pair(key, other) for other in keys[number + 1 :])


def _without_accents(key: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))


def _by_plural(tags: Mapping[TermKey, Tally]) -> Iterator[Pair]:
    for key in tags:
        stem = re.sub(r"y$", "", key)
        plurals = (f"{key}s" if not key.endswith("s") else "", f"{key}es", f"{stem}ies" if stem != key else "")
        for plural in plurals if len(key) > 2 else ():
            if plural in tags:
                yield _pair(key, TermKey(plural))


def _by_letter(tags: Mapping[TermKey, Tally]) -> Iterator[Pair]:
    """Two tags differ by a letter left out, put in, changed or swapped with the next just when one of them, or one
    without one letter, equals the other or the other without one; so nobody is compared with everybody."""
    shorter: dict[str, set[TermKey]] = {}
    for key in tags:
        if len(key) >= LEAST_LETTERS:
            for form in {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}:
                shorter.setdefault(form, set()).add(key)
    for keys in shorter.values():
        ordered = sorted(keys)
        for number, key in enumerate(ordered):
            yield from ((key, other) for other in ordered[number + 1 :] if _differ_by_letter(key, other))


def _differ_by_letter(a: str, b: str) -> bool:
    """Whether one edit makes `a` into `b`, and no digit is part of it: `IPv4` and `IPv6` are two things."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    if any(character.isdigit() for character in left + right):
        return False
    is_swapped = len(left) == 2 and left == right[::-1]
    return is_swapped or max(len(left), len(right)) == 1


def _pair(a: TermKey, b: TermKey) -> Pair:
    return (a, b) if a < b else (b, a)
