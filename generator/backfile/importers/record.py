"""What was imported: each source's identity, the file that it became, and the text as it was written, so that a later
import can tell a person's edits from its own. Kept in `.backfile/imports.sqlite`."""

import sqlite3
import zlib
from pathlib import Path

import msgspec

_SCHEMA = """
CREATE TABLE IF NOT EXISTS imports (
  identity TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, text BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS imports_by_path ON imports (path);
"""


class Imported(msgspec.Struct, frozen=True):
    """A source that was imported: the file it became (from the archive's root), its checksum, the text written."""

    path: str
    sha256: str
    text: str


class ImportRecord:
    """The record of an archive's imports. Its loss costs no content: sources are then known by their front matter."""

    def __init__(self, root: Path) -> None:
        folder = root / ".backfile"
        folder.mkdir(exist_ok=True)
        self._connection = sqlite3.connect(folder / "imports.sqlite", timeout=60)
        self._connection.executescript(_SCHEMA)

    def find(self, identity: str) -> Imported | None:
        """What became of that source."""
        query = "SELECT path, sha256, text FROM imports WHERE identity = ?"
        row = self._connection.execute(query, (identity,)).fetchone()
        return Imported(row[0], row[1], zlib.decompress(row[2]).decode()) if row else None

    def owner(self, path: str) -> str:
        """The identity of the source that became that file; empty for a file that was not imported."""
        row = self._connection.execute("SELECT identity FROM imports WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def keep(self, identity: str, imported: Imported) -> None:
        """Remembers a source as imported."""
        text = zlib.compress(imported.text.encode())
        values = (identity, imported.path, imported.sha256, text)
        self._connection.execute("INSERT OR REPLACE INTO imports VALUES (?,?,?,?)", values)

    def close(self) -> None:
        """Saves and lets go."""
        self._connection.commit()
        self._connection.close()
