"""Exchanges two folders in one act of the system: whoever looks finds the one or the other, never neither."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100
"""AT_FDCWD on Linux: a path that is not absolute begins at the working folder."""

_EXCHANGE, _SWAP = 2, 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""


def exchange(one: Path, other: Path) -> None:
    """Gives each of two folders of one file system the other's name. Raises OSError, and then nothing was done."""
    call = _call()
    if call is None:
        raise OSError(0, "this system has no exchange")
    if call(os.fsencode(one), os.fsencode(other)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))


def can_exchange(folder: Path) -> bool:
    """Whether folders in that one can be exchanged, found out by doing it."""
    if _call() is None:
        return False
    trial = folder / "exchange"
    try:
        shutil.rmtree(trial, ignore_errors=True)
        (trial / "a" / "x").mkdir(parents=True)
        (trial / "b").mkdir()
        exchange(trial / "a", trial / "b")
        return (trial / "b" / "x").is_dir()
    except OSError:
        return False
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's own function, or None where it has none."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            swap = library.renamex_np
            return lambda one, other: int(swap(one, other, ctypes.c_uint(_SWAP)))
        rename = library.renameat2
    except (AttributeError, OSError, TypeError):
        return None
    return lambda one, other: int(rename(_HERE, one, _HERE, other, ctypes.c_uint(_EXCHANGE)))


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on the disk, where the system lets a folder be synced."""
    try:
        file = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(file)
    except OSError:
        pass  # a file system that cannot sync a folder keeps its names in its own time
    finally:
        os.close(file)


def sync_all(folder: Path) -> None:
    """Waits until everything on the file system of a folder is on the disk: one call for ten thousand files."""
    try:
        sync = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        if hasattr(os, "sync"):
            os.sync()
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        if sync(file):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(file)
