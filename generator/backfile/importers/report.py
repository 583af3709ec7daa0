"""The account of an import: what became of every source, and nothing left out."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

import msgspec

from backfile.importers.attaching import Missing
from backfile.importers.audit.comparison import Comparison, compare
from backfile.importers.importer import Dropped, Original
from backfile.problems import Problem


class Outcome(msgspec.Struct, frozen=True):
    """What became of one source: the file (empty for none) and `created`, `updated`, `unchanged`, `merged`, `conflict`,
    `quarantined`, `skipped`, `duplicate` (the file is that of the same story) or `problem`; how sure the importer was,
    what it left out, why it doubted; for a field where it was read; media that the article names and does not have;
    and, for an audit, the article beside its source."""

    path: str
    source: str
    status: str
    confidence: float
    dropped: tuple[Dropped, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[str, ...] = ()
    found: dict[str, str] = {}
    missing: tuple[Missing, ...] = ()
    comparison: Comparison | None = None


class ImportReport(msgspec.Struct, frozen=True):
    """All outcomes of an import; `formats` the importers that read something, `problems` those of no one source."""

    formats: tuple[str, ...]
    outcomes: Collection[Outcome]
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        return (*self.problems, *(problem for outcome in self.outcomes for problem in outcome.problems))

    @property
    def missing(self) -> int:
        """How many media are not to be had."""
        return sum(len(outcome.missing) for outcome in self.outcomes)

    def statuses(self) -> Counter[str]:
        """How many sources came to each end."""
        return Counter(outcome.status for outcome in self.outcomes)


def compared(outcome: Outcome, original: Original, text: str) -> Comparison:
    """The article's text, as it was imported, beside its source."""
    about = (outcome.path, outcome.source, outcome.status, outcome.confidence)
    return Comparison(*about, *compare(original, text), outcome.doubts)


def report_json(report: ImportReport) -> Iterator[bytes]:
    """The JSON of `--report`, as the contract names it, piece by piece. Quarantined and duplicate articles
    count as skipped."""
    statuses = report.statuses()
    head = {
        "format": ", ".join(report.formats),
        "read": len(report.outcomes),
        "created": statuses["created"],
        "updated": statuses["updated"],
        "unchanged": statuses["unchanged"],
        "merged": statuses["merged"],
        "conflicts": statuses["conflict"],
        "skipped": statuses["skipped"] + statuses["quarantined"] + statuses["duplicate"],
    }
    yield msgspec.json.format(msgspec.json.encode(head), indent=2).removesuffix(b"\n}")
    yield from _list("problems", _problems(report))
    yield from _list("articles", (_article(outcome) for outcome in report.outcomes if outcome.path))
    passed_over = (outcome for outcome in report.outcomes if outcome.status == "skipped")
    yield from _list("passed_over", ({"source": one.source, "reason": "; ".join(one.doubts)} for one in passed_over))
    yield b"\n}\n"


def _list(name: str, items: Iterable[object]) -> Iterator[bytes]:
    """A list as the last value of the object so far, each of its items indented as the whole."""
    mark = b"\n"
    yield f',\n  "{name}": ['.encode()
    for item in items:
        text = msgspec.json.format(msgspec.json.encode(item), indent=2).replace(b"\n", b"\n    ")
        yield mark + b"    " + text
        mark = b",\n"
    yield b"]" if mark == b"\n" else b"\n  ]"


def _problems(report: ImportReport) -> Iterator[dict[str, str]]:
    for problem in report.problems:
        yield _problem(problem, problem.location.path)
    for outcome in report.outcomes:
        for problem in outcome.problems:
            yield _problem(problem, outcome.source)


def _problem(problem: Problem, source: str) -> dict[str, str]:
    return {
        "source": source,
        "location": str(problem.location),
        "message": problem.message,
        "hint": problem.hint,
        "severity": str(problem.severity),
    }


def _article(outcome: Outcome) -> dict[str, object]:
    is_duplicate = outcome.status == "duplicate"
    return {
        "path": outcome.path,
        "source": outcome.source,
        "status": "skipped" if is_duplicate else outcome.status,
        **({"duplicate_of": outcome.path} if is_duplicate else {}),
        "confidence": outcome.confidence,
        "doubts": outcome.doubts,
        "found": outcome.found,
        "missing": [{"address": m.address, "reason": m.reason} for m in outcome.missing],
        "dropped": [{"line": d.line, "text": d.text, "reason": d.reason} for d in outcome.dropped],
    }
