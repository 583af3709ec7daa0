"""Puts a run's figures where people read them: its record and drawings into benchmarks/figures/, its tables into
benchmarks/README.md. Whatever is claimed of speed and memory comes from there.

    python benchmarks/publishing.py RECORD
"""

import argparse
from datetime import date
from pathlib import Path

from figures import Figure, figures_of
from growth import render_growth
from record import Record, read_record, write_record
from summary import rows_of
from table import render_table

HERE = Path(__file__).parent
RECORD = "figures.json"
BEGIN = "<!-- Written by `make bench` with --publish; a test holds that it says what figures/figures.json says. -->"
END = "<!-- End of what is written by `make bench`. -->"


def write_figures(record: Record, folder: Path) -> list[Figure]:
    """The record and its drawings as files of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows_of(record)
    figures = figures_of(rows)
    write_record(record, rows, folder / RECORD)
    for figure in figures:
        (folder / figure.file).write_text(figure.svg, encoding="utf-8")
    return figures


def publish(record: Record, home: Path = HERE) -> None:
    """Writes `home`/figures/ and the part of `home`/README.md between the marks. Raises ValueError if these are not
    there. Drawings of an earlier run go."""
    readme = home / "README.md"
    text = replace_section(readme.read_text(encoding="utf-8"), section_of(record))
    for file in (home / "figures").glob("*.svg"):
        file.unlink()
    write_figures(record, home / "figures")
    readme.write_text(text, encoding="utf-8")


def section_of(record: Record) -> str:
    """What the README says of a run: when and where, the tables, the drawings."""
    rows = rows_of(record)
    images = [f"![{figure.title}](figures/{figure.file})" for figure in figures_of(rows)]
    parts = [_circumstances(record), render_table(rows), render_growth(rows), *images]
    return "\n\n".join(part for part in parts if part)


def replace_section(text: str, section: str) -> str:
    """The text with another section between the marks. Raises ValueError if these are not there once, in order."""
    before, found, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not found or not ended or BEGIN in rest or END in after:
        raise ValueError("the README lacks the marks between which figures stand")
    return f"{before}{BEGIN}\n\n{section}\n\n{END}{after}"


def _circumstances(record: Record) -> str:
    day, machine = date.fromisoformat(record.date), record.machine
    loads = record.loads
    options = ", ".join(f"{name.replace('_', ' ')} {_told(value)}" for name, value in record.options.items())
    return (
        f"{day.day} {day:%B %Y}; {', '.join(record.versions)}; {machine.usable_cores} of {machine.cores} processors, "
        f"{machine.system}, Python {machine.python}; {options}. "
        f"Load average before a measure: {min(loads):.1f} to {max(loads):.1f}."
    )


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int):
        return f"{value:,}"
    return ", ".join(map(_told, value)) if isinstance(value, list | tuple) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", metavar="RECORD", type=Path, help="figures.json of a run")
    publish(read_record(parser.parse_args().record))


if __name__ == "__main__":
    main()
