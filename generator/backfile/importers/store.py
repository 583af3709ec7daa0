"""Writes composed articles into an archive: each to its place or to quarantine, never over what a person has edited."""

from collections.abc import Iterator, Mapping
from itertools import chain
from os.path import isfile
from pathlib import Path

import msgspec

from backfile.archive.adding_aliases import with_aliases_of
from backfile.archive.signing import is_as_written, mark_of, signed
from backfile.importers.attaching import Attacher
from backfile.importers.composing import Composed, Version, unwritable
from backfile.importers.history import History
from backfile.importers.merge import merge
from backfile.importers.origins import origin_of, with_origin_of
from backfile.importers.placing import QUARANTINE, comments_place, numbered
from backfile.importers.record import Imported, ImportRecord
from backfile.importers.report import Outcome
from backfile.importers.twins import Twins
from backfile.importers.writing_whole import write_whole
from backfile.problems import Problem


class Store:
    """The archive at `root` as imports write it. `is_dry` decides everything and writes nothing. What was left out as
    the same story as another is told by `twins`, and its addresses are written into that one."""

    def __init__(
        self, root: Path, record: ImportRecord, attacher: Attacher, twins: Twins, history: History, *, is_dry: bool
    ) -> None:
        self._root = root
        self._record = record
        self._attacher = attacher
        self._twins = twins
        self._history = history
        self._is_dry = is_dry

    def write(self, composed: Composed) -> Outcome:
        """Writes an article; what became of it."""
        outcome, version = composed.outcome, composed.version
        if composed.same:
            return self._twins.outcome(outcome, composed.name, composed.same, is_dry=self._is_dry)
        if version is None:
            return outcome
        try:
            path, status = self._settle(version, outcome.path, composed.media)
            if composed.comments:
                self._settle(composed.comments, comments_place(path), {})
        except OSError as error:
            return unwritable(outcome.source, outcome.path, outcome.problems, error)
        shown = "quarantined" if outcome.doubts and status in ("created", "updated") else status
        told = (*outcome.problems, *self._remarks(composed, path, shown))
        audited = outcome.comparison and msgspec.structs.replace(outcome.comparison, path=path, status=shown)
        return msgspec.structs.replace(outcome, path=path, status=shown, problems=told, comparison=audited)

    def _remarks(self, composed: Composed, path: str, status: str) -> Iterator[Problem]:
        """What of a draft is otherwise in the archive than its source says."""
        if composed.near and status in ("created", "quarantined"):
            yield self._twins.remark(composed.outcome.source, path, composed.near)
        yield from composed.claims
        if status == "created":
            yield from composed.numbered

    def _settle(self, version: Version, path: str, media: Mapping[str, str]) -> tuple[str, str]:
        """Writes what must be written; the file and what became of it."""
        target = self._root / path
        version = self._with_given(version, path)
        if not isfile(f"{self._root}/{path}"):  # noqa: PTH113 # a third of pathlib's time
            self._put(path, version, media)
            return path, "created"
        try:
            text = target.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a person has saved it in another encoding: nothing can be merged with it
            return self._conflict(path, version)
        before = self._before(version, path)
        if text == version.text or (before and before.text == version.text):
            return path, "unchanged"
        if before is None:
            if origin_of(text).get("sha256") == version.sha256:
                return path, "unchanged"
            before = self._last_written(path, text)
            version = version.with_text(with_aliases_of(version.text, text))
        if before is None:
            return self._conflict(path, version)
        if before.text == with_origin_of(self._twins.with_given(text, path), before.text):
            self._put(path, version, media)
            return path, "updated"
        merged = merge(with_origin_of(before.text, version.text), with_origin_of(text, version.text), version.text)
        if merged is None:
            return self._conflict(path, version)
        self._put(path, version, media, merged)
        return path, "merged"

    def _with_given(self, version: Version, path: str) -> Version:
        """The version with the addresses that imports gave the file."""
        return version.with_text(self._twins.with_given(version.text, path))

    def _before(self, version: Version, path: str) -> Imported | None:
        """What the source said when it was last imported, with the addresses that imports gave the file since."""
        before = next(filter(None, map(self._record.find, version.identities)), None)
        if before is None or not (text := self._twins.with_given(before.text, path)) or text == before.text:
            return before
        return msgspec.structs.replace(before, text=signed(text))

    def _last_written(self, path: str, text: str) -> Imported | None:
        """What the last import wrote into the file, where the record of it is lost: the file as it is, if it bears the
        mark of that, else the version of it in git that does. An oldest version without proof is not taken for it: an
        edit that was committed together with the import would be undone."""
        mark = mark_of(text)
        versions = self._history.versions(path) if mark else iter(())
        known = (known for known in chain((text,), versions) if mark_of(known) == mark and is_as_written(known))
        found = next(known, None)
        return Imported(path, str(origin_of(found).get("sha256", "")), found) if found else None

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
