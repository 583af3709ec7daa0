"""A build that would change more of the site than it may: told as a problem, with what made each file change. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from backfile.archive.article import Article
from backfile.build.article_changes import article_changes, fallen_due
from backfile.build.budget import Planned, over_budget
from backfile.build.causes import Causes
from backfile.build.ledger import BuildState, OutputRow
from backfile.build.why import Why, why_copies, why_pages
from backfile.pages.page import Page
from backfile.problems import Problem


class Overrun(msgspec.Struct, frozen=True):
    """What a build that is over its budget knows: what would change, the whole plan, the rows of the site's files, what
    the last build left (None before the first), what this one stands on, encoded, and the articles with the sources
    that it found new, changed or gone."""

    planned: Planned
    pages: Sequence[Page]
    owned: Mapping[str, OutputRow]
    before: BuildState | None
    basis: bytes
    articles: Sequence[Article]
    changed: Collection[str]
    is_forced: bool

    def problem(self, most: int) -> Problem:
        """The problem that stops the build, where `most` files may change."""
        before = self.before
        due = fallen_due(self.articles, self.changed, before.valid_until) if before else frozenset()
        changes = article_changes(self.pages, self.owned, due)
        is_forced = self.is_forced and not self.planned.is_exact
        causes = Causes(before.basis if before else b"", self.basis, self.owned, changes, is_forced=is_forced)
        found = causes.of(self.planned.pages, self.planned.copies, self.planned.removed)
        return over_budget(self.planned, most, found)

    def why(self) -> Iterator[Why]:
        """Of each file that would change the reason."""
        paths = self.planned.paths
        yield from why_pages(self.planned.pages, paths, self.owned, self.changed)
        yield from why_copies(self.planned.copies, paths, self.owned)
        yield from ((path, "nothing asks for it any more") for path in self.planned.removed)
