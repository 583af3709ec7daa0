"""The spare: a second tree of the site, which shares its files by hard links. A change is made in the spare, and then
the two are exchanged. What the last change left behind in it is made good folder by folder."""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from backfile.build.output import folders_of

Identity = tuple[int, int]
"""Device and inode of a folder."""


class SpareRecord(msgspec.Struct, frozen=True):
    """What is known of the spare since the last publication, which ended at `since_ns` by the clock of the file system:
    which folders the site and the spare are, the folders of the site in which the spare is `behind`, and the folders in
    which no file of ours lies (`strange`)."""

    site: Identity
    spare: Identity
    since_ns: int
    behind: tuple[str, ...]
    strange: tuple[str, ...]


def identity_of(folder: Path) -> Identity | None:
    """Which folder it is, whatever its name; None if there is none."""
    try:
        info = folder.lstat()
    except OSError:
        return None
    return info.st_dev, info.st_ino


def clock_of(folder: Path) -> int:
    """The time in ns by the clock that stamps what changes in that folder."""
    probe = folder / "clock"
    probe.touch()
    now = probe.stat().st_ctime_ns
    probe.unlink()
    return now


def folders_above(paths: Iterable[str]) -> set[str]:
    """Every folder of the site that one of the files lies in, the site itself (the empty name) among them."""
    found = {""}
    for path in paths:
        for folder in folders_of(path):
            if folder in found:
                break
            found.add(folder)
    return found


class Spare:
    """The spare in the folder `spare` of the site in the folder `site`; `ours` are the folders that files of ours lie
    in. Raises OSError wherever the two cannot be made alike."""

    def __init__(self, site: Path, spare: Path, ours: Collection[str]) -> None:
        self.strange: set[str] = set()
        self._site: Final = str(site)
        self._spare: Final = str(spare)
        self._ours: Final = ours

    def make_anew(self) -> None:
        """Links the whole site."""
        shutil.rmtree(self._spare, ignore_errors=True)
        self._copy_folder("")

    def catch_up(self, record: SpareRecord) -> None:
        """Makes the folders alike that differ: those that the last publication changed, and those that have changed
        since, by whose hand ever. The time of a folder's last change (ctime) cannot be set by anybody."""
        self.strange |= {folder for folder in record.strange if folder not in self._ours}
        changed = self._changed_since(record.since_ns, {*self._ours, *self.strange})
        for folder in sorted({*record.behind, *changed}):
            self._level(folder)

    def save_late(self, since_ns: int, removed: Collection[str]) -> None:
        """After the exchange: brings into the site what others put into the old one since the levelling began at
        `since_ns`; it lies in the spare now. `removed` are the files that the new site shall not have."""
        late = Spare(Path(self._spare), Path(self._site), self._ours)
        gone = {*removed, *folders_above(removed)}
        for folder in sorted(late._changed_since(since_ns, {*self._ours, *self.strange})):
            if os.path.isdir(spare := _at(self._spare, folder)):  # noqa: PTH112 # paths as text
                for entry in tuple(os.scandir(spare)):
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if path not in gone and not os.path.lexists(f"{self._site}/{path}"):
                        os.makedirs(_at(self._site, folder), exist_ok=True)  # noqa: PTH103 # as above
                        late._copy(entry, path)
        self.strange |= late.strange

    def _changed_since(self, since_ns: int, folders: Iterable[str]) -> Iterator[str]:
        for folder in folders:
            try:
                if os.lstat(f"{self._site}/{folder}").st_ctime_ns >= since_ns:  # every folder of the site
                    yield folder
            except OSError:
                yield folder

    def _level(self, folder: str) -> None:
        """Makes a folder of the spare hold what that of the site holds, folders in both left as they are."""
        site, spare = _at(self._site, folder), _at(self._spare, folder)
        if not os.path.isdir(site) or os.path.islink(site):  # noqa: PTH112, PTH114 # paths as text
            self.strange.discard(folder)
            _remove(spare)
            return
        if not os.path.isdir(spare) or os.path.islink(spare):  # noqa: PTH112, PTH114 # as above
            above = folder.rpartition("/")[0]
            if folder:
                self._level(above)
            return
        self.strange |= {part for part in (folder, *folders_of(folder)) if part and part not in self._ours}
        wanted = {entry.name: entry for entry in os.scandir(site)}
        for entry in tuple(os.scandir(spare)):
            if (other := wanted.get(entry.name)) and _is_same(entry, other):
                del wanted[entry.name]
            else:
                _remove(entry.path)
        for entry in wanted.values():
            self._copy(entry, f"{folder}/{entry.name}" if folder else entry.name)

    def _copy(self, entry: "os.DirEntry[str]", path: str) -> None:
        if entry.is_dir(follow_symlinks=False):
            self._copy_folder(path)
        else:
            os.link(entry.path, f"{self._spare}/{path}", follow_symlinks=False)

    def _copy_folder(self, folder: str) -> None:
        if folder not in self._ours:
            self.strange.add(folder)
        site, spare = _at(self._site, folder), _at(self._spare, folder)
        os.mkdir(spare)  # noqa: PTH102 # tens of thousands of them
        _take_rights(site, spare)
        with os.scandir(site) as entries:
            for entry in entries:
                self._copy(entry, f"{folder}/{entry.name}" if folder else entry.name)


def _at(top: str, folder: str) -> str:
    return f"{top}/{folder}" if folder else top


def _take_rights(site: str, spare: str) -> None:
    wanted, found = os.stat(site), os.stat(spare)  # noqa: PTH116 # as above
    if (wanted.st_uid, wanted.st_gid) != (found.st_uid, found.st_gid):
        os.chown(spare, wanted.st_uid, wanted.st_gid)
    if wanted.st_mode != found.st_mode:
        os.chmod(spare, wanted.st_mode & 0o7777)  # noqa: PTH101 # as above


def _is_same(one: "os.DirEntry[str]", other: "os.DirEntry[str]") -> bool:
    if one.is_dir(follow_symlinks=False) or other.is_dir(follow_symlinks=False):
        return one.is_dir(follow_symlinks=False) and other.is_dir(follow_symlinks=False)
    return one.inode() == other.inode()


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114 # as above
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)  # noqa: PTH108 # as above
