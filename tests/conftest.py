"""What the tests share: a real browser, and a real server for a folder."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from folder_server import StaticHandler, serving

INSTALL_COMMAND = "bash tests/browser/install_chromium.sh"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing leaves the machine, not even by mistake: every other name fails to resolve.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@pytest.fixture(scope="session", autouse=True)
def own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a build keeps for the next one in the cache folder of the person who runs it, tests keep elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def chromium(chromium_process: Browser) -> Iterator[Browser]:
    """The running Chromium itself, for what `page_at` cannot do. asyncio.run() fails in a test that asks for it."""
    _set_loop(chromium_process._loop)
    yield chromium_process
    _set_loop(None)


@pytest.fixture(scope="session")
def chromium_process() -> Iterator[Browser]:
    """Chromium, started once and asleep. A missing one fails the test with the command that installs it."""
    executable = find_chromium()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_ARGUMENTS))
        except Exception as error:
            pytest.fail(f"{executable or 'Playwright’s Chromium'} does not start; run: {INSTALL_COMMAND}\n{error}")
        _set_loop(None)
        yield browser
        _set_loop(browser._loop)
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """A site is synced to the disk before it takes the place of the old one, which waits for all that is still to be
    written. Builds within the process of the tests do without; the others do it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sync_all", "sync_folder"):
            patch.setattr(f"backfile.build.publishing.{name}", lambda folder: None)
        yield


def find_chromium() -> str | None:
    """The Chromium to use: $CHROMIUM, or one on PATH that answers; None leaves it to Playwright's own."""
    if chosen := os.environ.get("CHROMIUM"):
        return chosen
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name)) and _answers(path)), None)


def _answers(path: str) -> bool:
    """Ubuntu's chromium-browser is a stub that only names a snap."""
    return subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0


def _set_loop(loop: asyncio.AbstractEventLoop | None) -> None:
    """Mark the loop as this thread's running one. Playwright leaves its own marked between calls, and as long as it
    is, asyncio.run() fails for every other test; so it is marked only while a test has pages open.
    """
    asyncio._set_running_loop(loop)


class Visits:
    """Opens pages in contexts of their own and keeps what they asked for and complained about."""

    def __init__(self, browser: Browser) -> None:
        self.requests: list[str] = []
        self.console_errors: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._hosts: set[str] = set()
        self._expected: list[str] = []

    def __call__(
        self,
        url: str,
        *,
        javascript: bool = True,
        allow_hosts: tuple[str, ...] = (),
        allow_errors: tuple[str, ...] = (),
        **context_options: Any,
    ) -> Page:
        """The page at the URL, loaded, in a new context (viewport, color_scheme, … as Playwright names them).

        Allowed are requests to the URL's own host and to `allow_hosts`, and console errors that contain one of
        `allow_errors`. Playwright's loop runs from here to the end of the test: in between, build through the
        command line, since asyncio.run() in this thread would fail.
        """
        _set_loop(self._browser._loop)
        self._hosts |= {urlsplit(url).netloc, *allow_hosts}
        self._expected += allow_errors
        context = self._browser.new_context(java_script_enabled=javascript, **context_options)
        self._contexts.append(context)
        self._listen(context)
        page = context.new_page()
        page.goto(url, wait_until="load")
        return page

    def _listen(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda failure: self.console_errors.append(str(failure.error)))
        context.on("console", lambda message: message.type == "error" and self.console_errors.append(message.text))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.requests.append(socket.url)))

    def verify(self) -> None:
        """Fail on a console error, an uncaught exception or a request to a foreign host."""
        for page in [page for context in self._contexts for page in context.pages][-1:]:
            page.wait_for_timeout(50)  # lets what the page has already reported arrive
        errors = [text for text in self.console_errors if not any(part in text for part in self._expected)]
        foreign = [url for url in self.requests if urlsplit(url).netloc not in self._hosts | {""}]
        if errors or foreign:
            pytest.fail("\n".join([*(f"console: {text}" for text in errors), *(f"foreign: {url}" for url in foreign)]))

    def close(self) -> None:
        """Close every page, and park Playwright's loop."""
        if self._contexts:
            _set_loop(self._browser._loop)
            for context in self._contexts:
                context.close()
            _set_loop(None)


@pytest.fixture
def page_at(chromium_process: Browser) -> Iterator[Visits]:
    """Opens pages: `page_at(url)`. The test fails if one of them logs an error or asks another host for anything."""
    visits = Visits(chromium_process)
    yield visits
    visits.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser is marked `browser`, so that `-m "not browser"` needs none."""
    for item in items:
        if "chromium_process" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Generator[None, Any, Any]:
    """Judge the visits as a part of the test, so that what they found is its failure."""
    result = yield
    if isinstance(visits := getattr(item, "funcargs", {}).get("page_at"), Visits):
        visits.verify()
    return result


@pytest.fixture
def static_server() -> Iterator[Callable[[Path], str]]:
    """Serves folders: `static_server(folder)` is the URL of its root, without the last slash."""
    with serving(StaticHandler) as serve:
        yield serve
