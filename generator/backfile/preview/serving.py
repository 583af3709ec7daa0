"""The preview from end to end: watch, build, serve, reload, until it is told to stop. Prints nothing itself."""

import asyncio
import signal
import time
import webbrowser
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import uvicorn

from backfile.build.lock import locked
from backfile.build.output import PREVIEW_SITE
from backfile.build.request import Request
from backfile.build.settings import read_settings
from backfile.preview.address import Listening
from backfile.preview.builder import Builder
from backfile.preview.live import Live
from backfile.preview.messages import Order
from backfile.preview.rebuilding import Rebuilding, Teller
from backfile.preview.server import make_app
from backfile.preview.watching import Watch

STOP_SECONDS = 1
"""How long a download that is under way may keep the server when it is told to stop."""


class Preview(msgspec.Struct, frozen=True):
    """What is previewed: the archive, at which URL, and with which articles."""

    root: Path
    url: str
    drafts: bool = False
    future: bool = False
    expired: bool = False
    jobs: int = 0
    open_browser: bool = False

    @property
    def site(self) -> Path:
        """Where its pages are built: in a site of their own, for they name an address that must not be deployed."""
        return self.root / PREVIEW_SITE

    def pages(self) -> Order:
        """The order of a build of the pages now."""
        return Order(
            root=str(self.root),
            output=str(self.site),
            base_url=self.url,
            drafts=self.drafts,
            future=self.future,
            expired=self.expired,
            jobs=self.jobs,
            now=int(time.time()),
        )

    def index(self) -> Order | None:
        """The order of a build with the search index; None where the settings want none."""
        order = self.pages()
        config = read_settings(Request(root=self.root, now=order.now)).config
        return msgspec.structs.replace(order, search=True) if config.search.enabled else None


class TakenError(Exception):
    """Another preview of the archive runs; says where, in one line."""


@contextmanager
def only_preview(root: Path, url: str) -> Iterator[None]:
    """Holds the archive's preview: two would build each other's addresses into the same pages. Raises TakenError."""
    folder = (root / PREVIEW_SITE).parent
    note = folder / "url"

    def refuse() -> None:
        with suppress(OSError):
            raise TakenError(f"A preview of this archive runs already, at {note.read_text('utf-8').strip()}")
        raise TakenError("A preview of this archive runs already. End it first.")

    with locked(folder, refuse):
        note.write_text(f"{url}\n", "utf-8")
        yield


async def serve(preview: Preview, listening: Listening, teller: Teller) -> None:
    """Serves the archive until it is interrupted, or terminated, or its terminal is closed."""
    stop, live = asyncio.Event(), Live()
    _stop_on_signals(stop)
    builder, indexer = Builder(), Builder()
    await builder.start()
    rebuilding = Rebuilding(preview, builder, indexer, live, teller)
    server = _Server(_server_config(make_app(preview.site, live, listening.hosts)))
    watch = Watch(preview.root, rebuilding.changed, teller.note)
    serving = asyncio.create_task(server.serve([listening.socket]))
    try:
        await _until(stop, watch.run(), rebuilding.run(), _opened(preview, live))
    finally:
        await asyncio.gather(builder.stop(), indexer.stop())
        live.close()
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """The server without signal handlers of its own: its builds must end with it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _server_config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


async def _until(stop: asyncio.Event, *works: Coroutine[Any, Any, None]) -> None:
    """Works until `stop`, or until one of the works fails, whose error is raised."""
    tasks = [asyncio.create_task(work) for work in works]
    stopping = asyncio.create_task(stop.wait())
    try:
        running: set[asyncio.Task[Any]] = set(tasks)
        while running and not stopping.done():
            done, running = await asyncio.wait({*running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            running.discard(stopping)
    finally:
        for task in (*tasks, stopping):
            task.cancel()
        await asyncio.gather(*tasks, stopping, return_exceptions=True)


async def _opened(preview: Preview, live: Live) -> None:
    """Opens the browser when there is something to see: the site, or what is wrong with it."""
    if not preview.open_browser:
        return
    async for state in live.follow():
        if state.number or state.problems:
            await asyncio.to_thread(webbrowser.open, preview.url)
            return


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:  # `nohup` wants it to go on
            continue
        _on_signal(loop, number, stop.set)


def _on_signal(loop: asyncio.AbstractEventLoop, number: int, call: Callable[[], object]) -> None:
    try:
        loop.add_signal_handler(number, call)
    except NotImplementedError:  # Windows
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(call))
