"""One link on its way from question to finding: what to ask next, or what the last answer means. Pure."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import msgspec


class Kind(StrEnum):
    """What was found of a link. `GONE` is sure at once; `FAILED` is a doubt until it has failed on another day;
    `REFUSED` says that the host is there and does not tell a program more; `PRIVATE` was not asked."""

    FINE = "fine"
    GONE = "gone"
    FAILED = "failed"
    REFUSED = "refused"
    PRIVATE = "private"


class Answer(msgspec.Struct, frozen=True):
    """What came of one request: a status with the headers that matter here, or why there was none."""

    status: int = 0
    location: str = ""
    retry_after: str = ""
    failure: Kind | None = None
    reason: str = ""


Ask = Callable[[str, str], Answer]
"""Asks for an address by a method, `HEAD` or `GET`. Fails never: what goes wrong is an answer."""


class Errand(msgspec.Struct, frozen=True):
    """The link `url`, and what is to be asked for its sake: `address`, after `hops` redirects. `moved_to` is where
    permanent redirects have led so far; `tries` counts how often a busy host was asked."""

    url: str
    address: str
    method: str = "HEAD"
    hops: int = 0
    moved_to: str = ""
    tries: int = 0

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


class Finding(msgspec.Struct, frozen=True):
    """What is known of a link after a look. `status` is 0 where nothing answered; `reason` completes “…: ” for a
    person; `moved_to` is the new address of a link that leads on for good, else empty."""

    url: str
    kind: Kind
    status: int = 0
    reason: str = ""
    moved_to: str = ""


MOST_HOPS = 10
"""Browsers follow 20; a link that needs more than ten leads in a circle."""

BROKEN_OFF = "its host breaks off"
"""Why there was no answer where a host closed the connection, or said what is no HTTP."""

_REDIRECTS, _FOR_GOOD = (301, 302, 303, 307, 308), (301, 308)
_GONE = (404, 410)


def next_step(errand: Errand, answer: Answer) -> Errand | Finding:
    """What the answer calls for: another question, or an end. Some hosts know no HEAD, or answer it wrongly: what is
    not good news is asked again by GET."""
    status = answer.status
    if answer.reason == BROKEN_OFF and errand.method == "HEAD":
        return msgspec.structs.replace(errand, method="GET")
    if answer.failure is not None:
        return Finding(errand.url, answer.failure, 0, answer.reason)
    if status in _REDIRECTS and answer.location:
        return _led_on(errand, answer)
    if 200 <= status < 400:
        return Finding(errand.url, Kind.FINE, status, "", errand.moved_to)
    if errand.method == "HEAD" and status != 429:
        return msgspec.structs.replace(errand, method="GET")
    kind = Kind.GONE if status in _GONE else Kind.FAILED if 500 <= status < 600 else Kind.REFUSED
    return Finding(errand.url, kind, status, f"its server answers {status}")


def _led_on(errand: Errand, answer: Answer) -> Errand | Finding:
    try:
        there = _as_printed(urldefrag(urljoin(errand.address, answer.location)).url)
        is_web = urlsplit(there).scheme in ("http", "https") and bool(urlsplit(there).hostname)
    except ValueError:
        is_web = False
    if not is_web:
        return Finding(errand.url, Kind.REFUSED, answer.status, "it leads on to something that is no web page")
    if errand.hops == MOST_HOPS:
        return Finding(errand.url, Kind.REFUSED, answer.status, f"it leads on more than {MOST_HOPS} times")
    is_for_good = answer.status in _FOR_GOOD and errand.moved_to == (errand.address if errand.hops else "")
    moved_to = there if is_for_good else errand.moved_to
    return Errand(errand.url, there, "HEAD", errand.hops + 1, moved_to, errand.tries)


def _as_printed(address: str) -> str:
    """The address without signs that a terminal would obey: a stranger's host chose it, and people are told of it."""
    return "".join(sign if sign.isprintable() and sign != " " else quote(sign) for sign in address)


DEFAULT_REST = 60
"""Seconds that a host gets which asks for fewer requests and does not say for how long."""


def wanted_rest(answer: Answer, now: float) -> float | None:
    """How many seconds the host wants to be left alone before it is asked the same again; None if it does not."""
    if answer.status != 429 and not (answer.status == 503 and answer.retry_after):
        return None
    written = answer.retry_after.strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        return max(parsedate_to_datetime(written).timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return DEFAULT_REST
