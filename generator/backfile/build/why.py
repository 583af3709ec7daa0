"""Why files of the site were written again, in words: for `--why`, a line a rewritten file. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from backfile.build.assets import Copy
from backfile.build.ledger import OutputRow
from backfile.build.shards import Shard, is_in_shard
from backfile.pages.page import Page, inputs_of, sources_shown

MOST_NAMED = 3
"""Of many names so many are told."""

decode_inputs = msgspec.msgpack.Decoder(dict[str, bytes]).decode

Why = tuple[str, str]
"""A file's path in the site, and the reason."""

NOT_AS_WRITTEN = "its file was not as it was written"


def why_pages(
    pages: Iterable[Page], written: Collection[str], owned: Mapping[str, OutputRow], changed: Collection[str]
) -> Iterator[Why]:
    """Of the pages that were rendered those whose bytes were written; `changed` are sources that are new, changed or
    gone."""
    for page in pages:
        if page.path in written:
            yield page.path, _why_page(page, owned.get(page.path), changed)


def _why_page(page: Page, row: OutputRow | None, changed: Collection[str]) -> str:
    """The inputs that differ, and the changed sources that the page shows."""
    if row is None:
        return "it is new"
    if not row.inputs:
        return "it was not there as written"
    fields = differing_inputs(row, page)
    if not fields:
        return NOT_AS_WRITTEN
    shown = sources_shown(page)
    parts = []
    for field in fields:
        sources = sorted(set(shown.get(field, ())) & set(changed))
        parts.append(f"{field} ({', '.join(sources)})" if sources else field)
    return "changed: " + "; ".join(parts)


def differing_inputs(row: OutputRow, page: Page) -> tuple[str, ...]:
    """The names of what a page is made from now and was not when the file of that row was written, or the other way."""
    old, new = decode_inputs(row.inputs), inputs_of(page)
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))


def why_copies(copies: Iterable[Copy], written: Collection[str], owned: Mapping[str, OutputRow]) -> Iterator[Why]:
    """Files that the site shows as they are."""
    for copy in copies:
        if copy.output in written:
            row = owned.get(copy.output)
            reason = NOT_AS_WRITTEN if row and row.key == copy.key else f"changed: {copy.shown}"
            yield copy.output, reason if row else "it is new"


def why_search(
    rows: Iterable[OutputRow],
    shards: Sequence[Shard],
    sources: Sequence[str],
    owned: Mapping[str, OutputRow],
    changed: Collection[str],
) -> Iterator[Why]:
    """Files of the search index. `sources` are those of the archive's entries, which the shards count."""
    for row in rows:
        shard = next((shard for shard in shards if is_in_shard(row.path, shard)), None)
        old = owned.get(row.path)
        if old is None:
            yield row.path, "it is new"
        elif old.key == row.key:
            yield row.path, NOT_AS_WRITTEN
        elif shard is None:
            yield row.path, "changed: how many indexes there are, or headlines and terms"
        else:
            touched = [sources[position] for position in shard.positions if sources[position] in changed]
            yield row.path, f"changed: {named(touched) or 'which articles it holds, the settings or Backfile'}"


def named(names: Sequence[str], between: str = "; ") -> str:
    """The first of the names, and how many more there are."""
    more = len(names) - MOST_NAMED
    return between.join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
