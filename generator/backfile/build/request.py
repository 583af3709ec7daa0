"""What a build is asked for and what it answers."""

from pathlib import Path
from typing import Protocol

import msgspec

from backfile.problems import Problem, has_errors


class Progress(Protocol):
    """Told how far a stage is: its name, what is done, of how many (0 where that is not known)."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def no_progress(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A build of the archive at `root` into `output` (default: the settings'). `executor` is the address of a cluster
    that reads and renders; without one this machine does. `now` is seconds since 1970."""

    root: Path
    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    expired: bool = False
    jobs: int = 0
    force: bool = False
    strict: bool = False
    search: bool = True
    why: bool = False
    executor: str = ""
    now: int
    progress: Progress = no_progress


class SearchReport(msgspec.Struct, frozen=True):
    """What the search index came to: articles in it, shards made anew and shards kept."""

    indexed: int = 0
    shards_built: int = 0
    shards_kept: int = 0


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. With errors among `problems` nothing was published. `why` names for each rewritten file
    the inputs that changed."""

    articles: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: dict[str, float] = {}
    peak_rss_mb: float = 0.0
    search: SearchReport = SearchReport()
    problems: tuple[Problem, ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    output: str = ""

    @property
    def failed(self) -> bool:
        return has_errors(self.problems)
