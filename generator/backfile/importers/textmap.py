"""Maps of texts to texts that may have a million entries, in files: dictionaries of 100,000 posts' addresses alone took
200 MB."""

import sqlite3
from pathlib import Path
from typing import Protocol

_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Texts(Protocol):
    """What of a dictionary is needed; a `dict` will do."""

    def get(self, key: str, default: str, /) -> str:
        """The value of a key."""
        ...

    def setdefault(self, key: str, value: str, /) -> str:
        """Keeps a value for a key that has none; the key's value."""
        ...

    def __contains__(self, key: object, /) -> bool: ...


class TextMap:
    """A map in the file at `path`, made if it is not there. Others can open it once it is saved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_SCHEMA)

    def get(self, key: str, default: str = "", /) -> str:
        """The value of a key."""
        row = self._connection.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        return row[0] if row else default

    def setdefault(self, key: str, value: str, /) -> str:
        """Keeps a value for a key that has none; the key's value."""
        added = self._connection.execute("INSERT OR IGNORE INTO entries VALUES (?, ?)", (key, value))
        return value if added.rowcount else self.get(key)

    def __contains__(self, key: object, /) -> bool:
        return isinstance(key, str) and self.get(key, "\0") != "\0"

    def save(self) -> None:
        """Lets others see what is in it."""
        self._connection.commit()

    def close(self) -> None:
        """Saves and lets go."""
        self._connection.commit()
        self._connection.close()
