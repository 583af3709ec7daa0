"""Settles where each reading of an import goes: to the file that it became before, else to a free one."""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from os.path import exists, islink, join, split
from pathlib import Path

from backfile.importers.importer import Draft, Reading
from backfile.importers.origins import known_origins
from backfile.importers.placing import QUARANTINE, Wishes, identities, numbered, place_of
from backfile.importers.record import ImportRecord
from backfile.importers.settled import Settled

LIKE = 0.5
"""The share of its words that a source's new text must have in common with its last to be the same article."""


class Placement:
    """Places readings in the archive at `root`, one after the other, by what is there and by what `record` knows.
    `told` gives a source's name as it is known from import to import."""

    def __init__(
        self, root: Path, wishes: Wishes, record: ImportRecord, settled: Settled, told: Callable[[str], str] = str
    ) -> None:
        self._root = root
        self._wishes = wishes
        self._record = record
        self._by_origin = known_origins(root)
        self._settled = settled
        self._told = told
        self._is_first = record.is_empty and not self._by_origin

    def knows(self, reading: Reading) -> bool:
        """Whether a reading became a file before."""
        return bool(self._became(reading, identities(reading)))

    def place(self, reading: Reading, draft: Draft) -> str:
        """Settles where a reading goes, which has that draft; the file."""
        settled = self._settled
        for identity in identities(reading):
            settled.claim(identity, draft.title)
        known = settled.identities(reading)
        if path := settled.paths.get(known[0]):
            return path
        path = self._became(reading, known) or self._free(place_of(draft, self._wishes), known[0])
        settled.paths.setdefault(known[0], path)
        settled.owners.setdefault(path, known[0])
        if not path.startswith(f"{QUARANTINE}/"):
            settled.places.add(reading.source, draft, path)
        return path

    def _became(self, reading: Reading, known: tuple[str, ...]) -> str:
        """The file that a reading became before; empty for none, as for all of an archive's first import."""
        return "" if self._is_first else self._known_file(known) or self._same_source(reading)

    def _known_file(self, known: tuple[str, ...]) -> str:
        """The file that a source became before, wherever a person has moved it; empty for none."""
        for identity in known:
            before = self._record.find(identity)
            if before and (self._root / before.path).is_file():
                return before.path
            if identity in self._by_origin:
                return self._by_origin[identity]
        return ""

    def _same_source(self, reading: Reading) -> str:
        """The file that an earlier text of the same source file became, for sources that say nothing of themselves. A
        file that was replaced by another article under its name is not taken for it."""
        before = self._record.find(file_identity(self._told(reading.source)))
        if before is None or reading.draft is None:
            return ""
        is_there = (self._root / before.path).is_file()
        path = before.path if is_there else self._by_origin.get(f"sha256:{before.sha256}", "")
        is_same = (
            f"\ntitle: {reading.draft.title}\n" in before.text or _likeness(before.text, reading.draft.body) >= LIKE
        )
        return path if path not in self._settled.owners and is_same else ""

    def _free(self, path: str, identity: str) -> str:
        """The path, or the first with a number that no other article has."""
        for number in range(1, 1_000_000):
            candidate = path if number == 1 else numbered(path, number)
            if candidate in self._settled.owners or any(other in self._settled.owners for other in _twins(candidate)):
                continue
            names = (candidate, *_twins(candidate))
            is_there = any(exists(f"{self._root}/{name}") for name in names)  # noqa: PTH110 # a third of pathlib's time
            if not is_there or self._record.owner(candidate) == identity:
                return candidate
        raise FileExistsError(path)


def file_identity(source: str) -> str:
    """The file of that name, as a last name for what says nothing of itself."""
    path = os.fsencode(_resolved(source))  # the folders above it may have any names
    return f"file:{path.decode('utf-8', 'backslashreplace')}"


def _resolved(source: str) -> str:
    """The real path. What lies in one file or folder has its own resolved once, which takes a call for each folder
    above it."""
    folder, name = split(source)
    if name in ("", ".", "..") or islink(source):  # noqa: PTH114 # a fifth of pathlib's time
        return str(Path(source).resolve())
    return join(_real_folder(folder), name)  # noqa: PTH118 # as above


@lru_cache(4096)
def _real_folder(folder: str) -> str:
    return str(Path(folder).resolve())


def _likeness(before: str, now: str) -> float:
    """The share of the new text's words that the earlier one had."""
    words = set(now.split())
    return len(words & set(before.split())) / len(words) if words else 1.0


def _twins(path: str) -> Iterator[str]:
    """The file of the same address: `x.md` for `x/index.md`, and the other way about."""
    if path.endswith("/index.md"):
        yield f"{path.removesuffix('/index.md')}.md"
    elif path.endswith(".md"):
        yield f"{path.removesuffix('.md')}/index.md"
