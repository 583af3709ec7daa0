"""Decides when to build: once at the start, once after each change (or once after many that came during a build), and
the search index when all is quiet. Knows of neither processes nor files."""

import asyncio
from collections.abc import Collection
from typing import Protocol

from backfile.build.request import Progress, Result
from backfile.preview.changes import are_styles
from backfile.preview.live import Live
from backfile.preview.messages import Order

QUIET_SECONDS = 1.0
"""The search index is made after so long without a change: nobody waits for it, and a save must not wait for it."""


class Builds(Protocol):
    """What builds: `backfile.preview.builder.Builder`, or a fake."""

    async def build(self, order: Order, progress: Progress) -> Result: ...

    async def stop(self) -> None: ...


class Teller(Protocol):
    """Tells a person what happens."""

    def progress(self, stage: str, done: int, total: int) -> None: ...

    def built(self, changed: Collection[str], result: Result) -> None: ...

    def indexed(self, result: Result) -> None: ...

    def note(self, text: str) -> None: ...


class Orders(Protocol):
    """Makes the orders of builds that begin now: of pages, and of the search index where the archive wants one."""

    def pages(self) -> Order: ...

    def index(self) -> Order | None: ...


class Rebuilding:
    """Keeps the site up to date with what `changed` tells; `builder` builds pages, `indexer` the search index."""

    def __init__(self, orders: Orders, builder: Builds, indexer: Builds, live: Live, teller: Teller) -> None:
        self._orders = orders
        self._builder = builder
        self._indexer = indexer
        self._live = live
        self._teller = teller
        self._pending: set[str] = set()
        self._is_changed = asyncio.Event()
        self._is_index_due = False

    def changed(self, paths: Collection[str]) -> None:
        """Files have changed: there will be a build that sees them."""
        self._pending.update(paths)
        self._is_changed.set()

    async def run(self) -> None:
        """Builds now and after each change, until it is cancelled."""
        while True:
            await self._rebuild()
            await self._wait_for_change()

    async def _rebuild(self) -> None:
        self._is_changed.clear()
        changed, self._pending = self._pending, set()
        result = await self._builder.build(self._orders.pages(), self._teller.progress)
        if result.failed:
            self._live.failed(result.problems)
        else:
            self._live.built(only_styles=are_styles(changed))
            self._live.awaits_index = True
        self._is_index_due = not result.failed
        self._teller.built(tuple(sorted(changed)), result)

    async def _wait_for_change(self) -> None:
        """Returns at the next change; an index that is being made then is given up, since it would hold the archive."""
        if not self._is_index_due:
            await self._is_changed.wait()
            return
        index = asyncio.create_task(self._index())
        try:
            await self._is_changed.wait()
        finally:
            index.cancel()
            await asyncio.wait([index])

    async def _index(self) -> None:
        await asyncio.sleep(QUIET_SECONDS)
        order = self._orders.index()
        if order is None:
            self._live.awaits_index = False
            return
        try:
            result = await self._indexer.build(order, lambda stage, done, total: None)
        finally:
            await self._indexer.stop()  # an index of a large archive is not to stay in memory
        self._is_index_due = self._live.awaits_index = False
        self._teller.indexed(result)
