"""What stands in `content/`: every file with its stat, told apart by what it is. Reads no content until asked."""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from operator import attrgetter
from pathlib import Path

import msgspec

from backfile.archive.dead_links import DEAD_LINKS
from backfile.build.request import Progress, no_progress
from backfile.build.steps import told
from backfile.build.strangers import stranger
from backfile.problems import Location, Problem, shown, warning

CONTENT = "content"
LEFT_OUT = ("content/quarantine",)
OWN_FILES = ("content/urls.tsv",)
ARTICLE_ENDINGS = (".md", ".markdown")


class Found(msgspec.Struct, frozen=True, gc=False):
    """A regular file: its path from the archive's root with `/` between, and what stat says of it. `mtime_ns` is the
    later of its times of writing and of change: the second tells of a text replaced under its old time of writing."""

    path: str
    mtime_ns: int
    size: int
    inode: int


class Scan(msgspec.Struct, frozen=True):
    """The files of `content/`, each kind in the order of its paths, and what stands there that cannot be read. The
    files of `tables` say something of the archive: terms' files, and the one of dead links."""

    articles: tuple[Found, ...]
    tables: tuple[Found, ...]
    media: tuple[Found, ...]
    problems: tuple[Problem, ...]


def scan(root: Path, term_files: Collection[str], progress: Progress = no_progress) -> Scan:
    """Everything in `content/` but hidden files and the quarantine. `term_files` are the paths that terms are described
    in, whether there is a file or not."""
    problems: list[Problem] = []
    if strange := stranger(root / CONTENT, root):
        return Scan((), (), (), (strange,))
    walked = told(_walk(str(root), CONTENT, problems), progress, "scan")
    found = sorted(walked, key=attrgetter("path"))
    tables = frozenset((DEAD_LINKS, *term_files))
    own = tables.union(OWN_FILES)
    articles = tuple([file for file in found if file.path.endswith(ARTICLE_ENDINGS)])
    others = [file for file in found if not file.path.endswith(ARTICLE_ENDINGS)]
    return Scan(
        articles,
        tuple(file for file in found if file.path in tables),
        tuple(file for file in others if file.path not in own),
        tuple(sorted(problems)),
    )


def _walk(root: str, folder: str, problems: list[Problem]) -> Iterator[Found]:
    try:
        with os.scandir(os.path.join(root, folder)) as entries:  # noqa: PTH118 # ten times as fast over 100,000 files
            children = list(entries)
    except OSError as error:
        problems.append(Problem(Location(folder), f"the folder cannot be read: {error.strerror}.", "Check its rights."))
        return
    for entry in children:
        name = entry.name
        path = f"{folder}/{name}"
        if name.startswith(".") or path in LEFT_OUT:
            continue
        if _is_unprintable(name):
            message = "the file's name is not valid UTF-8, or has a line break or the like in it."
            problems.append(Problem(Location(_on_a_line(path)), message, "Rename it."))
            continue
        try:  # nearly all are files: they are asked once, and what else there may be is looked at apart
            info = entry.stat(follow_symlinks=False) if entry.is_file(follow_symlinks=False) else None
        except OSError:
            info = None
        if info and stat.S_ISREG(info.st_mode):
            yield _found(path, info)
        else:
            yield from _look_at(entry, path, root, problems)


def _found(path: str, info: os.stat_result) -> Found:
    return Found(path, max(info.st_mtime_ns, info.st_ctime_ns), info.st_size, info.st_ino)


def _is_unprintable(name: str) -> bool:
    return not name.isprintable() and any(unicodedata.category(character) in ("Cs", "Cc") for character in name)


def _on_a_line(path: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown(path))


def _look_at(entry: os.DirEntry[str], path: str, root: str, problems: list[Problem]) -> Iterator[Found]:
    try:
        if entry.is_symlink() and not _stays_inside(entry.path, root):
            message = "this is a link that leads out of the archive; it was not followed."
            problems.append(Problem(Location(path), message, "Copy the file into content/ instead."))
            return
        if entry.is_dir():
            if path.endswith(ARTICLE_ENDINGS):
                hint = "Rename the folder; an article with media is a folder of any other name that holds index.md."
                problems.append(Problem(Location(path), "this is a folder with the name of an article.", hint))
            elif not entry.is_symlink():
                yield from _walk(root, path, problems)
            else:
                problems.append(warning(Location(path), "this is a link to a folder; it was not followed."))
            return
        info = entry.stat()
    except OSError as error:
        problems.append(Problem(Location(path), f"it cannot be read: {error.strerror}.", "Mend or remove it."))
        return
    if stat.S_ISREG(info.st_mode):
        yield _found(path, info)
    else:
        problems.append(
            Problem(Location(path), "this is no regular file (a pipe, a socket or a device).", "Remove it.")
        )


def _stays_inside(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return real.startswith(os.path.realpath(os.path.join(root, CONTENT)) + os.sep)  # noqa: PTH118 # as above
