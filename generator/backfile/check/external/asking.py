"""Asks one address over the network, once, and follows nothing. The only module of Backfile that asks other hosts for
links. Names are resolved here, and the connection goes to the very address that was found to be allowed: a name that
leads elsewhere a moment later leads nowhere."""

import socket
import ssl
from urllib.parse import urlsplit

import msgspec
import urllib3
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError

from backfile import __version__
from backfile.check.external.errand import BROKEN_OFF, Answer, Kind
from backfile.check.external.hosts import IsAllowed, is_public

CONNECT_SECONDS, READ_SECONDS = 10, 20
MOST_ADDRESSES = 2
"""A name may have many numeric addresses; beyond one of each family they tell nothing new."""


class Asker:
    """Asks as Backfile, and says for which site. `is_allowed` judges numeric addresses. Of a name that nobody knows it
    is sure only once another was known: a machine without a network knows none. A call never fails: what goes wrong is
    an answer."""

    def __init__(self, site: str, is_allowed: IsAllowed = is_public) -> None:
        agent = f"Backfile/{__version__} (checks the links of {site})" if site else f"Backfile/{__version__}"
        self._headers = {"User-Agent": agent.encode("ascii", "ignore").decode(), "Accept": "*/*"}
        self._is_allowed = is_allowed
        self._knows_names = False

    def __call__(self, address: str, method: str) -> Answer:
        try:
            target = _target_of(address)
            addresses = _numeric(target)
        except (ValueError, UnicodeError):
            return Answer(failure=Kind.GONE, reason="it is no valid address")
        except socket.gaierror as error:
            is_sure = self._knows_names and error.errno == socket.EAI_NONAME
            return Answer(failure=Kind.GONE if is_sure else Kind.FAILED, reason="there is no host of that name")
        except OSError as error:
            return Answer(failure=Kind.FAILED, reason=f"its host is not found: {error.strerror or error}")
        allowed = [one for one in addresses if self._is_allowed(one)]
        self._knows_names |= bool(allowed) and not _is_number(target.host)
        if not allowed:
            return Answer(failure=Kind.PRIVATE, reason="its host is in a private network")
        answer = Answer()
        for numeric in allowed[:MOST_ADDRESSES]:
            answer = self._ask(target, numeric, method)
            if answer.status:
                break
        return answer

    def _ask(self, target: "_Target", numeric: str, method: str) -> Answer:
        try:
            with _pool(target, numeric) as pool:
                headers = {**self._headers, "Host": target.netloc}
                response = pool.urlopen(method, target.path, headers=headers, preload_content=False, redirect=False)
                found = response.headers
                answer = Answer(response.status, _text_of(found.get("Location", "")), found.get("Retry-After", ""))
                response.close()  # of a GET nothing but its head is read
                return answer
        except (HTTPError, OSError, ValueError) as error:
            return Answer(failure=Kind.FAILED, reason=_reason(error))


class _Target(msgspec.Struct, frozen=True):
    is_secure: bool
    host: str
    port: int
    netloc: str
    path: str


def _target_of(address: str) -> _Target:
    """The parts of an address. Raises ValueError."""
    parts = urllib3.util.parse_url(address)
    if parts.scheme not in ("http", "https") or not parts.host or not urlsplit(address).hostname:
        raise ValueError(address)
    is_secure = parts.scheme == "https"
    host = parts.host.strip("[]")
    netloc = f"{parts.host}:{parts.port}" if parts.port else parts.host
    return _Target(is_secure, host, parts.port or (443 if is_secure else 80), netloc, parts.request_uri)


def _is_number(host: str) -> bool:
    """Whether the host is written as a number, for which nobody has to be asked. No name ends in a part of digits."""
    return ":" in host or host.rpartition(".")[2][:1].isdigit()


def _numeric(target: _Target) -> tuple[str, ...]:
    """The numeric addresses of a host, one of each family first."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    by_family: dict[int, list[str]] = {}
    for family, _, _, _, place in found:
        by_family.setdefault(family, []).append(str(place[0]))
    firsts = [addresses[0] for addresses in by_family.values()]
    return tuple(dict.fromkeys((*firsts, *(one for addresses in by_family.values() for one in addresses))))


def _pool(target: _Target, numeric: str) -> HTTPConnectionPool:
    """A connection to that numeric address, over which the host is asked for by its name, as its certificate has it."""
    timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if not target.is_secure:
        return HTTPConnectionPool(numeric, target.port, timeout=timeout, retries=False)
    return HTTPSConnectionPool(
        numeric,
        target.port,
        timeout=timeout,
        retries=False,
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _text_of(header: str) -> str:
    """A header as its host meant it: some write addresses in UTF-8, and headers are read as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _reason(error: Exception) -> str:
    """Why there was no answer, in words that stay the same from look to look."""
    if isinstance(error, SSLError):
        cause = error.args[0] if error.args else error
        told = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else "no agreement on a cipher"
        return f"its certificate cannot be trusted: {told}"
    if isinstance(error, NewConnectionError):
        return "its host lets nobody in"
    if isinstance(error, TimeoutError):
        return "its host does not answer in time"
    return BROKEN_OFF
