"""Where the files lie that a saved page names: beside it, or from the root of the site that was saved whole."""

import re
from pathlib import Path
from urllib.parse import unquote

from backfile.importers.addresses import split

_SCHEME_OR_ROOT = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
_INDEX = re.compile(r"^(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def find_beside(file: Path, folder: str, url: str, address: str) -> str:
    """The file on this disk that a page at `file` means by `address`, or nothing. `url` is where the page was read, as
    far as is known; `folder` is the one that the user named, out of which no address from the root leads."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path or "\0" in path:
        return ""
    if not _SCHEME_OR_ROOT.match(path):
        return _existing(file.parent / path)
    target, own = split(address), split(url)
    if not folder or (target.netloc and target.netloc != own.netloc) or target.scheme not in ("", "http", "https"):
        return ""
    root, before = site_root(file, Path(folder), url)
    inside = unquote(target.path)
    if not inside.startswith(before) or ".." in inside.split("/"):
        return ""
    return _existing(root / inside.removeprefix(before).lstrip("/"))


def site_root(file: Path, folder: Path, url: str) -> tuple[Path, str]:
    """The folder that the site lies in, and what its addresses have before the paths in it: `/blog` for a site that was
    published below one. Told by what the page's file and its address end on alike; else the folder that was named."""
    parts = [part for part in unquote(split(url).path).split("/") if part]
    place = list(file.relative_to(folder).parts) if file.is_relative_to(folder) else [file.name]
    steps = place[:-1] if _INDEX.match(place[-1]) else [*place[:-1], _bare(place[-1], parts)]
    same = 0
    while same < min(len(steps), len(parts)) and steps[-1 - same] == parts[-1 - same]:
        same += 1
    outer, before = steps[: len(steps) - same], parts[: len(parts) - same]
    return (folder.joinpath(*outer), "".join(f"/{part}" for part in before)) if same else (folder, "")


def _bare(name: str, parts: list[str]) -> str:
    """A file's name as the address has it: with its ending, or without."""
    stem = name.rsplit(".", 1)[0]
    return stem if parts and parts[-1] == stem else name


def _existing(path: Path) -> str:
    try:
        return str(path) if path.is_file() else ""
    except OSError:
        return ""
