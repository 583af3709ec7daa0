"""Parts of a web archive, each to be read alone: stretches of records between two places."""

import msgspec

from backfile.importers.webarchive.capture import Capture, Damage

PART_PAGES = 16
"""Pages take about a twentieth of a second each."""

PART_CAPTURES = 4096


class Part(msgspec.Struct, frozen=True):
    """A stretch of an archive: its file, the number of its first capture, where that and where the next part begins
    (None for the last), and in the last one how many captures of the whole file are no pages."""

    file: str
    first: int
    begin: int
    end: int | None = None
    others: int = 0


class Cutter:
    """Makes parts of the captures of a file that it is shown, in their order."""

    def __init__(self, file: str) -> None:
        self._parts = [Part(file, 0, 0)]
        self._pages = self._captures = self._others = 0
        self._can_be_cut = True

    def add(self, found: Capture | Damage) -> None:
        """Takes in a capture. A file that is damaged, or can be read only in its order, is not cut."""
        if isinstance(found, Damage) or found.offset < 0:
            self._can_be_cut = False
            return
        if self._pages >= PART_PAGES or self._captures >= PART_CAPTURES:
            self._begin_part(found)
        self._captures += 1
        self._pages += found.is_page
        self._others += not found.is_page

    def _begin_part(self, capture: Capture) -> None:
        self._parts[-1] = msgspec.structs.replace(self._parts[-1], end=capture.offset)
        self._parts.append(Part(self._parts[-1].file, capture.place, capture.offset))
        self._pages = self._captures = 0

    def parts(self) -> tuple[Part, ...]:
        """All parts; none if the file is not cut."""
        if not self._can_be_cut:
            return ()
        return (*self._parts[:-1], msgspec.structs.replace(self._parts[-1], others=self._others))
