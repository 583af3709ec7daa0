"""The index of the captures of an import: which page of an address is taken, and where its pictures are. In a file, for
an archive of five gigabytes has a million captures."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from backfile.importers.links import address_key
from backfile.importers.webarchive.capture import Capture

_SCHEMA = """
CREATE TABLE captures (
  archive TEXT, place INTEGER, offset INTEGER, key TEXT, url TEXT, date TEXT, digest TEXT, is_page INTEGER,
  mime TEXT, target TEXT, file TEXT);
CREATE TABLE chosen (archive TEXT, place INTEGER, PRIMARY KEY (archive, place)) WITHOUT ROWID;
"""


class Where(msgspec.Struct, frozen=True):
    """Where a medium is: in an archive at an offset, or already in a file."""

    archive: str
    offset: int
    file: str


class Index:
    """The index in the file at `path`, made if it is not there."""

    def __init__(self, path: Path) -> None:
        is_new = not path.exists()
        self._connection = sqlite3.connect(path, timeout=60)
        if is_new:
            self._connection.executescript(_SCHEMA)

    def add(self, archive: str, capture: Capture, file: str = "") -> None:
        """Takes in a capture; `file` is where its bytes are, if they were written out."""
        target = address_key(capture.location) if 300 <= capture.status < 400 and capture.location else ""
        values = (
            archive,
            capture.place,
            capture.offset,
            address_key(capture.url),
            capture.url,
            capture.date,
            capture.digest,
            capture.is_page,
            capture.mime if capture.status == 200 and not capture.is_revisit else "",
            target,
            file,
        )
        self._connection.execute(f"INSERT INTO captures VALUES ({','.join('?' * len(values))})", values)

    def choose(self) -> None:
        """Settles which captures are read: of each address the latest page, and of pages with the same bytes one."""
        self._connection.executescript("""
            CREATE INDEX by_key ON captures (key, date);
            CREATE INDEX by_target ON captures (target) WHERE target != '';
            INSERT INTO chosen SELECT archive, place FROM (
              SELECT archive, place, key, digest, row_number() OVER (
                PARTITION BY CASE digest WHEN '' THEN key ELSE digest END ORDER BY length(url), url, date) AS n
              FROM (SELECT *, row_number() OVER (PARTITION BY key ORDER BY date DESC, archive, place) AS latest
                    FROM captures WHERE is_page) WHERE latest = 1) WHERE n = 1;
        """)
        self._connection.commit()

    def is_chosen(self, archive: str, place: int) -> bool:
        """Whether that capture is the one of its page that is read."""
        query = "SELECT 1 FROM chosen WHERE archive = ? AND place = ?"
        return self._connection.execute(query, (archive, place)).fetchone() is not None

    def addresses(self, capture: Capture) -> Iterator[str]:
        """Other addresses at which the same page was: with the same bytes, or leading there."""
        query = (
            "SELECT url FROM captures WHERE is_page AND digest = ? AND digest != '' UNION "
            "SELECT url FROM captures WHERE target = ? ORDER BY url"
        )
        for (url,) in self._connection.execute(query, (capture.digest, address_key(capture.url))):
            if url != capture.url:
                yield url

    def medium(self, url: str) -> Where | None:
        """Where the latest picture, sound, film or document of that address is."""
        query = (
            "SELECT archive, offset, file FROM captures WHERE key = ? AND mime != '' AND NOT is_page "
            "ORDER BY date DESC LIMIT 1"
        )
        row = self._connection.execute(query, (address_key(url),)).fetchone()
        return Where(*row) if row else None

    def close(self) -> None:
        """Saves and lets go."""
        self._connection.commit()
        self._connection.close()
