"""Dates and times in every form that pages give them, as ISO 8601. Takes none that leaves a doubt."""

import datetime
import email.utils
import re

import msgspec

from backfile.importers.dates import Order, find_dates, settle

EARLIEST_YEAR = 1800
LATEST_YEAR = 2100

_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)(?:(?:[T ]|"
    r"\s+)(?P<hour>\d\d?):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\[[\w/]+\])?$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?$")
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>Z\b|UTC\b|GMT\b(?![+-])|[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)


class Moment(msgspec.Struct, frozen=True):
    """A date or time in ISO 8601, with the offset that the page gives, and whether the text left open which number is
    the day and which the month (then `iso` is empty)."""

    iso: str
    is_open: bool = False

    @property
    def day(self) -> str:
        """The calendar day."""
        return self.iso[:10]

    @property
    def detail(self) -> int:
        """0 for a bare date, 1 with a time, 2 with its offset too."""
        return 0 if len(self.iso) <= 10 else 1 + (re.search(r"(?:Z|[+-]\d\d:\d\d)$", self.iso) is not None)


NOTHING = Moment("")


def read_moment(text: str, order: Order | None = None) -> Moment:
    """The moment in a machine's or a person's writing; nothing where there is none or it is before 1800."""
    text = " ".join(text.split())[:200]
    iso = _ISO.match(text)
    if iso:
        return _of_parts(iso)
    if epoch := _EPOCH.match(text):
        return _of_time(datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC))
    if mail := _of_mail(text):
        return mail
    return _of_words(text, order or Order())


def read_written(text: str, order: Order) -> Moment:
    """The first date in running words, without a time: which zone a byline's clock shows it rarely says."""
    found = find_dates(text)
    if not found:
        return NOTHING
    first = settle(found[0], order)
    return Moment("", is_open=True) if first.is_ambiguous else Moment(first.iso)


def _of_parts(match: re.Match[str]) -> Moment:
    parts = match.groupdict()
    date = f"{parts['year']}-{parts['month']}-{parts['day']}"
    if not _is_date(date):
        return NOTHING
    if parts["hour"] is None:
        return Moment(date)
    clock = _clock(int(parts["hour"]), parts["minute"], parts["second"])
    return Moment(f"{date}T{clock}{_zone(parts['zone'])}" if clock else date)


def _of_time(moment: datetime.datetime) -> Moment:
    return Moment(moment.isoformat(timespec="seconds")) if EARLIEST_YEAR <= moment.year <= LATEST_YEAR else NOTHING


def _of_mail(text: str) -> Moment | None:
    """The form of mail and HTTP headers, `Tue, 19 Nov 2019 21:57:01 +0100`."""
    if not re.match(r"[A-Z][a-z]{2}, \d", text):
        return None
    try:
        return _of_time(email.utils.parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError):
        return None


def _of_words(text: str, order: Order) -> Moment:
    date = read_written(text, order)
    # Java and JavaScript put the year behind the time: `Tue Nov 19 2019 05:44:06`, `Tue Nov 19 21:57:01 UTC 2019`.
    if not date.iso and (java := re.search(r"([A-Z][a-z]{2}) (\d\d?) (\d\d:\d\d:\d\d) (\w{3,4} )?(\d{4})", text)):
        date = read_written(f"{java[1]} {java[2]}, {java[5]}", order)
    if not date.iso:
        return date
    clock = _CLOCK.search(re.sub(r"\b\d{1,2}\.\d{1,2}\.\d{2,4}\b", " ", text))
    if clock is None or (clock["half"] is None and clock["second"] is None and clock["zone"] is None):
        return date
    hour = int(clock["hour"]) % 12 + 12 * ("p" in clock["half"].lower()) if clock["half"] else int(clock["hour"])
    time = _clock(hour, clock["minute"], clock["second"])
    return Moment(f"{date.iso}T{time}{_zone(clock['zone'])}") if time else date


def _clock(hour: int, minute: str | None, second: str | None) -> str:
    text = f"{hour:02}:{minute or '00'}:{second or '00'}"
    try:
        datetime.time.fromisoformat(text)
    except ValueError:
        return ""
    return text


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}" if int(digits[:2]) <= 14 and int(digits[2:]) < 60 else ""


def _is_date(date: str) -> bool:
    try:
        return EARLIEST_YEAR <= datetime.date.fromisoformat(date).year <= LATEST_YEAR
    except ValueError:
        return False
