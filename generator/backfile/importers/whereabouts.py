"""Tells where a file is that was unpacked: by the zip's name and the name in it, never by the folder that goes with the
import. So reports are to be read, and a file is known again by where it was."""

import msgspec
from msgspec.structs import replace

from backfile.importers.report import Outcome
from backfile.importers.unpacking import Unpacked
from backfile.problems import Problem


class Whereabouts(msgspec.Struct, frozen=True):
    """The zips of an import, each with the folder where its files are."""

    archives: tuple[Unpacked, ...] = ()

    def told(self, text: str) -> str:
        """A name, or a sentence with names, as a person may read it."""
        for archive in self.archives:
            text = text.replace(archive.folder, archive.archive)
        return text

    def problem(self, problem: Problem) -> Problem:
        """The same problem, where a person can find it."""
        place = replace(problem.location, path=self.told(problem.location.path))
        return replace(problem, location=place, message=self.told(problem.message), hint=self.told(problem.hint))

    def outcome(self, outcome: Outcome) -> Outcome:
        """The same outcome by the names that a person knows."""
        if not self.archives:
            return outcome
        compared = outcome.comparison
        return replace(
            outcome,
            source=self.told(outcome.source),
            problems=tuple(map(self.problem, outcome.problems)),
            doubts=tuple(map(self.told, outcome.doubts)),
            comparison=replace(compared, source=self.told(compared.source)) if compared else None,
        )
