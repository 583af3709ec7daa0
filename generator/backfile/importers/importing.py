"""An import from end to end: gather, read, compare, place, write, account."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.build.request import Progress
from backfile.importers.arrangement import Arrangement
from backfile.importers.attaching import Attacher
from backfile.importers.composing import Composing, compose_all
from backfile.importers.fetching import Fetcher
from backfile.importers.gathering import gather
from backfile.importers.history import History
from backfile.importers.importer import ImportContext, Importer, Input
from backfile.importers.outcomes import Outcomes
from backfile.importers.placing import Wishes
from backfile.importers.reading import read_all
from backfile.importers.receiving import receive
from backfile.importers.record import ImportRecord
from backfile.importers.registry import importers, unusable_importers
from backfile.importers.report import ImportReport, Outcome
from backfile.importers.spool import Spool, Spooled, decode_reading
from backfile.importers.store import Store
from backfile.importers.whereabouts import Whereabouts


class ImportRequest(msgspec.Struct, frozen=True, kw_only=True):
    """An import into the archive at `root`: see `backfile import` for what each wish means. With `audit` the report
    holds each article beside its source. `settings` are those of `[importers]` by format, `taxonomies` the front matter
    keys of further taxonomies by name, `stream` what is read for the source `-`."""

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
    stream: BinaryIO | None = None
    settings: Mapping[str, Mapping[str, Any]] = {}
    taxonomies: Mapping[str, str] = {}


def import_sources(request: ImportRequest, progress: Progress) -> ImportReport:
    """Imports every source; one that cannot be read keeps no other from it."""
    folder = request.root / ".backfile"
    folder.mkdir(exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="import-", dir=folder))
    outcomes = Outcomes(folder)
    record = ImportRecord(request.root)
    try:
        sources, received = receive(request.sources, request.stream, scratch)
        gathered = gather(sources, importers(), request.format, scratch)
        places = Whereabouts((*gathered.unpacked, *received))
        run = _Run(request, record, scratch, places, progress)
        for outcome in run.outcomes(gathered.inputs):
            outcomes.add(places.outcome(outcome))
    finally:
        record.close()
        shutil.rmtree(scratch, ignore_errors=True)
    problems = (*unusable_importers(), *map(places.problem, gathered.problems), *record.problems)
    return ImportReport(tuple(gathered.inputs), outcomes, problems)


class _Run:
    """One import: its wishes, and what it knows while it runs."""

    def __init__(
        self, request: ImportRequest, record: ImportRecord, scratch: Path, places: Whereabouts, progress: Progress
    ) -> None:
        self._request, self._record, self._scratch, self._progress = request, record, scratch, progress
        self._wishes = Wishes(request.into, request.section, request.timezone, request.media, dict(request.taxonomies))
        self._places = places
        self._arrangement = Arrangement(request.root, self._wishes, record, scratch, places)

    def outcomes(self, gathered: Mapping[str, Sequence[Input]]) -> Iterator[Outcome]:
        """Reads everything, for links lead from any article to any other, and then writes it; what became of each."""
        spools = {name: self._read(importers()[name], inputs) for name, inputs in gathered.items()}
        self._arrangement.settle(tuple(spools.values()), self._progress, is_dry=self._request.is_dry)
        history = History(self._request.root)
        for name, spool in spools.items():
            yield from self._written(name, spool, history)

    def _read(self, importer: Importer, inputs: Sequence[Input]) -> Spooled:
        """Reads the inputs of one format into a spool, and notes what is new in them."""
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
            self._arrangement.note(decode_reading(data), spool.path, spool.add(data))
        return spool.close()

    def _written(self, importer: str, spool: Spooled, history: History) -> Iterator[Outcome]:
        request, arrangement = self._request, self._arrangement
        attacher = Attacher(request.media, Fetcher(self._scratch))
        left_out = arrangement.left_out[spool.path]
        yield from left_out.values()
        spool = Spooled(spool.path, [place for place in spool.places if place not in left_out])
        store = Store(request.root, self._record, attacher, arrangement.twins, history, is_dry=request.is_dry)
        material = Composing(importer, self._wishes, spool, self._scratch, arrangement.verdicts, self._places)
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
