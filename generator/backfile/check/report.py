"""What a check found, in groups."""

from collections.abc import Iterable

import msgspec

from backfile.archive.dead_links import DeadLink
from backfile.problems import Problem


class Group(msgspec.Struct, frozen=True):
    """Problems of one kind: the kind's name, its title for a person, and the problems in order, each once."""

    name: str
    title: str
    problems: tuple[Problem, ...]


class Report(msgspec.Struct, frozen=True):
    """A whole check: how many articles and pages without a date it looked at, every group, also empty ones, and the
    outside links that are dead, where it looked at these."""

    articles: int
    pages: int
    groups: tuple[Group, ...]
    dead: tuple[DeadLink, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, group by group."""
        return tuple(problem for group in self.groups for problem in group.problems)


def group(name: str, title: str, problems: Iterable[Problem]) -> Group:
    """The group of those problems."""
    return Group(name, title, tuple(sorted(set(problems))))
