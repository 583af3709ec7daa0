"""Watches folders by looking at them again and again, for where the system's own watches cannot be used: too many
folders, or a name that is not valid UTF-8."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path

PAUSE_SECONDS = 0.5

Stats = dict[str, tuple[int, int, int]]
"""By path the inode, the time of the last change in ns, and the size."""


async def looked_at(
    folders: Sequence[Path], *, recursive: bool, stop: asyncio.Event | None
) -> AsyncIterator[list[Path]]:
    """The paths that came, went or changed between two looks, until `stop`."""
    stop = stop or asyncio.Event()
    before = _look(folders, recursive)  # at once: what changes from here on is told
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE_SECONDS)
        now = await asyncio.to_thread(_look, folders, recursive)
        changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
        before = now
        if changed:
            yield [Path(path) for path in changed]


def _look(folders: Sequence[Path], recursive: bool) -> Stats:
    stats: Stats = {}
    waiting = list(map(str, folders))
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                with suppress(OSError):
                    info = entry.stat(follow_symlinks=False)
                    stats[entry.path] = (info.st_ino, max(info.st_mtime_ns, info.st_ctime_ns), info.st_size)
                    if recursive and entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
    return stats
