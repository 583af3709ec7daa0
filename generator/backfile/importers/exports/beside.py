"""Files that lie beside an export: the folder that they are in, and each by its path there. Follows no path out of that
folder."""

from pathlib import Path

_FOLDERS_ABOVE = 2


def folder_near(export: str, places: tuple[str, ...], named: str = "") -> str:
    """The folder that a person named, else the first of the places that is beside the export or up to two folders above
    it; empty for none."""
    if named:
        return str(Path(named).resolve()) if Path(named).is_dir() else ""
    here = Path(export).resolve().parent
    for folder in (here, *here.parents[:_FOLDERS_ABOVE]):
        for place in places:
            if (folder / place).is_dir():
                return str(folder / place)
    return ""


def file_in(folder: Path, inside: str) -> str:
    """The file at a path within the folder; empty for none, and for one that lies elsewhere."""
    if not inside or "\0" in inside:
        return ""
    path = folder / inside
    try:
        return str(path) if path.is_file() and path.resolve().is_relative_to(folder.resolve()) else ""
    except (OSError, RuntimeError):  # too long a name; a circle of links
        return ""
