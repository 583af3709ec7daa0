"""Rows of a summary as a Markdown table for people. Measures nothing."""

from collections.abc import Iterable, Sequence

from summary import Row, Spread

HEAD = (
    "articles", "task", "runs", "seconds", "(min–max)", "cpu s", "largest MB", "all MB", "ours / Hugo (min–max)",
    "files", "MB",
)  # fmt: skip


def render_table(rows: Iterable[Row]) -> str:
    """Medians over the runs with the least and the most, and ratios of builds of the same round."""
    return markdown_table(HEAD, [_cells(row) for row in rows])


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table without a line end after it."""
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows))


def _cells(row: Row) -> tuple[str, ...]:
    return (
        f"{row.articles:,}",
        row.task,
        str(row.runs),
        f"{row.seconds.median:.2f}",
        f"{row.seconds.least:.2f}–{row.seconds.most:.2f}",
        "" if row.cpu is None else f"{row.cpu:.2f}",
        f"{row.largest_mb:.0f}",
        "" if row.all_mb is None else f"{row.all_mb:.0f}",
        "" if row.ratio is None else _ratio(row.ratio),
        "" if row.files is None else f"{row.files:,}",
        "" if row.bytes is None else f"{row.bytes / 1e6:.1f}",
    )


def _ratio(ratio: Spread) -> str:
    return f"{ratio.median:.3f} ({ratio.least:.3f}–{ratio.most:.3f})"
