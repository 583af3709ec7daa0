"""Digests of canonical values: equal values give equal digests on any machine, in any order of hashing."""

from hashlib import blake2b
from typing import Any, NewType

import msgspec

Digest = NewType("Digest", bytes)

DIGEST_BYTES = 16

_canonical = msgspec.msgpack.Encoder(order="deterministic")
_in_order = msgspec.msgpack.Encoder()


def digest_bytes(*parts: bytes) -> Digest:
    """The digest (16 bytes of BLAKE2b) of the parts, each framed by its length so that borders count."""
    state = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return Digest(state.digest())


def digest_of(*values: Any) -> Digest:
    """The digest of values that msgspec can encode: structs, text, numbers, tuples, mappings (by sorted key)."""
    return digest_bytes(*map(_canonical.encode, values))


def digest_as_shown(*values: Any) -> Digest:
    """The digest of values that a template is handed: it may walk a mapping, so the order of one counts too."""
    return digest_bytes(*map(_in_order.encode, values))
