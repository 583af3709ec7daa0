"""Catalogues: the text of a `.po` file into its messages, each checked against the English. Reads no disk."""

import re
from collections.abc import Callable, Iterator, Sequence
from gettext import c2py
from io import StringIO

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from backfile.languages.language import CONTEXT
from backfile.problems import Location, Problem

SAMPLES = (*range(1, 201), 0, 1_000, 10_000, 100_000, 1_000_000)
"""Numbers that tell the forms of a plural apart, the likeliest first."""

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_PERCENT = re.compile(r"%(?!\(\w+\)s|%)")


class Catalogue(msgspec.Struct, frozen=True):
    """What a catalogue says: translations by the English (after its context, where it has one), those of a number in
    the order of its own rule, and that rule, a C expression of `n`."""

    messages: dict[str, str]
    counted: dict[str, tuple[str, ...]]
    rule: str


class _Entry(msgspec.Struct, frozen=True):
    """A translation: the English (two texts where it is of a number), what it is known by, and its forms."""

    english: tuple[str, ...]
    key: str
    forms: tuple[str, ...]
    place: Location

    @property
    def is_counted(self) -> bool:
        return len(self.english) > 1


def read_catalogue(text: str, file: str) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The catalogue in the text of `file`, and what is wrong with it. What has no translation, or one that is marked as
    fuzzy, is not in it; what is wrong is not, either."""
    catalog, problem = _read(text, file)
    rule = _rule_of(catalog) if catalog is not None else None
    if catalog is None or rule is None:
        return Catalogue({}, {}, "0"), (problem or _rule_problem(text, file),)
    problems: list[Problem] = []
    messages: dict[str, str] = {}
    counted: dict[str, tuple[str, ...]] = {}
    for entry in _entries(catalog, file):
        found = tuple(_faults(entry, rule))
        problems += found
        if not found and entry.is_counted:
            counted[entry.key] = entry.forms
        elif not found:
            messages[entry.key] = entry.forms[0]
    return Catalogue(messages, counted, catalog.plural_expr), tuple(problems)


def _entries(catalog: Catalog, file: str) -> Iterator[_Entry]:
    """The messages that have a translation, the header apart."""
    for message in catalog:
        english, forms = _texts(message.id), _texts(message.string)
        if english[0] and any(forms) and not message.fuzzy:
            key = f"{message.context}{CONTEXT}{english[0]}" if message.context else english[0]
            yield _Entry(english, key, forms, Location(file, message.lineno or 1))


def _texts(found: str | Sequence[str] | None) -> tuple[str, ...]:
    return (found or "",) if isinstance(found, str | None) else tuple(found)


def _read(text: str, file: str) -> tuple[Catalog | None, Problem | None]:
    try:
        return read_po(StringIO(text), ignore_obsolete=True, abort_invalid=True), None
    except PoFileError as error:
        reason, line = str(error).rstrip("."), error.lineno + 1
    except (ValueError, LookupError, AttributeError) as error:  # a header or a number in brackets that is none
        reason, line = str(error) or type(error).__name__, _line_of(text, "msgstr")
    hint = "Mend the line; msgfmt and Poedit find such faults, too."
    return None, Problem(Location(file, line), f"the catalogue cannot be read: {reason}.", hint)


def _line_of(text: str, word: str) -> int:
    before, found, _ = text.partition(word)
    return before.count("\n") + 1 if found else 1


def _rule_of(catalog: Catalog) -> Callable[[int], int] | None:
    """What gives the form of a number; None if the header's rule gives none for some."""
    try:
        rule = c2py(catalog.plural_expr)
        is_whole = all(0 <= rule(number) < catalog.num_plurals for number in SAMPLES)
    except (ValueError, ArithmeticError, RecursionError):
        return None
    return rule if is_whole else None


def _rule_problem(text: str, file: str) -> Problem:
    message = "the header `Plural-Forms` gives no form for some numbers."
    hint = 'Write the language\'s usual one, like "nplurals=2; plural=(n != 1);".'
    return Problem(Location(file, _line_of(text, "Plural-Forms")), message, hint)


def _faults(entry: _Entry, rule: Callable[[int], int]) -> Iterator[Problem]:
    wanted = {name for text in entry.english for name in _PLACEHOLDER.findall(text)}
    told = f'the translation of "{entry.english[0]}"'
    if not all(entry.forms):
        yield Problem(entry.place, f"{told} lacks its form {entry.forms.index('')}.", f"Write all {len(entry.forms)}.")
        return
    for number, form in enumerate(entry.forms):
        named = set(_PLACEHOLDER.findall(form))
        may_lack = {"n"} if entry.is_counted and _is_of_one(number, rule) else set()
        for name in sorted(wanted - named - may_lack):
            yield Problem(entry.place, f"{told} lacks %({name})s.", _AS_IN_ENGLISH)
        for name in sorted(named - wanted):
            yield Problem(entry.place, f"{told} has %({name})s, which the English has not.", _AS_IN_ENGLISH)
        if wanted and _PERCENT.search(form):
            yield Problem(entry.place, f"{told} has a % that is no part of a name.", "Write %% for a per cent sign.")


_AS_IN_ENGLISH = "Names between %( and )s are filled in: they stand in the translation as they stand in the English."


def _is_of_one(form: int, rule: Callable[[int], int]) -> bool:
    """Whether a form is that of one number alone, which it then may say in words."""
    return sum(rule(number) == form for number in SAMPLES) == 1
