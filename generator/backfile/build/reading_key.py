"""What tells that a source is as it was read: stats and digests. Imports no heavy library."""

from collections.abc import Iterable

from backfile.build.ledger import StatRow
from backfile.build.sources import Found
from backfile.config import Config
from backfile.digest import Digest, digest_bytes, digest_of

TICK_NS = 50_000_000
"""A file written within this time before it was read may have been written again with the same stat."""

COARSE_TICK_NS = 2_000_000_000
"""The same where a file system keeps whole seconds."""


def reading_digest(config: Config, engine: Digest) -> Digest:
    """The digest of all that decides how a source is read beside its bytes."""
    return digest_of(config.timezone, config.taxonomies, config.markdown, engine)


def is_trusted(found: Found, row: StatRow, reading: Digest) -> bool:
    """Whether the stat proves the file to be what was read: it is the same, and old enough then that a later write
    must have changed it."""
    _, mtime_ns, size, inode, read_ns, how, _ = row
    if found.mtime_ns != mtime_ns or found.size != size or found.inode != inode or how != reading:
        return False
    tick = COARSE_TICK_NS if mtime_ns % 1_000_000_000 == 0 else TICK_NS
    return mtime_ns + tick < read_ns


def sources_digest(sources: Iterable[tuple[str, bytes]]) -> Digest:
    """The digest of all sources, given by path and digest in the order of their paths. A path ends with a zero byte,
    which none holds, and each digest begins with its length, so that borders count."""
    return digest_bytes(b"".join([b"%b\0%c%b" % (path.encode(), len(digest), digest) for path, digest in sources]))
