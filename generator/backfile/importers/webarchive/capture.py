"""A capture: what a web archive kept of one answer of a server."""

import msgspec

MAX_PAYLOAD = 200 * 1024 * 1024
"""The most bytes of one answer that are read: a longer one is no page and no picture."""


class Capture(msgspec.Struct, frozen=True):
    """An answer: its address, when it was taken (ISO 8601, UTC), its status and media type, where a redirect leads, and
    the digest and bytes of its content. `place` numbers it within its archive. A revisit has the digest of an earlier
    answer and no bytes; a resource was put there without a server, and counts as status 200. `offset` is where it can
    be read again, -1 where only the whole archive can. `charset` is what the server said of its encoding."""

    place: int
    url: str
    date: str
    status: int = 200
    mime: str = ""
    location: str = ""
    digest: str = ""
    payload: bytes = b""
    is_revisit: bool = False
    offset: int = -1
    charset: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is HTML that was there."""
        return self.status == 200 and not self.is_revisit and self.mime in ("text/html", "application/xhtml+xml")


class Damage(msgspec.Struct, frozen=True):
    """A place where an archive cannot be read, and why; what follows it was looked for all the same."""

    after: int
    reason: str
