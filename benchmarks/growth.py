"""How time, memory and files grow with the number of articles, as a table. Measures nothing.

A quantity that grows as articles to the power of 1 is linear; one that has a part which does not grow (an interpreter's
own memory, say) shows a smaller power while that part is large.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from record import COLD
from summary import RELATED_ALONE, Row
from table import markdown_table

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What may grow: its name and unit, how it is had from a row, the share of one article in it, and, where a part of
    it does not grow, what each further article adds."""

    name: str
    value: Callable[[Row], float | None]
    places: int
    an_article: str
    per_unit: float
    a_further: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(head for head in (self.name, self.an_article, self.a_further, "exponent") if head)


QUANTITIES = (
    Quantity("seconds", lambda row: row.seconds.median, 2, "ms an article", 1e3),
    Quantity("largest MB", lambda row: row.largest_mb, 0, "kB an article", 1024, "kB a further article"),
    Quantity("files", lambda row: row.files, 0, "files an article", 1),
)
HEAD = ("task", "articles", *(head for quantity in QUANTITIES for head in quantity.heads))


def exponent(points: Sequence[Point]) -> float:
    """The k of the best y = c · xᵏ, by least squares over the logarithms; both coordinates above 0, two x at least."""
    xs, ys = [log(x) for x, _ in points], [log(y) for _, y in points]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / sum((x - x_mean) ** 2 for x in xs)


def grown_tasks(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each task that was measured at more than one size, smallest first."""
    tasks: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.articles):
        tasks.setdefault(row.task, []).append(row)
    return {task: group for task, group in tasks.items() if len(group) > 1}


def is_from_nothing(task: str) -> bool:
    """Whether nothing of an earlier run could be used."""
    return task.endswith(f": {COLD}") or task == RELATED_ALONE


def render_growth(rows: Sequence[Row]) -> str:
    """The growth of what is made from nothing: each size with the exponent since the size before it, and that over
    all sizes. Empty where there is but one size."""
    grown = [group for task, group in grown_tasks(rows).items() if is_from_nothing(task)]
    return markdown_table(HEAD, [cells for group in grown for cells in _cells(group)]) if grown else ""


def _cells(group: Sequence[Row]) -> Iterator[list[str]]:
    for place, row in enumerate(group):
        last_two = group[max(place - 1, 0) : place + 1]
        cells = [cell for quantity in QUANTITIES for cell in (*_size_cells(quantity, row), *_step(quantity, last_two))]
        yield [row.task, f"{row.articles:,}", *cells]
    yield [group[0].task, "all", *(cell for quantity in QUANTITIES for cell in ("", "", *_step(quantity, group)))]


def _size_cells(quantity: Quantity, row: Row) -> tuple[str, str]:
    value = quantity.value(row)
    if value is None:
        return "", ""
    return f"{value:,.{quantity.places}f}", f"{value * quantity.per_unit / row.articles:.2f}"


def _step(quantity: Quantity, group: Sequence[Row]) -> list[str]:
    """What each article adds from the first to the last of the rows, where that is told, and the exponent over them."""
    points = [(row.articles, value) for row in group if (value := quantity.value(row))]
    if len(points) < max(len(group), 2):
        return ["", ""] if quantity.a_further else [""]
    (least, before), (most, after) = points[0], points[-1]
    further = f"{(after - before) * quantity.per_unit / (most - least):.2f}"
    return [*([further] if quantity.a_further else []), f"{exponent(points):.2f}"]
