"""The drawings of a summary: how time and memory grow with the number of articles, and the tasks of each size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from growth import QUANTITIES, Quantity, grown_tasks, is_from_nothing
from plots import Bar, Line, draw_bars, draw_lines
from record import OURS
from summary import Row

SECONDS, MEMORY, _ = QUANTITIES


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing under the name of its file."""

    file: str
    title: str
    svg: str


def figures_of(rows: Sequence[Row]) -> list[Figure]:
    """Growth where there are several sizes, and one drawing of tasks for each size."""
    grown = grown_tasks(rows)
    from_nothing = {task: group for task, group in grown.items() if is_from_nothing(task)}
    after = {task: group for task, group in grown.items() if not is_from_nothing(task)}
    made = [
        _growth("growth-seconds", "From nothing: time by articles", SECONDS, from_nothing),
        _growth("growth-memory", "From nothing: memory of the largest process by articles", MEMORY, from_nothing),
        _growth("growth-after", "After a save, or none: time by articles", SECONDS, after),
        *(_tasks(size, [row for row in rows if row.articles == size]) for size in sorted({r.articles for r in rows})),
    ]
    return [figure for figure in made if figure]


def _growth(name: str, title: str, quantity: Quantity, tasks: dict[str, list[Row]]) -> Figure | None:
    lines = [
        Line(task, tuple((row.articles, quantity.value(row) or 0) for row in group), not task.startswith(f"{OURS}:"))
        for task, group in tasks.items()
    ]
    return Figure(f"{name}.svg", title, draw_lines(title, "articles", quantity.name, lines)) if lines else None


def _tasks(size: int, rows: Iterable[Row]) -> Figure:
    title = f"{size:,} articles: seconds, medians with least and most"
    bars = [
        Bar(
            row.task,
            row.seconds.median,
            row.seconds.least,
            row.seconds.most,
            f"{row.seconds.median:.2f} s",
            not row.task.startswith(f"{OURS}:"),
        )
        for row in rows
    ]
    return Figure(f"tasks-{size}.svg", title, draw_bars(title, "seconds", bars))
