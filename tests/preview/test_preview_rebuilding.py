"""When the preview builds: at the start, after changes, once for many of them; the index only when all is quiet."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import pytest

from backfile.build.request import Progress, Result
from backfile.preview import rebuilding
from backfile.preview.live import Live
from backfile.preview.messages import Order
from backfile.preview.rebuilding import Rebuilding
from backfile.problems import Location, Problem

GOOD = Result(written=3, seconds={"total": 0.1})
BAD = Result(problems=(Problem(Location("content/x.md", 3), "it is broken.", "Mend it."),))


class FakeBuilds:
    """Builds that end when the test lets them; an order that is cancelled is counted."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.cancelled = 0
        self.stopped = 0
        self._answers: asyncio.Queue[Result] = asyncio.Queue()
        self._is_asked = asyncio.Event()

    async def build(self, order: Order, progress: Progress) -> Result:
        self.orders.append(order)
        self._is_asked.set()
        try:
            return await self._answers.get()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise

    async def stop(self) -> None:
        self.stopped += 1

    async def asked(self) -> Order:
        """The next order, when it is given."""
        await asyncio.wait_for(self._is_asked.wait(), 10)
        self._is_asked.clear()
        return self.orders[-1]

    async def answer(self, result: Result) -> None:
        self._answers.put_nowait(result)
        await settle()


class FakeTeller:
    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    def progress(self, stage: str, done: int, total: int) -> None: ...

    def built(self, changed: Collection[str], result: Result) -> None:
        self.told.append(("failed" if result.failed else "built", *changed))

    def indexed(self, result: Result) -> None:
        self.told.append(("indexed",))

    def note(self, text: str) -> None: ...


class Orders:
    wants_index = True

    def pages(self) -> Order:
        return Order(root="/a", output="/a/site", base_url="http://localhost:8000/", now=0)

    def index(self) -> Order | None:
        return Order(root="/a", output="/a/site", base_url="http://localhost:8000/", now=0, search=True)


class NoIndex(Orders):
    def index(self) -> Order | None:
        return None


class Desk:
    """Everything around a Rebuilding, made of fakes."""

    def __init__(self, orders: Orders) -> None:
        self.builder, self.indexer, self.teller, self.live = FakeBuilds(), FakeBuilds(), FakeTeller(), Live()
        self.rebuilding = Rebuilding(orders, self.builder, self.indexer, self.live, self.teller)


def play(scene: Callable[[Desk], Awaitable[None]], orders: Orders | None = None) -> None:
    """Runs a scene beside the rebuilding."""

    async def run() -> None:
        desk = Desk(orders or Orders())
        task = asyncio.create_task(desk.rebuilding.run())
        await scene(desk)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def _no_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "QUIET_SECONDS", 0.0)


def test_it_builds_at_the_start_and_after_a_change() -> None:
    """Pages only: nobody waits for a search index."""

    async def scene(desk: Desk) -> None:
        assert not (await desk.builder.asked()).search
        await desk.builder.answer(GOOD)
        assert desk.live.state.number == 1
        desk.rebuilding.changed(["content/x.md"])
        assert not (await desk.builder.asked()).search
        await desk.builder.answer(GOOD)
        assert desk.live.state.number == 2
        assert desk.teller.told == [("built",), ("built", "content/x.md")]

    play(scene, NoIndex())


def test_changes_during_a_build_lead_to_one_more() -> None:
    """However many came, none is lost and none is built twice."""

    async def scene(desk: Desk) -> None:
        await desk.builder.asked()
        for number in range(50):
            desk.rebuilding.changed([f"content/{number % 5}.md"])
            await settle()
        assert len(desk.builder.orders) == 1
        await desk.builder.answer(GOOD)
        await desk.builder.asked()
        await desk.builder.answer(GOOD)
        assert len(desk.builder.orders) == 2
        assert desk.teller.told[1] == ("built", *(f"content/{number}.md" for number in range(5)))

    play(scene, NoIndex())


def test_a_failed_build_keeps_what_is_served() -> None:
    """Its problems are shown over the last good build, and go with the next one."""

    async def scene(desk: Desk) -> None:
        await desk.builder.asked()
        await desk.builder.answer(GOOD)
        desk.rebuilding.changed(["content/x.md"])
        await desk.builder.asked()
        await desk.builder.answer(BAD)
        assert desk.live.state.number == 1
        assert [shown.place for shown in desk.live.state.problems] == ["content/x.md:3"]
        desk.rebuilding.changed(["content/x.md"])
        await desk.builder.asked()
        await desk.builder.answer(GOOD)
        assert desk.live.state.number == 2
        assert not desk.live.state.problems
        await asyncio.sleep(0.05)
        assert not desk.live.awaits_index  # the settings want none

    play(scene, NoIndex())


def test_a_failed_build_is_not_indexed() -> None:
    """An index is of what is served."""

    async def scene(desk: Desk) -> None:
        await desk.builder.asked()
        await desk.builder.answer(BAD)
        await asyncio.sleep(0.05)
        assert not desk.indexer.orders

    play(scene)


def test_the_index_is_made_once_when_all_is_quiet() -> None:
    """By a process that does not stay."""

    async def scene(desk: Desk) -> None:
        await desk.builder.asked()
        await desk.builder.answer(GOOD)
        assert (await desk.indexer.asked()).search
        assert desk.live.awaits_index
        await desk.indexer.answer(GOOD)
        await asyncio.sleep(0.05)
        assert not desk.live.awaits_index
        assert desk.teller.told == [("built",), ("indexed",)]
        assert len(desk.indexer.orders) == 1
        assert desk.indexer.stopped == 1

    play(scene)


def test_a_change_ends_an_index_that_is_being_made() -> None:
    """The save comes first; the index is begun again after it."""

    async def scene(desk: Desk) -> None:
        await desk.builder.asked()
        await desk.builder.answer(GOOD)
        await desk.indexer.asked()
        desk.rebuilding.changed(["content/x.md"])
        await desk.builder.asked()
        assert desk.indexer.cancelled == 1
        assert desk.indexer.stopped == 1
        await desk.builder.answer(GOOD)
        await desk.indexer.asked()
        await desk.indexer.answer(GOOD)
        assert desk.teller.told[-1] == ("indexed",)

    play(scene)


def test_only_stylesheets_since_a_build_are_told_as_such() -> None:
    """A page knows from which build on it need not be loaded anew."""

    async def scene(desk: Desk) -> None:
        for number, changed in enumerate([[], ["a.css"], ["b.css"], ["b.css", "x.md"]], 1):
            if changed:
                desk.rebuilding.changed(changed)
            await desk.builder.asked()
            await desk.builder.answer(GOOD)
            assert desk.live.state.styles_from == {1: 1, 2: 1, 3: 1, 4: 4}[number]

    play(scene, NoIndex())
