"""An import from end to end: gather, read, write, account."""

from pathlib import Path

import msgspec

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.build.request import Progress
from backfile.importers.gathering import gather
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.placing import Wishes
from backfile.importers.registry import importers
from backfile.importers.report import ImportReport, Outcome
from backfile.importers.store import Store
from backfile.problems import Location, Problem, has_errors


class ImportRequest(msgspec.Struct, frozen=True, kw_only=True):
    """An import into the archive at `root`: see `backfile import` for what each wish means."""

    root: Path
    sources: tuple[Path, ...]
    format: str = ""
    into: str = "content"
    section: str = ""
    timezone: str = "UTC"
    media: str = "copy"
    is_dry: bool = False


def import_sources(request: ImportRequest, progress: Progress) -> ImportReport:
    """Imports every source; one that cannot be read keeps no other from it."""
    gathered = gather(request.sources, importers(), request.format)
    wishes = Wishes(request.into, request.section, request.timezone, request.media)
    context = ImportContext(request.timezone, known_tags(request.root))
    store = Store(request.root, wishes, is_dry=request.is_dry)
    outcomes: list[Outcome] = []
    try:
        for name, inputs in gathered.inputs.items():
            readings = _read_all(importers()[name], inputs, context, progress)
            outcomes += store.write_all(readings, name)
    finally:
        store.close()
    return ImportReport(tuple(gathered.inputs), tuple(outcomes), gathered.problems)


def _read_all(
    importer: Importer, inputs: tuple[Input, ...], context: ImportContext, progress: Progress
) -> list[Reading]:
    readings = []
    for number, reading in enumerate(importer.read(inputs, context), 1):
        if reading.draft is None and not has_errors(reading.problems):
            problem = Problem(Location(reading.source), "no article was found in it.", "Look at the file.")
            reading = msgspec.structs.replace(reading, problems=(*reading.problems, problem))
        readings.append(reading)
        progress("import", number, len(inputs))
    return readings


def known_tags(root: Path) -> frozenset[str]:
    """The tags that the archive's articles have."""
    tags: set[str] = set()
    for path in sorted((root / "content").rglob("*.md")) if (root / "content").is_dir() else ():
        if path.is_file() and path.stat().st_size < 1 << 23 and "quarantine" not in path.parts:
            front = parse_front_matter(path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"), "")
            found = front.values.get("tags") if isinstance(front, FrontMatter) else None
            tags.update(str(tag) for tag in found if tag) if isinstance(found, list) else None
    return frozenset(tags)
