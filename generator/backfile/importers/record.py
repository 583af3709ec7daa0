"""What was imported: each source's identity, the file that it became, and the text as it was written, so that a later
import can tell a person's edits from its own. Kept in `.backfile/imports.sqlite`."""

import sqlite3
import zlib
from pathlib import Path

import msgspec

from backfile.problems import Location, Problem, warning

RECORD = ".backfile/imports.sqlite"

_TOGETHER = 256
"""Rows that are written together. All of an import are saved at its end, so that a kill loses none the more."""

_COLUMNS = ("identity", "path", "sha256", "text")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS imports (
  identity TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, text BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS imports_by_path ON imports (path);
CREATE TABLE IF NOT EXISTS duplicates (name TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS given (address TEXT PRIMARY KEY, path TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS given_by_path ON given (path);
"""


class Imported(msgspec.Struct, frozen=True):
    """A source that was imported: the file it became (from the archive's root), its checksum, the text written."""

    path: str
    sha256: str
    text: str


class Duplicate(msgspec.Struct, frozen=True):
    """A source that was left out as the same story as the file at `path`: and its checksum."""

    path: str
    sha256: str


class ImportRecord:
    """The record of an archive's imports. Its loss costs no content: sources are then known by their front matter. One
    that cannot be read is begun again, and `problems` says so."""

    def __init__(self, root: Path) -> None:
        path = root / RECORD
        path.parent.mkdir(exist_ok=True)
        self.problems: tuple[Problem, ...] = ()
        try:
            self._connection = _open(path)
        except sqlite3.OperationalError:
            raise  # locked, full or not to be written: nothing is wrong with what stands in it
        except sqlite3.DatabaseError as error:
            for ending in ("", "-journal", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            self._connection = _open(path)
            self.problems = (_begun_again(error),)
        self._has_duplicates, self._has_given = self._has_any("duplicates"), self._has_any("given")
        self._waiting: list[tuple[str, str, str, bytes]] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing was imported before."""
        return not self._has_any("imports")

    def _has_any(self, table: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    def find(self, identity: str) -> Imported | None:
        """What became of that source."""
        self._put_down()
        query = "SELECT path, sha256, text FROM imports WHERE identity = ?"
        row = self._connection.execute(query, (identity,)).fetchone()
        return Imported(row[0], row[1], zlib.decompress(row[2]).decode()) if row else None

    def owner(self, path: str) -> str:
        """The identity of the source that became that file; empty for a file that was not imported."""
        self._put_down()
        row = self._connection.execute("SELECT identity FROM imports WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def keep(self, identity: str, path: str, sha256: str, packed: bytes) -> None:
        """Remembers a source as imported; `packed` is the text as zlib packs its UTF-8."""
        self._waiting.append((identity, path, sha256, packed))
        if len(self._waiting) >= _TOGETHER:
            self._put_down()

    def _put_down(self) -> None:
        """Writes what waits, in its order, before anything is asked for or saved."""
        if self._waiting:
            self._connection.executemany("INSERT OR REPLACE INTO imports VALUES (?,?,?,?)", self._waiting)
            self._waiting.clear()

    def duplicate(self, name: str) -> Duplicate | None:
        """In whose favour that source was left out."""
        if not self._has_duplicates:
            return None
        row = self._connection.execute("SELECT path, sha256 FROM duplicates WHERE name = ?", (name,)).fetchone()
        return Duplicate(*row) if row else None

    def keep_duplicate(self, name: str, duplicate: Duplicate) -> None:
        """Remembers a source as left out."""
        self._has_duplicates = True
        values = (name, duplicate.path, duplicate.sha256)
        self._connection.execute("INSERT OR REPLACE INTO duplicates VALUES (?,?,?)", values)

    def given(self, path: str) -> tuple[str, ...]:
        """The addresses of sources that were left out in favour of that file, in the order in which they came."""
        if not self._has_given:
            return ()
        rows = self._connection.execute("SELECT address FROM given WHERE path = ? ORDER BY rowid", (path,))
        return tuple(row[0] for row in rows)

    def give(self, address: str, path: str) -> bool:
        """Gives a file the address of a source that was left out; whether it has it, as the first to be given it."""
        self._has_given = True
        self._connection.execute("INSERT OR IGNORE INTO given VALUES (?,?)", (address, path))
        found = self._connection.execute("SELECT path FROM given WHERE address = ?", (address,)).fetchone()
        return bool(found[0] == path)

    def close(self) -> None:
        """Saves and lets go."""
        self._put_down()
        self._connection.commit()
        self._connection.close()


def _open(path: Path) -> sqlite3.Connection:
    """The record's database. Raises DatabaseError, but no OperationalError, for one that cannot be used."""
    connection = sqlite3.connect(path, timeout=60)
    try:
        columns = tuple(row[1] for row in connection.execute("PRAGMA table_info(imports)"))
        if columns not in ((), _COLUMNS):
            raise sqlite3.DatabaseError("it is of another version")
        if (found := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)
        connection.executescript(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begun_again(error: sqlite3.DatabaseError) -> Problem:
    message = f"the record of what was imported could not be read ({error}) and was begun again."
    hint = (
        "Articles are known by the `source` in their front matter. One that changed there and here is merged if git "
        "has the text that was imported; else the source's version goes to quarantine."
    )
    return warning(Location(RECORD), message, hint)
