"""The ledger: what was read and what was written, so that the next build knows. SQLite in `.backfile/`; a ledger that
is lost or from another version costs time, never content."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from backfile.build.sources import Found
from backfile.digest import Digest

FOLDER = ".backfile"
VERSION = 2

_MOST_ASKED = 500
"""Paths in one query; SQLite takes 999 values in the oldest version that is about."""

_PORTION = 512
"""Rows of outputs that are in memory at once while they are recorded."""

_SCHEMA = """
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, path TEXT UNIQUE, mtime_ns INTEGER, size INTEGER, inode INTEGER, read_ns INTEGER,
  digest BLOB, reading BLOB, article BLOB, problems BLOB);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE outputs (
  site TEXT, path TEXT, kind TEXT, key BLOB, digest BLOB, mtime_ns INTEGER, size INTEGER, inputs BLOB,
  PRIMARY KEY (site, path)) WITHOUT ROWID;
CREATE TABLE showing (
  id INTEGER PRIMARY KEY, site TEXT, path TEXT, source TEXT, page BLOB);
CREATE INDEX showing_by_source ON showing (site, source);
CREATE INDEX showing_by_path ON showing (site, path);
CREATE TABLE intents (site TEXT, path TEXT, PRIMARY KEY (site, path)) WITHOUT ROWID;
CREATE TABLE builds (site TEXT PRIMARY KEY, state BLOB);
CREATE TABLE memos (name TEXT PRIMARY KEY, key BLOB, value BLOB);
"""


StatRow = tuple[str, int, int, int, int, bytes, bytes]
"""Of a source: path, mtime_ns, size, inode, when it was read, the digest of how, and that of its bytes."""


class SourceRow(msgspec.Struct, frozen=True):
    """A source as last read: its stat and when that was (`read_ns`), the digest of its bytes, the digest of how it was
    read, and the article and problems, encoded."""

    found: Found
    read_ns: int
    digest: Digest
    reading: Digest
    article: bytes | None
    problems: bytes


class OutputRow(msgspec.Struct, frozen=True):
    """A file of the site as last written; `kind` is `page`, `file` or `search`, `inputs` is encoded for `--why`. For a
    page that shows bodies, when it is recorded, `page` is the page itself, encoded, and `sources` whose bodies."""

    path: str
    kind: str
    key: Digest
    digest: Digest
    mtime_ns: int
    size: int
    inputs: bytes = b""
    page: bytes = b""
    sources: tuple[str, ...] = ()


class BuildState(msgspec.Struct, frozen=True):
    """What the last build of a site saw: `fingerprint` of settings, theme, media and engine, the digest of all
    sources, from and until when (seconds since 1970) its choice of articles holds, what it reported, and what it
    stood on beside its articles, encoded (a `Basis`)."""

    fingerprint: Digest
    sources: Digest
    valid_until: int
    articles: int
    pages: int
    problems: bytes
    searched: bool
    indexed: int
    shards: int
    basis: bytes
    valid_from: int = 0


def ledger_path(root: Path) -> Path:
    """Where the ledger of the archive at `root` is."""
    return root / FOLDER / "ledger.sqlite"


class Ledger:
    """The ledger of an archive, opened for the one process that builds. `site` names an output folder."""

    def __init__(self, root: Path) -> None:
        folder = root / FOLDER
        folder.mkdir(exist_ok=True)
        self.path = ledger_path(root)
        self._connection = _open(self.path)

    def close(self) -> None:
        self._connection.close()

    def commit(self) -> None:
        self._connection.commit()

    def settle(self) -> None:
        """Commits, and brings all into the one file of the database, so that it can be read where its journal cannot.
        Raises sqlite3.Error where another process is in the way."""
        self.commit()
        if self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise sqlite3.OperationalError("another program has the ledger open")

    def stats(self) -> Iterator[StatRow]:
        """What tells of each source whether it is as it was read, in the order of their paths."""
        query = "SELECT path, mtime_ns, size, inode, read_ns, reading, digest FROM sources ORDER BY path"
        return self._connection.execute(query)

    def sources(self) -> Iterator[SourceRow]:
        """All sources as last read."""
        query = "SELECT path, mtime_ns, size, inode, read_ns, digest, reading, article, problems FROM sources"
        for path, mtime, size, inode, read_ns, digest, reading, article, problems in self._connection.execute(query):
            yield SourceRow(Found(path, mtime, size, inode), read_ns, digest, reading, article, problems)

    def record_source(self, row: SourceRow, body: bytes | None) -> None:
        """Keeps a source as read; `body` None leaves the body that is there."""
        found = row.found
        values = (
            found.mtime_ns,
            found.size,
            found.inode,
            row.read_ns,
            row.digest,
            row.reading,
            row.article,
            row.problems,
        )
        self._connection.execute(
            "INSERT INTO sources (path, mtime_ns, size, inode, read_ns, digest, reading, article, problems) "
            "VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (path) DO UPDATE SET mtime_ns=excluded.mtime_ns, "
            "size=excluded.size, inode=excluded.inode, read_ns=excluded.read_ns, digest=excluded.digest, "
            "reading=excluded.reading, article=excluded.article, problems=excluded.problems",
            (found.path, *values),
        )
        if body is not None:
            self._connection.execute(
                "INSERT OR REPLACE INTO bodies SELECT id, ? FROM sources WHERE path = ?", (body, found.path)
            )

    def forget_sources(self, paths: Iterable[str]) -> None:
        """Drops sources that are gone, with their bodies."""
        gone = [(path,) for path in paths]
        self._connection.executemany("DELETE FROM bodies WHERE id = (SELECT id FROM sources WHERE path = ?)", gone)
        self._connection.executemany("DELETE FROM sources WHERE path = ?", gone)

    def outputs(self, site: str, *, with_inputs: bool) -> dict[str, OutputRow]:
        """Every file of the site that this ledger owns, by path; their inputs, which are most of it, only if wanted."""
        inputs = "inputs" if with_inputs else "x''"
        query = f"SELECT path, kind, key, digest, mtime_ns, size, {inputs} FROM outputs WHERE site = ?"
        return {row[0]: OutputRow(*row) for row in self._connection.execute(query, (site,))}

    def output_count(self, site: str) -> int:
        """How many files the site has."""
        query = "SELECT count(*) FROM outputs WHERE site = ?"
        return int(self._connection.execute(query, (site,)).fetchone()[0])

    def output_stats(self, site: str) -> Iterator[tuple[str, int, int]]:
        """Path, mtime_ns and size of every file of the site, the last in the order of their paths first."""
        return self._connection.execute(f"{_OUTPUT_STATS} DESC", (site,))

    def intents(self, site: str) -> tuple[str, ...]:
        """Paths that an interrupted build may have written."""
        return tuple(row[0] for row in self._connection.execute("SELECT path FROM intents WHERE site = ?", (site,)))

    def intend(self, site: str, paths: Iterable[str]) -> None:
        """Says, durably, which files are about to be written: should the build be cut off, they are owned."""
        self._connection.executemany("INSERT OR IGNORE INTO intents VALUES (?,?)", ((site, path) for path in paths))
        self._connection.commit()

    def record_outputs(self, site: str, rows: Iterable[OutputRow], removed: Sequence[str]) -> None:
        """Keeps what was written and drops what was removed; the intents are fulfilled."""
        gone = [(site, path) for path in removed]
        self._connection.executemany("DELETE FROM outputs WHERE site = ? AND path = ?", gone)
        self._connection.executemany("DELETE FROM showing WHERE site = ? AND path = ?", gone)
        left = iter(rows)
        while portion := tuple(islice(left, _PORTION)):
            self._record_portion(site, portion)
        self._connection.execute("DELETE FROM intents WHERE site = ?", (site,))

    def _record_portion(self, site: str, rows: Sequence[OutputRow]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?,?,?,?,?,?,?,?)",
            [(site, r.path, r.kind, r.key, r.digest, r.mtime_ns, r.size, r.inputs) for r in rows],
        )
        shown = [row for row in rows if row.sources]
        self._connection.executemany(
            "DELETE FROM showing WHERE site = ? AND path = ?", [(site, row.path) for row in shown]
        )
        self._connection.executemany(
            "INSERT INTO showing (site, path, source, page) VALUES (?,?,?,?)",
            # The page itself stands with its first source only: a feed shows twenty.
            [(site, r.path, s, b"" if n else r.page) for r in shown for n, s in enumerate(r.sources)],
        )

    def pages_showing(self, site: str, source: str) -> Iterator[tuple[str, bytes]]:
        """Path and encoded page of every page of the site that shows the body of that source."""
        query = (
            "SELECT a.path, b.page FROM showing a JOIN showing b ON b.site = a.site AND b.path = a.path "
            "WHERE a.site = ? AND a.source = ? AND b.page != x'' ORDER BY a.path"
        )
        return self._connection.execute(query, (site, source))

    def source(self, path: str) -> SourceRow | None:
        """One source as last read."""
        query = "SELECT mtime_ns, size, inode, read_ns, digest, reading, article, problems FROM sources WHERE path = ?"
        row = self._connection.execute(query, (path,)).fetchone()
        return SourceRow(Found(path, *row[:3]), *row[3:]) if row else None

    def rows(self, site: str, paths: Sequence[str], *, with_inputs: bool) -> dict[str, OutputRow]:
        """Those of these files of the site that there are, by path; their inputs only if wanted."""
        found: dict[str, OutputRow] = {}
        inputs = "inputs" if with_inputs else "x''"
        for start in range(0, len(paths), _MOST_ASKED):
            some = paths[start : start + _MOST_ASKED]
            places = ",".join("?" * len(some))
            query = f"SELECT path, kind, key, digest, mtime_ns, size, {inputs} FROM outputs WHERE site = ? "
            rows = self._connection.execute(f"{query} AND path IN ({places})", (site, *some))
            found |= {row[0]: OutputRow(*row) for row in rows}
        return found

    def is_taken(self, site: str, path: str, folders: Iterable[str]) -> bool:
        """Whether the site has a file there, or files in a folder of that name, or a file where one of `folders`, in
        which it lies, would be."""
        if self.rows(site, (path, *folders), with_inputs=False):
            return True
        query = "SELECT 1 FROM outputs WHERE site = ? AND path > ? AND path < ?"
        return self._connection.execute(query, (site, f"{path}/", f"{path}0")).fetchone() is not None

    def output(self, site: str, path: str) -> OutputRow | None:
        """One file of the site."""
        query = "SELECT path, kind, key, digest, mtime_ns, size, inputs FROM outputs WHERE site = ? AND path = ?"
        row = self._connection.execute(query, (site, path)).fetchone()
        return OutputRow(*row) if row else None

    def state(self, site: str) -> BuildState | None:
        """What the last build of that site saw; None before the first."""
        row = self._connection.execute("SELECT state FROM builds WHERE site = ?", (site,)).fetchone()
        try:
            return msgspec.msgpack.decode(row[0], type=BuildState) if row else None
        except msgspec.DecodeError:
            return None

    def record_state(self, site: str, state: BuildState) -> None:
        """Keeps what this build saw."""
        encoded = msgspec.msgpack.encode(state)
        self._connection.execute("INSERT OR REPLACE INTO builds VALUES (?,?)", (site, encoded))

    def forget_state(self, site: str) -> None:
        """Makes the next build look at everything."""
        self._connection.execute("DELETE FROM builds WHERE site = ?", (site,))
        self._connection.commit()

    def memo(self, name: str, key: Digest) -> bytes | None:
        """A computed value kept under that name, if it was computed from what `key` digests."""
        row = self._connection.execute("SELECT value FROM memos WHERE name = ? AND key = ?", (name, key)).fetchone()
        return row[0] if row else None

    def record_memo(self, name: str, key: Digest, value: bytes) -> None:
        """Keeps a computed value."""
        self._connection.execute("INSERT OR REPLACE INTO memos VALUES (?,?,?)", (name, key, value))

    def renew_memo(self, name: str, old: Digest, new: Digest) -> None:
        """Keeps a value that was computed from what `old` digests as one that `new` gives just as well."""
        self._connection.execute("UPDATE memos SET key = ? WHERE name = ? AND key = ?", (new, name, old))


def _open(path: Path) -> sqlite3.Connection:
    """The ledger's database; one that cannot be read, or of another version, is begun again."""
    try:
        connection = _connect(path)
        if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return connection
        is_new = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not is_new:
            connection.close()
            raise sqlite3.DatabaseError("another version")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        connection = _connect(path)
    connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    connection.execute("PRAGMA page_size = 16384")  # bodies and pages of some kilobytes: a quarter of the writes
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


