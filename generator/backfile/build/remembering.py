"""What a build remembers of the site that it published, so that a small change needs to know no more of the archive."""

from collections.abc import Iterable

import msgspec

from backfile.archive.outline import Outline, outline_of
from backfile.archive.urls import folded
from backfile.build.ledger import Ledger
from backfile.digest import Digest
from backfile.pages.cards import Desk
from backfile.pages.leaning import leaning
from backfile.pages.sitemap import sitemap_files


class Remembered(msgspec.Struct, frozen=True):
    """A published archive without its articles; the sums of what its links lean on; in small letters, the files of the
    site in whose names there are others; its sitemaps; and the digest of the related articles that it shows."""

    outline: Outline
    leaning: bytes
    capitals: tuple[str, ...]
    sitemaps: tuple[str, ...]
    related: Digest


def remember(ledger: Ledger, site: str, sources: Digest, found: Remembered) -> None:
    """Keeps it as what was published of those sources."""
    ledger.record_memo(_name(site), sources, msgspec.msgpack.encode(found))


def remember_still(ledger: Ledger, site: str, old: Digest, new: Digest) -> None:
    """Keeps what was kept of the sources `old` for `new` ones that differ from them in texts alone: an outline holds no
    text, and the links in these lead to the same places."""
    ledger.renew_memo(_name(site), old, new)


def remembered(ledger: Ledger, site: str, sources: Digest) -> Remembered | None:
    """What was kept of those sources; None where it was not."""
    kept = ledger.memo(_name(site), sources)
    return msgspec.msgpack.decode(kept, type=Remembered) if kept is not None else None


def _name(site: str) -> str:
    return f"outline of {site}"


def to_remember(desk: Desk, files: Iterable[str], related: Digest) -> Remembered:
    """What to remember of a whole archive whose site has these files and shows related articles of that digest."""
    archive = desk.archive
    sums = leaning((*archive.entries, *archive.pages), desk.config)
    capitals = tuple(small for path in files if (small := folded(path)) != path)
    return Remembered(outline_of(archive), sums, capitals, sitemap_files(desk), related)
