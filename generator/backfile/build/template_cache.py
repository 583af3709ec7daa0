"""Compiled templates, kept from one build to the next in the person's own cache folder. They are code: so never in the
archive, which may come from a stranger, and never read from where somebody else could have written them."""

import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType

from backfile.build.engine import engine_digest
from backfile.digest import DIGEST_BYTES, digest_bytes, digest_of
from backfile.render.theme import Theme, codes_of, compile_theme, take_codes

MOST_KEPT = 24
"""Themes and sites whose templates are kept, some 200 kB each; the longest unused go."""

_NAME = "templates-{}.marshal"


@contextmanager
def kept_templates(theme: Theme, base_url: str, *, is_forced: bool) -> Iterator[None]:
    """Within it templates for a site at `base_url` need not be compiled that an earlier build has compiled, unless all
    is forced; afterwards what this one compiled is kept. Where it cannot be, the next build compiles it again."""
    path = _path(theme, base_url)
    if path is None:
        yield
        return
    known = {} if is_forced else _read(path)
    take_codes(theme, base_url, known)
    if not codes_of(theme, base_url):
        compile_theme(theme, base_url)  # here, once, and not in each process that renders
    yield
    codes = codes_of(theme, base_url)
    if codes.keys() - known.keys():
        with suppress(OSError):
            _write(path, codes)


def _write(path: Path, codes: dict[tuple[str, str], CodeType]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    data = marshal.dumps(codes)
    aside.write_bytes(digest_bytes(data) + data)
    aside.replace(path)
    kept = sorted(path.parent.glob(_NAME.format("*")), key=lambda file: file.stat().st_mtime)
    for old in kept[:-MOST_KEPT]:
        old.unlink()


def _path(theme: Theme, base_url: str) -> Path | None:
    """The file of these templates as this version of Backfile and this Python compile them."""
    folder = cache_folder()
    made_by = (engine_digest(), sys.implementation.cache_tag, sys.version)
    digest = digest_of(theme.templates, theme.assets, theme.language, base_url, made_by)
    return folder / _NAME.format(digest.hex()) if folder else None


def cache_folder() -> Path | None:
    """The folder for what can be made again, of the person who builds; None where there is none."""
    if sys.platform == "win32":
        found = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        found = os.path.expanduser("~/Library/Caches")  # noqa: PTH111 # Path's own raises where there is no home
    else:
        found = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 # as above
    return Path(found, "backfile") if os.path.isabs(found) else None  # noqa: PTH117 # it is text


def _read(path: Path) -> dict[tuple[str, str], CodeType]:
    """What is kept there, if nobody but this person can have written it and it is as it was written."""
    try:
        with path.open("rb") as stream:
            if not all(_is_own(found) for found in (path.parent.stat(), os.fstat(stream.fileno()))):
                return {}
            digest, data = stream.read(DIGEST_BYTES), stream.read()
        if digest != digest_bytes(data):
            return {}
        os.utime(path)
        codes: dict[tuple[str, str], CodeType] = marshal.loads(data)
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return codes


def _is_own(found: os.stat_result) -> bool:
    """Whether a file or folder is this person's, and nobody else may write it."""
    return sys.platform == "win32" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
