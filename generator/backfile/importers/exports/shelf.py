"""What one part of an export says and others refer to: values by kind and key, kept in SQLite, as a publication may
have a million comments. Knows nothing of what the values are."""

from backfile.importers.exports.keeping import Filling, open_filled

_SCHEMA = """
CREATE TABLE held (place TEXT, kind TEXT, key TEXT, position INTEGER, number INTEGER, value BLOB,
  PRIMARY KEY (place, kind, key, position, number)) WITHOUT ROWID;
"""
_FURTHEST = 1 << 62


class ShelfWriter:
    """Fills a shelf: a file in `folder`, or in memory where there is none."""

    def __init__(self, folder: str) -> None:
        self._filling = Filling(folder, "shelf", _SCHEMA)
        self._count = 0

    def add(self, place: str, kind: str, key: str, value: bytes, position: int = 0) -> None:
        """A value; those of one key come in the order of their positions, then as they were added. `place` parts
        sources whose keys may be the same."""
        self._count += 1
        position = max(-_FURTHEST, min(_FURTHEST, position))
        row = (_writable(place), kind, _writable(key), position, self._count, value)
        self._filling.connection.execute("INSERT INTO held VALUES (?,?,?,?,?,?)", row)

    def finish(self) -> str | bytes:
        """Closes; what `Shelf` opens again: a path, or the whole content. Both pickle."""
        return self._filling.finish()


class Shelf:
    """Looks things up; changes nothing."""

    def __init__(self, kept: str | bytes) -> None:
        self._connection = open_filled(kept)

    def all(self, place: str, kind: str, key: str) -> tuple[bytes, ...]:
        """The values of a key, in their order."""
        query = "SELECT value FROM held WHERE place=? AND kind=? AND key=? ORDER BY position, number"
        rows = self._connection.execute(query, (_writable(place), kind, _writable(key))).fetchall()
        return tuple(row[0] for row in rows)

    def first(self, place: str, kind: str, key: str) -> bytes | None:
        """The first value of a key."""
        return next(iter(self.all(place, kind, key)), None)

    def close(self) -> None:
        """Lets the file go."""
        self._connection.close()


def _writable(text: str) -> str:
    """The text with bytes that are no UTF-8 written out, as a database takes none."""
    return text.encode("utf-8", "backslashreplace").decode()
