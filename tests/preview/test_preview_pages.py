"""What the preview adds to a page on its way to the browser."""

import asyncio
import re
from pathlib import Path, PurePath
from typing import Any

import pytest
from starlette.types import ASGIApp

from backfile.preview.content_types import content_type
from backfile.preview.hosts import Hosts
from backfile.preview.injecting import unbuilt_page, with_script
from backfile.preview.live import Live, State
from backfile.preview.server import make_app

STATE = State("cafe", 7)


def test_a_page_gets_the_script_at_its_end() -> None:
    """One script from a file of its own, that knows which build the page is from; the rest stays as it was."""
    page = b"<!doctype html><html><body><pre>&lt;/body></pre><p>x</p></BODY></html>\n"
    served = with_script(page, STATE)
    scripts = re.findall(rb"<script.*?</script>", served)
    assert scripts == [b'<script src="/__backfile__/reload.js" data-build="cafe-7"></script>']
    assert served.replace(scripts[0], b"") == page
    assert served.endswith(scripts[0] + b"</BODY></html>\n")


def test_a_page_without_an_end_gets_it_too() -> None:
    """HTML may leave its end tags out."""
    assert with_script(b"<!doctype html><title>x</title><p>y", STATE).endswith(b"</script>")


@pytest.mark.parametrize("part", [b"", b"<nav>menu</nav>", b"<p>The word html.</p>"])
def test_a_part_of_a_page_stays_as_it_is(part: bytes) -> None:
    """Fragments are put into pages that have the script already."""
    assert with_script(part, STATE) == part


def test_before_the_first_build_a_page_waits_for_it() -> None:
    """It carries the script, which reloads it when there is a site."""
    page = unbuilt_page(State("cafe"))
    assert b'data-build="cafe-0"' in page
    assert b"not built yet" in page


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.html", "text/html; charset=utf-8"),
        ("X.HTML", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml"),
        ("feed.json", "application/json"),
        ("favicon.svg", "image/svg+xml"),
        ("wasm.en.wasm", "application/wasm"),
        ("wasm.en.pagefind", "application/octet-stream"),
        ("en_1.pf_meta", "application/octet-stream"),
        ("noending", "application/octet-stream"),
    ],
)
def test_each_file_has_its_type(name: str, kind: str) -> None:
    """By its ending alone, whatever the machine's own tables say."""
    assert content_type(PurePath(name)) == kind


def test_a_search_index_that_is_not_made_yet_is_told_as_such(tmp_path: Path) -> None:
    """So that a search waits for it; once it is made, or none is wanted, a missing one is missing."""
    live = Live()
    live.built(only_styles=False)
    app = make_app(tmp_path, live, Hosts("127.0.0.1", 8000))
    assert status(app, "/fragments/search.json") == 503
    assert status(app, "/fragments/menu.html") == 404
    live.awaits_index = False
    assert status(app, "/fragments/search.json") == 404


def status(app: ASGIApp, path: str) -> int:
    """The status of the answer to a request for that path."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "server": ("127.0.0.1", 8000)}
    asyncio.run(app({**scope, "headers": [(b"host", b"127.0.0.1:8000")]}, receive, send))
    return int(sent[0]["status"])


def test_the_page_s_own_files_are_shipped() -> None:
    """The files that the server names are there, beside the code."""
    import backfile.preview.server as server

    assert all((Path(server.STATIC) / name).is_file() for name in server.OWN_FILES)
