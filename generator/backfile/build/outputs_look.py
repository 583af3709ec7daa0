"""The look at every file of the site: whether all stand as they were written. Two processes may look, one from either
end, until they meet. Imports no heavy library."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import TracebackType

from backfile.build.ledger import Ledger, OutputStatReader, ledger_path
from backfile.build.output import all_stand
from backfile.build.request import Progress
from backfile.build.second_process import SecondProcess, may_fork
from backfile.build.steps import EVERY

LARGE_BYTES = 8_000_000
"""A ledger of that size knows some 1,700 files. To look at fewer takes no longer than to fork and end a process."""

STANDS, STANDS_NOT = b".", b"!"
"""What the second process says of each portion of `EVERY` files."""


class OutputsLook:
    """A look at the site `site` in the folder `output`, of the archive at `root`. Within its `with` block the second
    process, if there is one, looks on while this one does other things.

    Enter it before the ledger is opened: SQLite forbids to take a connection into a fork."""

    def __init__(self, root: Path, output: Path, site: str, *, may_help: bool) -> None:
        self._ledger, self._output, self._site = ledger_path(root), str(output), site
        self._may_help = may_help
        self._second: SecondProcess | None = None
        self._said = b""

    def __enter__(self) -> "OutputsLook":
        try:
            if self._may_help and self._ledger.stat().st_size >= LARGE_BYTES and may_fork():
                self._second = SecondProcess(self._look_from_first)
        except OSError:
            pass  # no ledger, or no process to be had: this one looks alone
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Lets go of the second process."""
        second, self._second = self._second, None
        if second is not None:
            second.end()

    def all_stand(self, ledger: Ledger, progress: Progress) -> int | None:
        """How many files the site has, if all of them stand as the ledger wrote them; else None."""
        total, own = ledger.output_count(self._site), 0
        rows = ledger.output_stats(self._site)
        stage = "scan, site"
        progress(stage, 0, 0)
        while own + self._others() < total:
            portion = tuple(islice(rows, EVERY))
            if STANDS_NOT in self._said or not all_stand(self._output, portion):
                return None
            own += len(portion)
            progress(stage, min(own + self._others(), total), 0)
        return None if STANDS_NOT in self._said else total

    def _others(self) -> int:
        """How many files, from the first, the second process has found as they were written."""
        if self._second is not None:
            self._said += self._second.heard()
        return EVERY * self._said.count(STANDS)

    def _look_from_first(self, say: Callable[[bytes], object]) -> None:
        rows = OutputStatReader(self._ledger).rows(self._site)
        while portion := tuple(islice(rows, EVERY)):
            say(STANDS if all_stand(self._output, portion) else STANDS_NOT)
