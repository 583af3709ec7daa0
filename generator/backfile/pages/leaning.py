"""What the links of an archive lean on: the sources and outputs whose coming or going could change where one leads."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from zlib import crc32

from backfile.archive.catalog import Entry
from backfile.config import Config, menu_links
from backfile.pages.cards import outputs_of, sought


def leaning(entries: Iterable[Entry], config: Config | None = None) -> bytes:
    """The sums (CRC-32, rising, in this machine's order of bytes) of the names that decide where the inside links of
    these entries lead and, with settings, those of the menus. A sum may be another name's too: then it only seems that
    more changes."""
    return _packed(crc32(name.encode()) for name in _names(entries, config))


def joined(first: bytes, second: bytes) -> bytes:
    """The sums of both."""
    return _packed((*_unpacked(first), *_unpacked(second)))


def lean_on(sums: bytes, names: Iterable[str]) -> bool:
    """Whether one of the links may lead elsewhere when these sources and outputs come or go."""
    ordered = _unpacked(sums)
    for name in names:
        found = crc32(name.encode())
        place = bisect_left(ordered, found)
        if place < len(ordered) and ordered[place] == found:
            return True
    return False


def _names(entries: Iterable[Entry], config: Config | None) -> Iterator[str]:
    for entry in entries:
        for written, _ in entry.article.targets:
            yield from sought(written, entry)
    for _, url in menu_links(config) if config else ():
        yield from outputs_of(url.partition("#")[0].partition("?")[0])


def _packed(sums: Iterable[int]) -> bytes:
    return array("I", sorted(set(sums))).tobytes()


def _unpacked(sums: bytes) -> "memoryview[int]":
    return memoryview(sums).cast("I")
