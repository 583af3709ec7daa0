"""A real `backfile serve` under attack: raw bytes from hostile pages and programs, and files that do not belong."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from preview_process import PreviewProcess
from site_builder import Site

SECRET = b"not of the site"
FILM = "/2020/10/film.mp4"
CONNECTIONS = 200


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewProcess]:
    """The preview of a small archive, with secrets beside its site, hidden in it, and behind links out of it."""
    root = tmp_path_factory.mktemp("archive")
    Site(root).article("2020/10/x").write(FILM.replace("/", "content/", 1), b"0123456789")
    preview = PreviewProcess(root)
    preview.wait_for("pages: ")
    _lay_traps(root, root / ".backfile/preview/site")
    yield preview
    preview.end()


def _lay_traps(root: Path, site: Path) -> None:
    for path in (
        root / "secret.txt",
        site.parent / "site-secret/index.html",
        site / ".gitignore",
        site / ".env/a.html",
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(SECRET)
    (site / "out.txt").symlink_to(root / "secret.txt")
    (site / "outside").symlink_to(root)
    (site / "sibling").symlink_to(site.parent / "site-secret")
    for path in (site / ".well-known/security.txt", site / "evil.example/index.html"):
        path.parent.mkdir()
        path.write_bytes(b"of the site")


def ask(
    preview: PreviewProcess, target: str, *headers: str, method: str = "GET", body: bytes = b"", version: str = "1.1"
) -> bytes:
    """The whole answer to a request whose target and headers go out as they are."""
    lines = [f"{method} {target} HTTP/{version}", f"Host: localhost:{preview.port}", *headers, "Connection: close"]
    return preview.raw("\r\n".join([*lines, "", ""]).encode("latin-1") + body, patience=10)


def status(answer: bytes) -> int:
    """The status of the first answer."""
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "target",
    [
        "/.gitignore",
        "/%2egitignore",
        "/.env/a.html",
        "/out.txt",
        "/outside",
        "/outside/",
        "/outside/secret.txt",
        "/sibling",
        "/sibling/",
        "/../site-secret/",
        "/%2e%2e/site-secret/",
        "/..%2fsite-secret/index.html",
        "/%252e%252e%252fsite-secret%252findex.html",
        "/.well-known/../.gitignore",
        "/.well-known/%2e%2e/%2e%2e/site-secret/",
    ],
)
def test_what_is_hidden_or_outside_is_not_there(preview: PreviewProcess, target: str) -> None:
    """Dotfiles, links that lead out and a folder whose name begins as the site's does."""
    answer = ask(preview, target)
    assert status(answer) == 404
    assert SECRET not in answer


def test_well_known_files_are_served(preview: PreviewProcess) -> None:
    """The one folder with a dot that is meant to be read."""
    assert ask(preview, "/.well-known/security.txt").endswith(b"of the site")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "//evil.example/",
        "/%2fevil.example",
        "/%5cevil.example",
        "/\\evil.example",
        "///evil.example",
        "/./evil.example",
        "/%09/evil.example",
        "http://evil.example",
        "http://evil.example/2020/10/x",
        "//evil.example/2020/10/x",
        "/2020/10/x/..//evil.example",
        "/evil.example%0d%0aLocation:%20//evil.example",
    ],
)
def test_no_path_leads_to_another_host(preview: PreviewProcess, target: str) -> None:
    """What gets a slash added must not become the address of a host; here a folder of its name even stands."""
    answer = ask(preview, target)
    assert status(answer) == 404
    assert b"\r\nlocation:" not in answer.lower()


@pytest.mark.parametrize("query", ["", "?//evil.example", "?a=%0d%0aX:1", "?%"])
def test_a_redirect_stays_on_the_site(preview: PreviewProcess, query: str) -> None:
    """Its address begins with one slash, and nothing of the query becomes a header."""
    answer = ask(preview, f"/evil.example{query}")
    assert status(answer) == 302
    assert f"\r\nlocation: /evil.example/{query}\r\n".encode() in answer


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Host:"],
        ["Host: localhost.:PORT"],
        ["Host: localhost:PORT/"],
        ["Host: localhost:PORT, evil.example"],
        ["Host: evil.example", "X-Forwarded-Host: localhost:PORT"],
        ["Host: evil.example", "Forwarded: host=localhost:PORT"],
    ],
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_only_the_host_header_names_the_server(preview: PreviewProcess, lines: list[str], version: str) -> None:
    """None, empty, another spelling, another host: refused, also in HTTP/1.0 and whatever a proxy would say."""
    named = [line.replace("PORT", str(preview.port)) for line in lines]
    answer = preview.raw("\r\n".join([f"GET / HTTP/{version}", *named, "", ""]).encode(), patience=1)
    assert status(answer) in (400, 421)
    assert b"<html" not in answer


