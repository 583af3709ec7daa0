"""Publishes staged files: each is moved into place whole, and only files that the ledger owns are ever removed."""

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from backfile.build.ledger import OutputRow
from backfile.build.request import Progress
from backfile.build.steps import told
from backfile.problems import Location, Problem, is_text

FORBIDDEN_INSIDE = ("content", "themes", "templates", "locale", ".git", ".backfile")

PREVIEW_SITE = ".backfile/preview/site"
"""Where a preview is built: the one place among the archive's own folders that may hold a site."""

SEARCH_LIST = "fragments/search.json"
"""The file of the site that names its search indexes."""


def refuse_output(root: Path, output: Path, place: Location) -> Problem | None:
    """Why a site must not be written there, as somebody wants it at `place`: a folder that holds the archive, or a part
    of the archive."""
    real, home = output.resolve(), root.resolve()
    if not is_text(str(real.relative_to(home) if real.is_relative_to(home) else real)):
        return Problem(place, "the name of the output is not valid UTF-8.", "Choose another folder, such as site.")
    person = Path.home().resolve()
    forbidden = {home, *home.parents, person, *person.parents, Path(real.anchor)}
    # A part of the archive is refused by its name and by where it leads: content/ may be a link.
    parts = {part for name in FORBIDDEN_INSIDE for part in (home / name, (home / name).resolve())}
    inside = any(real == part or part in real.parents for part in parts)
    if real in forbidden or (inside and home / PREVIEW_SITE != real):
        hint = "Choose a folder of its own, such as site."
        return Problem(place, f"the site cannot be written to {output}.", hint)
    if real.exists() and not real.is_dir():
        return Problem(place, f"the output {output} is a file.", "Choose a folder of its own, such as site.")
    return None


MARK = b"Backfile"
"""What stands in every front page or feed that we make: the name of what made it."""

BESIDE_A_SITE = ("cname", "lost+found", "readme", "readme.md", "readme.txt", "license", "license.md", "license.txt")
"""What may stand in a folder that is to become a site, in small letters, beside hidden files: what hosts, git and file
systems want there."""


def refuse_foreign(output: Path) -> Problem | None:
    """Why a site must not be written there for the first time: the folder holds something of somebody else, with which
    ours would be mixed. What we made ourselves, in a folder whose ledger is lost, is none."""
    try:
        if not (strangers := _strangers(output)) or any(_holds_mark(output / n) for n in ("index.html", "feed.xml")):
            return None
    except OSError:
        return None
    place = Location(str(output / strangers[0]))
    hint = "Choose another folder with --output, or move what is there away."
    if "index.html" in strangers:
        place = Location(str(output / "index.html"))
        return Problem(
            place, "there is a front page that Backfile did not make; building here would overwrite it.", hint
        )
    return Problem(place, "the output holds files that Backfile did not make; building here would mix them up.", hint)


def _strangers(output: Path) -> list[str]:
    """The names in a folder that do not belong beside a site, in order."""
    names = os.listdir(output) if output.is_dir() else ()  # noqa: PTH208 # names are all that is wanted
    return sorted(name for name in names if not name.startswith(".") and name.lower() not in BESIDE_A_SITE)


def _holds_mark(path: Path) -> bool:
    return path.is_file() and MARK in path.read_bytes()


def publish(staged: Path, output: Path, wanted: Sequence[str], removed: Iterable[str], progress: Progress) -> None:
    """Moves the files `wanted`, in order, from the folder `staged`, where they lie as they will in the site, into
    place, and removes what is no longer planned, with the folders that this empties. What is in the way of a file (`/a`
    that becomes `/a/b/`, or the other way about) goes first."""
    paths = frozenset(wanted)
    gone = [path for path in removed if path not in paths]
    ahead = _in_the_way(gone, paths)
    remove(output, ahead)
    if wanted:
        output.mkdir(parents=True, exist_ok=True)
    ordered = told(wanted, progress, "publish", len(wanted))
    for path in largest_moves(ordered, lambda folder: os.path.lexists(f"{output}/{folder}")):
        _replace(f"{staged}/{path}", f"{output}/{path}")
    remove(output, (path for path in gone if path not in ahead))


def refuse_links(output: Path, paths: Iterable[str]) -> None:
    """Raises OSError where one of the folders that these files of the site lie in is a link: what is written or removed
    there would be somebody else's."""
    for folder in sorted({folder for path in paths for folder in folders_of(path)}):
        if os.path.islink(f"{output}/{folder}"):  # noqa: PTH114 # asked of 13,000 folders
            reason = "this folder of the site is a link, and was not followed: remove it"
            raise OSError(errno.ELOOP, reason, f"{output}/{folder}")


def remove(output: Path, paths: Iterable[str]) -> None:
    """Removes files of the site, and the folders that this empties."""
    for path in paths:
        _remove(output, path)


def largest_moves(paths: Iterable[str], is_there: Callable[[str], bool]) -> Iterator[str]:
    """What to move so that all of `paths` (in order) are: a folder that the site does not have yet is moved whole.
    Making 13,000 folders anew and moving 19,000 files into them one by one took 2.4 s of a build of 11."""
    standing: set[str] = set()
    whole = "/"
    for path in paths:
        if path.startswith(whole):
            continue
        for folder in reversed(tuple(folders_of(path))):
            if folder in standing:
                continue
            if not is_there(folder):
                whole = f"{folder}/"
                yield folder
                break
            standing.add(folder)
        else:
            yield path


def _replace(staged: str, target: str) -> None:
    try:
        os.replace(staged, target)  # noqa: PTH105 # paths as text: there may be twenty thousand of them
    except IsADirectoryError:
        Path(target).rmdir()  # an empty folder: one with files in it would have been refused or emptied
        os.replace(staged, target)  # noqa: PTH105 # as above


def _in_the_way(gone: Iterable[str], wanted: Collection[str]) -> frozenset[str]:
    """The paths among `gone` that are files where folders must be, or lie in folders where files must be."""
    if not (paths := set(gone)):
        return frozenset()
    folders = {folder for path in wanted for folder in folders_of(path)}
    return frozenset(path for path in paths if path in folders or any(f in wanted for f in folders_of(path)))


def folders_of(path: str) -> Iterator[str]:
    """Every folder that a path of the site lies in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _remove(output: Path, path: str) -> None:
    target = output / path
    if target.is_file() or target.is_symlink():
        target.unlink()
    _remove_empty(target.parent, output)


def _remove_empty(folder: Path, output: Path) -> None:
    while folder != output and output in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def stands(output: Path, row: OutputRow) -> bool:
    """Whether a file is there as the ledger wrote it."""
    return stat_of(output, row.path) == (row.mtime_ns, row.size)


def all_stand(output: str, rows: Iterable[tuple[str, int, int]]) -> bool:
    """Whether files of the site, given by path, mtime_ns and size, all are there so."""
    try:
        for path, mtime_ns, size in rows:
            info = os.stat(f"{output}/{path}")  # noqa: PTH116 # asked of every file of the site at each build
            if info.st_mtime_ns != mtime_ns or info.st_size != size:
                return False
    except OSError:
        return False
    return True


def stat_of(output: Path, path: str) -> tuple[int, int] | None:
    """mtime_ns and size of a regular file of the site; None if there is none."""
    try:
        info = os.stat(f"{output}/{path}")  # noqa: PTH116 # as above
    except OSError:
        return None
    return info.st_mtime_ns, info.st_size
