"""The digest of what does the building: our own sources and the versions of what they stand on."""

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from backfile.digest import Digest, digest_bytes

DEPENDENCIES = (
    "babel",
    "jinja2",
    "markdown_it_py",
    "markupsafe",
    "mdit_py_plugins",
    "msgspec",
    "nh3",
    "numpy",
    "pagefind",
    "pagefind_bin",
    "pillow",
    "pyyaml",
    "scipy",
    "sparse_dot_topn",
)

SHAPING = tuple(
    f"{room}*.py"
    for room in ("", "config/", "languages/", "pictures/", "markdown/", "archive/", "pages/", "render/", "build/")
)
"""The sources that a page's bytes hang on; what imports, serves or prints is none of them."""


@lru_cache(maxsize=1)
def engine_digest() -> Digest:
    """Another version of any part may write other bytes: its digest is in every key."""
    package = Path(__file__).resolve().parent.parent
    sources = sorted(path for name in SHAPING for path in package.glob(name))
    ours = (part for path in sources for part in (path.relative_to(package).as_posix().encode(), path.read_bytes()))
    return digest_bytes(*ours, *(name.encode() for name in sorted(_versions())))


def _versions() -> Iterator[str]:
    """Name and version of each dependency, from the names of the folders that installers leave. `importlib.metadata`
    knows them too, but its import alone takes a fifth of a build that has nothing to do."""
    missing = set(DEPENDENCIES)
    for folder in sys.path:
        for entry in _entries(folder):
            name, _, version = entry.removesuffix(".dist-info").partition("-")
            if entry.endswith(".dist-info") and _plain(name) in missing:
                missing.discard(_plain(name))
                yield f"{_plain(name)} {version}"
    if missing:
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as version_of

        for name in missing:
            try:
                yield f"{name} {version_of(name)}"
            except PackageNotFoundError:
                yield f"{name} unknown"


def _entries(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 # a thousand names are wanted, and no thousand paths
    except OSError:
        return []


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
