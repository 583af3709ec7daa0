"""What a person sees when the work is done: problems, counts, reports."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from backfile.problems import Location, Problem, has_errors


def show_problems(problems: Sequence[Problem]) -> None:
    """Prints every problem to standard error, warnings before errors so that these are seen last."""
    for problem in sorted(problems, key=lambda p: (p.is_error, p)):
        click.echo(str(problem), err=True)


def summary_of(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there were, in words; empty for none."""
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    parts = ((errors, "problem"), (warnings, "warning"))
    return " and ".join(counted(count, word) for count, word in parts if count)


MANY = 20
"""So many problems with one answer that a person need not read them all to find it."""


def common_hint(problems: Sequence[Problem]) -> str:
    """What mends the most of many errors, in a line with their number; empty where these are not many."""
    counts = Counter(problem.hint for problem in problems if problem.is_error and problem.hint)
    hint, count = max(counts.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    return f"{count:,} of them: {hint}" if count >= MANY else ""


def counted(count: int, word: str) -> str:
    """So many of something: `1 article`, `1,200 articles`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def exit_status(problems: Sequence[Problem]) -> int:
    """1 where something stops the work, else 0."""
    return int(has_errors(problems))


def write_report(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes what was done where the person wants it, piece by piece; where that cannot be, the command says so and
    ends."""
    try:
        with path.open("wb") as file:
            file.writelines(pieces)
    except OSError as error:
        hint = "What the command did is done; only its report is missing."
        show_problems((Problem(Location(str(path)), f"the report cannot be written: {error.strerror}.", hint),))
        sys.exit(1)
