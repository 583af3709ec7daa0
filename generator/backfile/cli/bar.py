"""How far long work is: a bar on a terminal, a line now and then elsewhere. Honours NO_COLOR."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from backfile.cli.pace import Pace

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """Progress on standard error. Refreshed by hand: rich's own refreshing runs in a thread, and worker processes are
    forked meanwhile. A stage whose end is not known is a line of text on a terminal, too: the first look of a build is
    one, after which most builds are done, and rich takes a tenth of a second to be imported."""

    LINE_SECONDS = 10.0
    REFRESH_SECONDS = 0.25
    PATIENCE_SECONDS = 0.5
    """Nothing is shown of what is over before that."""

    def __init__(self, *, is_quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._is_quiet, self._clock = is_quiet, clock
        self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._begun = self._shown = clock()
        self._stage, self._pace = "", Pace(self._begun, 0)
        self._text_width = 0
        self._progress: Progress | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._is_quiet:
            return
        now = self._clock()
        is_new = stage != self._stage
        if is_new:
            self._stage, self._pace = stage, Pace(now, done)
        self._pace.note(now, done, total)
        if not self._is_due(now, is_new):
            return
        self._shown = now
        if not self._is_terminal:
            sys.stderr.write(f"{_line(stage, self._pace, now)}\n")
            sys.stderr.flush()
        elif total:
            self._draw(now)
        else:
            self._write_over(_line(stage, self._pace, now))

    def _is_due(self, now: float, is_new: bool) -> bool:
        """A terminal is told at once of a stage that begins, which may say nothing more for a while."""
        if not self._is_terminal:
            return now - self._shown >= self.LINE_SECONDS
        is_patient = now - self._begun >= self.PATIENCE_SECONDS
        return is_patient and (is_new or now - self._shown >= self.REFRESH_SECONDS)

    def _draw(self, now: float) -> None:
        pace = self._pace
        words = {"count": _count(pace), "rate": _rate(pace, now), "left": _left(pace, now)}
        shown: dict[str, Any] = {"description": self._stage, "total": pace.total, "completed": pace.done, **words}
        self._write_over("")
        if self._progress is None:
            self._progress = _rich_progress()
            self._progress.add_task(**shown)
            self._progress.start()
        else:
            self._progress.update(self._progress.task_ids[0], **shown)
            self._progress.refresh()

    def _write_over(self, text: str) -> None:
        """Puts a line of text, or none, in the place of what the terminal shows."""
        if text and self._progress is not None:
            self._progress.stop()
            self._progress = None
        text = text[: shutil.get_terminal_size().columns - 1]
        if text or self._text_width:
            end = "" if text else "\r"
            sys.stderr.write(f"\r{text.ljust(self._text_width)}{end}")
            sys.stderr.flush()
        self._text_width = len(text)

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write_over("")
        if self._progress is not None:
            self._progress.stop()


def _line(stage: str, pace: Pace, now: float) -> str:
    """Stage, count, rate and time left, as far as they are known."""
    parts = [part for part in (_count(pace), _rate(pace, now), _left(pace, now)) if part]
    return f"{stage}: {', '.join(parts)}" if parts else f"{stage} …"


def _count(pace: Pace) -> str:
    if pace.total:
        return f"{pace.done:,} of {pace.total:,}"
    return f"{pace.done:,}" if pace.done else ""


def _rate(pace: Pace, now: float) -> str:
    rate = pace.rate(now)
    if rate is None:
        return ""
    return f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second"


def _left(pace: Pace, now: float) -> str:
    left = pace.left(now)
    if left is None:
        return ""
    minutes, seconds = divmod(max(round(left), 1), 60)
    return f"{minutes}:{seconds:02} min left" if minutes else f"{seconds} s left"


def _rich_progress() -> "Progress":
    """A bar with stage, count, rate and time left, in 80 columns where the counts are of 100,000."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    words = [TextColumn(f"{{task.fields[{name}]}}") for name in ("count", "rate", "left")]
    columns = (TextColumn("{task.description:<8}"), BarColumn(bar_width=16), *words)
    return Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
