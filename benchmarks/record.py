"""What one run of the benchmark measured, and where: what tables and figures are made of. Kept as JSON."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec
from checks import Inventory
from measure import Cost

COLD, AGAIN = "cold", "again"
OURS, PEER = "backfile", "hugo"


@dataclass(frozen=True, slots=True)
class Result:
    """One build: what was built by whom in which round, its cost, and what stood there afterwards."""

    articles: int
    site: str
    task: str
    round: int
    cost: Cost
    inventory: Inventory
    stages: dict[str, float]

    @property
    def label(self) -> str:
        return f"{self.site}: {self.task}"


@dataclass(frozen=True, slots=True)
class Save:
    """One save of an article under `backfile serve`: seconds from the beginning of the write until open pages are told
    to load again (`event`), and until the page has been fetched anew (`page`). `largest_mb` is the peak so far of the
    largest of the preview's processes."""

    articles: int
    number: int
    event: float
    page: float
    largest_mb: float
    load: float


@dataclass(frozen=True, slots=True)
class RelatedRun:
    """Related articles of a whole archive, computed once from nothing: seconds, and the peak of the process in MB,
    which holds the tags of the made-up articles, too. `sampled` rows were compared with a count by hand."""

    articles: int
    round: int
    seconds: float
    largest_mb: float
    tags: int
    sampled: int
    load: float


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a run took place."""

    cores: int
    usable_cores: int
    system: str
    python: str


@dataclass(slots=True)
class Record:
    """A run, filled while it measures: `options` are those that decide what is measured."""

    date: str
    machine: Machine
    options: dict[str, object]
    versions: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    saves: list[Save] = field(default_factory=list)
    related: list[RelatedRun] = field(default_factory=list)

    @property
    def loads(self) -> list[float]:
        """The machine's load average before each measure."""
        return [
            *(result.cost.load for result in self.results),
            *(save.load for save in self.saves),
            *(run.load for run in self.related),
        ]


def begin_record(options: dict[str, object]) -> Record:
    """The record of a run that begins here and now."""
    system = f"{platform.system()} {platform.machine()}"
    machine = Machine(os.cpu_count() or 0, len(os.sched_getaffinity(0)), system, platform.python_version())
    return Record(date.today().isoformat(), machine, options)


def write_record(record: Record, rows: Iterable[object], file: Path) -> None:
    """Everything measured, measure by measure, and `rows`, which is what it comes to."""
    text = msgspec.json.encode({"rows": list(rows), **msgspec.to_builtins(record)})
    file.write_bytes(msgspec.json.format(text, indent=2) + b"\n")


def read_record(file: Path) -> Record:
    """The record without its rows, which follow from it. Raises OSError and msgspec.ValidationError."""
    return msgspec.json.decode(file.read_bytes(), type=Record)
