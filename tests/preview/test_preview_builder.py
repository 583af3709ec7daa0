"""The build process: it builds, is lost, is killed, and never outlives what started it."""

import asyncio
import os
import signal
from pathlib import Path

from backfile.build.request import Result, no_progress
from backfile.preview.builder import Builder
from backfile.preview.messages import Answer, Order, Step, decode_order, decode_reply, framed, read_frame
from backfile.problems import Location, Problem
from preview_process import wait_until_gone
from site_builder import NOW, Site


def order_of(root: Path) -> Order:
    output = root / ".backfile/preview/site"
    return Order(root=str(root), output=str(output), base_url="http://127.0.0.1:8000/", jobs=1, now=NOW)


def test_messages_travel_whole() -> None:
    """An order, a step and an answer come out as they went in; a cut one is none."""
    import io

    order = order_of(Path("/archive"))
    result = Result(written=1, seconds={"total": 0.5}, problems=(Problem(Location("ü.md", 3, 1), "it is “broken”."),))
    pipe = io.BytesIO(framed(order) + framed(Step("read", 1, 2)) + framed(Answer(result)) + framed(order)[:-1])
    assert decode_order(read_frame(pipe) or b"") == order
    assert decode_reply.decode(read_frame(pipe) or b"") == Step("read", 1, 2)
    assert decode_reply.decode(read_frame(pipe) or b"") == Answer(result)
    assert read_frame(pipe) is None


def test_it_builds_again_and_again(tmp_path: Path) -> None:
    """One process, the same build as the command's, into a folder of the preview's own."""
    site = Site(tmp_path).article("2020/10/x", body="First.\n")

    async def run() -> None:
        builder = Builder()
        first = await builder.build(order_of(tmp_path), no_progress)
        assert not first.problems
        process = await builder.start()
        site.edit("2020/10/x", body="Second.\n")
        second = await builder.build(order_of(tmp_path), no_progress)
        assert 0 < second.written < first.written
        assert (await builder.start()).pid == process.pid
        await builder.stop()
        assert wait_until_gone([process.pid])

    asyncio.run(run())
    page = (tmp_path / ".backfile/preview/site/2020/10/x/index.html").read_text(encoding="utf-8")
    assert "Second." in page
    assert "http://127.0.0.1:8000/2020/10/x/" in page
    assert not (tmp_path / "site").exists()


def test_problems_come_back_as_they_are(tmp_path: Path) -> None:
    """With file, line and what to do."""
    Site(tmp_path).write("content/x.md", '---\ntitle: "X\n---\n')

    async def run() -> Result:
        builder = Builder()
        try:
            return await builder.build(order_of(tmp_path), no_progress)
        finally:
            await builder.stop()

    result = asyncio.run(run())
    assert result.failed
    assert {problem.location.path for problem in result.problems} == {"content/x.md"}


def test_a_lost_process_is_a_problem_and_the_next_build_is_good(tmp_path: Path) -> None:
    """Killed by the system for want of memory, say."""
    Site(tmp_path).article("2020/10/x")

    async def run() -> None:
        builder = Builder()
        process = await builder.start()
        os.kill(process.pid, signal.SIGKILL)
        lost = await builder.build(order_of(tmp_path), no_progress)
        assert "ended from outside" in lost.problems[0].message
        assert not (await builder.build(order_of(tmp_path), no_progress)).problems
        await builder.stop()

    asyncio.run(run())


def test_a_cancelled_build_is_gone_and_lets_the_next_one_in(tmp_path: Path) -> None:
    """Killed wherever it was: the archive's lock is free, and the site comes out right."""
    site = Site(tmp_path)
    for number in range(200):
        site.article(f"2020/10/a{number}", tags=[f"t{number % 20}"])

    async def run() -> None:
        builder = Builder()
        for milliseconds in (1, 30, 100, 300, 600):
            process = await builder.start()
            task = asyncio.create_task(builder.build(order_of(tmp_path), no_progress))
            await asyncio.sleep(milliseconds / 1000)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            # On a busy machine the build may have answered before it could be cancelled: then its process stays.
            assert not task.cancelled() or wait_until_gone([process.pid])
        assert not (await builder.build(order_of(tmp_path), no_progress)).problems
        await builder.stop()

    asyncio.run(run())
    again = site.build(output=tmp_path / ".backfile/preview/site", base_url="http://127.0.0.1:8000/")
    assert again.result.written == 0
