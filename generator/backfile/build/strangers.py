"""What stands in an archive and is no file of it: links that lead out, pipes, sockets and devices. Opens none of them:
a pipe would keep whoever opens it for ever, and what a link leads to is nobody's to publish."""

import os
import stat
from pathlib import Path

from backfile.problems import Location, Problem

HINT = "Copy what it leads to into the archive instead."


def stranger(path: Path, root: Path) -> Problem | None:
    """What is wrong with a path of the archive at `root`; None for a file or a folder of it, and where nothing is. A
    link is followed as long as it stays inside."""
    place = Location(path.relative_to(root).as_posix())
    try:
        if _leads_out(path, root):
            return Problem(place, "this is a link that leads out of the archive; it was not followed.", HINT)
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        return Problem(place, f"it cannot be read: {error.strerror}.", "Mend or remove it.")
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    return Problem(place, "this is no regular file (a pipe, a socket or a device).", "Remove it.")


def _leads_out(path: Path, root: Path) -> bool:
    home = os.path.realpath(root)
    real = os.path.realpath(path)
    return real != home and not real.startswith(home + os.sep)
