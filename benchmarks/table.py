"""What was measured as a table for people and as JSON for programs. Measures nothing."""

import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from statistics import median

from checks import Inventory
from measure import Cost

HEAD = ("task", "seconds", "(min–max)", "cpu s", "largest MB", "all MB", "ours / Hugo (min–max)", "files", "MB")


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


# What each of our builds is held against in the same round. Hugo has no build of only what changed: after any edit
# it makes the whole site anew, so that its second build stands beside all of ours that are not cold.
COLD, AGAIN = "cold", "again"
OURS, PEER = "backfile", "hugo"


def render_table(results: Iterable[Result]) -> str:
    """A Markdown table a size: medians over the rounds, and ratios of builds of the same round."""
    results = list(results)
    sizes = sorted({result.articles for result in results})
    return "\n\n".join(_table_of(size, [result for result in results if result.articles == size]) for size in sizes)


def as_json(results: Iterable[Result], versions: Iterable[str], options: dict[str, object]) -> dict[str, object]:
    """Everything measured, build by build, and where."""
    machine = {
        "cores": os.cpu_count(),
        "usable_cores": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }
    return {
        "machine": machine,
        "versions": list(versions),
        "options": options,
        "results": [asdict(result) | {"ratio": _ratio(result, results)} for result in results],
    }


def _table_of(size: int, results: list[Result]) -> str:
    rows = [HEAD, tuple("---" for _ in HEAD)]
    for label in dict.fromkeys(result.label for result in results):
        rows.append(_row(label, [result for result in results if result.label == label], results))
    return f"{size:,} articles\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(label: str, group: list[Result], results: list[Result]) -> tuple[str, ...]:
    walls = [result.cost.wall for result in group]
    ratios = [ratio for result in group if (ratio := _ratio(result, results)) is not None]
    shown = f"{median(ratios):.3f} ({min(ratios):.3f}–{max(ratios):.3f})" if ratios else ""
    return (
        label,
        f"{median(walls):.2f}",
        f"{min(walls):.2f}–{max(walls):.2f}",
        f"{_median(group, lambda result: result.cost.cpu):.2f}",
        f"{_median(group, lambda result: result.cost.largest_mb):.0f}",
        f"{_median(group, lambda result: result.cost.tree_mb):.0f}",
        shown,
        f"{group[-1].inventory.files:,}",
        f"{group[-1].inventory.bytes / 1e6:.1f}",
    )


def _median(group: list[Result], value: Callable[[Result], float]) -> float:
    return median(value(result) for result in group)


def _ratio(result: Result, results: Iterable[Result]) -> float | None:
    """Our time by Hugo's of the same round; None for builds that are not ours or have no counterpart."""
    if result.site != OURS:
        return None
    wanted = (result.articles, PEER, COLD if result.task == COLD else AGAIN, result.round)
    peers = (peer for peer in results if (peer.articles, peer.site, peer.task, peer.round) == wanted)
    return next((result.cost.wall / peer.cost.wall for peer in peers), None)
