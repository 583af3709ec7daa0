"""Writes what importers read into the archive. Run again it changes nothing that has not changed at the source, and it
never writes over what a person has edited."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.importers.importer import Reading
from backfile.importers.placing import QUARANTINE, Placed, Wishes, place, place_of
from backfile.importers.record import Imported, ImportRecord
from backfile.importers.report import Outcome
from backfile.problems import Location, Problem


class Store:
    """The archive at `root` as imports write it. `is_dry` decides everything and writes nothing."""

    def __init__(self, root: Path, wishes: Wishes, *, is_dry: bool = False) -> None:
        self._root = root
        self._wishes = wishes
        self._is_dry = is_dry
        self._record = ImportRecord(root)
        self._by_origin = _known_origins(root)
        self._taken: set[str] = set()

    def close(self) -> None:
        """Saves the record of what was imported."""
        self._record.close()

    def write_all(self, readings: Sequence[Reading], importer: str) -> list[Outcome]:
        """Writes every reading of one import, in order."""
        moved = {
            reading.source: place_of(reading.draft, self._wishes, has_media=bool(reading.draft.attachments))
            for reading in readings
            if reading.draft and not reading.draft.doubts
        }
        return [self._write(reading, importer, moved) for reading in readings]

    def _write(self, reading: Reading, importer: str, moved: dict[str, str]) -> Outcome:
        if reading.draft is None:
            return Outcome("", reading.source, "problem", 0.0, (), reading.problems)
        placed = place(reading, importer, self._wishes, moved)
        try:
            path, status = self._settle(reading, placed)
        except OSError as error:
            hint = "Check its rights and the space on the disk, then import again."
            message = f"the article cannot be written: {error.strerror or error}."
            problem = Problem(Location(str(error.filename or placed.path)), message, hint)
            return Outcome(placed.path, reading.source, "problem", 0.0, (), (*reading.problems, problem))
        draft = reading.draft
        return Outcome(path, reading.source, status, draft.confidence, draft.dropped, reading.problems, draft.doubts)

    def _settle(self, reading: Reading, placed: Placed) -> tuple[str, str]:
        """Writes what must be written; the file and what became of it."""
        identity = _identity(reading)
        before = self._record.find(identity)
        known = before.path if before and (self._root / before.path).is_file() else self._by_origin.get(identity, "")
        if not known:
            return self._create(identity, reading, placed)
        text = (self._root / known).read_text(encoding="utf-8")
        self._taken.add(known)
        if text == placed.text or (before and before.text == placed.text):
            return known, "unchanged"
        if before is None and _checksum_of(text) == reading.sha256:
            return known, "unchanged"
        if before is not None and before.text == text:
            self._put(known, placed, identity, reading)
            return known, "quarantined" if placed.is_doubted else "updated"
        return self._set_aside(known, placed), "conflict"

    def _create(self, identity: str, reading: Reading, placed: Placed) -> tuple[str, str]:
        path = self._free(placed.path, identity)
        self._put(path, placed, identity, reading)
        return path, "quarantined" if placed.is_doubted else "created"

    def _free(self, path: str, identity: str) -> str:
        """The path, or the first with a number that no other article has."""
        for number in range(1, 1_000_000):
            candidate = path if number == 1 else _numbered(path, number)
            if candidate in self._taken:
                continue
            if not (self._root / candidate).exists() or self._record.owner(candidate) == identity:
                self._taken.add(candidate)
                return candidate
        raise FileExistsError(path)

    def _put(self, path: str, placed: Placed, identity: str, reading: Reading) -> None:
        if self._is_dry:
            return
        target = self._root / path
        for source, name in placed.media:
            self._put_medium(Path(source), target.parent / name)
        _write_whole(target, placed.text)
        self._record.keep(identity, Imported(path, reading.sha256, placed.text))

    def _put_medium(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.unlink(missing_ok=True)
        if self._wishes.media == "link":
            os.link(source.resolve(), partial)
        else:
            shutil.copyfile(source, partial)
        partial.replace(target)

    def _set_aside(self, known: str, placed: Placed) -> str:
        """The person's file stays; the other version goes beside it into quarantine."""
        name = known.removeprefix("content/").replace("/", "-")
        path = f"{QUARANTINE}/conflict-{name}"
        if not self._is_dry:
            _write_whole(self._root / path, placed.text)
        return path


def _identity(reading: Reading) -> str:
    """What a source is known by: its address where it has one, else its checksum; never its title."""
    draft = reading.draft
    return draft.origin_url if draft and draft.origin_url else f"sha256:{reading.sha256}"


def _checksum_of(text: str) -> str:
    return str(_origin(text).get("sha256", ""))


def _origin(text: str) -> dict[str, object]:
    front = parse_front_matter(text, "")
    origin = front.values.get("source") if isinstance(front, FrontMatter) else None
    return origin if isinstance(origin, dict) else {}


def _known_origins(root: Path) -> dict[str, str]:
    """By identity the file of every article that says where it came from."""
    found: dict[str, str] = {}
    for path in sorted((root / "content").rglob("*.md")) if (root / "content").is_dir() else ():
        if not path.is_file() or path.stat().st_size > 1 << 23:
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        if "\nsource:" not in text:
            continue
        origin = _origin(text)
        relative = path.relative_to(root).as_posix()
        if relative.startswith(f"{QUARANTINE}/conflict-"):
            continue
        for identity in (str(origin.get("url", "")), f"sha256:{origin.get('sha256', '')}"):
            found.setdefault(identity, relative)
    found.pop("", None)
    return found


def _numbered(path: str, number: int) -> str:
    for ending in ("/index.md", ".md"):
        if path.endswith(ending):
            return f"{path.removesuffix(ending)}-{number}{ending}"
    return f"{path}-{number}"


def _write_whole(target: Path, text: str) -> None:
    """A file is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(target)
