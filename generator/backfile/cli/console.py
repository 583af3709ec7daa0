"""What a person sees: problems, progress, tables. Honours NO_COLOR and a terminal's absence."""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from types import TracebackType

import click

from backfile.problems import Problem, has_errors


def show_problems(problems: Sequence[Problem]) -> None:
    """Prints every problem to standard error, warnings before errors so that these are seen last."""
    for problem in sorted(problems, key=lambda p: (p.is_error, p)):
        click.echo(str(problem), err=True)


def summary_of(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there were, in words; empty for none."""
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    parts = [_counted(errors, "problem"), _counted(warnings, "warning")]
    return " and ".join(part for part in parts if part)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}" if count else ""


def exit_status(problems: Sequence[Problem]) -> int:
    """1 where something stops the work, else 0."""
    return int(has_errors(problems))


class Bar:
    """Progress on standard error: a bar on a terminal, a line every few seconds elsewhere. Told by one thread: no
    refresh thread runs beside it, for worker processes are forked meanwhile."""

    LINE_SECONDS = 5.0
    REFRESH_SECONDS = 0.1

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._stage, self._stage_begun, self._shown = "", time.monotonic(), time.monotonic()
        self._width = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._stage_begun = stage, now
        pause = self.REFRESH_SECONDS if self._is_terminal else self.LINE_SECONDS
        if self._is_quiet or now - self._shown < pause:
            return
        self._shown = now
        text = self._text(stage, done, total, now - self._stage_begun)
        if self._is_terminal:
            text = text[: shutil.get_terminal_size().columns - 1]
            sys.stderr.write(f"\r{text.ljust(self._width)}")
            self._width = len(text)
        else:
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def _text(self, stage: str, done: int, total: int, seconds: float) -> str:
        if not total:
            return f"{stage} …"
        rate = done / seconds if seconds > 0 else 0.0
        left = (total - done) / rate if rate else 0.0
        filled = int(20 * done / total)
        return f"{stage:<7} [{'#' * filled}{'.' * (20 - filled)}] {done:,}/{total:,}  {rate:,.0f}/s  {left:,.0f} s left"

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
