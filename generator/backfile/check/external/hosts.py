"""Which numeric addresses may be asked. An archive's links come from strangers, and a link checker that followed them
into the network of whoever runs it would open its routers and its cloud's metadata to them. Pure."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

IsAllowed = Callable[[str], bool]
"""Whether a numeric address may be asked."""

NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses behind which a translator finds the IPv4 address of their last 32 bits (RFC 6052)."""


def is_public(address: str) -> bool:
    """Whether the numeric address is one of the open internet, also as seen through the forms of IPv6 that hold one of
    IPv4."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (found, *_within(found)))


def _within(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    translated = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    held = (address.ipv4_mapped, address.sixtofour, translated, *(address.teredo or ()))
    return tuple(one for one in held if one is not None)
