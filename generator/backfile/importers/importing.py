"""An import from end to end: gather, read, place, write, account."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.build.request import Progress
from backfile.importers.attaching import Attacher
from backfile.importers.composing import Composing, compose_all
from backfile.importers.fetching import Fetcher
from backfile.importers.gathering import gather
from backfile.importers.importer import ImportContext, Importer, Input
from backfile.importers.outcomes import Outcomes
from backfile.importers.placement import Placement
from backfile.importers.placing import Wishes
from backfile.importers.reading import read_all
from backfile.importers.record import ImportRecord
from backfile.importers.registry import importers, unusable_importers
from backfile.importers.report import ImportReport, Outcome
from backfile.importers.settled import Settled
from backfile.importers.spool import Spool, Spooled, decode_reading
from backfile.importers.store import Store


class ImportRequest(msgspec.Struct, frozen=True, kw_only=True):
    """An import into the archive at `root`: see `backfile import` for what each wish means. With `audit` the report
    holds each article beside its source. `settings` are those of `[importers]` by format, `taxonomies` the front matter
    keys of further taxonomies by name."""

    root: Path
    sources: tuple[Path, ...]
    format: str = ""
    into: str = "content"
    section: str = ""
    timezone: str = "UTC"
    language: str = "en"
    media: str = "copy"
    excerpts: bool = False
    is_dry: bool = False
    audit: bool = False
    jobs: int = 0
    settings: Mapping[str, Mapping[str, Any]] = {}
    taxonomies: Mapping[str, str] = {}


def import_sources(request: ImportRequest, progress: Progress) -> ImportReport:
    """Imports every source; one that cannot be read keeps no other from it."""
    gathered = gather(request.sources, importers(), request.format)
    folder = request.root / ".backfile"
    folder.mkdir(exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="import-", dir=folder))
    outcomes = Outcomes(folder)
    record = ImportRecord(request.root)
    try:
        run = _Run(request, record, scratch, progress)
        for outcome in run.outcomes(gathered.inputs):
            outcomes.add(outcome)
    finally:
        record.close()
        shutil.rmtree(scratch, ignore_errors=True)
    problems = (*unusable_importers(), *gathered.problems, *record.problems)
    return ImportReport(tuple(gathered.inputs), outcomes, problems)


class _Run:
    """One import: its wishes, and what it knows while it runs."""

    def __init__(self, request: ImportRequest, record: ImportRecord, scratch: Path, progress: Progress) -> None:
        self._request, self._record, self._scratch, self._progress = request, record, scratch, progress
        self._wishes = Wishes(request.into, request.section, request.timezone, request.media, dict(request.taxonomies))
        self._settled = Settled(scratch)

    def outcomes(self, gathered: Mapping[str, Sequence[Input]]) -> Iterator[Outcome]:
        """Reads everything, for links lead from any article to any other, and then writes it; what became of each."""
        placement = Placement(self._request.root, self._wishes, self._record, self._settled)
        spools = {name: self._read(importers()[name], inputs, placement) for name, inputs in gathered.items()}
        self._settled.close()
        for name, spool in spools.items():
            yield from self._written(name, spool)

    def _read(self, importer: Importer, inputs: Sequence[Input], placement: Placement) -> Spooled:
        """Reads the inputs of one format into a spool, and settles where each article goes."""
        request = self._request
        context = ImportContext(
            timezone=request.timezone,
            language=request.language,
            known_tags=known_tags(request.root),
            taxonomies=dict(request.taxonomies),
            settings=dict(request.settings.get(importer.name, {})),
            wants_excerpts=request.excerpts,
            wants_original=request.audit,
            scratch=tempfile.mkdtemp(dir=self._scratch),
        )
        spool = Spool(self._scratch / f"{importer.name}.readings")
        for data in read_all(importer, inputs, context, request.jobs, self._progress):
            spool.add(data)
            placement.place(decode_reading(data))
        return spool.close()

    def _written(self, importer: str, spool: Spooled) -> Iterator[Outcome]:
        request = self._request
        attacher = Attacher(request.media, Fetcher(self._scratch))
        store = Store(request.root, self._record, attacher, is_dry=request.is_dry)
        material = Composing(importer, self._wishes, spool, self._scratch, self._scratch)
        for number, composed in enumerate(compose_all(material, request.jobs), 1):
            yield store.write(composed)
            self._progress("write", number, len(spool.places))


def known_tags(root: Path) -> frozenset[str]:
    """The tags that the archive's articles have."""
    tags: set[str] = set()
    for path in sorted((root / "content").rglob("*.md")) if (root / "content").is_dir() else ():
        if path.is_file() and path.stat().st_size < 1 << 23 and "quarantine" not in path.parts:
            front = parse_front_matter(path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"), "")
            found = front.values.get("tags") if isinstance(front, FrontMatter) else None
            tags.update(str(tag) for tag in found if tag) if isinstance(found, list) else None
    return frozenset(tags)
