"""A real `backfile serve` of a small archive in a process of its own, and what can be asked of it."""

import contextlib
import http.client
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

PATIENCE_SECONDS = 60.0
"""How long anything may take before a test gives up: a bound for broken code, not a measure of speed."""


def _heed_signals() -> None:
    """As in a terminal: a shell that runs the tests in its background has the preview ignore Ctrl-C."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class PreviewProcess:
    """The command, running. `lines` are what it printed so far, standard error among them."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [sys.executable, "-m", "backfile", "serve", "-s", str(root), "-p", "0", "-v", *options]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=_heed_signals,
        )
        self.lines: list[str] = []
        self._told: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = re.findall(r"http://\S+/", self.wait_for("Preview at "))[0].rstrip("/")
        self.port = int(self.url.rsplit(":", 1)[1])

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._told.put(line.rstrip("\n"))
        self._told.put(None)

    def wait_for(self, part: str) -> str:
        """The next line that contains `part`."""
        end = time.monotonic() + PATIENCE_SECONDS
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._told.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                break
            self.lines.append(line)
            if part in line:
                return line
        raise AssertionError(f"no line with {part!r}; the preview printed:\n" + "\n".join(self.lines))

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (small letters) and body; header names are written with `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def raw(self, data: bytes, patience: float = PATIENCE_SECONDS) -> bytes:
        """What comes back for bytes that may be no request at all, until the server closes or patience ends."""
        answer = b""
        address = ("127.0.0.1", self.port)
        ends = contextlib.suppress(ConnectionError, TimeoutError)
        with socket.create_connection(address, timeout=patience) as connection, ends:
            connection.sendall(data)
            while part := connection.recv(65536):
                answer += part
        return answer

    def children(self) -> list[int]:
        """The processes that it started and that run."""
        found = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        pairs = (line.split() for line in found.splitlines())
        return [int(pid) for pid, parent in pairs if int(parent) == self.process.pid]

    def end(self) -> int:
        """Ends it as Ctrl-C in a shell script would; its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)


def wait_until_gone(pids: list[int]) -> bool:
    """Whether none of the processes runs any more, soon."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if not any(_runs(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")
