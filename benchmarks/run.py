"""Runs Backfile and its peers by turns over the same made-up archives, and prints what each build cost.

    python benchmarks/run.py --articles 1000,10000 --runs 3 --jobs 2

A build counts only if its output is right; if it is not, or a command fails, the run ends with status 1.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks import WrongOutputError, check_edit, check_site, take_inventory
from corpus import Corpus, make_corpus, write_corpus
from edits import Edit, body_edit, new_article, retag
from expected import Expected, expect
from measure import CommandError, measure
from options import Options, parse_options
from sites import CLEARED, Backfile, Hugo, Site
from table import AGAIN, COLD, Result, as_json, render_table

RELATED_ROUND = 0


@dataclass(frozen=True, slots=True)
class Archive:
    """A corpus on the disk, and what a right site of it holds."""

    corpus: Corpus
    folder: Path
    expected: Expected


def main() -> int:
    options = parse_options(__doc__ or "")
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        return _run(options, options.work.resolve())
    with tempfile.TemporaryDirectory(prefix="backfile-bench-") as folder:
        return _run(options, Path(folder))


def _run(options: Options, work: Path) -> int:
    results: list[Result] = []
    versions: list[str] = []
    failed = ""
    try:
        for size in options.articles:
            for result in _measure_size(options, work, size, versions):
                results.append(result)
                _say(f"{size:,} · round {result.round} · {result.label}: {result.cost.wall:.2f} s")
    except (CommandError, WrongOutputError) as error:
        failed = f"{type(error).__name__}: {error}"
        _say(failed)
    finally:
        for size in options.articles:
            shutil.rmtree(work / str(size) / CLEARED, ignore_errors=True)
    print(render_table(results), flush=True)
    if options.json:
        told = {"articles": options.articles, "runs": options.runs, "jobs": options.jobs, "search": options.search}
        text = json.dumps(as_json(results, versions, told), indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 1 if failed else 0


def _measure_size(options: Options, work: Path, size: int, versions: list[str]) -> Iterator[Result]:
    folder = work / str(size)
    _say(f"{size:,} articles are written and counted")
    corpus = make_corpus(size, options.seed)
    write_corpus(corpus, folder / "archive")
    archive = Archive(corpus, folder / "archive", expect(corpus))
    ours = Backfile(archive.folder, options.jobs, options.search)
    peers: list[Site] = [_hugo(options, archive, folder / "hugo", related=False)] if options.hugo else []
    sites = [ours, *peers]
    for site in sites:
        site.prepare()
    versions[:] = [site.version() for site in sites]
    for number in range(1, options.runs + 1):
        yield from _measure_ours(ours, archive, number)
        for peer in peers:
            yield _measure_build(peer, archive, COLD, number)
            yield _measure_build(peer, archive, AGAIN, number)
    if peers and size <= options.hugo_related:
        slow = _hugo(options, archive, folder / "hugo-related", related=True)
        slow.prepare()
        yield _measure_build(slow, archive, COLD, RELATED_ROUND)


def _hugo(options: Options, archive: Archive, folder: Path, *, related: bool) -> Hugo:
    return Hugo(options.hugo, archive.folder, folder, options.jobs, related, options.search)


def _measure_ours(site: Site, archive: Archive, number: int) -> Iterator[Result]:
    edits = [body_edit(archive.corpus), new_article(archive.corpus), retag(archive.corpus)]
    sources = site.sources()
    yield _measure_build(site, archive, COLD, number)
    yield _measure_build(site, archive, "nothing to do", number)
    try:
        for edit in edits:
            edit.apply(archive.folder)
            yield _measure_edit(site, archive, edit, number)
    finally:
        for edit in edits:
            edit.revert(archive.folder)
    if site.sources() != sources:
        raise WrongOutputError("Backfile or its theme was changed while it was measured, so that it built all anew")


def _measure_build(site: Site, archive: Archive, task: str, number: int) -> Result:
    if task == COLD:
        site.clear()
    cost = measure(site.commands(cold=task == COLD), site.environment)
    inventory = take_inventory(site.output)
    check_site(site.output, archive.expected, inventory, related=_lists_related(site))
    return Result(archive.corpus.size, site.name, task, number, cost, inventory, site.stages())


def _measure_edit(site: Site, archive: Archive, edit: Edit, number: int) -> Result:
    cost = measure(site.commands(cold=False), site.environment)
    inventory = take_inventory(site.output)
    check_edit(site.output, edit, archive.expected.newest)
    return Result(archive.corpus.size, site.name, edit.name, number, cost, inventory, site.stages())


def _lists_related(site: Site) -> bool:
    return not isinstance(site, Hugo) or site.related


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
