"""Writes staged files: those of this machine in as few calls as may be, for there are tens of thousands of them; those
of a cluster so that each is whole or not there, whenever the worker that writes it is lost."""

import os
from pathlib import Path
from uuid import uuid4

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def make_folder(folder: str) -> None:
    """A folder that may be there already: most often one is wanted in a folder that is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102 # paths as text: twenty thousand of them
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 # as above


def write_new(target: str, data: bytes) -> os.stat_result:
    """Writes a file, of which nobody reads before all is staged, in four calls to the system; `open()` takes seven."""
    file = os.open(target, _NEW, 0o666)
    try:
        done = os.write(file, data)
        while done < len(data):
            done += os.write(file, memoryview(data)[done:])
        return os.fstat(file)
    finally:
        os.close(file)


def write_whole(unfinished: Path, target: str, data: bytes) -> os.stat_result:
    """Writes a file aside, in the folder `unfinished`, and moves it into place; another worker that does the same work
    again writes the same. Its stat is asked when it is closed: a file server tells the time of writing only then.

    Without the folder aside nothing is written, and FileNotFoundError raised: the build has gone on without this
    worker."""
    aside = f"{unfinished}/{uuid4().hex}"
    with open(aside, "wb") as file:  # noqa: PTH123 # as above
        file.write(data)
    info = os.stat(aside)  # noqa: PTH116 # as above
    try:
        os.replace(aside, target)  # noqa: PTH105 # as above
    except FileNotFoundError:
        os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 # as above
        os.replace(aside, target)  # noqa: PTH105 # as above
    return info
