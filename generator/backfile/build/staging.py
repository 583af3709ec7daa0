"""Writes a staged file so that it is whole or not there, whenever the worker that writes it is lost."""

import os
from pathlib import Path
from uuid import uuid4


def write_whole(unfinished: Path, target: str, data: bytes) -> os.stat_result:
    """Writes a file aside, in the folder `unfinished`, and moves it into place; another worker that does the same work
    again writes the same. Its stat is asked when it is closed: a file server tells the time of writing only then.

    Without the folder aside nothing is written, and FileNotFoundError raised: the build has gone on without this
    worker."""
    aside = f"{unfinished}/{uuid4().hex}"
    with open(aside, "wb") as file:  # noqa: PTH123 # paths as text: there may be twenty thousand of them
        file.write(data)
    info = os.stat(aside)  # noqa: PTH116 # as above
    try:
        os.replace(aside, target)  # noqa: PTH105 # as above
    except FileNotFoundError:
        os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 # as above
        os.replace(aside, target)  # noqa: PTH105 # as above
    return info
