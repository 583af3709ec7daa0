"""One question to a real host, and what is never asked."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from backfile import __version__
from backfile.check.external.asking import Asker
from backfile.check.external.errand import BROKEN_OFF, Answer, Kind
from check.external.link_server import LinkServer

ASKER = Asker("https://archive.example/", lambda address: True)


def test_a_question(server: LinkServer) -> None:
    """By the method, for the whole path; it says who asks and for whom."""
    assert ASKER(server.address("/a%20b/ü?q=1&r"), "HEAD") == Answer(200)
    assert server.asked == ["HEAD /a%20b/%C3%BC?q=1&r"]
    (headers,) = server.headers
    assert headers["User-Agent"] == f"Backfile/{__version__} (checks the links of https://archive.example/)"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"


def test_redirects_are_not_followed(server: LinkServer) -> None:
    """They are an answer, with where they lead; so is a wish to be left alone."""
    server.answers["/old"] = (301, {"Location": "/new"})
    server.answers["/busy"] = (429, {"Retry-After": "7"})
    assert ASKER(server.address("/old"), "GET") == Answer(301, location="/new")
    assert ASKER(server.address("/busy"), "HEAD") == Answer(429, retry_after="7")
    assert server.asked == ["GET /old", "HEAD /busy"]
    server.answers["/utf8"] = (301, {"Location": "/écluse".encode().decode("latin-1")})
    assert ASKER(server.address("/utf8"), "HEAD").location == "/écluse"


def test_a_host_that_breaks_off(server: LinkServer) -> None:
    """It closes the connection before it has answered."""
    server.answers["/"] = (0, {})
    assert ASKER(server.address(), "HEAD") == Answer(failure=Kind.FAILED, reason=BROKEN_OFF)


def test_private_networks_are_not_asked(server: LinkServer) -> None:
    """By number, by another way to write the number, and by a name that leads there."""
    port = server.server_port
    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"):
        answer = Asker("")(f"http://{host}:{port}/", "HEAD")
        assert (answer.status, answer.failure) in ((0, Kind.PRIVATE), (0, Kind.FAILED)), host
    assert server.asked == []
    assert Asker("")(server.address(), "HEAD").failure is Kind.PRIVATE


@pytest.mark.parametrize("address", ["http://", "http://a b/", "http://[::1", "http://a:99999/", "https://é..x/"])
def test_what_is_no_address(address: str) -> None:
    """It is wrong for sure."""
    assert ASKER(address, "HEAD") == Answer(failure=Kind.GONE, reason="it is no valid address")


def test_a_name_that_nobody_knows(server: LinkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is sure only where other names are known: without a network none is."""
    known = socket.getaddrinfo

    def lookup(host: str, *rest: object, **more: object) -> object:
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known(host, *rest, **more)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    asker = Asker("", lambda address: True)
    for known_without_network in (server.address(), "http://127.0.0.1:9/"):
        asker(known_without_network, "HEAD")
        assert asker("http://locks.invalid/", "HEAD").failure is Kind.FAILED
    assert asker(server.address(host="localhost"), "HEAD").status == 200
    assert asker("http://locks.invalid/", "HEAD") == Answer(failure=Kind.GONE, reason="there is no host of that name")


def test_a_host_that_is_closed() -> None:
    """In words, without an address of this machine."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        answer = ASKER(f"http://127.0.0.1:{port}/", "HEAD")
    assert answer == Answer(failure=Kind.FAILED, reason="its host lets nobody in")


def test_certificates_are_asked_for_by_name(
    server: LinkServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to a number, and the certificate must be of the name."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("needs openssl, to make a certificate")
    pem = tmp_path / "localhost.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    command = [openssl, *options.split(), "-keyout", f"{pem}.key", "-out", str(pem)]
    subprocess.run(command, check=True, capture_output=True)
    both = tmp_path / "both.pem"
    both.write_bytes(pem.read_bytes() + Path(f"{pem}.key").read_bytes())
    server.secure(str(both))
    untrusted = ASKER(server.address(host="localhost"), "HEAD")
    assert untrusted.failure is Kind.FAILED and "its certificate cannot be trusted: " in untrusted.reason
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert ASKER(server.address(host="localhost"), "HEAD") == Answer(200)
    assert "trusted" in ASKER(server.address(host="127.0.0.1"), "HEAD").reason
