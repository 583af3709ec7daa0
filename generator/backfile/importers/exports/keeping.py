"""A database that one pass over an export fills and the next only reads: a file in a folder, or in memory where there
is none. What goes from one to the other pickles. Knows nothing of what is in it."""

import sqlite3
from pathlib import Path

_FAST = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
"""It goes with the import, so nothing has to outlive a crash."""


class Filling:
    """A new database of that schema, called `name` where it is a file in `folder`."""

    def __init__(self, folder: str, name: str, schema: str) -> None:
        self._path = str(Path(folder) / f"{name}.sqlite") if folder else ""
        self.connection = sqlite3.connect(self._path or ":memory:")
        self.connection.executescript(_FAST + schema)

    def finish(self) -> str | bytes:
        """Closes; what `open_filled` opens again: a path, or the whole content."""
        self.connection.commit()
        kept: str | bytes = self._path or self.connection.serialize()
        self.connection.close()
        return kept


def open_filled(kept: str | bytes) -> sqlite3.Connection:
    """The database that was filled, for reading."""
    if isinstance(kept, str):
        return sqlite3.connect(f"{Path(kept).resolve().as_uri()}?mode=ro", uri=True)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(kept)
    return connection
