"""The builds of one size of archive, ours and the peers' by turns, each checked to be right before its time counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks import WrongOutputError, check_edit, check_site, take_inventory
from corpus import Corpus
from edits import Edit, body_edit, new_article, retag
from expected import Expected
from measure import measure
from options import Options
from record import AGAIN, COLD, Result
from sites import Backfile, Hugo, Site

RELATED_ROUND = 0


@dataclass(frozen=True, slots=True)
class Archive:
    """A corpus on the disk, and what a right site of it holds."""

    corpus: Corpus
    folder: Path
    expected: Expected

    @property
    def size(self) -> int:
        return self.corpus.size


def measure_rounds(options: Options, archive: Archive, folder: Path, versions: list[str]) -> Iterator[Result]:
    """Every build of every round; `folder` is for the peers. `versions` gets what the programs say of themselves, each
    once."""
    ours = Backfile(archive.folder, options.jobs, options.search)
    has_peers = bool(options.hugo) and archive.size <= options.peers_up_to
    peers: list[Site] = [_hugo(options, archive, folder / "hugo", related=False)] if has_peers else []
    for site in (ours, *peers):
        site.prepare()
        if (version := site.version()) not in versions:
            versions.append(version)
    for number in range(1, options.runs + 1):
        yield from _measure_ours(ours, archive, number)
        for peer in peers:
            yield _measure_build(peer, archive, COLD, number)
            yield _measure_build(peer, archive, AGAIN, number)
    if peers and archive.size <= options.hugo_related:
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
    return Result(archive.size, site.name, task, number, cost, inventory, site.stages())


def _measure_edit(site: Site, archive: Archive, edit: Edit, number: int) -> Result:
    cost = measure(site.commands(cold=False), site.environment)
    inventory = take_inventory(site.output)
    check_edit(site.output, edit, archive.expected.newest)
    return Result(archive.size, site.name, edit.name, number, cost, inventory, site.stages())


def _lists_related(site: Site) -> bool:
    return not isinstance(site, Hugo) or site.related
