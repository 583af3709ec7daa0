"""Runs Backfile and its peers by turns over the same made-up archives, and tells what each build cost: as a table, as
JSON and as plots. Then what a save costs under `backfile serve`, and what related articles cost alone.

    python benchmarks/run.py --articles 1000,10000 --runs 3 --jobs 2

What was measured counts only if the output is right; if it is not, or a command fails, the run ends with status 1.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from checks import WrongOutputError
from corpus import make_corpus, write_corpus
from expected import expect
from growth import render_growth
from measure import CommandError
from options import Options, parse_options
from publishing import publish, write_figures
from record import Record, begin_record
from relatives import measure_related
from rounds import Archive, measure_rounds
from sites import CLEARED
from summary import rows_of
from table import render_table

from preview import measure_saves


def main() -> int:
    options = parse_options(__doc__ or "")
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        return _run(options, options.work.resolve())
    with tempfile.TemporaryDirectory(prefix="backfile-bench-") as folder:
        return _run(options, Path(folder))


def _run(options: Options, work: Path) -> int:
    """Measures and tells; also of a run that failed or was interrupted, which is never published."""
    told = {name: getattr(options, name) for name in ("runs", "jobs", "search", "pause", "seed")}
    record = begin_record(told)
    failed = False
    try:
        for size in options.articles:
            _measure_size(options, work / str(size), size, record)
    except (CommandError, WrongOutputError, KeyboardInterrupt) as error:
        failed = True
        _say(f"{type(error).__name__}: {error}")
    finally:
        for size in options.articles:
            shutil.rmtree(work / str(size) / CLEARED, ignore_errors=True)
    rows = rows_of(record)
    print(render_table(rows), render_growth(rows), sep="\n\n", flush=True)
    write_figures(record, options.output)
    _say(f"figures.json and plots are in {options.output}")
    if options.publish and not failed:
        publish(record)
    return int(failed)


def _measure_size(options: Options, folder: Path, size: int, record: Record) -> None:
    """Everything at one size, into the record."""
    _say(f"{size:,} articles are written and counted")
    corpus = make_corpus(size, options.seed)
    write_corpus(corpus, folder / "archive")
    archive = Archive(corpus, folder / "archive", expect(corpus))
    for result in measure_rounds(options, archive, folder, record.versions):
        record.results.append(result)
        _say(f"{size:,} · round {result.round} · {result.label}: {result.cost.wall:.2f} s")
    if size <= options.preview:
        for save in measure_saves(corpus, archive.folder, options.jobs, options.saves, options.pause):
            record.saves.append(save)
            _say(f"{size:,} · save {save.number}: {save.event:.3f} s, new page {save.page:.3f} s")
    if size <= options.related:
        for number in range(1, options.runs + 1):
            record.related.append(run := measure_related(size, options.seed, number))
            _say(f"{size:,} · round {number} · related articles alone: {run.seconds:.2f} s")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
