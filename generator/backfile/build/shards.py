"""The plan of the search: which articles stand together in an index, and what memory its making takes. Pure."""

from collections.abc import Iterator, Sequence

import msgspec

from backfile.archive.catalog import Entry
from backfile.build.search_records import terms_of
from backfile.digest import Digest, digest_of
from backfile.pages.cards import Desk

MERGE_BELOW = 2
"""An archive of up to two shards is one index, as long as the memory for it is there: below about 8,000 articles one
index answers fastest."""

Positions = Sequence[int]
"""Articles as their places in the archive, oldest first."""


class Shard(msgspec.Struct, frozen=True):
    """Some of the articles, oldest first, as positions in the archive: where their index goes, its key, and about how
    much memory Pagefind takes to make it, in MB."""

    folder: str
    positions: tuple[int, ...]
    key: Digest
    memory_mb: int


def plan_shards(desk: Desk, base: str, reading: Digest) -> tuple[Shard, ...]:
    """The shards of the archive. A full one is never moved: only the last takes new articles."""
    positions = [p for p, entry in enumerate(desk.archive.entries) if _is_searchable(entry)]
    return tuple(
        Shard(folder, tuple(part), _key(part, desk, base, reading), _memory_mb(part, desk))
        for folder, part in _parts(positions, desk)
    )


def _parts(positions: Positions, desk: Desk) -> Iterator[tuple[str, Positions]]:
    """The articles of each shard with its folder. A stretch of `shard_size` articles that is too much for the memory is
    cut by itself, so that others stay where they are."""
    search = desk.config.search
    is_one = len(positions) <= search.shard_size * MERGE_BELOW and _memory_mb(positions, desk) <= search.memory_mb
    size = max(len(positions), 1) if is_one else search.shard_size
    stretches = _cut(positions, size) or [positions]
    for number, stretch in enumerate(stretches, 1):
        for part_number, part in enumerate(_fitting(stretch, size, desk), 1):
            yield shard_folder(number, part_number), part


def shard_folder(number: int, part: int = 1) -> str:
    """Where a shard's index stands: the first in `pagefind`, where the script is looked for."""
    name = f"shard-{number}" if part == 1 else f"shard-{number}-{part}"
    return "pagefind" if name == "shard-1" else f"pagefind/{name}"


def is_in_shard(path: str, shard: Shard) -> bool:
    """Whether a file of the site belongs to that shard: the first's folder holds the others'."""
    inside = path.startswith(f"{shard.folder}/")
    return inside and (shard.folder != "pagefind" or not path.startswith("pagefind/shard-"))


def _fitting(stretch: Positions, size: int, desk: Desk) -> list[Positions]:
    """A stretch that holds, or will hold, `size` articles, in the fewest equal parts that fit into the memory. A last
    one that is still filling is cut as if it were full, lest every new article move all the cuts."""
    limit = desk.config.search.memory_mb
    words = _words(stretch, desk) / max(len(stretch), 1)
    for count in range(1, size):
        part_size = -(-size // count)
        parts = _cut(stretch, part_size) or [stretch]
        if max(memory_mb(part_size, part_size * words), *(_memory_mb(part, desk) for part in parts)) <= limit:
            return parts
    return _cut(stretch, 1) or [stretch]


def _cut(positions: Positions, size: int) -> list[Positions]:
    return [positions[start : start + size] for start in range(0, len(positions), size)]


def _memory_mb(positions: Positions, desk: Desk) -> int:
    return memory_mb(len(positions), _words(positions, desk))


def memory_mb(articles: int, words: float) -> int:
    """About how many MB Pagefind (1.5.2) takes at its peak to index so many articles of so many words together. It took
    2,136 for 5,000 of 714 words with tags, 1,020 for half of them, 384 for 5,000 of 110, 226 for 500 of 719."""
    return round(12 + articles / 100 + words * 580 / 1_000_000)


def _words(positions: Positions, desk: Desk) -> int:
    return sum(desk.archive.entries[position].article.words for position in positions)


def _is_searchable(entry: Entry) -> bool:
    return entry.article.searchable and not entry.article.noindex


def _key(positions: Positions, desk: Desk, base: str, reading: Digest) -> Digest:
    entries = desk.archive.entries
    facts = [(entries[p].article.digest, desk.cards[p], terms_of(entries[p], desk)) for p in positions]
    return digest_of(facts, desk.config.language, base, reading)
