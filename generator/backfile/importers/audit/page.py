"""The page of an audit: every article beside its source, the worst first. HTML that loads nothing from elsewhere."""

from collections.abc import Iterable, Iterator
from html import escape

from backfile.importers.audit.comparison import Comparison, Kept
from backfile.markdown.sanitize import sanitize, without_outside_media

MOST_SHOWN = 200
"""Articles that are shown with both texts; of the others a line stands in the table."""

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td { overflow-wrap: anywhere; }
td:nth-child(n + 3) { white-space: nowrap; }
td:last-child { white-space: normal; min-width: 14rem; }
th, td { border-bottom: 1px solid #8886; padding: .25rem .5rem; text-align: start; vertical-align: top; }
.bad { font-weight: bold; color: #b3261e; }
@media (prefers-color-scheme: dark) { .bad { color: #ffb4ab; } }
.both { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
.both > div { max-height: 40rem; overflow: auto; border: 1px solid #8886; padding: 1rem; min-width: 0; }
.both img { max-width: 100%; }
@media (max-width: 50rem) { .both { grid-template-columns: 1fr; } }
"""


def audit_page(comparisons: Iterable[Comparison]) -> str:
    """The whole page."""
    ordered = sorted(comparisons, key=lambda one: (one.faithfulness, one.path))
    whole = sum(one.faithfulness >= 1 for one in ordered)
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Audit of an import</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style></head><body><h1>Audit of an import</h1>",
        f"<p>{len(ordered):,} articles, {whole:,} of them whole. The worst come first.</p>",
        _totals(ordered),
        _table(ordered),
        *(_article(number, one) for number, one in enumerate(ordered[:MOST_SHOWN], 1)),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _totals(ordered: list[Comparison]) -> str:
    """How much of each kind was kept in all."""
    rows = []
    for kinds in zip(*(one.parts for one in ordered), strict=True):
        there, kept = sum(k.there for k in kinds), sum(k.kept for k in kinds)
        share = f"{kept / there:.1%}" if there else "–"
        rows.append(f"<tr><td>{kinds[0].kind}</td><td>{there:,}</td><td>{kept:,}</td><td>{share}</td></tr>")
    head = "<tr><th>part</th><th>in the sources</th><th>kept</th><th>share</th></tr>"
    return f"<h2>In all</h2><table>{head}{''.join(rows)}</table>"


def _table(ordered: list[Comparison]) -> str:
    rows = "".join(_row(number, one) for number, one in enumerate(ordered, 1))
    head = "<tr><th>article</th><th>source</th><th>status</th><th>sure</th><th>kept</th><th>missing</th></tr>"
    return f"<h2>Articles</h2><table>{head}{rows}</table>"


def _row(number: int, one: Comparison) -> str:
    name = f'<a href="#a{number}">{escape(one.path)}</a>' if number <= MOST_SHOWN else escape(one.path)
    mark = ' class="bad"' if one.faithfulness < 0.9 else ""
    lost = ", ".join(f"{part.there - part.kept} of {part.there} {part.kind}" for part in one.parts if part.share < 1)
    return (
        f"<tr><td>{name}</td><td>{escape(one.source)}</td><td>{escape(one.status)}</td><td>{one.confidence:.2f}</td>"
        f"<td{mark}>{one.faithfulness:.0%}</td><td>{escape(lost)}</td></tr>"
    )


def _article(number: int, one: Comparison) -> str:
    fields = "".join(
        f"<tr><th>{name}</th><td>{escape(before)}</td><td>{escape(after)}</td></tr>"
        for name, before, after in one.fields
    )
    doubts = "".join(f"<p>{escape(doubt)}</p>" for doubt in one.doubts)
    return (
        f'<section id="a{number}"><h2>{escape(one.path)}</h2><p>from {escape(one.source)}</p>{doubts}'
        f"<table><tr><th></th><th>source</th><th>article</th></tr>{fields}</table>"
        f"{''.join(_missing(one.parts))}"
        f'<div class="both"><div tabindex="0" aria-label="Source">{_safe(one.before)}</div>'
        f'<div tabindex="0" aria-label="Article">{_safe(one.after)}</div></div></section>'
    )


def _missing(parts: Iterable[Kept]) -> Iterator[str]:
    for part in parts:
        if part.missing:
            listed = "".join(f"<li>{escape(text[:300])}</li>" for text in part.missing)
            head = f"missing {part.kind}: {part.there - part.kept}"
            yield f"<details><summary>{head}</summary><ul>{listed}</ul></details>"


def _safe(html: str) -> str:
    return without_outside_media(sanitize(html))
