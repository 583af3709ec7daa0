"""The budget of a build: whether it would change more files of the site than it may, and what would make it. Pure."""

import sys
from collections.abc import Collection, Sequence

import msgspec

from backfile.build.assets import Copy
from backfile.build.causes import Cause
from backfile.build.changes import Changes
from backfile.pages.page import Page
from backfile.problems import Location, Problem

LOOKED_AT = 1_000
"""So many files are made, whatever may be changed: of a small site or a small change the count is then exact, and of a
large one not every page is rendered to be thrown away."""


class Planned(msgspec.Struct, frozen=True):
    """The files of the site that would change. Where it is not exact, some of these pages and copies may turn out to
    have the bytes that stand already."""

    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    removed: tuple[str, ...]
    is_exact: bool

    @property
    def count(self) -> int:
        return len(self.pages) + len(self.copies) + len(self.removed)

    @property
    def paths(self) -> frozenset[str]:
        """The files that would be written."""
        return frozenset((*(page.path for page in self.pages), *(copy.output for copy in self.copies)))


def room(most: int | None, removed: int) -> int:
    """How many files may be written where that many are removed; below 0 where not even these may be."""
    return sys.maxsize if most is None else most - removed


def would_change(changes: Changes, written: Collection[str], *, is_whole: bool) -> Planned:
    """What would change: of `changes` the files `written` into the stage where all were made, else all of them."""
    if not is_whole:
        return Planned(changes.pages, changes.copies, changes.removed, is_exact=False)
    pages = tuple(page for page in changes.pages if page.path in written)
    copies = tuple(copy for copy in changes.copies if copy.output in written)
    return Planned(pages, copies, changes.removed, is_exact=True)


def over_budget(found: Planned, most: int, causes: Sequence[Cause]) -> Problem:
    """What a person is told: how many files, why, the cause of most files first, and what to do."""
    how_many = f"{'' if found.is_exact else 'up to '}{found.count:,} {'file' if found.count == 1 else 'files'}"
    lines = "".join(f"\n    {cause}" for cause in causes)
    message = f"{how_many} of the site would change, and no more than {most:,} may:{lines}"
    hint = f"Build with --max-changed {found.count} if that is meant; with --why each of them is named."
    return Problem(Location("--max-changed"), message, hint)
