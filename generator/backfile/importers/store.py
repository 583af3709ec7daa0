"""Writes drafts into an archive: each to its place or to quarantine, never over what a person has edited."""

import os
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import msgspec

from backfile.archive.adding_aliases import with_aliases_of
from backfile.importers.attaching import Attacher, Beside
from backfile.importers.history import History
from backfile.importers.importer import Draft, Reading
from backfile.importers.links import Places, links_to_articles
from backfile.importers.merge import merge
from backfile.importers.origins import known_origins, origin_of, with_origin_of
from backfile.importers.placing import (
    QUARANTINE,
    Wishes,
    base_of,
    comments_place,
    comments_text,
    identities,
    place_of,
    slug_of,
    text_of,
)
from backfile.importers.record import Imported, ImportRecord
from backfile.importers.report import Outcome, compared
from backfile.importers.same_stories import SameStories, name_of
from backfile.importers.signing import is_as_written, mark_of, signed
from backfile.importers.spool import Spool
from backfile.importers.twins import Twins
from backfile.importers.writing_whole import write_whole
from backfile.problems import Location, Problem, warning

LIKE = 0.5
"""The share of its words that a source's new text must have in common with its last to be the same article."""


class _Version(msgspec.Struct, frozen=True):
    """A text as the source has it now: its identities, its checksum, and the text."""

    identities: tuple[str, ...]
    sha256: str
    text: str


