"""An import from end to end: gather, read, compare, place, write, account."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.build.request import Progress
from backfile.importers.attaching import Attacher
from backfile.importers.fetching import Fetcher
from backfile.importers.gathering import gather
from backfile.importers.importer import ImportContext, Importer, Input
from backfile.importers.placing import Wishes
from backfile.importers.reading import read_all
from backfile.importers.registry import importers, unusable_importers
from backfile.importers.report import ImportReport, Outcome
from backfile.importers.spool import Spool
from backfile.importers.store import Store
from backfile.importers.whereabouts import Whereabouts


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
    folder = request.root / ".backfile"
    folder.mkdir(exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="import-", dir=folder))
    wishes = Wishes(request.into, request.section, request.timezone, request.media, dict(request.taxonomies))
    try:
        gathered = gather(request.sources, importers(), request.format, scratch)
        places = Whereabouts(gathered.unpacked)
        attacher = Attacher(request.media, Fetcher(scratch))
        store = Store(request.root, wishes, attacher, is_dry=request.is_dry, told=places.told)
        outcomes = tuple(map(places.outcome, _import(request, gathered.inputs, store, scratch, progress)))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    problems = (*unusable_importers(), *map(places.problem, gathered.problems), *store.problems)
    return ImportReport(tuple(gathered.inputs), outcomes, problems)


def _import(
    request: ImportRequest, gathered: Mapping[str, Sequence[Input]], store: Store, scratch: Path, progress: Progress
) -> Iterator[Outcome]:
    spools = {name: Spool(scratch) for name in gathered}
    try:
        counts = {
            name: _read(request, importers()[name], inputs, spools[name], store, scratch, progress)
            for name, inputs in gathered.items()
        }
        progress("compare", 0, 0)
        store.compare()
        for spool in spools.values():
            for reading in spool:
                store.place(reading)
        store.settle_twins()
        for name, spool in spools.items():
            for number, reading in enumerate(spool, 1):
                yield store.write(reading, name)
                progress("write", number, counts[name])
    finally:
        store.close()
        for spool in spools.values():
            spool.close()


def _read(
    request: ImportRequest,
    importer: Importer,
    inputs: Sequence[Input],
    spool: Spool,
    store: Store,
    scratch: Path,
    progress: Progress,
) -> int:
    """Reads the inputs of one format into the spool; how many readings there are."""
    context = ImportContext(
        timezone=request.timezone,
        language=request.language,
        known_tags=known_tags(request.root),
        taxonomies=dict(request.taxonomies),
        settings=dict(request.settings.get(importer.name, {})),
        wants_excerpts=request.excerpts,
        wants_original=request.audit,
        scratch=tempfile.mkdtemp(dir=scratch),
    )
    count = 0
    for reading in read_all(importer, inputs, context, request.jobs, progress):
        store.note(reading, spool, count)
        spool.add(reading)
        count += 1
    return count


def known_tags(root: Path) -> frozenset[str]:
    """The tags that the archive's articles have."""
    tags: set[str] = set()
    for path in sorted((root / "content").rglob("*.md")) if (root / "content").is_dir() else ():
        if path.is_file() and path.stat().st_size < 1 << 23 and "quarantine" not in path.parts:
            front = parse_front_matter(path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"), "")
            found = front.values.get("tags") if isinstance(front, FrontMatter) else None
            tags.update(str(tag) for tag in found if tag) if isinstance(found, list) else None
    return frozenset(tags)
