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


_WAITING = 8192
"""So many new entries are put into the file together, in order: that takes a sixth of the time of one by one. Some 2 MB
of memory."""

_LAST_BIT = (1 << 23) - 1
"""A megabyte of bits says what is in the file. Of a million keys it is asked in vain for one in nine."""


class TextMap:
    """A map in the file at `path`, made if it is not there. Others can open it once it is saved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_SCHEMA)
        self._new: dict[str, str] = {}
        self._has_older = self._connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is not None
        self._has_newer = False
        self._put_here = bytearray() if self._has_older else bytearray((_LAST_BIT >> 3) + 1)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not (self._has_older or self._has_newer)

    def get(self, key: str, default: str = "", /) -> str:
        """The value of a key."""
        found = self._find(key)
        return default if found is None else found

    def setdefault(self, key: str, value: str, /) -> str:
        """Keeps a value for a key that has none; the key's value."""
        found = self._find(key)
        if found is not None:
            return found
        self._new[key] = value
        self._has_newer = True
        if len(self._new) >= _WAITING:
            self._put_down()
        return value

    def __contains__(self, key: object, /) -> bool:
        return isinstance(key, str) and self._find(key) is not None

    def save(self) -> None:
        """Lets others see what is in it."""
        self._put_down()
        self._connection.commit()

    def close(self) -> None:
        """Saves and lets go."""
        self.save()
        self._connection.close()

    def _find(self, key: str) -> str | None:
        if key in self._new:
            return self._new[key]
        if not self._may_be_in_file(key):
            return None
        row = self._connection.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _may_be_in_file(self, key: str) -> bool:
        bit = hash(key) & _LAST_BIT
        return self._has_older or bool(self._put_here[bit >> 3] >> (bit & 7) & 1)

    def _put_down(self) -> None:
        """Writes the new entries, and notes for each that it is there: most of what the file would be asked for it has
        not got."""
        self._connection.executemany("INSERT INTO entries VALUES (?, ?)", sorted(self._new.items()))
        if not self._has_older:
            for key in self._new:
                bit = hash(key) & _LAST_BIT
                self._put_here[bit >> 3] |= 1 << (bit & 7)
        self._new.clear()
