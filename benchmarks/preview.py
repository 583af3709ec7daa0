"""How long a save takes to show under `backfile serve`: from the beginning of the write of the article's file until
open pages are told to load again, and until the page has been fetched anew. What a browser then draws is left out.

Nobody is asked but the server itself, as a page asks it: the stream of events that its script follows, and the page.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from checks import WrongOutputError, text_of
from corpus import Corpus
from edits import added_paragraph, numbered_edit
from measure import CommandError, family_of, peak_mb
from record import Save

EVENTS = "/__backfile__/events"
FIRST_BUILD_SECONDS = 3_600.0
SAVE_SECONDS = 300.0
SILENCE_SECONDS = 60.0
"""The server tells its state again after 15 seconds without news: after so long it is gone."""


def measure_saves(corpus: Corpus, archive: Path, jobs: int, count: int, pause: float) -> Iterator[Save]:
    """Serves the archive, and saves one article `count` times, `pause` seconds after what came before; the file is as
    before in the end. Raises WrongOutputError if the saved words are not in the page that is served then, or nothing is
    told of a save."""
    with _serving(archive, jobs) as (server, address), closing(_Events(address)) as events:
        built = events.wait_beyond(0, FIRST_BUILD_SECONDS)
        edits = [numbered_edit(corpus, number) for number in range(1, count + 1)]
        try:
            for number, edit in enumerate(edits, 1):
                time.sleep(pause)
                load, start = os.getloadavg()[0], time.perf_counter()
                edit.apply(archive)
                built = events.wait_beyond(built, SAVE_SECONDS)
                told = time.perf_counter()
                page = _fetch(address, edit.now.url)
                fetched = time.perf_counter()
                if added_paragraph(number) not in text_of(page):
                    raise WrongOutputError(f"{edit.now.url} lacks what was saved, though pages were told to load again")
                largest = max(map(peak_mb, family_of(server.pid)))
                yield Save(corpus.size, number, told - start, fetched - start, largest, load)
        finally:
            numbered_edit(corpus, 0).revert(archive)


@contextmanager
def _serving(archive: Path, jobs: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`backfile serve` and the host and port that it serves at."""
    command = [sys.executable, "-m", "backfile", "serve", "-q", "-s", str(archive), "-p", "0", "-j", str(jobs)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        first = server.stdout.readline()
        if not (url := re.search(r"http://\S+", first)):
            raise CommandError(f"{' '.join(command)}\nnames no address at which it serves, but says: {first}")
        yield server, urlsplit(url[0]).netloc
    finally:
        server.terminate()
        server.wait()


class _Events:
    """The stream of events that the script of a page follows."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address, timeout=SILENCE_SECONDS)
        self._connection.request("GET", EVENTS)
        self._answer = self._connection.getresponse()

    def wait_beyond(self, number: int, patience: float) -> int:
        """The number of the build that is served, as soon as it is a later one."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            line = self._answer.readline()
            if not line:
                raise WrongOutputError("the preview has ended its stream of events")
            if not line.startswith(b"data:"):
                continue
            state = json.loads(line.removeprefix(b"data:"))
            if state["problems"]:
                raise WrongOutputError(f"the preview has a problem: {state['problems'][0]['message']}")
            if state["number"] > number:
                return int(state["number"])
        raise WrongOutputError(f"the preview told of no build within {patience:.0f} s")

    def close(self) -> None:
        self._connection.close()


def _fetch(address: str, url: str) -> str:
    with closing(http.client.HTTPConnection(address, timeout=SILENCE_SECONDS)) as connection:
        connection.request("GET", url)
        return connection.getresponse().read().decode("utf-8")
