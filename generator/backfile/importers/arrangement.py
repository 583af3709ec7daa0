"""Arranges an import before anything is written: what is the same story as another, and where the rest goes."""

from collections.abc import Sequence
from pathlib import Path

from backfile.build.request import Progress
from backfile.importers.fuller import Fuller
from backfile.importers.importer import Reading
from backfile.importers.placement import Placement
from backfile.importers.placing import Wishes
from backfile.importers.record import ImportRecord
from backfile.importers.report import Outcome
from backfile.importers.same_stories import SameStories, Verdicts, name_of
from backfile.importers.settled import Settled
from backfile.importers.spool import Spooled
from backfile.importers.twins import Twins
from backfile.importers.whereabouts import Whereabouts

_FULLER = "another source of this import has the article more whole."


class Arrangement:
    """The readings of an import into the archive at `root`. Every one is noted first, then all are compared, and each
    is placed: links lead to where each went, those to a story that is left out to its twin. Where that is is kept in
    `scratch`; other processes find it there when all is settled."""

    def __init__(
        self, root: Path, wishes: Wishes, record: ImportRecord, scratch: Path, whereabouts: Whereabouts
    ) -> None:
        self._settled = Settled(scratch)
        self._placement = Placement(root, wishes, record, self._settled, whereabouts.told)
        self._stories = SameStories(root, wishes, record)
        self._fuller = Fuller()
        self.twins = Twins(root, wishes.into, record)
        self.left_out: dict[Path, dict[int, Outcome]] = {}

    @property
    def verdicts(self) -> Verdicts:
        """What is the same story as another, and what is nearly."""
        return self._stories.verdicts

    def note(self, reading: Reading, spool: Path, place: int) -> None:
        """Takes a reading, which is at that place of a spool's file, for comparison, unless it became a file before."""
        self._fuller.note(reading, spool, place)
        if reading.draft and not self._placement.knows(reading):
            self._stories.note(reading, spool, place)

    def settle(self, spools: Sequence[Spooled], progress: Progress, *, is_dry: bool) -> None:
        """Compares all that was noted and settles where every reading goes. What another source has more whole
        goes nowhere: `left_out` has its account, by the spool's file and the place in it."""
        self._stories.compare(progress, self._fuller)
        count, total = 0, sum(len(spool.places) for spool in spools)
        for spool in spools:
            left_out = self.left_out.setdefault(spool.path, {})
            for place, reading in zip(spool.places, spool, strict=True):
                if self._fuller.has(reading, spool.path, place):
                    left_out[place] = Outcome("", reading.source, "skipped", 0.0, doubts=(_FULLER,))
                else:
                    self._place(reading)
                count += 1
                progress("place", count, total)
        self.twins.settle(self._settled.places, self._settled.owners, is_dry=is_dry)
        self._settled.close()

    def _place(self, reading: Reading) -> None:
        if reading.draft is None:
            return
        if twin := self._stories.same(reading):
            self.twins.add(reading, twin)
            return
        path = self._placement.place(reading, reading.draft)
        if (name := name_of(reading)) in self._stories.wanted:
            self.twins.went.setdefault(name, path)
