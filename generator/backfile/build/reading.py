"""Reads what changed in `content/` and remembers the rest: sources in, articles out, bodies into the ledger."""

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from backfile.archive.article import MAX_BYTES, Article, Source, parse_article, too_large
from backfile.build.current import Glance
from backfile.build.executors import executor_of
from backfile.build.ledger import Ledger, SourceRow
from backfile.build.reading_key import is_trusted, sources_digest
from backfile.build.request import Request
from backfile.build.settings import Settings
from backfile.build.sharing import Sharing
from backfile.build.sources import Found
from backfile.build.steps import told
from backfile.build.workers import WORTH_A_POOL, LocalProcesses, Work
from backfile.config import Config
from backfile.digest import Digest, digest_bytes
from backfile.problems import Location, Problem


class Reading(msgspec.Struct, frozen=True):
    """All articles of the archive, what is wrong with them, and which sources were new, changed or gone."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    changed: frozenset[str]
    gone: frozenset[str]
    sources: Digest


class _Read(msgspec.Struct, frozen=True):
    """What a worker answers for a source, encoded; `begun_ns` is when it opened the file."""

    begun_ns: int
    digest: Digest
    article: bytes | None
    body: bytes | None
    problems: tuple[Problem, ...]


class _Material(msgspec.Struct, frozen=True):
    """`begun_ns` stands for when each file was opened where the clocks of those who open them may differ."""

    root: str
    config: Config
    begun_ns: int = 0


def read_sources(request: Request, settings: Settings, seen: Glance, ledger: Ledger) -> Reading:
    """Reads every source whose stat does not prove it unchanged, in parallel, and takes the others from the ledger."""
    scan, reading = seen.scan, seen.reading
    rows = {row.found.path: row for row in told(ledger.sources(), request.progress, "read, known")}
    stale = [found for found in scan.articles if request.force or not _is_known(found, rows, reading)]
    changed: set[str] = set()
    request.progress("read", 0, len(stale))
    for number, (found, read) in enumerate(_read_all(request, stale, settings.config), 1):
        request.progress("read", number, len(stale))
        row = _row(found, read, reading)
        if found.path not in rows or rows[found.path].digest != row.digest:
            changed.add(found.path)
        rows[found.path] = row
        ledger.record_source(row, read.body)
    gone = rows.keys() - {found.path for found in scan.articles}
    ledger.forget_sources(sorted(gone))
    ledger.commit()
    kept = [rows[found.path] for found in scan.articles]
    decode = msgspec.msgpack.Decoder(Article).decode
    unpacked = told(kept, request.progress, "unpack", len(kept))
    shared = Sharing().shared
    articles = tuple(
        shared(decode(row.article), found.path)
        for found, row in zip(scan.articles, unpacked, strict=True)
        if row.article is not None
    )
    problems = tuple(problem for row in kept for problem in _decode_problems(row.problems))
    sources = sources_digest((row.found.path, row.digest) for row in kept)
    return Reading(articles, problems, frozenset(changed), frozenset(gone), sources)


_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


def _is_known(found: Found, rows: dict[str, SourceRow], reading: Digest) -> bool:
    row = rows.get(found.path)
    if row is None:
        return False
    was = row.found
    known = (was.path, was.mtime_ns, was.size, was.inode, row.read_ns, row.reading, row.digest)
    return is_trusted(found, known, reading)


def _row(found: Found, read: _Read, reading: Digest) -> SourceRow:
    problems = msgspec.msgpack.encode(read.problems)
    return SourceRow(found, read.begun_ns, read.digest, reading, read.article, problems)


def read_in_process(
    root: Path, found: Found, config: Config, reading: Digest
) -> tuple[SourceRow, bytes | None, tuple[Problem, ...]]:
    """One source read here and now: its row, its encoded body, and what is wrong with it."""
    read = _read(_Material(str(root), config), found)
    return _row(found, read, reading), read.body, read.problems


def _read_all(request: Request, stale: list[Found], config: Config) -> Iterator[tuple[Found, _Read]]:
    work, root = Work(_prepare, _read), str(request.root)
    if request.executor and len(stale) >= WORTH_A_POOL:
        executor = executor_of(request)
        answers = work.run(_Material(root, config, begun_ns=time.time_ns()), stale, executor)
    else:
        answers = work.run(_Material(root, config), stale, LocalProcesses(request.jobs))
    return zip(stale, answers, strict=True)


def _prepare(material: _Material) -> _Material:
    return material


def _read(material: _Material, found: Found) -> _Read:
    begun = material.begun_ns or time.time_ns()
    if found.size > MAX_BYTES:
        return _Read(begun, Digest(b""), None, None, (too_large(found.path, found.size),))
    try:
        data = Path(material.root, found.path).read_bytes()
    except OSError as error:
        problem = Problem(Location(found.path), f"it cannot be read: {error.strerror}.", "Check its rights.")
        return _Read(begun, Digest(b""), None, None, (problem,))
    parsed = parse_article(Source(found.path, digest_bytes(data), data), material.config)
    encode = msgspec.msgpack.encode
    article = encode(parsed.article) if parsed.article else None
    body = encode(parsed.body) if parsed.article and parsed.body else None
    return _Read(begun, digest_bytes(data), article, body, parsed.problems)
