"""The dates in the lines around a title: which is the article's, and whether that is sure. Takes no date from a
sentence, and none of a line with a name of its own for it, such as `Event: 5 November 2014`, without a doubt."""

import re
from collections.abc import Sequence, Set

import msgspec

from backfile.importers.dates import Found, find_dates, settle
from backfile.importers.prose import count_words, ends_sentence, fold
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.page import Page

LONGEST = 30
LONGEST_LABEL = 3
NEAR = 2
"""How many lines above a title the article's date may stand."""

_UPDATED = re.compile(
    r"\b(updated?|modified|revised|aktualisiert|mis a jour|actuali[sz]ad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|"
    r"laatste update|edited|aktualizacja|uppdaterad)\b"
)
_PUBLISHED = re.compile(
    r"\b(published|posted|created|first|veroffentlicht|publie|publicad[oa]|pubblicat[oa]|gepubliceerd|opublikowano|on)\b"
)
_LABEL = re.compile(
    r"\b(published|posted|created|written|issued|pubdate|datum|date|data|fecha|veroffentlicht|erstellt|stand|publie|"
    r"publicad[oa]|pubblicat[oa]|gepubliceerd|opublikowano|publicerad|udgivet|filed)\b"
)
_BY = re.compile(r"(?<!\w)(by|von|par|por|di|door|av|af|автор|文|著者)(?![^\W\d_])")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d(:\d\d)?( ?[ap]\.?m\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?|\b(at|um|a|at|on|the|uhr|am|le|el|il|op|h|"
    r"gmt|utc|bst|cet|cest|est|edt|et|pst|pdt|pt|cst|cdt|ist|aest|jst|noon|midnight)\b|[+-]\d\d:?\d\d|"
    r"\b(mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(day)?\b|\b(mon|diens|donners|frei|sams|sonn)tag\b|mittwoch|"
    r"\b(lun|mar|mercre|jeu|vendre|same)di\b|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|"
    r"\b(segunda|terca|quarta|quinta|sexta)(-feira)?\b|(lun|mart|mercol|giov|ven)erdi|t\d\d:\d\d(:\d\d)?z?"
)
_PARTS = re.compile(r"\s*[|•·—–/]\s*|\s+-\s+|\s{2,}")
_HOUR = re.compile(r"(?<![\d.])\d{1,2}[:.h]\d\d(?![\d.])|\d ?[ap]\.?m\b", re.IGNORECASE)
_TWO_DIGITS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d\d)")


class Stamp(msgspec.Struct, frozen=True):
    """A date in a line, as it is written there, and whether it is that of a change."""

    index: int
    found: Found
    text: str
    is_update: bool


class Dates(msgspec.Struct, frozen=True):
    """The article's dates and the lines they were read from; the other fields are those of a `Byline`."""

    date: str = ""
    updated: str = ""
    open_date: str = ""
    open_year: str = ""
    lines: tuple[int, ...] = ()
    loose: int = -1


def read_stamps(page: Page, index: int) -> list[Stamp]:
    """The dates of one line."""
    text = page.lines[index].text
    if not any(char.isdigit() for char in text) or count_words(text) > LONGEST:
        return []
    label = _label_above(page, index)
    stamps, last = [], 0
    for found in find_dates(text):
        before = fold(text[last : found.start]) or fold(label)
        is_update = _UPDATED.search(before) is not None and _PUBLISHED.search(before) is None
        stamps.append(Stamp(index, settle(found, page.order), text[found.start : found.end], is_update))
        last = found.end
    return [] if _is_sentence(page, index, stamps) else stamps


def choose_dates(page: Page, title: int, stamps: Sequence[Stamp], signed: Set[int]) -> Dates:
    """The first sure date of publication, else the first that is open to doubt, and the date of the last change."""
    sure = [stamp for stamp in stamps if is_sure(page, title, stamp, signed)]
    chosen = sure or list(stamps)
    first = next((stamp for stamp in chosen if not stamp.is_update), None)
    update = next((stamp for stamp in chosen if stamp.is_update and not stamp.found.is_ambiguous), None)
    if first is None and update is None and chosen:
        first = chosen[0]
    lines = tuple(dict.fromkeys(stamp.index for stamp in (sure or [one for one in (first, update) if one])))
    loose = first.index if first and not sure else update.index if update and not sure else -1
    dates = Dates(updated=update.found.iso if update else "", lines=lines, loose=loose)
    return _with_first(page, dates, first)


def is_sure(page: Page, title: int, stamp: Stamp, signed: Set[int]) -> bool:
    """Whether the date is labelled, or stands by the author or alone, between the title and the body."""
    text = page.lines[stamp.index].text
    label = fold(f"{_label_above(page, stamp.index)} {text}")
    if stamp.is_update or stamp.index in signed or _LABEL.search(label) or _UPDATED.search(label):
        return True
    if stamp.index >= page.span.end or not _is_alone(text, stamp):
        return stamp.index > title and _BY.match(fold(text)) is not None and stamp.index < page.span.end
    # Above a title stands today's date as often; with the time of day it is the article's.
    return stamp.index > title or (stamp.index >= title - NEAR and _HOUR.search(text) is not None)


def _is_alone(text: str, stamp: Stamp) -> bool:
    """Whether nothing but a time stands beside the date, in the line or the part of it that bars set off."""
    for part in _PARTS.split(text):
        if stamp.text in part and not _rest(part, stamp):
            return True
    return not _rest(text, stamp)


def _rest(text: str, stamp: Stamp) -> str:
    """The letters beside the date, without those of times, of other dates and of what an update is called."""
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    left = _UPDATED.sub(" ", _CLOCK.sub(" ", fold(text.replace(stamp.text, " "))))
    return "".join(char for char in left if char.isalpha()).removeprefix("last").removeprefix("zuletzt")


def _with_first(page: Page, dates: Dates, first: Stamp | None) -> Dates:
    if first is None:
        return dates
    if first.found.is_ambiguous:
        return msgspec.structs.replace(dates, open_date=first.text)
    if not _has_century(page, first):
        return msgspec.structs.replace(dates, open_year=first.text)
    return msgspec.structs.replace(dates, date=first.found.iso)


def _has_century(page: Page, stamp: Stamp) -> bool:
    """Whether the year is written in full, or elsewhere on the page, in one century only."""
    match = _TWO_DIGITS.fullmatch(stamp.text)
    if match is None:
        return True
    full = re.compile(rf"(?<!\d)(?:19|20){match[1]}(?!\d)")
    years = {year for line in page.lines for year in full.findall(line.text)}
    return years == {stamp.found.iso[:4]}


def _label_above(page: Page, index: int) -> str:
    above = page.lines[index - 1].text if index else ""
    return above if count_words(above) <= LONGEST_LABEL else ""


def _is_sentence(page: Page, index: int, stamps: Sequence[Stamp]) -> bool:
    """Whether the line tells something: `5:52 a.m.` and `By … on 3 May.` end with a full stop too."""
    text = page.lines[index].text
    if page.kinds[index] is not Kind.SENTENCE or not ends_sentence(text) or _BY.match(fold(text)):
        return False
    is_labelled = _LABEL.search(fold(text)) is not None or _UPDATED.search(fold(text)) is not None
    return not is_labelled and all(_rest(text, stamp) for stamp in stamps)
