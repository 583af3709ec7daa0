"""A host on a loopback port that answers links as told, and remembers what it was asked."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class LinkServer(ThreadingHTTPServer):
    """`answers` has for each path, or `METHOD path`, a status with headers; any other path is 200, and status 0 closes
    the connection. `asked` are all requests as `METHOD path`, `headers` those of each, `times` when they came, and
    `most_at_once` is how many were under way together."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, dict[str, str]]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.at_once = self.most_at_once = 0
        self.seconds = 0.0
        self.is_secure = False

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http{'s' if self.is_secure else ''}://{host}:{self.server_port}{path}"

    def secure(self, certificate: str) -> None:
        """Speaks TLS from now on, with the certificate and key in that file."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.is_secure = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that does not trust us breaks off, which is what is tested


class _Handler(BaseHTTPRequestHandler):
    server: LinkServer

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        server = self.server
        server.times.append(time.monotonic())
        server.at_once += 1
        server.most_at_once = max(server.most_at_once, server.at_once)
        time.sleep(server.seconds)
        name = f"{self.command} {self.path}"
        server.asked.append(name)
        server.headers.append(dict(self.headers))
        status, headers = server.answers.get(name) or server.answers.get(self.path) or (200, {})
        server.at_once -= 1
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        for key, value in {"Content-Length": "0", **headers}.items():
            self.send_header(key, value)
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def link_server() -> Iterator[LinkServer]:
    """A server for as long as the block lasts."""
    server = LinkServer()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
