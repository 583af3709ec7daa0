"""Which articles of an import another source of it has more whole: a feed's excerpt beside the saved page, a copy of a
page beside a longer one. Keeps numbers for names only."""

import math
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from backfile.importers.duplicates.words import words_of
from backfile.importers.importer import Draft, Reading
from backfile.importers.placing import identities

_PLACES = 1 << 48
_SPOOLS = 1 << 16


class Fuller:
    """Every reading is noted first, by its spool's file and its place in it; then it can be asked of each. Readings are
    the same article where one of their names and their titles are the same; of equal ones the first is the fuller."""

    def __init__(self) -> None:
        self._best: dict[int, int] = {}
        self._spools: dict[Path, int] = {}
        self._is_any_twice = False

    def note(self, reading: Reading, spool: Path, place: int) -> None:
        """Takes a reading in."""
        if reading.draft:
            worth = self._worth(reading, reading.draft, spool, place)
            for mark in _marks(reading):
                before = self._best.get(mark, 0)
                self._is_any_twice = self._is_any_twice or before > 0
                self._best[mark] = max(worth, before)

    def has(self, reading: Reading, spool: Path, place: int) -> bool:
        """Whether another reading has the article more whole."""
        if reading.draft is None or not self._is_any_twice:
            return False
        worth = self._worth(reading, reading.draft, spool, place)
        return any(self._best.get(mark, 0) > worth for mark in _marks(reading))

    def _worth(self, reading: Reading, draft: Draft, spool: Path, place: int) -> int:
        """A number, greater for what is not in doubt, else for a text a tenth longer, else for what is surer, else for
        more fields, else for more words, else for what came first."""
        words = min(reading.gist.words if reading.gist else len(words_of(draft.body)), 0xFFFFFFFF)
        fields = (draft.date, draft.standfirst, draft.section, draft.credit, *draft.authors, *draft.tags, *draft.extra)
        told = min(sum(map(bool, fields)), 0xFFFF)
        number = (int(not draft.doubts) << 8) + int(10 * math.log(words + 1))
        number = (number << 7) + int(100 * max(0.0, min(1.0, draft.confidence)))
        number = (((number << 16) + told) << 32) + words
        number = number * _SPOOLS + _SPOOLS - 1 - self._spools.setdefault(spool, len(self._spools))
        return number * _PLACES + _PLACES - 1 - place


def _marks(reading: Reading) -> Iterator[int]:
    title = reading.draft.title if reading.draft else ""
    for name in identities(reading):
        if not name.startswith("sha256:"):
            yield mark_of(f"{name}\n{title}")


def mark_of(name: str) -> int:
    """A number for a name, as 100,000 names are 10 MB; two of them have one number once in a thousand million times."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
