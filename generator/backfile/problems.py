"""Bad input as data: where it is, what is wrong, what to do. Prints nothing and raises nothing."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

BYTE_ORDER_MARK = "\ufeff"
"""What some editors of Windows write before a text."""


class Severity(StrEnum):
    """Whether a problem stops the work (`ERROR`) or is only told (`WARNING`)."""

    ERROR = "error"
    WARNING = "warning"


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in a file. `line` and `column` count from 1; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        place = f"{self.path}:{self.line}"
        return f"{place}:{self.column}" if self.column else place


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing that a person must know: its place, what is wrong, and what to do about it."""

    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        mark = "" if self.is_error else "warning: "
        line = f"{self.location}: {mark}{self.message}"
        return f"{line}\n    {self.hint}" if self.hint else line


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops the work."""
    return any(problem.is_error for problem in problems)


def strictly(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The same problems with every warning made an error, as `--strict` wants them."""
    return tuple(msgspec.structs.replace(problem, severity=Severity.ERROR) for problem in problems)


def warning(location: Location, message: str, hint: str = "") -> Problem:
    """A problem that is told and stops nothing."""
    return Problem(location, message, hint, Severity.WARNING)


def byte_order_mark(path: str) -> Problem:
    """The warning of a file that begins with a byte-order mark."""
    return warning(Location(path, 1, 1), "the file begins with a byte-order mark; it was passed over.")


def is_text(name: str) -> bool:
    """Whether a name can be told and written down: file names may be any bytes, and then hold what no text can."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(name: object) -> str:
    """A name as it can be told, whatever bytes it has."""
    return str(name).encode("utf-8", "backslashreplace").decode()
