"""What to say where the machine does not let the work be done. Imports no heavy library."""

import errno
import sqlite3
import zlib
from pathlib import Path

import msgspec

from backfile.build.ledger import FOLDER
from backfile.problems import Location, Problem, shown


class WorkerLostError(Exception):
    """A worker process ended without an answer: killed, or out of memory."""


class ClusterError(Exception):
    """Why a cluster cannot do the work, or no longer, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.problem = Problem(Location("--executor"), f"{message}.", hint)


TROUBLES = (OSError, sqlite3.Error, msgspec.DecodeError, zlib.error, WorkerLostError)
"""What can go wrong with files, with a ledger that was damaged, and with worker processes."""

UNREADABLE = "the archive cannot be read"
"""What kept a command from its work that only reads."""

_REMEDIES = {
    errno.EEXIST: "Something else stands where Backfile needs a folder: move it away.",
    errno.ENOTDIR: "Something else stands where Backfile needs a folder: move it away.",
    errno.EISDIR: "A folder stands where Backfile needs a file: move it away.",
    errno.EACCES: "Check the rights of the file and of its folder.",
    errno.EPERM: "Check the rights of the file and of its folder.",
    errno.EROFS: "The disk can only be read; work on a copy elsewhere.",
    errno.ENOSPC: "Make room on the disk.",
    errno.EDQUOT: "Make room on the disk.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}
_USUAL = "Check the folder's rights and the space on the disk."


def trouble(root: Path, error: Exception, what: str) -> Problem:
    """The problem that `what` (“the archive cannot be read”) is, for the archive at `root`, after one of `TROUBLES`."""
    if isinstance(error, WorkerLostError):
        return Problem(Location("backfile"), f"{what}: {error}.", "Try again with fewer workers (--jobs 1).")
    if not isinstance(error, OSError):
        hint = f"{_USUAL} {FOLDER}/ledger.sqlite can be deleted at the cost of time only."
        return Problem(Location(FOLDER), f"{what}: {error}.", hint)
    place = Path(str(error.filename or FOLDER))
    name = shown(place.relative_to(root) if place.is_relative_to(root) else place)
    return Problem(Location(name), f"{what}: {error.strerror or error}.", _REMEDIES.get(error.errno or 0, _USUAL))
