"""Writes composed articles into an archive: each to its place or to quarantine, never over what a person has edited."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from backfile.importers.attaching import Attacher
from backfile.importers.composing import Composed, Version, unwritable
from backfile.importers.merge import merge
from backfile.importers.origins import origin_of, with_origin_of
from backfile.importers.placing import QUARANTINE, comments_place, numbered
from backfile.importers.record import Imported, ImportRecord
from backfile.importers.report import Outcome


class Store:
    """The archive at `root` as imports write it. `is_dry` decides everything and writes nothing."""

    def __init__(self, root: Path, record: ImportRecord, attacher: Attacher, *, is_dry: bool = False) -> None:
        self._root = root
        self._record = record
        self._attacher = attacher
        self._is_dry = is_dry

    def write(self, composed: Composed) -> Outcome:
        """Writes an article; what became of it."""
        outcome, version = composed.outcome, composed.version
        if version is None:
            return outcome
        try:
            path, status = self._settle(version, outcome.path, composed.media)
            if composed.comments:
                self._settle_comments(composed.comments, path)
        except OSError as error:
            return unwritable(outcome.source, outcome.path, outcome.problems, error)
        told = (
            (*outcome.problems, *composed.numbered) if status == "created" and not outcome.doubts else outcome.problems
        )
        shown = "quarantined" if outcome.doubts and status in ("created", "updated") else status
        audited = outcome.comparison and msgspec.structs.replace(outcome.comparison, path=path, status=shown)
        return msgspec.structs.replace(outcome, path=path, status=shown, problems=told, comparison=audited)

    def _settle(self, version: Version, path: str, media: Mapping[str, str]) -> tuple[str, str]:
        """Writes what must be written; the file and what became of it."""
        target = self._root / path
        if not target.is_file():
            self._put(path, version, media)
            return path, "created"
        try:
            text = target.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a person has saved it in another encoding: nothing can be merged with it
            return self._conflict(path, version)
        before = next(filter(None, map(self._record.find, version.identities)), None)
        if text == version.text or (before and before.text == version.text):
            return path, "unchanged"
        if before is None:
            if origin_of(text).get("sha256") == version.sha256:
                return path, "unchanged"
            return self._conflict(path, version)
        if before.text == text:
            self._put(path, version, media)
            return path, "updated"
        merged = merge(with_origin_of(before.text, version.text), with_origin_of(text, version.text), version.text)
        if merged is None:
            return self._conflict(path, version)
        self._put(path, version, media, merged)
        return path, "merged"

    def _settle_comments(self, version: Version, path: str) -> None:
        self._settle(version, comments_place(path), {})

    def _put(self, path: str, version: Version, media: Mapping[str, str], merged: str | None = None) -> None:
        """Writes the file, or a merged text in its place, and remembers what the source said."""
        if self._is_dry:
            return
        target = self._root / path
        for name, source in media.items():
            self._attacher.put(Path(source), target.parent / name)
        write_whole(target, version.text if merged is None else merged)
        for identity in {version.identities[0], version.identities[-1]}:  # by its name, and by where it was
            self._keep(identity, path, version)

    def _conflict(self, known: str, version: Version) -> tuple[str, str]:
        """The person's file stays; the other version goes beside it into quarantine, once. When the person has taken
        that file away, what it said is dealt with."""
        name = f"conflict:{known}"
        told = self._record.find(name)
        if told and told.text == version.text:
            if (self._root / told.path).is_file():
                return told.path, "conflict"
            if not self._is_dry:
                self._keep(version.identities[0], known, version)
            return known, "unchanged"
        path = self._aside(known, told)
        if not self._is_dry:
            write_whole(self._root / path, version.text)
            self._keep(name, path, version)
        return path, "conflict"

    def _aside(self, known: str, told: Imported | None) -> str:
        """Where the other version goes: over the last one, unless a person has written in that."""
        path = f"{QUARANTINE}/conflict-{known.removeprefix('content/').replace('/', '-')}"
        for number in range(1, 1_000_000):
            candidate = self._root / (path if number == 1 else numbered(path, number))
            is_ours = told is not None and candidate.is_file() and candidate.read_text("utf-8", "replace") == told.text
            if is_ours or not candidate.exists():
                return candidate.relative_to(self._root).as_posix()
        raise FileExistsError(path)

    def _keep(self, identity: str, path: str, version: Version) -> None:
        self._record.keep(identity, path, version.sha256, version.packed)


def write_whole(target: Path, text: str) -> None:
    """A file is there whole or not at all."""
    partial = f"{target.parent}/.{target.name[:200]}.partial"
    try:
        file = open(partial, "w", encoding="utf-8", newline="\n")  # noqa: PTH123, SIM115 # a third of pathlib's time
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = open(partial, "w", encoding="utf-8", newline="\n")  # noqa: PTH123, SIM115
    with file:
        file.write(text)
    os.replace(partial, target)  # noqa: PTH105
