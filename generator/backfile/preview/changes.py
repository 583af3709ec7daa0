"""Which files of an archive matter to its preview, and how a change of them is named. Pure."""

from collections.abc import Iterable
from pathlib import Path

from backfile.build.sources import CONTENT, LEFT_OUT
from backfile.config import CONFIG_NAME
from backfile.problems import shown

FOLDERS = (CONTENT, "themes", "templates", "locale")
"""The folders at an archive's root that are watched, with all that is in them."""

TOP_NAMES = (CONFIG_NAME, *FOLDERS)
"""What matters at the root itself."""

_TEMPORARY_ENDINGS = ("~", ".swp", ".swo", ".swx", ".tmp", ".temp", ".part", ".crdownload", ".crswap", ".bak", ".orig")
_TEMPORARY_STARTS = (".", "#", "~$", "___jb_")
_TEMPORARY_NAMES = ("4913", "Thumbs.db", "desktop.ini")


def is_of_interest(root: Path, folders: Iterable[Path], path: Path) -> bool:
    """Whether a change of `path`, somewhere in `folders`, may change the site: not a hidden file, nor one that an
    editor makes for itself."""
    base = next((folder for folder in folders if path.is_relative_to(folder)), root)
    parts = path.relative_to(base).parts if path.is_relative_to(base) else ()
    is_left_out = any(path.is_relative_to(root / place) for place in LEFT_OUT)
    return not is_left_out and not any(part.startswith(".") for part in parts) and not is_temporary(path.name)


def is_temporary(name: str) -> bool:
    """Whether an editor or a copying program makes files of that name only to remove them."""
    return name in _TEMPORARY_NAMES or name.startswith(_TEMPORARY_STARTS) or name.endswith(_TEMPORARY_ENDINGS)


def shown_path(root: Path, path: Path) -> str:
    """A path as people know it: from the archive's root where it is inside."""
    return shown(path.relative_to(root).as_posix() if path.is_relative_to(root) else path)


def are_styles(paths: Iterable[str]) -> bool:
    """Whether only stylesheets changed."""
    found = tuple(paths)
    return bool(found) and all(path.endswith(".css") for path in found)
