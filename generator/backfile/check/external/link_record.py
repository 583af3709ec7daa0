"""What earlier looks at outside links found, in `.backfile/links.sqlite`. Losing it costs looks, and the days on which
a link first failed."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import msgspec

from backfile.build.ledger import FOLDER
from backfile.check.external.errand import Finding, Kind

NAME = "links.sqlite"
DAMAGED = "links.sqlite.damaged"
_VERSION = 1
_SCHEMA = """
CREATE TABLE links (
    url TEXT PRIMARY KEY,
    kind TEXT NOT NULL,            -- fine, gone, failed, refused, private
    status INTEGER NOT NULL,       -- of HTTP; 0 where nothing answered
    reason TEXT NOT NULL,
    moved_to TEXT NOT NULL,
    looked INTEGER NOT NULL,       -- seconds since 1970
    first_failed INTEGER           -- when it began to fail; NULL while it does not
) WITHOUT ROWID
"""

DAY = 86_400


def day_of(seconds: int) -> str:
    """The day of UTC as `2026-05-04`."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


class Known(msgspec.Struct, frozen=True):
    """The last finding about a link, when it was made, and since when the link fails (None while it does not); both in
    seconds since 1970."""

    finding: Finding
    looked: int
    first_failed: int | None = None

    @property
    def is_dead(self) -> bool:
        """By a sure answer, or having failed on two days (of UTC): hosts are down for an hour now and then."""
        if self.first_failed is None:
            return False
        return self.finding.kind is Kind.GONE or self.looked // DAY > self.first_failed // DAY

    def is_due(self, now: int, older_than: int) -> bool:
        """Whether it is to be asked again: a link that fails on another day, any other after `older_than` days. What is
        in a private network costs nobody a request, and may be in another where the machine is elsewhere."""
        if self.finding.kind is Kind.PRIVATE:
            return True
        if self.finding.kind is Kind.FAILED:
            return now // DAY > self.looked // DAY
        return now - self.looked >= older_than * DAY


def noted(finding: Finding, before: Known | None, now: int) -> Known:
    """The finding of now on top of what was known before."""
    if finding.kind not in (Kind.GONE, Kind.FAILED):
        return Known(finding, now)
    since = before.first_failed if before else None
    return Known(finding, now, now if since is None else since)


class LinkRecord:
    """The record of the archive at `root`, open for one check. Each note is kept at once, so that a check that is cut
    off goes on where it was. A record that cannot be read is put aside and begun again (`is_begun_again`).
    Raises sqlite3.Error and OSError."""

    def __init__(self, root: Path) -> None:
        path = root / FOLDER / NAME
        path.parent.mkdir(exist_ok=True)
        self.is_begun_again = False
        try:
            self._database = _opened(path)
        except sqlite3.OperationalError:
            raise  # of another process, or the disk; the record itself is sound
        except sqlite3.DatabaseError:
            path.replace(path.with_name(DAMAGED))
            self._database, self.is_begun_again = _opened(path), True
        self._database.execute("PRAGMA synchronous = OFF")  # a kill loses nothing so, only a loss of power may

    def all(self, urls: Iterable[str]) -> dict[str, Known]:
        """What is known of those links."""
        rows = self._database.execute("SELECT url, kind, status, reason, moved_to, looked, first_failed FROM links")
        wanted = frozenset(urls)
        return {
            url: Known(Finding(url, Kind(kind), status, reason, moved_to), looked, failed)
            for url, kind, status, reason, moved_to, looked, failed in rows
            if url in wanted
        }

    def note(self, known: Known) -> None:
        """Keeps what was found in place of what was known."""
        found = known.finding
        row = (found.url, found.kind, found.status, found.reason, found.moved_to, known.looked, known.first_failed)
        self._database.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def __enter__(self) -> "LinkRecord":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            schema = f"DROP TABLE IF EXISTS links; {_SCHEMA}; PRAGMA user_version = {_VERSION}"
            database.executescript(f"BEGIN; {schema}; COMMIT")
    except BaseException:
        database.close()
        raise
    return database
