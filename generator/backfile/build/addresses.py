"""The file of all addresses that were published: read with the archive, and renewed when a build publishes."""

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from backfile.archive.published import (
    HEADER,
    PUBLISHED,
    Address,
    Published,
    addresses_of,
    broken_promises,
    parse_published,
    renewed,
)
from backfile.build.current import Glance, fingerprint_of
from backfile.build.request import Request
from backfile.build.settings import Settings
from backfile.build.strangers import stranger
from backfile.config import Config
from backfile.digest import Digest
from backfile.pages.cards import Desk
from backfile.problems import Problem, warning


class Noted(msgspec.Struct, frozen=True):
    """How many addresses came into the file, and the fingerprint of the archive with the file as it is now."""

    addresses: int
    fingerprint: Digest


def read_published(root: Path, config: Config) -> Published | None:
    """What the file says; None where the archive has none, and so does not keep its addresses, and for what is no file
    of the archive, as the scan tells. Raises OSError."""
    file = root / PUBLISHED
    if not file.is_file() or stranger(file, root):
        return None
    return parse_published(file.read_bytes().decode("utf-8", "replace"), config.base_url)


def note_addresses(
    request: Request, settings: Settings, seen: Glance, published: Published | None, now: Collection[Address]
) -> Noted:
    """Writes the addresses of the articles `now` into the file, where there is one and the site is the archive's own:
    no preview, no drafts, no other folder or address. Raises OSError."""
    if published is None or not _is_own(request):
        return Noted(0, seen.fingerprint)
    found, data = _renewed(published, now, seen)
    file = request.root / PUBLISHED
    if data != file.read_bytes():
        aside = file.with_name(f".{file.name}.new")  # a name that no scan sees
        aside.write_bytes(data)
        os.replace(aside, file)  # noqa: PTH105 # the same on all systems
    fingerprint = fingerprint_of(request, settings, seen.scan, seen.engine)
    return Noted(len(found.lines) - len(published.lines), fingerprint)


def lost_addresses(
    request: Request, config: Config, seen: Glance, published: Published, desk: Desk
) -> tuple[Problem, ...]:
    """A warning for each address that leads nowhere, at its line in the file as it is once the site is published."""
    sources = frozenset(found.path for found in seen.scan.articles)
    lost = tuple(broken_promises(published, desk.addresses, sources))
    if lost and _is_own(request):
        data = _renewed(published, addresses_of(desk.archive), seen)[1]
        lost = tuple(broken_promises(parse_published(data.decode(), config.base_url), desk.addresses, sources))
    return tuple(warning(one.location, one.message, one.hint) for one in lost)


def _is_own(request: Request) -> bool:
    return request.output is None and not (request.base_url or request.drafts or request.future or request.expired)


def _renewed(published: Published, now: Collection[Address], seen: Glance) -> tuple[Published, bytes]:
    found = renewed(published, now, frozenset(one.path for one in seen.scan.articles))
    return found, (found.text if published.head else HEADER + found.text).encode()
