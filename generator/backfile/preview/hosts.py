"""Who may ask: only pages of the preview itself, under a name of its own. Keeps other web pages, which a browser lets
reach this machine, from reading an unpublished archive. Pure."""

from collections.abc import Sequence

import msgspec

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
WILDCARDS = ("0.0.0.0", "::")

Headers = Sequence[tuple[bytes, bytes]]


class Hosts(msgspec.Struct, frozen=True):
    """The names of a server that listens on `bind` (an address or a name) and `port`."""

    bind: str
    port: int

    def are_asked(self, headers: Headers, local_address: str) -> bool:
        """Whether the request names this server. `local_address` is where its connection came in: under a wildcard
        that address counts as well, for no foreign name can stand in its place."""
        given = _values(headers, b"host")
        return len(given) == 1 and given[0].lower() in self._known(local_address)

    def _known(self, local_address: str) -> set[str]:
        own = local_address if self.bind in WILDCARDS else self.bind
        names = {*OWN_NAMES, bracketed(own).lower()}
        return {f"{name}:{self.port}" for name in names} | (names if self.port == 80 else set())


def is_own_page(headers: Headers) -> bool:
    """Whether a page of the same origin asks, or the reader. The request's host was found right before."""
    hosts, origins = _values(headers, b"host"), _values(headers, b"origin")
    sites = _values(headers, b"sec-fetch-site")
    return all(site in ("same-origin", "none") for site in sites) and all(
        origin.lower() == f"http://{hosts[0].lower()}" for origin in origins
    )


def bracketed(address: str) -> str:
    """An address as it stands in a URL: IPv6 in brackets."""
    return f"[{address}]" if ":" in address else address


def _values(headers: Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key.lower() == name]