def test_each_of_several_requests_is_judged_alone(preview: PreviewProcess) -> None:
    """A connection that began well opens nothing for a request behind it."""
    host = f"Host: localhost:{preview.port}"
    requests = [("/", host), ("/nothing/", host), ("/", "Host: evil.example")]
    sent = "".join(f"GET {target} HTTP/1.1\r\n{line}\r\n\r\n" for target, line in requests)
    answers = re.findall(rb"HTTP/1\.1 (\d+)", preview.raw(sent.encode(), patience=2))
    assert answers == [b"200", b"404", b"421"]


SMUGGLED = b"0\r\n\r\nGET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Content-Length: 5", "Transfer-Encoding: chunked"], SMUGGLED),
        (["Transfer-Encoding: chunked"], b"zz\r\nhello\r\n"),
        (["Transfer-Encoding: chunked"], b"fffffffffffffffff\r\n"),
        (["Transfer-Encoding: gzip"], b""),
        (["Content-Length: 1", "Content-Length: 2"], b"xx"),
        (["Content-Length: 99999999"], b"x" * 1000),
        (["Upgrade: h2c", "HTTP2-Settings: AAMAAABk"], b""),
        (["X: a\0b"], b""),
        ([f"X{number}: 1" for number in range(5000)], b""),
    ],
)
def test_bodies_and_headers_that_no_browser_sends_do_no_harm(
    preview: PreviewProcess, headers: list[str], body: bytes
) -> None:
    """One answer at most, no failure, and the next request is answered."""
    answer = ask(preview, "/", *headers, body=body)
    assert len(re.findall(rb"HTTP/1\.1 \d+ ", answer)) == 1
    assert status(answer) in (200, 400)
    assert preview.get("/")[0] == 200


def test_the_beginning_of_http_2_is_no_request(preview: PreviewProcess) -> None:
    """It gets a refusal, and nothing of the archive."""
    answer = preview.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", patience=1)
    assert 400 <= status(answer) < 500


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=2-4", 206),
        ("bytes=-3", 206),
        ("bytes=0-99999999999999999999", 206),
        ("bytes=0-0,5-6", 206),
        ("bytes=10-", 416),
        ("bytes=-0", 416),
        ("bytes=4-2", 400),
        ("bytes=", 400),
        ("lines=1-2", 400),
        ("bytes=" + ",".join(["0-9"] * 500), 200),
    ],
)
def test_parts_of_a_file(preview: PreviewProcess, asked: str, expected: int) -> None:
    """Those that are there, a refusal of those that are not, and never more than a few times the file."""
    answer = ask(preview, FILM, f"Range: {asked}")
    assert status(answer) == expected
    assert len(answer) < 2000


def test_two_hundred_slow_connections_stall_nobody(preview: PreviewProcess) -> None:
    """Requests that never end, and as many pages that listen: an ordinary one is answered within a second.

    The shortest of five is taken, as other programs of the machine may have any one of them wait.
    """
    listening = f"GET /__backfile__/events HTTP/1.1\r\nHost: localhost:{preview.port}\r\n\r\n".encode()
    with ExitStack() as held:
        for number in range(CONNECTIONS):
            for sent in (listening[: 1 + number % 40], listening):
                connection = held.enter_context(socket.create_connection(("127.0.0.1", preview.port), timeout=10))
                connection.sendall(sent)
        seconds = []
        for _ in range(5):
            begun = time.monotonic()
            assert preview.get("/")[0] == 200
            seconds.append(time.monotonic() - begun)
    assert min(seconds) < 1
    assert preview.get("/")[0] == 200


@pytest.mark.parametrize("upgrade", [["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: eA=="], []])
def test_the_channel_is_closed_to_other_origins(preview: PreviewProcess, upgrade: list[str]) -> None:
    """As a stream of events and as a socket."""
    answer = ask(preview, "/__backfile__/events", *upgrade, "Origin: http://evil.example")
    assert status(answer) == 403
