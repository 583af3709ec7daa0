"""Reads the files that Pagefind writes: gzip around a mark and CBOR (RFC 8949, what of it they use)."""

import gzip
from pathlib import Path
from typing import Any

MARK = b"pagefind_dcd"


def decoded(path: Path) -> Any:
    """The value in a file of an index: lists, texts and numbers."""
    data = gzip.decompress(path.read_bytes())
    assert data.startswith(MARK), path
    value, end = _item(data, len(MARK))
    assert end == len(data), path
    return value


def _item(data: bytes, at: int) -> tuple[object, int]:
    """The item that begins at `at`, and where the next one does."""
    kind, count = data[at] >> 5, data[at] & 31
    at += 1
    if count >= 24:
        width = 1 << (count - 24)
        count, at = int.from_bytes(data[at : at + width]), at + width
    match kind:
        case 0:  # a number, and the others as RFC 8949 counts them
            return count, at
        case 1:
            return -1 - count, at
        case 2:
            return data[at : at + count], at + count
        case 3:
            return data[at : at + count].decode(), at + count
        case 4:
            items = []
            for _ in range(count):
                item, at = _item(data, at)
                items.append(item)
            return items, at
    raise AssertionError(f"an item of type {kind} is not foreseen")
