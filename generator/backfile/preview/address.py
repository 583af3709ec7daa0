"""Takes an address to listen on: the port asked for, or the next free one. Answers no request."""

import errno
import os
import socket

import msgspec

from backfile.preview.hosts import WILDCARDS, Hosts, bracketed

LAST_PORT = 65535
MOST_TRIES = 100


class AddressError(Exception):
    """Why the preview cannot listen there, and what to do, in one line."""


class Listening(msgspec.Struct, frozen=True):
    """A socket that listens, the names it answers to and the URL of its root."""

    socket: socket.socket
    hosts: Hosts
    url: str


def listen(bind: str, port: int) -> Listening:
    """Listens on `bind`, at `port` or the first free one after it (0: any). Raises AddressError."""
    name = bind.removeprefix("[").removesuffix("]")
    family = _family(name)
    last = min(port + MOST_TRIES - 1, LAST_PORT)
    for candidate in range(port, last + 1):
        taken = _try(name, candidate, family)
        if taken is not None:
            number = taken.getsockname()[1]
            shown = "localhost" if name in WILDCARDS else bracketed(name)
            return Listening(taken, Hosts(name, number), f"http://{shown}:{number}/")
    raise AddressError(f"Every port from {port} to {last} is taken on {name}. Choose another with --port.")


def _family(name: str) -> socket.AddressFamily:
    try:
        if not name:
            raise OSError
        return socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)[0][0]
    except (OSError, UnicodeError) as error:
        message = f'"{name}" is no address of this machine. Leave --bind out to serve to this machine only.'
        raise AddressError(message) from error


def _try(name: str, port: int, family: socket.AddressFamily) -> socket.socket | None:
    """A listening socket; None where the port is taken."""
    try:
        return socket.create_server((name, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return None
        if error.errno == errno.EACCES:
            raise AddressError(f"Port {port} needs rights that you do not have. Choose one from 1024 on.") from error
        reason = os.strerror(error.errno) if error.errno else "it cannot be used"
        raise AddressError(f"The preview cannot listen on {name}: {reason}. Leave --bind out.") from error
