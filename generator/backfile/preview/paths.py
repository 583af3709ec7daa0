"""From the path of a request to a file of the site: never to anything outside it, hidden in it or half-decoded."""

import unicodedata
from pathlib import Path

INDEX = "index.html"

WELL_KNOWN = ".well-known"
"""The one name with a dot that is meant to be read (RFC 8615), and only as the first of a path."""


def find_file(site: Path, path: str) -> Path | None:
    """The file at `path`, percent-decoded once as servers do: `/a/` is `a/index.html`. None where there is none.

    What is decoded no further stays a name: `%2e%2e` in it is a folder of that name, which no site has.
    """
    parts = _parts(path)
    if parts is None:
        return None
    target = site.joinpath(*parts, *([INDEX] if path.endswith("/") else []))
    return target if _is_inside(site, target) else None


def is_folder(site: Path, path: str) -> bool:
    """Whether `path`, which lacks its last slash, is a folder with a page."""
    return not path.endswith("/") and find_file(site, f"{path}/") is not None


def _parts(path: str) -> list[str] | None:
    """The names along the path; None if one of them can be no name of a published file."""
    if not path.startswith("/"):
        return None
    parts = path[1:].removesuffix("/").split("/") if path != "/" else []
    named = parts[1:] if parts[:1] == [WELL_KNOWN] else parts
    return None if any(map(_is_suspect, named)) else parts


def _is_suspect(part: str) -> bool:
    # The empty name too: a redirect to `//a/` would lead to another host.
    is_hidden = not part or part.startswith(".")
    return is_hidden or any(c == "\\" or unicodedata.category(c) == "Cc" for c in part)


def _is_inside(site: Path, target: Path) -> bool:
    """Whether it is a regular file and, with every link followed, a part of the site."""
    try:
        real = target.resolve(strict=True)
        return real.is_file() and real.is_relative_to(site.resolve(strict=True))
    except (OSError, ValueError, RuntimeError):  # no such file, no possible name, a loop of links
        return False
