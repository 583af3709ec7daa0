"""The file of all addresses that were published: read with the archive, and renewed when a build publishes."""

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from backfile.archive.published import HEADER, PUBLISHED, Address, Published, parse_published, renewed
from backfile.build.current import Glance, fingerprint_of
from backfile.build.request import Request
from backfile.build.settings import Settings
from backfile.config import Config
from backfile.digest import Digest


class Noted(msgspec.Struct, frozen=True):
    """How many addresses came into the file, and the fingerprint of the archive with the file as it is now."""

    addresses: int
    fingerprint: Digest


def read_published(root: Path, config: Config) -> Published | None:
    """What the file says; None where the archive has none, and so does not keep its addresses. Raises OSError."""
    try:
        data = (root / PUBLISHED).read_bytes()
    except FileNotFoundError:
        return None
    return parse_published(data.decode("utf-8", "replace"), config.base_url)


def note_addresses(
    request: Request, settings: Settings, seen: Glance, published: Published | None, now: Collection[Address]
) -> Noted:
    """Writes the addresses of the articles `now` into the file, where there is one and the site is the archive's own:
    no preview, no drafts, no other folder or address. Raises OSError."""
    is_own = request.output is None and not (request.base_url or request.drafts or request.future or request.expired)
    if published is None or not is_own:
        return Noted(0, seen.fingerprint)
    sources = frozenset(found.path for found in seen.scan.articles)
    found = renewed(published, now, sources)
    data = (found.text if published.head else HEADER + found.text).encode()
    file = request.root / PUBLISHED
    if data != file.read_bytes():
        aside = file.with_name(f".{file.name}.new")  # a name that no scan sees
        aside.write_bytes(data)
        os.replace(aside, file)  # noqa: PTH105 # the same on all systems
    fingerprint = fingerprint_of(request, settings, seen.scan, seen.engine)
    return Noted(len(found.lines) - len(published.lines), fingerprint)
