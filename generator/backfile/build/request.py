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
    that reads and renders; without one this machine does. `now` is seconds since 1970. If more than `max_changed` files
    of the site, its search index apart, would change, none does; None sets no such end."""

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
    max_changed: int | None = None
    executor: str = ""
    now: int
    progress: Progress = no_progress


class StageReport(msgspec.Struct, frozen=True):
    """A stage of a build: how long it took, how many files of the site it made to be written and how many it let stay,
    and the most memory in MB that one process had held by its end (0 where that is not told)."""

    stage: str
    seconds: float
    written: int = 0
    unchanged: int = 0
    peak_rss_mb: float = 0.0


class SearchReport(msgspec.Struct, frozen=True):
    """What the search index came to: articles in it, shards made anew and shards kept."""

    indexed: int = 0
    shards_built: int = 0
    shards_kept: int = 0


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. With errors among `problems` nothing was published. `why` names for each rewritten file
    the inputs that changed. What `stages` wrote and let stay adds up to `written` and `unchanged`.
    `noted` counts the addresses that came into the file of those published."""

    articles: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: dict[str, float] = {}
    stages: tuple[StageReport, ...] = ()
    peak_rss_mb: float = 0.0
    search: SearchReport = SearchReport()
    problems: tuple[Problem, ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    output: str = ""
    noted: int = 0

    @property
    def failed(self) -> bool:
        return has_errors(self.problems)
