"""A language as a site speaks it: its words, and how it writes dates and numbers. Plain data, so that whoever renders
needs neither a catalogue nor the library that reads one."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from gettext import c2py

import msgspec

Forms = Mapping[str, str]
"""What is said of a number of things, by CLDR's category of the number (`one`, `few`, …); `other` is always there."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

CONTEXT = "\x04"
"""What stands between a message and its context, as in gettext's own tables."""


class Language(msgspec.Struct, frozen=True):
    """A language; without more it is British English.

    `tag` is its name as the settings write it. `messages` are the translations of what is said, `counted` those of what
    is said of a number, both by the English (after its context, where it has one). `plural_rule` is a C expression of
    `n`, as in a catalogue's header, that gives the place in `categories`. `days`, `yearly_days` and `dated_months`
    hold a text for each month, with `{d}` and `{y}` for the numbers, `dated_year` has `{y}`. `digits` are the ten
    digits, or empty for 0 to 9; `group` is what parts thousands, `groups` how many digits the last group has and the
    others."""

    tag: str = "en"
    messages: dict[str, str] = {}
    counted: dict[str, dict[str, str]] = {}
    plural_rule: str = "(n != 1)"
    categories: tuple[str, ...] = ("one", "other")
    months: tuple[str, ...] = MONTHS
    short_months: tuple[str, ...] = tuple(month[: 4 if month == "September" else 3] for month in MONTHS)
    days: tuple[str, ...] = tuple(f"{{d}} {month} {{y}}" for month in MONTHS)
    yearly_days: tuple[str, ...] = tuple(f"{{d}} {month}" for month in MONTHS)
    dated_months: tuple[str, ...] = tuple(f"{month} {{y}}" for month in MONTHS)
    dated_year: str = "{y}"
    digits: str = ""
    group: str = ","
    groups: tuple[int, int] = (3, 3)

    def say(self, message: str, /, context: str = "", **values: object) -> str:
        """A message in this language, its `%(name)s` filled in if there are values; in English if it has none."""
        found = self.messages.get(f"{context}{CONTEXT}{message}" if context else message, message)
        return found % values if values else found

    def forms(self, one: str, many: str) -> Forms:
        """All the forms of what is said of `%(n)s` things."""
        return self.counted.get(one) or {"one": one, "other": many}

    def count(self, number: int, forms: Forms) -> str:
        """The form for that number, with the number in it."""
        form = forms.get(self.categories[_rule(self.plural_rule)(number)]) or forms["other"]
        return form % {"n": self.number(number)}

    def day(self, iso: str) -> str:
        """A date in words, from one that begins `2020-10-15`: `15 October 2020`."""
        text = self.days[int(iso[5:7]) - 1]
        return self.in_digits(text.format(d=int(iso[8:10]), y=int(iso[:4])))

    def day_of_year(self, month: int, day: int) -> str:
        """A day of every year: `15 October`."""
        return self.in_digits(self.yearly_days[month - 1].format(d=day))

    def month(self, month: int, year: int) -> str:
        """A month of a year: `October 2020`."""
        return self.in_digits(self.dated_months[month - 1].format(y=year))

    def year(self, year: int) -> str:
        """A year, as it stands alone: `2020`, `2020年`."""
        return self.in_digits(self.dated_year.format(y=year))

    def number(self, value: int) -> str:
        """A whole number with its thousands apart: `12,345`."""
        if self.groups == (3, 3):
            return self.in_digits(f"{value:,}".replace(",", self.group))
        last, others = self.groups
        head, tail = f"{value}"[:-last], f"{value}"[-last:]
        parts = [head[max(end - others, 0) : end] for end in range(len(head), 0, -others)][::-1]
        return self.in_digits(self.group.join([*parts, tail]))

    def in_digits(self, text: str) -> str:
        """A text with its digits as this language writes them."""
        return text.translate(_digits(self.digits)) if self.digits else text


ENGLISH = Language()


@lru_cache(maxsize=32)
def _rule(expression: str) -> Callable[[int], int]:
    return c2py(expression)


@lru_cache(maxsize=32)
def _digits(digits: str) -> dict[int, str]:
    return {ord("0") + value: digit for value, digit in enumerate(digits)}
