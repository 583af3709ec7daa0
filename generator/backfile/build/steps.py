"""Tells of a stage's progress, item by item, without asking anybody at each of 100,000 small items."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from backfile.build.request import Progress
from backfile.digest import Digest

Item = TypeVar("Item")

EVERY = 512
"""Small items between two words: at a microsecond each they are over in less than a blink, and a word costs as much."""


def told(items: Iterable[Item], progress: Progress, stage: str, total: int = 0, every: int = EVERY) -> Iterator[Item]:
    """The same items. They are taken `every` at a time, and are done when more are asked for. `total` is 0 where it is
    not known."""
    return chain.from_iterable(_portions(iter(items), progress, stage, total, every))


def _portions(
    items: Iterator[Item], progress: Progress, stage: str, total: int, every: int
) -> Iterator[tuple[Item, ...]]:
    done = 0
    progress(stage, done, total)
    while portion := tuple(islice(items, every)):
        yield portion
        done += len(portion)
        progress(stage, done, total)


def keeps_told(
    keeps: Callable[[str, Digest], bool], progress: Progress, stage: str, total: int
) -> Callable[[str, Digest], bool]:
    """The same question, asked of `total` files, the asking counted."""
    asked = 0

    def ask(path: str, key: Digest) -> bool:
        nonlocal asked
        asked += 1
        if asked % EVERY == 0 or asked == total:
            progress(stage, asked, total)
        return keeps(path, key)

    progress(stage, 0, total)
    return ask
