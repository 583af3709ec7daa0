"""Makes a language: chooses catalogues for its tag, and takes from CLDR (by Babel) how it writes dates and numbers."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from gettext import c2py

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.dates import DateTimeFormat, match_skeleton, parse_pattern
from babel.plural import to_gettext

from backfile.languages.catalogues import SAMPLES, Catalogue
from backfile.languages.language import Language

_EXTENSION = re.compile(r"-[0-9a-wyz]-", re.IGNORECASE)
_NUMBERING = re.compile(r"-u(?:-\w+)*?-nu-(\w+)", re.IGNORECASE)


def best_match(tag: str, available: Collection[str]) -> str | None:
    """The name in `available` (`fr`, `zh_Hans`, `pt-BR`) that fits the language best: `zh-CN` finds `zh_Hans`, and
    `zh-TW`, which is written otherwise, does not."""
    names = {name.replace("-", "_").lower(): name for name in sorted(available)}
    return next((names[wanted] for wanted in _ladder(tag) if wanted in names), None)


def _ladder(tag: str) -> list[str]:
    """The names that catalogues for a language may have, the best first."""
    try:
        language, territory, script = parse_locale(_without_extensions(tag), sep="-")[:3]
    except ValueError:
        return [tag.replace("-", "_").lower()]
    usual = _usual_script(language, None)
    script = script or _usual_script(language, territory)
    parts = [(language, script, territory), (language, script)]
    if script == usual:
        parts += [(language, territory), (language,)]
    return list(dict.fromkeys("_".join(part for part in named if part).lower() for named in parts))


def _usual_script(language: str, territory: str | None) -> str | None:
    known: Mapping[str, str] = get_global("likely_subtags")
    found = (territory and known.get(f"{language}_{territory}")) or known.get(language)
    return parse_locale(found)[2] if found else None


def speak(tag: str, catalogues: Iterable[Catalogue]) -> Language:
    """The language of that tag, with the words of the catalogues, later ones before earlier ones. One that CLDR does
    not know has the dates and numbers of British English, as has plain `en`; `ar-u-nu-latn` asks for other digits."""
    locale = _locale_of(tag)
    rule = locale.plural_form
    # `e` is the power of ten in numbers like 3e6, which we do not write; C's expressions have no such name.
    expression = re.sub(r"\be\b", "0", to_gettext(rule).partition("plural=")[2].rstrip("; "))
    categories = tuple(sorted({*rule.tags, "other"}, key=_CATEGORIES.index))
    firsts = _firsts(expression, categories)
    messages: dict[str, str] = {}
    counted: dict[str, dict[str, str]] = {}
    for catalogue in catalogues:
        place = c2py(catalogue.rule)
        messages.update(catalogue.messages)
        counted |= {
            english: {category: forms[place(number)] for category, number in firsts.items()}
            for english, forms in catalogue.counted.items()
        }
    numbering = _numbering(tag, locale)
    symbols = locale.number_symbols.get(numbering) or locale.number_symbols["latn"]
    months = range(1, 13)
    return Language(
        tag=tag,
        messages=messages,
        counted=counted,
        plural_rule=expression,
        categories=categories,
        months=tuple(locale.months["stand-alone"]["wide"][month] for month in months),
        short_months=tuple(locale.months["stand-alone"]["abbreviated"][month].rstrip(".") for month in months),
        days=tuple(_filled(locale.date_formats["long"].format, month, locale) for month in months),
        yearly_days=tuple(_filled(_skeleton("MMMMd", locale), month, locale) for month in months),
        dated_months=tuple(_filled(_skeleton("yMMMM", locale), month, locale) for month in months),
        dated_year=_filled(_skeleton("y", locale), 1, locale),
        digits=_digits(numbering),
        group=symbols.get("group", ","),
        groups=locale.decimal_formats[None].grouping,
    )


_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def _without_extensions(tag: str) -> str:
    return _EXTENSION.split(tag, maxsplit=1)[0]


def _locale_of(tag: str) -> Locale:
    parts = _without_extensions(tag).split("-")
    if len(parts) == 1 and parts[0].lower() == "en":
        parts.append("GB")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (ValueError, UnknownLocaleError):
            parts.pop()
    return Locale("en", "GB")


def _firsts(expression: str, categories: tuple[str, ...]) -> dict[str, int]:
    """For each category of numbers one that is of it. One that only fractions are of is left out."""
    rule = c2py(expression)
    firsts: dict[str, int] = {}
    for number in SAMPLES:
        firsts.setdefault(categories[rule(number)], number)
    return {"other": 1_000_000, **firsts}


def _filled(template: str, month: int, locale: Locale) -> str:
    """Babel's template of a date with everything in it but day and year."""
    known = DateTimeFormat(date(2001, month, 1), locale)
    return str(template.replace("{", "{{").replace("}", "}}") % _Fields(known))


class _Fields(dict[str, str]):
    """The fields of a date as they stand in the template of a language's dates."""

    def __init__(self, known: DateTimeFormat) -> None:
        super().__init__(d="{d}", dd="{d:02}", y="{y}", yyyy="{y}")
        self._known = known

    def __missing__(self, field: str) -> str:
        return self._known[field]


def _skeleton(wanted: str, locale: Locale) -> str:
    skeletons = locale.datetime_skeletons
    name = wanted if wanted in skeletons else match_skeleton(wanted, skeletons)
    return str(parse_pattern(skeletons[name] if name else wanted).format)


def _numbering(tag: str, locale: Locale) -> str:
    asked = _NUMBERING.search(tag)
    return asked[1].lower() if asked else locale.default_numbering_system


_ZEROS = {
    "arab": "٠",
    "arabext": "۰",
    "deva": "०",
    "beng": "০",
    "mymr": "၀",
    "tibt": "༠",
    "olck": "᱐",
    "cakm": "𑄶",
    "adlm": "𞥐",
}
"""The first digit of the numbering systems that languages of CLDR have for their usual one, but for 0 to 9."""


def _digits(numbering: str) -> str:
    zero = _ZEROS.get(numbering, "")
    return "".join(chr(ord(zero) + value) for value in range(10)) if zero else ""
