"""What an export knows beside its posts: authors, terms, media and reusable blocks, kept in SQLite, as a publication
may have a hundred thousand pictures. One table row knows its site: several exports can be read at once."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from backfile.importers.exports.keeping import Filling, open_filled
from backfile.importers.wordpress.addresses import media_key, original_size, path_of

_SCHEMA = """
CREATE TABLE authors (site TEXT, login TEXT, name TEXT, PRIMARY KEY (site, login)) WITHOUT ROWID;
CREATE TABLE terms (site TEXT, taxonomy TEXT, slug TEXT, id TEXT, name TEXT, parent TEXT,
  PRIMARY KEY (site, taxonomy, slug)) WITHOUT ROWID;
CREATE INDEX terms_by_id ON terms (site, id);
CREATE TABLE media (site TEXT, id TEXT, parent TEXT, position INTEGER, key TEXT, value BLOB,
  PRIMARY KEY (site, id)) WITHOUT ROWID;
CREATE INDEX media_by_parent ON media (site, parent);
CREATE INDEX media_by_key ON media (site, key);
CREATE TABLE addresses (site TEXT, path TEXT, PRIMARY KEY (site, path)) WITHOUT ROWID;
CREATE TABLE numbers (site TEXT, id TEXT, link TEXT, PRIMARY KEY (site, id, link)) WITHOUT ROWID;
CREATE TABLE shared (site TEXT, id TEXT, PRIMARY KEY (site, id)) WITHOUT ROWID;
CREATE TABLE blocks (site TEXT, id TEXT, content TEXT, PRIMARY KEY (site, id)) WITHOUT ROWID;
CREATE TABLE remarks (site TEXT, post TEXT, id TEXT, value BLOB, PRIMARY KEY (site, post, id)) WITHOUT ROWID;
"""
_MAX_DEPTH = 16
_WAITING = 1024


class Medium(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the media library. `caption` and `description` are HTML; `file` is its path below the uploads."""

    id: str
    url: str
    link: str = ""
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    mime: str = ""
    file: str = ""
    parent: str = ""
    position: int = 0


class KnownTerm(msgspec.Struct, frozen=True):
    """A term as the export declares it; `parent` is the slug (or, in JSON, the id) of the one above it."""

    taxonomy: str
    slug: str
    id: str
    name: str
    parent: str = ""


class LibraryWriter:
    """Fills a library: a file in `folder`, or in memory where there is none."""

    def __init__(self, folder: str) -> None:
        self._filling = Filling(folder, "library", _SCHEMA)
        self._connection = self._filling.connection
        self._addresses: list[tuple[str, str]] = []
        self._numbers: list[tuple[str, str, str]] = []

    def add_author(self, site: str, login: str, name: str) -> None:
        """An author's name as readers see it; a later one with the same login counts no more."""
        self._connection.execute("INSERT OR IGNORE INTO authors VALUES (?,?,?)", (site, login.casefold(), name))

    def add_term(self, site: str, term: KnownTerm) -> None:
        """A term that is declared."""
        row = (site, term.taxonomy, term.slug, term.id, term.name, term.parent)
        self._connection.execute("INSERT OR IGNORE INTO terms VALUES (?,?,?,?,?,?)", row)

    def add_medium(self, site: str, medium: Medium) -> None:
        """A file of the media library."""
        value = msgspec.msgpack.encode(medium)
        row = (site, medium.id, medium.parent, medium.position, media_key(medium.url), value)
        self._connection.execute("INSERT OR REPLACE INTO media VALUES (?,?,?,?,?,?)", row)

    def add_address(self, site: str, link: str, number: str) -> None:
        """The address that a post has now, and its number."""
        self._addresses.append((site, unquote(path_of(link))))
        self._numbers.append((site, number, link))
        if len(self._addresses) >= _WAITING:
            self._put_down()

    def _put_down(self) -> None:
        """Many rows together are put down in half the time of one by one."""
        self._connection.executemany("INSERT OR IGNORE INTO addresses VALUES (?,?)", self._addresses)
        self._connection.executemany("INSERT OR IGNORE INTO numbers VALUES (?,?,?)", self._numbers)
        self._addresses.clear()
        self._numbers.clear()

    def add_block(self, site: str, number: str, content: str) -> None:
        """A reusable block."""
        self._connection.execute("INSERT OR REPLACE INTO blocks VALUES (?,?,?)", (site, number, content))

    def add_remark(self, site: str, post: str, number: str, value: bytes) -> None:
        """A comment that is kept apart from its post."""
        self._connection.execute("INSERT OR REPLACE INTO remarks VALUES (?,?,?,?)", (site, post, number, value))

    def finish(self) -> str | bytes:
        """Closes; what `Library` opens again: a path, or the whole content. Both pickle."""
        self._put_down()
        self._connection.execute(
            "INSERT INTO shared SELECT site, id FROM numbers GROUP BY site, id HAVING count(*) > 1"
        )
        return self._filling.finish()


