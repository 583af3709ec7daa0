"""Terms: what makes two labels the same term, and the slug that each term's page has.

The rule. Labels are the same term when they are equal after Unicode's NFC, case folding, and taking every run of
white space, hyphens and underscores for one space: `AWS` and `aws`, `open source` and `Open-Source` are one term,
`C`, `C++` and `C#` three. The term is shown as it is most often written. Two terms never share an address: where
their slugs would be the same (`naive`, `naïve`), the one that is written like the slug keeps it, the others get a
mark made from their name; a slug given in the terms' file always holds.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NewType

import msgspec

from backfile.archive.frontmatter import HeaderError, load_yaml_mapping
from backfile.archive.urls import slugify
from backfile.digest import digest_bytes
from backfile.problems import Location, Problem

TermKey = NewType("TermKey", str)
"""The identity of a term within its taxonomy."""


class Described(msgspec.Struct, frozen=True):
    """What a terms' file says of a term; `line` is where."""

    label: str
    slug: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    line: int = 1


class Term(msgspec.Struct, frozen=True):
    """A term of a taxonomy: its identity, how it is shown, its slug, what its file says of it."""

    key: TermKey
    label: str
    slug: str
    description: str = ""
    old_slugs: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def term_key(label: str) -> TermKey:
    """The identity of the term that has this label."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", label).casefold())
    return TermKey(re.sub(r"[\s_\-\u2010\u2011]+", " ", folded).strip())


def assign_terms(
    labels: Counter[str], described: Iterable[Described], path: str
) -> tuple[dict[TermKey, Term], dict[TermKey, TermKey], tuple[Problem, ...]]:
    """The terms of one taxonomy by key, the aliases' keys with the term each stands for, and what cannot be resolved.

    `labels` counts every label as written in the articles; `path` is the terms' file, for problems.
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
    slugs = _slugs(_shown(spellings, told), taken)
    terms = {
        key: _term(key, _shown_label(key, spellings[key], told), slugs, told.get(key)) for key in sorted(spellings)
    }
    return terms, aliases, problems


def _term(key: TermKey, label: str, slugs: Mapping[TermKey, str], entry: Described | None) -> Term:
    old = tuple(slug for slug in map(slugify, entry.aliases) if slug and slug != slugs[key]) if entry else ()
    return Term(key, label, slugs[key], entry.description if entry else "", old)


def _shown(spellings: Mapping[TermKey, Counter[str]], told: Mapping[TermKey, Described]) -> dict[TermKey, str]:
    return {key: _shown_label(key, counts, told) for key, counts in spellings.items()}


def _shown_label(key: TermKey, counts: Counter[str], told: Mapping[TermKey, Described]) -> str:
    """The label from the terms' file, else the most frequent spelling; between equals the first in code point order."""
    if key in told:
        return told[key].label
    return min(counts, key=lambda label: (-counts[label], label))


def _slugs(labels: Mapping[TermKey, str], given: Mapping[str, TermKey]) -> dict[TermKey, str]:
    """A slug of its own for each term. The order of the terms plays no part."""
    fixed = {key: slug for slug, key in given.items() if key in labels}
    wanted: dict[str, list[TermKey]] = {}
    for key, label in sorted(labels.items()):
        if key not in fixed:
            wanted.setdefault(slugify(label) or _mark(key), []).append(key)
    slugs = dict(fixed)
    for slug, keys in wanted.items():
        keeper = None if slug in given else _keeper(slug, keys)
        for key in keys:
            slugs[key] = slug if key == keeper else f"{slug}-{_mark(key)}"
    return slugs


def _keeper(slug: str, keys: list[TermKey]) -> TermKey:
    exact = [key for key in keys if key.replace(" ", "-") == slug]
    return exact[0] if exact else keys[0]


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


def parse_terms(text: str, path: str) -> tuple[tuple[Described, ...], tuple[Problem, ...]]:
    """What a terms' file describes: a mapping of labels to `{slug, description, aliases}`, or a list with `label`."""
    try:
        data = load_yaml_mapping(f"terms:\n{_indented(text)}")["terms"]
    except HeaderError as error:
        return (), (Problem(Location(path, max(error.line - 2, 1)), "this is not YAML that can be read.", error.hint),)
    entries: list[Described] = []
    problems: list[Problem] = []
    for label, value in _pairs(data):
        entry = _described(label, value, _line_of(label, text))
        if entry is None:
            hint = "Write `Label: {slug: …, description: …, aliases: […]}`."
            problems.append(Problem(Location(path, _line_of(label, text)), f'"{label}" is not described so.', hint))
        else:
            entries.append(entry)
    return tuple(entries), tuple(problems)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines() if line.strip() != "---")


def _pairs(data: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(data, dict):
        yield from ((str(label), value) for label, value in data.items())
    for item in data if isinstance(data, list) else ():
        yield (str(item.get("label", "")), item) if isinstance(item, dict) else (str(item), {})


def _described(label: str, value: Any, line: int) -> Described | None:
    if value is None:
        value = {}
    if not label or not isinstance(value, dict) or set(value) - {"label", "slug", "description", "aliases"}:
        return None
    aliases = value.get("aliases") or []
    slug = slugify(str(value.get("slug") or ""))
    shown = str(value.get("label") or label)
    given = tuple(map(str, aliases if isinstance(aliases, list) else [aliases]))
    return Described(shown, slug, str(value.get("description") or ""), given, line)


def _line_of(label: str, text: str) -> int:
    place = text.find(label)
    return text.count("\n", 0, place) + 1 if place >= 0 else 1
