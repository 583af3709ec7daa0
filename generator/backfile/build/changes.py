"""What is out of date: a plan and a ledger in, what to do out. Pure: it is told what stands on the disk."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from backfile.build.assets import Copy
from backfile.build.ledger import OutputRow
from backfile.pages.page import Page, inputs_of, sources_shown

decode_inputs = msgspec.msgpack.Decoder(dict[str, bytes]).decode


class Changes(msgspec.Struct, frozen=True):
    """Pages to render and files to copy again, and the paths that are owned and wanted by nobody any more."""

    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    removed: tuple[str, ...]
    kept: int


def compare(
    pages: Sequence[Page],
    copies: Sequence[Copy],
    owned: Mapping[str, OutputRow],
    stands: Callable[[OutputRow], bool],
    leave: Iterable[str],
) -> Changes:
    """A page stays only if its key is equal and its file is there as written. `leave` are owned paths (the search
    index) that are not this comparison's business."""

    def is_current(path: str, key: bytes) -> bool:
        row = owned.get(path)
        return row is not None and row.key == key and stands(row)

    stale_pages = tuple(page for page in pages if not is_current(page.path, page.key))
    stale_copies = tuple(copy for copy in copies if not is_current(copy.output, copy.key))
    wanted = {page.path for page in pages} | {copy.output for copy in copies} | set(leave)
    removed = tuple(sorted(path for path in owned if path not in wanted))
    kept = len(pages) + len(copies) - len(stale_pages) - len(stale_copies)
    return Changes(stale_pages, stale_copies, removed, kept)


def reasons(page: Page, row: OutputRow | None, changed: Iterable[str]) -> str:
    """Why a page was written again, in words: the inputs that differ, and the changed sources that it shows."""
    if row is None:
        return "it is new"
    if not row.inputs:
        return "it was not there as written"
    old, new = decode_inputs(row.inputs), inputs_of(page)
    fields = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if not fields:
        return "its file was not as it was written"
    touched, shown = set(changed), sources_shown(page)
    parts = []
    for field in fields:
        sources = sorted(set(shown.get(field, ())) & touched)
        parts.append(f"{field} ({', '.join(sources)})" if sources else field)
    return "changed: " + "; ".join(parts)
