"""What becomes of stories that are left out as the same as another: their addresses become aliases of that one, once,
and what a person makes of it stays."""

import re
from collections.abc import Container
from pathlib import Path

import msgspec

from backfile.archive.adding_aliases import with_aliases
from backfile.importers.importer import Reading
from backfile.importers.links import Places
from backfile.importers.record import Duplicate, ImportRecord
from backfile.importers.report import Outcome
from backfile.importers.same_stories import Twin, addresses_of, name_of
from backfile.importers.writing_whole import write_whole
from backfile.problems import Location, Problem, warning


class _LeftOut(msgspec.Struct, frozen=True):
    """A reading that is left out: its source and checksum, what it is known by, every address that leads to it, and
    those of them that its twin gets."""

    source: str
    sha256: str
    name: str
    addresses: tuple[str, ...]
    given: tuple[str, ...]
    twin: Twin


class Twins:
    """The stories that an import into the archive at `root` leaves out. `went` tells where those went that were asked
    for; `into` is the folder of articles."""

    def __init__(self, root: Path, into: str, record: ImportRecord) -> None:
        self._root = root
        self._into = into
        self._record = record
        self._left_out: list[_LeftOut] = []
        self._new: dict[str, tuple[str, ...]] = {}
        self.went: dict[str, str] = {}

    def add(self, reading: Reading, twin: Twin) -> None:
        """Takes in a reading that is left out in favour of its twin."""
        draft = reading.draft
        assert draft is not None
        addresses = tuple(filter(None, (draft.origin_url, *draft.addresses)))
        about = (reading.source, reading.sha256, name_of(reading), addresses, addresses_of(draft), twin)
        self._left_out.append(_LeftOut(*about))

    def settle(self, places: Places, owners: Container[str], *, is_dry: bool) -> None:
        """Leads every link and address to the twin, and remembers it, when all are placed. An address that is another
        article's is not given away."""
        for left in self._left_out:
            path = self._path(left.twin)
            places.lead(left.source, left.addresses, path)
            before = self._record.duplicate(left.name)
            if is_dry or (before and before.path == path and before.sha256 == left.sha256):
                continue
            free = (address for address in left.given if not self._is_taken(address, path, owners))
            given = tuple(address for address in free if self._record.give(address, path))
            self._record.keep_duplicate(left.name, Duplicate(path, left.sha256))
            if before is None or before.path != path:
                self._new[left.name] = given
        self._left_out.clear()

    def outcome(self, outcome: Outcome, name: str, twin: Twin, *, is_dry: bool) -> Outcome:
        """The whole account of the reading of that name, which is left out; its new addresses are written into its
        twin's file."""
        path = self._path(twin)
        problems = outcome.problems
        given = self._new.pop(name, ())
        if given and not is_dry and not self._give(path, given):
            message = f"{path} is the same story, but its front matter cannot be changed safely."
            hint = f"Add to its `aliases`: {', '.join(given)}."
            problems = (*problems, warning(Location(outcome.source), message, hint))
        reason = f"it is the same story as {path}."
        return msgspec.structs.replace(outcome, path=path, problems=problems, doubts=(reason,))

    def remark(self, source: str, path: str, twin: Twin) -> Problem:
        """That what is imported from that source is much like another story."""
        message = (
            f"{path} has nearly the text of {self._path(twin)} ({int(twin.likeness * 100)} % alike); both are kept."
        )
        hint = "If they are one story, keep one and give it the other's address under `aliases`."
        return warning(Location(source), message, hint)

    def with_given(self, text: str, path: str) -> str:
        """A text of that file with the addresses that imports gave it."""
        given = self._record.given(path)
        return (with_aliases(text, given) or text) if given else text

    def _path(self, twin: Twin) -> str:
        return twin.path or self.went[twin.name]

    def _is_taken(self, address: str, path: str, owners: Container[str]) -> bool:
        """Whether the address is, by the usual form of addresses, that of another file."""
        name = f"{self._into}/{re.sub(r'^/|/$|/index[.]html?$', '', address)}"
        files = (f"{name}.md", f"{name}/index.md")
        return any(file != path and (file in owners or (self._root / file).is_file()) for file in files)

    def _give(self, path: str, given: tuple[str, ...]) -> bool:
        """Writes addresses into the file; one that is not there yet is written with them."""
        target = self._root / path
        if not target.is_file():
            return True
        try:
            text = target.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            return False
        changed = with_aliases(text, given)
        if changed is not None and changed != text:
            write_whole(target, changed)
        return changed is not None
