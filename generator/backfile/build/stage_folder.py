"""Where a build lays out what it makes. Imports no heavy library."""

from pathlib import Path

from backfile.build.ledger import FOLDER
from backfile.build.settings import Settings


def stage_folder(root: Path, settings: Settings) -> Path:
    """Where files are made before they are moved into place: on the same file system as the site."""
    usual = root / FOLDER / "stage"
    output = settings.output.resolve()  # not beside a link that leads to another file system
    near = next(folder for folder in (output, *output.parents) if folder.exists())
    if near.stat().st_dev == root.stat().st_dev:
        return usual
    return output.parent / f".{output.name}.stage"
