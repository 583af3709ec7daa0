"""Asks the search of a built site in a real Chromium, by the theme's own scripts; the server counts its bytes."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'"
)
BATCH = 25

ASK = """async (queries) => {
  const modules = document.querySelector("script[data-finder]").dataset;
  const { openIndex } = await import(modules.index);
  const load = (name) => import(modules[name]);
  window.index ??= await openIndex({ base: document.documentElement.dataset.base, load });
  const answers = [];
  for (const query of queries) {
    const found = await window.index.search({ query, filters: {}, sort: "" });
    answers.push((await found.take(10)).map((one) => one.url));
  }
  return answers;
}"""

FIRST_TEN = """async (query) => {
  const form = document.querySelector("main form.finder");
  const began = performance.now();
  form.elements.q.value = query;
  form.elements.q.dispatchEvent(new Event("input", { bubbles: true }));
  const status = form.querySelector(".finder-status");
  while (!/\\d|othing/.test(status.textContent)) await new Promise((done) => setTimeout(done, 5));
  return performance.now() - began;
}"""


@dataclass(frozen=True, slots=True)
class FirstSearch:
    """A search in a browser that has kept nothing: milliseconds from the last letter to the results (120 of them the
    form's own pause), and what was asked of the server from then on."""

    milliseconds: float
    requests: int
    kilobytes: float


class Counting(SimpleHTTPRequestHandler):
    """Serves files under a strict policy, uncompressed, and counts them."""

    protocol_version = "HTTP/1.1"
    count: ClassVar[list[int]] = []

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        self.count.append(len(data))
        outputfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """With room for all that a browser and its workers ask for at once: usual are five places."""

    request_queue_size = 128


class Searches:
    """The search of a site, asked in one browser."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url

    def first_ten(self, queries: Sequence[str]) -> list[list[str]]:
        """The addresses of the first ten results of each."""
        page = self._page()
        batches = (queries[start : start + BATCH] for start in range(0, len(queries), BATCH))
        answers = [urls for batch in batches for urls in page.evaluate(ASK, list(batch))]
        page.context.close()
        return answers

    def first_search(self, query: str) -> FirstSearch:
        """What the first search of a reader costs, who has opened the search page."""
        page = self._page()
        Counting.count.clear()
        milliseconds = page.evaluate(FIRST_TEN, query)
        counted = list(Counting.count)
        page.context.close()
        return FirstSearch(milliseconds, len(counted), sum(counted) / 1000)

    def _page(self) -> Page:
        page = self._browser.new_context().new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{self._url}/search/", wait_until="networkidle")
        return page


@contextmanager
def searches(site: Path, chromium: str | None) -> Iterator[Searches]:
    """The search of the built site, for as long as the browser runs."""
    server = Server(("127.0.0.1", 0), partial(Counting, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            yield Searches(browser, f"http://127.0.0.1:{server.server_port}")
            browser.close()
    finally:
        server.shutdown()
