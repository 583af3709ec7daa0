"""Reads an archive for commands that do not build: through the ledger and under its lock, as a build does. Writes
nothing but the ledger's memory of what was read."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from backfile.archive.article import Article
from backfile.archive.catalog import Archive, spine_of
from backfile.archive.rows import Rows
from backfile.build.addresses import read_published
from backfile.build.assembling import assemble_published, related_rows
from backfile.build.current import Glance
from backfile.build.engine import engine_digest
from backfile.build.ledger import FOLDER, Ledger
from backfile.build.lock import locked
from backfile.build.reading import read_sources
from backfile.build.reading_key import reading_digest
from backfile.build.request import Request
from backfile.build.settings import Settings, read_settings
from backfile.build.sources import Scan, scan
from backfile.config import Config, term_files
from backfile.digest import Digest
from backfile.problems import Problem, has_errors

NOTHING = Archive((), (), spine_of(()), {}, {}, {}, (), (), {}, ())

Answer = TypeVar("Answer")


class ReadArchive(msgspec.Struct, frozen=True):
    """An archive as read. `archive` holds what the request publishes, `articles` every article that could be read,
    published or not.

    The problems are apart by where they come from: `file_problems` from settings, files and front matter,
    `archive_problems` from articles that do not go together. With an error in the settings the archive is empty.
    """

    archive: Archive
    articles: tuple[Article, ...]
    settings: Settings
    scan: Scan
    file_problems: tuple[Problem, ...]
    archive_problems: tuple[Problem, ...]

    @property
    def config(self) -> Config:
        return self.settings.config

    @property
    def is_settled(self) -> bool:
        """Whether the settings could be read, without which nothing else was."""
        return not has_errors(self.settings.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, in order and each once."""
        return tuple(sorted({*self.file_problems, *self.archive_problems}))


def read_archive(request: Request) -> ReadArchive:
    """The archive at `request.root`. Raises OSError where the ledger cannot be written."""
    settings = read_settings(request)
    if has_errors(settings.problems):
        return ReadArchive(NOTHING, (), settings, Scan((), (), (), ()), settings.problems, ())
    return with_ledger(request, lambda ledger: _read(request, settings, ledger))


def with_ledger(request: Request, work: Callable[[Ledger], Answer]) -> Answer:
    """What `work` makes of the archive's ledger, while no build runs."""
    with locked(request.root / FOLDER, lambda: request.progress("waiting for another build", 0, 0)):
        ledger = Ledger(request.root)
        try:
            answer = work(ledger)
            ledger.commit()
            return answer
        finally:
            ledger.close()


def _read(request: Request, settings: Settings, ledger: Ledger) -> ReadArchive:
    config = settings.config
    found = scan(request.root, term_files(config).values(), request.progress)
    engine = engine_digest()
    nothing = Digest(b"")
    seen = Glance(found, engine, reading_digest(config, engine), nothing, state=None, stale=None, gone=(), outputs=0)
    read = read_sources(request, settings, seen, ledger)
    archive, term_problems, problems = assemble_published(
        request, config, found, read.articles, read_published(request.root, config)
    )
    files = (*settings.problems, *found.problems, *read.problems, *term_problems)
    return ReadArchive(archive, read.articles, settings, found, files, problems)


def read_related(request: Request, archive: Archive, config: Config) -> Rows:
    """The related articles of each entry, the very ones that its page shows."""
    return with_ledger(request, lambda ledger: related_rows(archive, config, ledger, request.progress))
