"""What is out of date: a plan and a ledger in, what to do out. Pure: it is told what stands on the disk."""

from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from backfile.build.assets import Copy
from backfile.digest import Digest
from backfile.pages.page import Page


class Changes(msgspec.Struct, frozen=True):
    """Pages to render and files to copy again, and the paths that are owned and wanted by nobody any more."""

    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    removed: tuple[str, ...]
    kept: int


def compare(
    pages: Sequence[Page],
    copies: Sequence[Copy],
    owned: Collection[str],
    keeps: Callable[[str, Digest], bool],
    leave: Iterable[str],
) -> Changes:
    """`keeps` tells whether the file at a path may stay for that key. `leave` are owned paths (the search index) that
    are not this comparison's business."""
    stale_pages = tuple(page for page in pages if not keeps(page.path, page.key))
    stale_copies = tuple(copy for copy in copies if not keeps(copy.output, copy.key))
    left = set(owned)
    left.difference_update((page.path for page in pages), (copy.output for copy in copies), leave)
    removed = tuple(sorted(left))
    kept = len(pages) + len(copies) - len(stale_pages) - len(stale_copies)
    return Changes(stale_pages, stale_copies, removed, kept)