class Store:
    """The archive at `root` as imports write it. `is_dry` decides everything and writes nothing. Every reading is noted
    first, then all are compared; each is placed, and then all are written: links between them lead to where each went,
    those to a story that is left out to its twin. `told` gives a source's name as it is known from import to import."""

    def __init__(
        self,
        root: Path,
        wishes: Wishes,
        attacher: Attacher,
        *,
        is_dry: bool = False,
        told: Callable[[str], str] = str,
    ) -> None:
        self._root = root
        self._wishes = wishes
        self._attacher = attacher
        self._history = History(root)
        self._is_dry = is_dry
        self._told = told
        self._record = ImportRecord(root)
        self._by_origin = known_origins(root)
        self._titles: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        self._places = Places()
        self._stories = SameStories(root, wishes, self._record)
        self._twins = Twins(root, wishes.into, self._record)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the record of earlier imports."""
        return self._record.problems

    def close(self) -> None:
        """Saves the record of what was imported."""
        self._record.close()

    def note(self, reading: Reading, spool: Spool, number: int) -> None:
        """Takes a reading, which is that one of the spool, for comparison, unless it became a file before."""
        if reading.draft and not (self._known_file(identities(reading)) or self._same_source(reading)):
            self._stories.note(reading, spool, number)

    def compare(self) -> None:
        """Finds what of all that was noted is the same story, also as one that the archive has."""
        self._stories.compare()

    def place(self, reading: Reading) -> None:
        """Settles where a reading goes: to the file that it became before, else to a free one."""
        if reading.draft is None:
            return
        if twin := self._stories.same(reading):
            self._twins.add(reading, twin)
            return
        for identity in identities(reading):
            self._titles.setdefault(identity, reading.draft.title)
        known = self._identities(reading)
        is_placed = known[0] in self._paths
        path = self._paths[known[0]] if is_placed else self._known_file(known) or self._same_source(reading)
        path = path or self._free(place_of(reading.draft, self._wishes), known[0])
        if (name := name_of(reading)) in self._stories.wanted:
            self._twins.went.setdefault(name, path)
        if is_placed:
            return
        self._paths[known[0]] = path
        self._owners[path] = known[0]
        if not path.startswith(f"{QUARANTINE}/"):
            self._places.add(reading.source, reading.draft, path)

    def settle_twins(self) -> None:
        """Gives the addresses of what is left out to where its twin went, when all are placed."""
        self._twins.settle(self._places, self._owners, is_dry=self._is_dry)

    def write(self, reading: Reading, importer: str) -> Outcome:
        """Writes a reading that was placed; what became of it."""
        draft = reading.draft
        if draft is None:
            status = "skipped" if reading.skipped else "problem"
            return Outcome("", reading.source, status, 0.0, (), reading.problems, (reading.skipped,))
        if twin := self._stories.same(reading):
            return self._twins.outcome(reading, twin, is_dry=self._is_dry)
        path = self._paths[self._identities(reading)[0]]
        try:
            beside = self._attacher.beside(draft, self._places)
            known = (*self._identities(reading), self._file_identity(reading))
            version = _Version(known, reading.sha256, self._text(reading, importer, path, beside))
            path, status = self._settle(version, path, beside.names)
            if draft.comments:
                self._settle_comments(version, path, draft)
        except OSError as error:
            hint = "Check its rights and the space on the disk, then import again."
            message = f"the article cannot be written: {error.strerror or error}."
            problem = Problem(Location(str(error.filename or path)), message, hint)
            return Outcome(path, reading.source, "problem", 0.0, (), (*reading.problems, problem))
        shown = "quarantined" if draft.doubts and status in ("created", "updated") else status
        told = (*reading.problems, *self._remarks(reading, path, shown))
        outcome = Outcome(path, reading.source, shown, draft.confidence, draft.dropped, told, draft.doubts)
        audited = compared(outcome, draft.original, version.text) if draft.original else None
        return msgspec.structs.replace(outcome, found=draft.found, missing=beside.missing, comparison=audited)

    def _identities(self, reading: Reading) -> tuple[str, ...]:
        """What a source is known by: its own name for the article, and what no article of another title has claimed in
        this import, as the second of two files that say they come from one address would take the first one's place."""
        draft = reading.draft
        assert draft is not None
        names = identities(reading)
        return tuple(n for n in names if n == draft.identity or self._titles.get(n, draft.title) == draft.title)

    def _remarks(self, reading: Reading, path: str, status: str) -> Iterator[Problem]:
        """What of a draft is otherwise in the archive than its source says."""
        assert reading.draft is not None
        first, place, name = identities(reading)[0], Location(reading.source), slug_of(reading.draft)
        if status in ("created", "quarantined") and (twin := self._stories.near(reading)):
            yield self._twins.remark(reading, path, twin)
        if first not in self._identities(reading):
            message = f"another article of this import comes from {first} too; both are kept."
            yield warning(place, message, "If they are one article, import only one of them.")
        if status == "created" and "slug" in reading.draft.found and base_of(path) != name:
            message = f"another article has the slug `{name}` already; this one is {path}, by its address too."
            yield warning(place, message, "Give one of them another `slug`.")

    def _text(self, reading: Reading, importer: str, path: str, beside: Beside) -> str:
        draft = reading.draft
        assert draft is not None
        changes = {**{w: m.name for w, m in beside.media.items()}, **links_to_articles(draft, self._places, path)}
        return text_of(reading, importer, self._wishes, changes, path)

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
        before = self._record.find(self._file_identity(reading))
        if before is None or reading.draft is None:
            return ""
        is_there = (self._root / before.path).is_file()
        path = before.path if is_there else self._by_origin.get(f"sha256:{before.sha256}", "")
        is_same = (
            f"\ntitle: {reading.draft.title}\n" in before.text or _likeness(before.text, reading.draft.body) >= LIKE
        )
        return path if path not in self._owners and is_same else ""

    def _file_identity(self, reading: Reading) -> str:
        path = os.fsencode(Path(self._told(reading.source)).resolve())  # the folders above it may have any names
        return f"file:{path.decode('utf-8', 'backslashreplace')}"

    def _free(self, path: str, identity: str) -> str:
        """The path, or the first with a number that no other article has."""
        for number in range(1, 1_000_000):
            candidate = path if number == 1 else _numbered(path, number)
            if candidate in self._owners or any(other in self._owners for other in _twins(candidate)):
                continue
            is_there = any((self._root / name).exists() for name in (candidate, *_twins(candidate)))
            if not is_there or self._record.owner(candidate) == identity:
                return candidate
        raise FileExistsError(path)

    def _settle(self, version: _Version, path: str, media: Mapping[str, Path]) -> tuple[str, str]:
        """Writes what must be written; the file and what became of it."""
        target = self._root / path
        version = msgspec.structs.replace(version, text=signed(self._twins.with_given(version.text, path)))
        if not target.is_file():
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
            version = msgspec.structs.replace(version, text=signed(with_aliases_of(version.text, text)))
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

    def _before(self, version: _Version, path: str) -> Imported | None:
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

    def _settle_comments(self, version: _Version, path: str, draft: Draft) -> None:
        text = comments_text(draft)
        version = _Version((f"{version.identities[0]}#comments",), version.sha256, text)
        self._settle(version, comments_place(path), {})

    def _put(self, path: str, version: _Version, media: Mapping[str, Path], merged: str | None = None) -> None:
        """Writes the file, or a merged text in its place, and remembers what the source said."""
        if self._is_dry:
            return
        target = self._root / path
        for name, source in media.items():
            self._attacher.put(source, target.parent / name)
        write_whole(target, version.text if merged is None else merged)
        imported = Imported(path, version.sha256, version.text)
        for identity in {version.identities[0], version.identities[-1]}:  # by its name, and by where it was
            self._record.keep(identity, imported)

    def _conflict(self, known: str, version: _Version) -> tuple[str, str]:
        """The person's file stays; the other version goes beside it into quarantine, once. When the person has taken
        that file away, what it said is dealt with."""
        name = f"conflict:{known}"
        told = self._record.find(name)
        if told and told.text == version.text:
            if (self._root / told.path).is_file():
                return told.path, "conflict"
            if not self._is_dry:
                self._record.keep(version.identities[0], Imported(known, version.sha256, version.text))
            return known, "unchanged"
        path = self._aside(known, told)
        if not self._is_dry:
            write_whole(self._root / path, version.text)
            self._record.keep(name, Imported(path, version.sha256, version.text))
        return path, "conflict"

    def _aside(self, known: str, told: Imported | None) -> str:
        """Where the other version goes: over the last one, unless a person has written in that."""
        path = f"{QUARANTINE}/conflict-{known.removeprefix('content/').replace('/', '-')}"
        for number in range(1, 1_000_000):
            candidate = self._root / (path if number == 1 else _numbered(path, number))
            is_ours = told is not None and candidate.is_file() and candidate.read_text("utf-8", "replace") == told.text
            if is_ours or not candidate.exists():
                return candidate.relative_to(self._root).as_posix()
        raise FileExistsError(path)


def _likeness(before: str, now: str) -> float:
    """The share of the new text's words that the earlier one had."""
    words = set(now.split())
    return len(words & set(before.split())) / len(words) if words else 1.0


def _numbered(path: str, number: int) -> str:
    for ending in ("/index.md", ".md"):
        if path.endswith(ending):
            return f"{path.removesuffix(ending)}-{number}{ending}"
    return f"{path}-{number}"


def _twins(path: str) -> Iterator[str]:
    """The file of the same address: `x.md` for `x/index.md`, and the other way about."""
    if path.endswith("/index.md"):
        yield f"{path.removesuffix('/index.md')}.md"
    elif path.endswith(".md"):
        yield f"{path.removesuffix('.md')}/index.md"
