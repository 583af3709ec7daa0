"""Terms: what makes two labels the same term, and the slug that each term's page has.

The rule. Labels are the same term when they are equal after Unicode's NFC, case folding, and taking every run of
white space, hyphens and underscores for one space: `AWS` and `aws`, `open source` and `Open-Source` are one term,
`C`, `C++` and `C#` three. The term is shown as it is most often written. Two terms never share an address: where
their slugs would be the same (`naive`, `naïve`), the one that the earliest article has keeps it (of those in the same
article the one that is written like the slug), the others get a mark made from their name; so a term that comes later
takes no address from one that has it. A slug given in the terms' file always holds.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NewType

import msgspec

from backfile.archive.urls import slugify
from backfile.digest import digest_bytes
from backfile.problems import Location, Problem

TermKey = NewType("TermKey", str)
"""The identity of a term within its taxonomy."""


class Described(msgspec.Struct, frozen=True):
    """What a terms' file says of a term; `line` is where. `image` is a path as written, `links` are names and
    addresses, `sort_name` is what it is filed under (`Lovelace, Ada`)."""

    label: str
    slug: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    line: int = 1
    image: str = ""
    links: tuple[tuple[str, str], ...] = ()
    sort_name: str = ""


class Term(msgspec.Struct, frozen=True):
    """A term of a taxonomy: its identity, how it is shown, its slug (and whether its file gives it), what its file says
    of it, and the name that it is filed under, where that is another."""

    key: TermKey
    label: str
    slug: str
    description: str = ""
    old_slugs: tuple[str, ...] = ()
    is_slug_given: bool = False
    image: str = ""
    links: tuple[tuple[str, str], ...] = ()
    sort_name: str = ""


class Vocabulary(msgspec.Struct, frozen=True):
    """The terms of a taxonomy by key, and what they come from: the aliases' keys with the term each stands for, how
    many articles write each term in which way, the terms that their file tells of and the slugs that it gives, and the
    terms whose slug another wants too."""

    terms: dict[TermKey, Term]
    aliases: dict[TermKey, TermKey]
    spellings: dict[TermKey, dict[str, int]]
    told: frozenset[TermKey]
    given: frozenset[str]
    contested: frozenset[TermKey]

    def key(self, label: str) -> TermKey:
        """The identity of the term that this label stands for."""
        key = term_key(label)
        return self.aliases.get(key, key)


Since = Callable[[frozenset[str]], Mapping[str, tuple[int, str]]]
"""Gives for labels the earliest article that has each: its instant and its path. Asked only where slugs collide."""


@lru_cache(maxsize=65536)
def term_key(label: str) -> TermKey:
    """The identity of the term that has this label."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", label).casefold())
    return TermKey(re.sub(r"[\s_\-\u2010\u2011]+", " ", folded).strip())


