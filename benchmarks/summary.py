"""What a record comes to: a row for each task at each size, medians with their spread. Measures and prints nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from record import AGAIN, COLD, OURS, PEER, Record, RelatedRun, Result, Save

RELATED_ALONE = f"{OURS}: related articles alone"
SAVE_TO_EVENT = f"{OURS}: serve, save to reload"
SAVE_TO_PAGE = f"{OURS}: serve, save to page"


@dataclass(frozen=True, slots=True)
class Spread:
    """A median, and the least and the most of the values that it is of."""

    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Row:
    """A task at a size, over all its runs. `cpu`, `largest_mb` and `all_mb` are medians as `measure.Cost` has them;
    `ratio` is our time by Hugo's of the same round. None is what such a task does not have."""

    articles: int
    task: str
    runs: int
    seconds: Spread
    largest_mb: float
    cpu: float | None = None
    all_mb: float | None = None
    ratio: Spread | None = None
    files: int | None = None
    bytes: int | None = None


def rows_of(record: Record) -> tuple[Row, ...]:
    """By size, and within a size in the order in which they were measured."""
    sizes = {result.articles for result in record.results}
    sizes |= {save.articles for save in record.saves} | {run.articles for run in record.related}
    return tuple(row for size in sorted(sizes) for row in _rows_at(size, record))


def _rows_at(size: int, record: Record) -> Iterator[Row]:
    results = [result for result in record.results if result.articles == size]
    for label in dict.fromkeys(result.label for result in results):
        yield _build_row([result for result in results if result.label == label], results)
    if saves := [save for save in record.saves if save.articles == size]:
        yield _save_row(SAVE_TO_EVENT, saves, lambda save: save.event)
        yield _save_row(SAVE_TO_PAGE, saves, lambda save: save.page)
    if runs := [run for run in record.related if run.articles == size]:
        yield _related_row(runs)


def _build_row(group: list[Result], results: list[Result]) -> Row:
    costs = [result.cost for result in group]
    ratios = [ratio for result in group if (ratio := _ratio(result, results)) is not None]
    return Row(
        group[0].articles,
        group[0].label,
        len(group),
        _spread(cost.wall for cost in costs),
        median(cost.largest_mb for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.tree_mb for cost in costs),
        _spread(ratios) if ratios else None,
        group[-1].inventory.files,
        group[-1].inventory.bytes,
    )


def _ratio(result: Result, results: Iterable[Result]) -> float | None:
    """Our time by Hugo's of the same round; None for builds that are not ours or have no counterpart. Hugo has no
    build of only what changed: after any edit it makes the whole site anew, so that its second build stands beside
    all of ours that are not cold."""
    if result.site != OURS:
        return None
    wanted = (result.articles, PEER, COLD if result.task == COLD else AGAIN, result.round)
    peers = (peer for peer in results if (peer.articles, peer.site, peer.task, peer.round) == wanted)
    return next((result.cost.wall / peer.cost.wall for peer in peers), None)


def _save_row(label: str, saves: list[Save], seconds: Callable[[Save], float]) -> Row:
    largest = max(save.largest_mb for save in saves)
    return Row(saves[0].articles, label, len(saves), _spread(map(seconds, saves)), largest)


def _related_row(runs: list[RelatedRun]) -> Row:
    seconds, largest = _spread(run.seconds for run in runs), median(run.largest_mb for run in runs)
    return Row(runs[0].articles, RELATED_ALONE, len(runs), seconds, largest)


def _spread(values: Iterable[float]) -> Spread:
    values = list(values)
    return Spread(median(values), min(values), max(values))
