"""What open pages are told, and when."""

import asyncio

from backfile.preview import live as live_module
from backfile.preview.live import MOST_PROBLEMS, Live
from backfile.problems import Location, Problem, warning


def test_a_follower_gets_the_state_now_and_the_last_one_after() -> None:
    """Who is slow misses what was between, never the end."""

    async def run() -> None:
        live = Live()
        states = live.follow()
        assert (await anext(states)).number == 0
        live.built(only_styles=False)
        live.built(only_styles=False)
        assert (await anext(states)).number == 2
        waiting = asyncio.ensure_future(anext(states))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        live.failed([Problem(Location("x.md"), "it is broken.")])
        assert (await waiting).problems[0].message == "it is broken."

    asyncio.run(run())


def test_closing_ends_every_follower() -> None:
    """A server that stops is not held by pages that listen."""

    async def run() -> None:
        live = Live()
        states = live.follow()
        await anext(states)
        live.close()
        assert [state async for state in states] == []
        assert [state async for state in live.follow()] == []

    asyncio.run(run())


def test_a_quiet_stream_repeats_itself(monkeypatch) -> None:
    """So that both ends notice when the other is gone."""
    monkeypatch.setattr(live_module, "REPEAT_SECONDS", 0.01)

    async def run() -> None:
        states = Live().follow()
        assert await anext(states) == await anext(states)

    asyncio.run(run())


def test_problems_are_bounded_and_errors_come_first() -> None:
    """A page shows a hundred; the rest are counted."""

    async def run() -> None:
        live = Live()
        place = Location("x.md")
        live.failed([warning(place, "a warning."), *(Problem(place, f"{n:04}") for n in range(MOST_PROBLEMS + 4))])
        state = live.state
        assert len(state.problems) == MOST_PROBLEMS
        assert state.more == 5
        assert {shown.severity for shown in state.problems} == {"error"}

    asyncio.run(run())


def test_each_run_is_a_session_of_its_own() -> None:
    """A page from before a restart sees that it is."""

    async def run() -> None:
        assert Live().state.session != Live().state.session

    asyncio.run(run())