class Library:
    """What one site's exports know. Looks things up; changes nothing."""

    def __init__(self, kept: str | bytes, site: str) -> None:
        self._site = site
        self._connection = open_filled(kept)
        self._is_any_shared = self._one("SELECT id FROM shared WHERE site = ? LIMIT 1") is not None
        self.author = lru_cache(1024)(self._author)
        self.term = lru_cache(8192)(self._term)
        self.medium = lru_cache(1024)(self._medium)
        self.medium_at = lru_cache(1024)(self._medium_at)

    def close(self) -> None:
        """Lets the file go."""
        self._connection.close()

    def _one(self, query: str, *values: str) -> tuple[str, ...] | None:
        row: tuple[str, ...] | None = self._connection.execute(query, (self._site, *values)).fetchone()
        return row

    def _author(self, login: str) -> str:
        """The name of a login (or user id), empty for none. Logins are the same in capitals."""
        row = self._one("SELECT name FROM authors WHERE site = ? AND login = ?", login.casefold())
        return row[0] if row else ""

    def _term(self, taxonomy: str, slug: str) -> KnownTerm | None:
        """A term by its slug."""
        row = self._one("SELECT taxonomy, slug, id, name, parent FROM terms WHERE site=? AND taxonomy=? AND slug=?",
                        taxonomy, slug)  # fmt: skip
        return KnownTerm(*row) if row else None

    def term_by_id(self, taxonomy: str, number: str) -> KnownTerm | None:
        """A term by its number."""
        row = self._one("SELECT taxonomy, slug, id, name, parent FROM terms WHERE site=? AND id=? AND taxonomy=?",
                        number, taxonomy)  # fmt: skip
        return KnownTerm(*row) if row else None

    def term_of_any(self, number: str) -> KnownTerm | None:
        """A term by its number, whatever its taxonomy: numbers are one row for all."""
        row = self._one("SELECT taxonomy, slug, id, name, parent FROM terms WHERE site=? AND id=?", number)
        return KnownTerm(*row) if row else None

    def above(self, term: KnownTerm) -> tuple[KnownTerm, ...]:
        """The terms above one, the highest first. A circle ends where it began."""
        found: list[KnownTerm] = []
        seen = {term.slug}
        while term.parent not in ("", "0") and len(found) < _MAX_DEPTH:
            parent = self.term(term.taxonomy, term.parent) or self.term_by_id(term.taxonomy, term.parent)
            if parent is None or parent.slug in seen:
                break
            seen.add(parent.slug)
            found.insert(0, parent)
            term = parent
        return tuple(found)

    def _medium(self, number: str) -> Medium | None:
        """A medium by its number."""
        return _decoded(self._connection.execute("SELECT value FROM media WHERE site=? AND id=?",
                                                 (self._site, number)).fetchone())  # fmt: skip

    def _medium_at(self, url: str) -> Medium | None:
        """The medium that an address is of, in whatever size."""
        for key in dict.fromkeys((media_key(url), media_key(original_size(url)))):
            row = self._connection.execute(
                "SELECT value FROM media WHERE site=? AND key=?", (self._site, key)
            ).fetchone()
            if row:
                return _decoded(row)
        return None

    def media_of(self, post: str) -> Iterator[Medium]:
        """The media that were uploaded to a post, in the order of a gallery."""
        query = "SELECT value FROM media WHERE site=? AND parent=? ORDER BY position, CAST(id AS INTEGER)"
        for row in self._connection.execute(query, (self._site, post)).fetchall():
            yield _MEDIUM.decode(row[0])

    def has_address(self, path: str) -> bool:
        """Whether a post has that address now."""
        return self._one("SELECT path FROM addresses WHERE site = ? AND path = ?", path) is not None

    def is_shared(self, number: str) -> bool:
        """Whether several posts have that number: exports that were put together by hand."""
        return self._is_any_shared and self._one("SELECT id FROM shared WHERE site=? AND id=?", number) is not None

    def block(self, number: str) -> str | None:
        """The content of a reusable block."""
        row = self._one("SELECT content FROM blocks WHERE site = ? AND id = ?", number)
        return row[0] if row else None

    def remarks(self, post: str) -> tuple[bytes, ...]:
        """The comments on a post that are kept apart from it."""
        query = "SELECT value FROM remarks WHERE site=? AND post=? ORDER BY CAST(id AS INTEGER)"
        return tuple(row[0] for row in self._connection.execute(query, (self._site, post)))


_MEDIUM = msgspec.msgpack.Decoder(Medium)


def _decoded(row: tuple[bytes] | None) -> Medium | None:
    return _MEDIUM.decode(row[0]) if row else None
