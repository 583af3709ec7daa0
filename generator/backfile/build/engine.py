"""The digest of what does the building: our own sources and the versions of what they stand on."""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from backfile.digest import Digest, digest_bytes

DEPENDENCIES = ("markdown-it-py", "mdit-py-plugins", "jinja2", "markupsafe", "nh3", "msgspec", "pyyaml", "pagefind")

SHAPING = ("*.py", "markdown/*.py", "archive/*.py", "pages/*.py", "render/*.py", "build/*.py")
"""The sources that a page's bytes hang on; what imports, serves or prints is none of them."""


@lru_cache(maxsize=1)
def engine_digest() -> Digest:
    """Another version of any part may write other bytes: its digest is in every key."""
    package = Path(__file__).resolve().parent.parent
    sources = sorted(path for name in SHAPING for path in package.glob(name))
    ours = (part for path in sources for part in (path.relative_to(package).as_posix().encode(), path.read_bytes()))
    theirs = (f"{name} {version(name)}".encode() for name in DEPENDENCIES)
    return digest_bytes(*ours, *theirs)
