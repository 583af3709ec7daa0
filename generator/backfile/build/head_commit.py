"""Which commit an archive's repository stands at, from git's own small files: every build asks, also one with nothing
to do, and so no process is begun for it. Imports no heavy library."""

import re
import subprocess
from pathlib import Path

from backfile.build.git import git_command, git_environment
from backfile.digest import Digest, digest_bytes

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_REF = re.compile(r"refs/(?!.*(?:^|/)\.)[^\0]+\Z")
UNREADABLE = "?"
"""What stands for a commit that git's files do not tell in the usual way."""


def git_folder(root: Path) -> Path | None:
    """The git folder of the repository that `root` is in; None where it is in none. A work tree's `.git` is a file that
    names it."""
    for folder in (root.absolute(), *root.absolute().parents):
        found = folder / ".git"
        if found.is_dir():
            return found
        if found.is_file():
            return folder / _text(found).removeprefix("gitdir:").strip()
    return None


def is_shallow(root: Path) -> bool:
    """Whether the repository lacks the beginning of its history."""
    folder = git_folder(root)
    return folder is not None and (_common(folder) / "shallow").is_file()


def history_digest(root: Path) -> Digest:
    """The digest of what the history of an archive hangs on: the commit, and where its past is cut off."""
    folder = git_folder(root)
    if folder is None:
        return digest_bytes(b"none")
    head = head_id(folder)
    if head == UNREADABLE:
        head = _asked(root)
    return digest_bytes(head.encode(), _text(_common(folder) / "shallow").encode())


def _asked(root: Path) -> str:
    """What git itself says, where its files are of another form than the usual one."""
    command = git_command("rev-parse", "HEAD")
    try:
        return subprocess.run(
            command, cwd=root, env=git_environment(), capture_output=True, check=False
        ).stdout.decode()
    except OSError:
        return ""


def head_id(folder: Path) -> str:
    """The id of the commit that a git folder's HEAD names; empty where there is none yet, `UNREADABLE` where refs are
    kept in another form."""
    common = _common(folder)
    name = _text(folder / "HEAD")
    for _ in range(5):  # a symbolic ref may name another one
        if _ID.match(name):
            return name
        if not name.startswith("ref: "):
            return UNREADABLE
        ref = name.removeprefix("ref: ")
        if not _REF.match(ref):
            return UNREADABLE  # as where refs are kept in a table, or a name leads out of git's folder
        name = _text(folder / ref) or _text(common / ref) or _packed(common, ref)
        if not name:
            return ""
    return UNREADABLE


def _common(folder: Path) -> Path:
    """Where the branches are: elsewhere for a further work tree."""
    other = _text(folder / "commondir")
    return folder / other if other else folder


def _packed(common: Path, ref: str) -> str:
    lines = _text(common / "packed-refs").splitlines()
    return next((line.split(" ", 1)[0] for line in lines if line.endswith(f" {ref}")), "")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace").strip()
    except OSError:
        return ""
