"""Small sites of other generators, written to a folder and read by an importer as an import reads them."""

from pathlib import Path

from backfile.importers.gathering import gather
from backfile.importers.importer import Draft, ImportContext, Importer, Reading


def write_site(folder: Path, files: dict[str, str | bytes]) -> Path:
    """The folder with these files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def names_of(folder: Path) -> tuple[str, ...]:
    """The names by which an importer claims the folder."""
    return tuple(path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())


def read_site(importer: Importer, folder: Path, **settings: object) -> dict[str, Reading]:
    """What the importer makes of each document, by its path."""
    context = ImportContext(settings=settings)
    items = gather((folder,), {importer.name: importer}, importer.name).inputs[importer.name]
    lesson = importer.learn(items, context)
    return {item.inside: reading for item in items for reading in importer.read(item, lesson, context)}


def draft(readings: dict[str, Reading], inside: str) -> Draft:
    """The draft of a document, which must have one."""
    found = readings[inside].draft
    assert found is not None, readings[inside]
    return found
