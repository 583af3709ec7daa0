"""A real `backfile serve`, asked as browsers ask and as nobody should."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from preview_process import PreviewProcess
from site_builder import Site


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewProcess]:
    """The preview of a small archive, built."""
    root = tmp_path_factory.mktemp("archive")
    Site(root).article("2020/10/x", body="The body of x.\n").write("content/2020/10/film.mp4", b"0123456789")
    preview = PreviewProcess(root)
    preview.wait_for("pages: ")
    yield preview
    preview.end()


def test_pages_are_served_with_the_script(preview: PreviewProcess) -> None:
    """A page as built, with one script that the file on the disk does not have."""
    status, headers, body = preview.get("/2020/10/x/")
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert body.count(b"/__backfile__/reload.js") == 1
    assert b"The body of x." in body
    assert f"{preview.url}/2020/10/x/".encode() in body


def test_every_answer_is_closed_to_other_sites(preview: PreviewProcess) -> None:
    """Never kept, never guessed at, never lent to another origin; refusals too."""
    answers = [
        preview.get("/"),
        preview.get("/nothing"),
        preview.get("/", Host="evil.example"),
        preview.get("/", "PUT"),
    ]
    for _, headers, _ in answers:
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert not [name for name in headers if name.startswith("access-control")]
        assert "server" not in headers


def test_a_folder_gets_its_slash(preview: PreviewProcess) -> None:
    """With the query kept, and never as an address of another host."""
    assert preview.get("/2020/10/x?a=b")[1]["location"] == "/2020/10/x/?a=b"
    assert preview.get("/%2f2020")[0] == 404


def test_nothing_is_a_404_page(preview: PreviewProcess) -> None:
    """The site's own, with the script: should the page come to be, it appears."""
    status, headers, body = preview.get("/nothing/")
    assert status == 404
    assert headers["content-type"].startswith("text/html")
    assert b"/__backfile__/reload.js" in body


def test_only_reading_is_allowed(preview: PreviewProcess) -> None:
    """GET and HEAD; a HEAD has the GET's length and no body."""
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"):
        status, headers, _ = preview.get("/", method)
        assert (status, headers["allow"]) == (405, "GET, HEAD")
    status, headers, body = preview.get("/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == len(preview.get("/")[2])
    assert preview.get("/__backfile__/events", "HEAD")[0] == 200


def test_media_come_in_parts(preview: PreviewProcess) -> None:
    """As players ask for them."""
    path = next(path for path in ("/2020/10/film.mp4", "/2020/10/x/film.mp4") if preview.get(path)[0] == 200)
    status, headers, body = preview.get(path, Range="bytes=2-4")
    assert (status, headers["content-type"], body) == (206, "video/mp4", b"234")


FOREIGN = ["evil.example", "evil.example:{port}", "localhost", "localhost:1", "127.0.0.1.nip.io:{port}"]


@pytest.mark.parametrize("host", FOREIGN)
def test_other_host_names_are_refused(preview: PreviewProcess, host: str) -> None:
    """A foreign name that points at this machine gets one line and nothing of the archive."""
    for path in ("/", "/2020/10/x/", "/__backfile__/events", "/__backfile__/reload.js", "/nothing"):
        status, _, body = preview.get(path, Host=host.format(port=preview.port))
        assert status == 421
        assert body == b"This server does not answer to that name.\n"


def test_own_host_names_are_answered(preview: PreviewProcess) -> None:
    """Under each of them."""
    for name in ("localhost", "127.0.0.1", "[::1]"):
        assert preview.get("/", Host=f"{name}:{preview.port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../../ledger.sqlite",
        "/%2e%2e/%2e%2e/ledger.sqlite",
        "/..%2f..%2fledger.sqlite",
        "/%2e%2e%2f%2e%2e%2fledger.sqlite",
        "/%252e%252e/%252e%252e/ledger.sqlite",
        "/..%5c..%5cledger.sqlite",
        "/..\\..\\ledger.sqlite",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/ledger.sqlite",
        "/2020/../../../ledger.sqlite",
        "/index.html%00",
        "/%00",
        "/.git/config",
        "/__backfile__/../reload.js",
        "/__backfile__/%2e%2e/server.py",
        "/__backfile__/..%2fserver.py",
        "/__backfile__/server.py",
        "/__backfile__/",
        "/" + "a" * 3000,
        "/%ff%fe",
        "/%",
        "/%zz",
    ],
)
def test_hostile_paths_are_not_there(preview: PreviewProcess, path: str) -> None:
    """Encoded once, twice, wrongly: 404, and nothing of the ledger."""
    answer = preview.raw(f"GET {path} HTTP/1.1\r\nHost: localhost:{preview.port}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"SQLite format" not in answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: localhost:PORT\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nRange: bytes=9-1\r\n\r\n",
        b"GET /2020/10/film.mp4 HTTP/1.1\r\nHost: localhost:PORT\r\nRange: bytes=x\r\n\r\n",
        b"GET /2020/10/film.mp4 HTTP/1.1\r\nHost: localhost:PORT\r\nRange: bytes=99-1\r\n\r\n",
        b"CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    ],
)
def test_malformed_requests_do_no_harm(preview: PreviewProcess, request_bytes: bytes) -> None:
    """No failure of the server, nothing printed, and the next request is answered."""
    answer = preview.raw(request_bytes.replace(b"PORT", str(preview.port).encode()), patience=0.5)
    assert not re.match(rb"HTTP/1.1 5", answer)
    assert preview.get("/")[0] == 200
    assert not [line for line in preview.lines if "Traceback" in line or "Invalid" in line]


def events(preview: PreviewProcess, **headers: str) -> tuple[int, bytes]:
    """The status of the stream and, of one that is given, its first event."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    request = f"GET /__backfile__/events HTTP/1.1\r\nHost: localhost:{preview.port}\r\n{lines}\r\n"
    with socket.create_connection(("127.0.0.1", preview.port), timeout=30) as connection:
        connection.sendall(request.encode())
        answer = b""
        while b"}\n\n" not in answer and b" 403 " not in answer:
            answer += connection.recv(65536)
        return int(answer.split()[1]), answer


def test_the_page_s_own_events(preview: PreviewProcess) -> None:
    """The stream begins with the build that is served, the one that a page names."""
    status, answer = events(preview, Origin=f"http://localhost:{preview.port}", Sec_Fetch_Site="same-origin")
    assert status == 200
    state = json.loads(re.findall(rb"data: (.*)\n\n", answer)[0])
    assert state["problems"] == []
    named = re.findall(rb'data-build="([^"]+)"', preview.get("/")[2])
    assert named == [f"{state['session']}-{state['number']}".encode()]


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Origin": "null"}]
)
def test_other_pages_get_no_events(preview: PreviewProcess, headers: dict[str, str]) -> None:
    """Not even that there are any."""
    assert events(preview, **headers)[0] == 403


def test_nothing_is_written_to_the_site_to_deploy(tmp_path: Path) -> None:
    """The preview's pages name its own address; they stand apart, and `site/` stays as it was."""
    site = Site(tmp_path).article("2020/10/x").build()
    before = site.files()
    preview = PreviewProcess(tmp_path)
    preview.wait_for("pages: ")
    preview.end()
    assert site.files() == before
    assert b"127.0.0.1" in (tmp_path / ".backfile/preview/site/index.html").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {".backfile", "backfile.toml", "content", "site"}
