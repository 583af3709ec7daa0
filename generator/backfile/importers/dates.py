"""Dates as pages write them, in some twenty languages. Never guesses which number is the day; says so instead."""

import datetime
import re
import unicodedata
from collections.abc import Iterator

import msgspec

EARLIEST_YEAR = 1800
LATEST_YEAR = 2100

# Month names and their usual short forms, by language: en de fr es it nl pt, then sv da no fi pl cs tr id ru uk el ca.
_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen januari janeiro tammikuu tammikuuta stycznia styczeń "
    "ledna leden ocak januarie января янв січня ιανουαρίου gener",
    "february feb februar februari février fevr févr febrero febbraio februarie fevereiro fev helmikuu helmikuuta "
    "lutego luty února únor şubat февраля фев лютого φεβρουαρίου febrer",
    "march mar märz mrz mär mars marzo maart mrt março maaliskuu maaliskuuta marca marzec března březen mart maret "
    "марта мар березня μαρτίου març",
    "april apr avril avr abril abr aprile huhtikuu huhtikuuta kwietnia kwiecień dubna duben nisan апреля апр квітня "
    "απριλίου",
    "may mai mayo maggio mag mei maj maio toukokuu toukokuuta maja května květen mayıs мая май травня μαΐου maig",
    "june jun juni juin junio giugno giu junho kesäkuu kesäkuuta czerwca czerwiec června červen haziran июня июн "
    "червня ιουνίου juny",
    "july jul juli juillet juil julio luglio lug julho heinäkuu heinäkuuta lipca lipiec července červenec temmuz июля "
    "июл липня ιουλίου juliol",
    "august aug août aout agosto ago augustus augusti elokuu elokuuta sierpnia sierpień srpna srpen ağustos agustus "
    "августа авг серпня αυγούστου agost",
    "september sept sep septembre septiembre settembre set setembro syyskuu syyskuuta września wrzesień září eylül "
    "сентября сен вересня σεπτεμβρίου setembre",
    "october oct oktober okt octobre octubre ottobre ott outubro out lokakuu lokakuuta października październik října "
    "říjen ekim октября окт жовтня οκτωβρίου",
    "november nov novembre noviembre novembro marraskuu marraskuuta listopada listopad listopadu kasım ноября ноя "
    "листопада νοεμβρίου",
    "december dec dez dezember décembre déc diciembre dic dicembre desember des dezembro joulukuu joulukuuta grudnia "
    "grudzień prosince prosinec aralık desember декабря дек грудня δεκεμβρίου desembre",
)


def _bare(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))


_MONTH_NUMBER = {_bare(name): number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_NAMES = "|".join(sorted(map(re.escape, {name for names in _MONTHS for name in names.split()}), key=len, reverse=True))
# A time may be glued to the year: `Nov 20 20194:29 AM`.
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?=\D|$|\d{1,2}:\d\d)"
_DAY = r"(?<![\d.,:/])(?P<day>[0-3]?\d)"
_MONTH = rf"(?P<name>{_NAMES})\.?"
# A month may be glued to the word before it, as in `Agency StaffOctober 15, 2020`: then only its capital tells.
_MONTH_START = r"(?:(?<![^\W\d_])|(?<=(?-i:[a-zß-öø-ÿ]))(?=(?-i:[A-Z])))"
_OF = r"(?:de |del |of |d[’'])?"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d){_YEAR}[/.](?P<month>[01]?\d)[/.](?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\d){_YEAR} ?[年년] ?(?P<month>[01]?\d) ?[月월] ?(?P<day>[0-3]?\d) ?[日일]",
        rf"{_DAY}(?:st|nd|rd|th|er|º|°|ª)?\.?[ \-/]{{1,2}}{_OF}{_MONTH},?[ \-/]{{1,2}}{_OF}{_YEAR}",
        rf"{_MONTH_START}{_MONTH} {{1,2}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:,| at)? {{1,2}}{_YEAR}",
        rf"{_MONTH_START}{_MONTH}-(?P<day>[0-3]?\d)-{_YEAR}",
        rf"(?<!\d){_YEAR},? {_MONTH} (?P<day>[0-3]?\d)(?!\d)",
        r"(?<![\d./\-])(?P<first>[0-3]?\d)(?P<mark>[/.\-])(?P<second>[0-3]?\d)(?P=mark)"
        r"(?P<year>(?:1[89]|20)\d\d|\d\d)(?![\d./\-]\d|\d)",
    )
)


class Found(msgspec.Struct, frozen=True):
    """A date in a text: where it stands there, its ISO form, and whether day and month could be the other way round."""

    start: int
    end: int
    iso: str
    is_ambiguous: bool = False
    is_day_first: bool = False
    is_month_first: bool = False


class Order(msgspec.Struct, frozen=True):
    """Which of day and month the numbers of a page put first, as far as the page itself shows."""

    day_first: bool = False
    month_first: bool = False


def find_dates(text: str) -> tuple[Found, ...]:
    """Every full calendar date in the text, in its order; a text of over 2,000 characters is searched to there only."""
    found: list[Found] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text[:2000]):
            value = _read(match)
            if value and not any(value.start < other.end and other.start < value.end for other in found):
                found.append(value)
    return tuple(sorted(found, key=lambda one: one.start))


def has_date(text: str) -> bool:
    """Whether a date stands in the text."""
    return any(char.isdigit() for char in text) and bool(find_dates(text))


def learn_order(texts: Iterator[str]) -> Order:
    """The order of day and month that the unambiguous numeric dates of a page show."""
    day, month = False, False
    for text in texts:
        for one in find_dates(text) if len(text) < 200 and any(char.isdigit() for char in text) else ():
            day, month = day or one.is_day_first, month or one.is_month_first
    return Order(day, month)


def settle(found: Found, order: Order) -> Found:
    """The date with its order settled where the page shows one order only."""
    if not found.is_ambiguous or order.day_first == order.month_first:
        return found
    year, month, day = found.iso.split("-")
    iso = found.iso if order.month_first else f"{year}-{day}-{month}"
    return Found(found.start, found.end, iso)


def _read(match: re.Match[str]) -> Found | None:
    parts = match.groupdict()
    if parts.get("first"):
        return _read_numeric(match)
    month = _MONTH_NUMBER[_bare(parts["name"])] if parts.get("name") else int(parts["month"])
    return _found(match, int(parts["year"]), month, int(parts["day"]))


def _read_numeric(match: re.Match[str]) -> Found | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if len(match["year"]) == 2:
        # `1.2.34` is a version and `3-4-05` a phrase as often as a date; `11/13/19` is a date.
        if match["mark"] != "/":
            return None
        year += 2000 if year < 50 else 1900
    if (match["mark"] == "." and second <= 12) or first > 12:
        return _found(match, year, second, first, is_day_first=match["mark"] != ".")
    if second > 12:
        return _found(match, year, first, second, is_month_first=True)
    return _found(match, year, first, second, is_ambiguous=first != second)


def _found(
    match: re.Match[str],
    year: int,
    month: int,
    day: int,
    *,
    is_ambiguous: bool = False,
    is_day_first: bool = False,
    is_month_first: bool = False,
) -> Found | None:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    return Found(match.start(), match.end(), date.isoformat(), is_ambiguous, is_day_first, is_month_first)
