"""What a person sees: problems, progress, tables. Honours NO_COLOR and a terminal's absence."""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click

from backfile.problems import Location, Problem, has_errors

if TYPE_CHECKING:
    from rich.progress import Progress


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


class Bar:
    """Progress on standard error: a bar on a terminal, a line every few seconds elsewhere. Refreshed by hand: rich's
    own refreshing runs in a thread, and worker processes are forked meanwhile."""

    LINE_SECONDS = 5.0
    REFRESH_SECONDS = 0.1

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._stage, self._stage_begun, self._shown = "", time.monotonic(), time.monotonic()
        self._progress: Progress | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        is_new = stage != self._stage
        if is_new:
            self._stage, self._stage_begun = stage, now
        pause = self.REFRESH_SECONDS if self._is_terminal else self.LINE_SECONDS
        if self._is_quiet or now - self._shown < pause:
            return
        self._shown = now
        seconds = now - self._stage_begun
        if self._is_terminal:
            self._draw(stage, done, total, _rate(done, seconds))
        else:
            sys.stderr.write(f"{self._line(stage, done, total, seconds)}\n")
            sys.stderr.flush()

    def _draw(self, stage: str, done: int, total: int, rate: str) -> None:
        if self._progress is None:
            self._progress = _rich_progress()
            self._progress.start()
        task = next((task for task in self._progress.tasks if task.description == stage), None)
        if task is None:
            for old in list(self._progress.task_ids):
                self._progress.remove_task(old)
            self._progress.add_task(stage, total=total or None, completed=done, rate=rate)
        else:
            self._progress.update(task.id, total=total or None, completed=done, rate=rate)
        self._progress.refresh()

    def _line(self, stage: str, done: int, total: int, seconds: float) -> str:
        rate = _rate(done, seconds)
        if not total:
            return f"{stage}: {done:,}, {rate}" if done else f"{stage} …"
        left = f", {(total - done) * seconds / done:,.0f} s left" if done else ""
        return f"{stage}: {done:,} of {total:,}, {rate}{left}"

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()


def _rate(done: int, seconds: float) -> str:
    return f"{done / seconds if seconds > 0 else 0.0:,.0f} a second"


def _rich_progress() -> "Progress":
    """A bar with stage, count, rate and time left. Imported only when something has taken a tenth of a second."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    shown = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    return Progress(*shown, TimeRemainingColumn(), console=Console(stderr=True), auto_refresh=False, transient=True)
