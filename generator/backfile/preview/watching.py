"""Watches an archive and the theme it uses, and tells of each save. Reads only the settings, which name the theme."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection
from pathlib import Path

from watchfiles import awatch

from backfile.build.request import Request
from backfile.build.settings import read_settings
from backfile.build.theme_paths import theme_folders
from backfile.config import CONFIG_NAME
from backfile.preview.changes import FOLDERS, TOP_NAMES, is_of_interest, shown_path
from backfile.preview.looking import looked_at

STEP_MS = 20
"""A save is told after so long without another event, …"""

DEBOUNCE_MS = 50
"""… and after so long at the latest: programs that copy a thousand files are told of in parts."""

UNWATCHABLE = (OSError, RuntimeError, UnicodeError)
"""What watches fail with: too many of them, and names that are no UTF-8."""

Folder = tuple[Path, int]
"""A folder and its inode, which tells it from another that has taken its name."""


class Watch:
    """Watches the archive at `root`: `tell` gets the paths of what changed, `note` a remark for the person."""

    def __init__(self, root: Path, tell: Callable[[Collection[str]], None], note: Callable[[str], None]) -> None:
        self._root = root
        self._tell = tell
        self._note = note
        self._is_looking = False
        self._folders = _folders(root)
        self._moved = asyncio.Event()

    async def run(self) -> None:
        """Watches until it is cancelled. Its watches are set before it first waits for anything."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch_folders())
            tasks.create_task(self._watch_root())

    async def _watch_root(self) -> None:
        """The root without what is in its folders: `site/` may hold a hundred thousand, each of which would cost a
        watch. The settings are watched through it, for editors replace a file rather than write it."""
        while True:
            async for changes in self._watched([self._root], recursive=False):
                names = {path.name for path in changes if path.parent == self._root} & set(TOP_NAMES)
                if names and _folders(self._root) != self._folders:
                    self._moved.set()
                if CONFIG_NAME in names:
                    self._tell((CONFIG_NAME,))

    async def _watch_folders(self) -> None:
        """The folders themselves, and again whenever one of them has come, gone or been replaced."""
        while True:
            folders = [folder for folder, _ in self._folders]
            async for changes in self._watched(folders, stop=self._moved):
                told = {shown_path(self._root, p) for p in changes if is_of_interest(self._root, folders, p)}
                if told:
                    self._tell(told)
            self._moved.clear()
            new = _folders(self._root)
            moved = {shown_path(self._root, folder) for folder, _ in set(new) ^ set(self._folders)}
            self._folders = new
            # Told when the new watches are set, so that nothing is missed between.
            asyncio.get_running_loop().call_soon(self._tell, moved or {FOLDERS[0]})

    async def _watched(
        self, folders: list[Path], *, recursive: bool = True, stop: asyncio.Event | None = None
    ) -> AsyncIterator[list[Path]]:
        """What changes in the folders, until `stop`; by looking again and again where the system's watches run out."""
        if not folders:
            await (stop or asyncio.Event()).wait()
            return
        if self._is_looking:
            async for paths in looked_at(folders, recursive=recursive, stop=stop):
                yield paths
            return
        try:
            found = awatch(
                *folders,
                watch_filter=None,
                debounce=DEBOUNCE_MS,
                step=STEP_MS,
                stop_event=stop,
                recursive=recursive,
                ignore_permission_denied=True,
            )
            async for changes in found:
                yield [Path(path) for _, path in changes]
        except FileNotFoundError:
            await asyncio.sleep(0.1)  # gone since it was found: look again
        except (*UNWATCHABLE, ExceptionGroup) as error:
            told = _first(error)
            if told is None:
                raise
            if not self._is_looking:
                self._note(f"The system cannot watch these folders ({told}); the preview looks every half second.")
            self._is_looking = True


def _first(error: Exception) -> Exception | None:
    """The failure of a watch, also where it comes in a group; None where anything else came with it."""
    if not isinstance(error, ExceptionGroup):
        return error
    _, rest = error.split(UNWATCHABLE)
    return _first(error.exceptions[0]) if rest is None else None


def _folders(root: Path) -> tuple[Folder, ...]:
    """The folders to watch: the archive's own, and the theme's where that is elsewhere."""
    settings = read_settings(Request(root=root, now=int(time.time())))
    theme = theme_folders(root, settings.config.theme)[-1]
    folders = [root / name for name in FOLDERS]
    folders += [theme] if not any(theme.is_relative_to(folder) for folder in folders) else []
    return tuple((folder, inode) for folder in folders if (inode := _inode(folder)) is not None)


def _inode(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino if folder.is_dir() else None
    except OSError:
        return None