def assign_terms(
    labels: Counter[str], described: Iterable[Described], path: str, since: Since = lambda labels: {}
) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The terms of one taxonomy, and what cannot be resolved.

    `labels` counts every label as written in the articles, `since` tells how long they have been there; `path` is the
    terms' file, for problems.
    """
    files = tuple(described)
    aliases = {term_key(alias): term_key(entry.label) for entry in files for alias in entry.aliases}
    told = {term_key(entry.label): entry for entry in files}
    spellings: dict[TermKey, Counter[str]] = {}
    for label, count in labels.items():
        key = term_key(label)
        spellings.setdefault(aliases.get(key, key), Counter())[label] += count
    problems = tuple(_clashes(files, path))
    taken = {entry.slug: key for key, entry in told.items() if entry.slug}
    slugs, contested = _slugs(_shown(spellings, told), taken, lambda keys: _earliest(keys, spellings, since))
    terms = {
        key: _term(key, _shown_label(key, spellings[key], told), slugs, told.get(key)) for key in sorted(spellings)
    }
    by_label = {key: dict(counts) for key, counts in spellings.items()}
    return Vocabulary(terms, aliases, by_label, frozenset(told), frozenset(taken), contested), problems


def recounted(known: Vocabulary, gone: Iterable[str], new: Iterable[str]) -> Vocabulary | None:
    """The vocabulary when these labels went and those came, each as often as it stands there, and the terms' file is
    what it was. Terms may come and go; None where one that stays would be shown or addressed otherwise, or where that
    cannot be told without the articles."""
    spellings, terms = dict(known.spellings), dict(known.terms)
    changed: dict[TermKey, dict[str, int]] = {}
    for labels, step in ((gone, -1), (new, 1)):
        for label in labels:
            key = known.key(label)
            counts = changed.setdefault(key, dict(spellings.get(key, {})))
            counts[label] = counts.get(label, 0) + step
    slugs = {term.slug for term in terms.values()} | known.given if changed.keys() - terms.keys() else frozenset[str]()
    for key, counts in changed.items():
        spellings[key] = {label: count for label, count in counts.items() if count}
        is_gone = not spellings[key]
        if key in known.contested or (key in known.told and (is_gone or key not in terms)):
            return None
        if is_gone:
            del spellings[key], terms[key]
        elif key not in known.told:
            label = _shown_label(key, spellings[key], {})
            slug = slugify(label) or _mark(key)
            if key in terms and terms[key].label != label:
                return None
            if key not in terms:
                if slug in slugs:
                    return None
                slugs |= {slug}
                terms[key] = Term(key, label, slug)
    return msgspec.structs.replace(known, terms=terms, spellings=spellings)


def _term(key: TermKey, label: str, slugs: Mapping[TermKey, str], entry: Described | None) -> Term:
    if entry is None:
        return Term(key, label, slugs[key])
    old = tuple(slug for slug in map(slugify, entry.aliases) if slug and slug != slugs[key])
    return Term(
        key=key,
        label=label,
        slug=slugs[key],
        description=entry.description,
        old_slugs=old,
        is_slug_given=bool(entry.slug),
        image=entry.image,
        links=entry.links,
        sort_name=entry.sort_name,
    )


def _earliest(
    keys: Iterable[TermKey], spellings: Mapping[TermKey, Counter[str]], since: Since
) -> dict[TermKey, tuple[int, str]]:
    """The earliest article of each term that has one."""
    labels = {key: spellings[key] for key in keys}
    found = since(frozenset(label for counts in labels.values() for label in counts))
    known = {key: [found[label] for label in counts if label in found] for key, counts in labels.items()}
    return {key: min(articles) for key, articles in known.items() if articles}


def _shown(spellings: Mapping[TermKey, Counter[str]], told: Mapping[TermKey, Described]) -> dict[TermKey, str]:
    return {key: _shown_label(key, counts, told) for key, counts in spellings.items()}


def _shown_label(key: TermKey, counts: Mapping[str, int], told: Mapping[TermKey, Described]) -> str:
    """The label from the terms' file, else the most frequent spelling; between equals the first in code point order."""
    if key in told:
        return told[key].label
    return min(counts, key=lambda label: (-counts[label], label))


def _slugs(
    labels: Mapping[TermKey, str],
    given: Mapping[str, TermKey],
    earliest: Callable[[Iterable[TermKey]], Mapping[TermKey, tuple[int, str]]],
) -> tuple[dict[TermKey, str], frozenset[TermKey]]:
    """A slug of its own for each term, and the terms whose slug another wants too. The order of the terms plays no
    part."""
    fixed = {key: slug for slug, key in given.items() if key in labels}
    wanted: dict[str, list[TermKey]] = {}
    for key, label in sorted(labels.items()):
        if key not in fixed:
            wanted.setdefault(slugify(label) or _mark(key), []).append(key)
    slugs = dict(fixed)
    first = earliest([key for keys in wanted.values() if len(keys) > 1 for key in keys])
    for slug, keys in wanted.items():
        keeper = None if slug in given else _keeper(slug, keys, first)
        for key in keys:
            slugs[key] = slug if key == keeper else f"{slug}-{_mark(key)}"
    contested = (key for slug, keys in wanted.items() if len(keys) > 1 or slug in given for key in keys)
    return slugs, frozenset(contested)


def _keeper(slug: str, keys: list[TermKey], first: Mapping[TermKey, tuple[int, str]]) -> TermKey:
    return min(keys, key=lambda key: (first.get(key, _UNUSED), key.replace(" ", "-") != slug, key))


_UNUSED = (2**62, "")
"""Later than any article."""


def _mark(key: TermKey) -> str:
    return digest_bytes(key.encode()).hex()[:6]


def _clashes(entries: tuple[Described, ...], path: str) -> Iterable[Problem]:
    slugs: dict[str, Described] = {}
    keys: dict[TermKey, Described] = {}
    for entry in entries:
        for label in (entry.label, *entry.aliases):
            other = keys.setdefault(term_key(label), entry)
            if other is not entry:
                message = f'"{label}" is the same term as "{other.label}", described in {path}:{other.line}.'
                yield Problem(Location(path, entry.line), message, "Put them into one entry, one as an alias.")
        if entry.slug:
            other = slugs.setdefault(entry.slug, entry)
            if other is not entry:
                message = (
                    f'the slug "{entry.slug}" of "{entry.label}" is taken by "{other.label}", {path}:{other.line}.'
                )
                yield Problem(Location(path, entry.line), message, "Give one of them another slug.")