_OUTPUT_STATS = "SELECT path, mtime_ns, size FROM outputs WHERE site = ? ORDER BY path"


class OutputStatReader:
    """Reads the stats of outputs in a process of its own, and writes nothing. Raises sqlite3.Error where there is no
    ledger of this version."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=60)
        if self._connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            raise sqlite3.DatabaseError("another version")

    def rows(self, site: str) -> Iterator[tuple[str, int, int]]:
        """The same as the ledger's `output_stats`, the first first."""
        return self._connection.execute(_OUTPUT_STATS, (site,))


class BodyReader:
    """Reads bodies from the ledger in a worker process: opened once there, never written through.

    `is_still` says that the ledger is settled and that nobody writes to it meanwhile. It is then read without its
    journal and without locks, which work on one machine only, and from one thread at a time."""

    def __init__(self, path: Path, *, is_still: bool = False) -> None:
        how = "mode=ro&immutable=1" if is_still else "mode=ro"
        address = f"{path.resolve().as_uri()}?{how}"
        self._connection = sqlite3.connect(address, uri=True, timeout=60, check_same_thread=not is_still)

    def body(self, source: str) -> bytes | None:
        """The encoded body of that source."""
        query = "SELECT body FROM bodies WHERE id = (SELECT id FROM sources WHERE path = ?)"
        row = self._connection.execute(query, (source,)).fetchone()
        return row[0] if row else None
