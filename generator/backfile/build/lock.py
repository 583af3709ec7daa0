"""Keeps two builds of one archive apart. The lock goes with the process that holds it, however that ends."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PATIENCE_SECONDS = 0.5


@contextmanager
def locked(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Holds the lock of `folder` (made if missing); calls `on_wait` again and again while another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+b") as file:
        begun = time.monotonic()
        while not _take(file):
            if time.monotonic() - begun > PATIENCE_SECONDS:
                on_wait()
            time.sleep(0.05)
        yield


def _take(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:
        return _take_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _take_on_windows(file: IO[bytes]) -> bool:
    import msvcrt

    try:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined] # Windows only
    except OSError:
        return False
    return True
