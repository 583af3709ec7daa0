"""Whose turn it is: one request at a time to each host, with a pause between two. Pure: the time is handed in."""

import heapq
from collections import deque

from backfile.check.external.errand import Errand


class Turns:
    """Errands that wait, by host. Times are seconds of one clock, whichever. A host is given out with `take` and is
    busy until `free`; in between none of its other errands is."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._waiting: dict[str, deque[Errand]] = {}
        self._from: dict[str, float] = {}
        self._busy: set[str] = set()
        self._closed: set[str] = set()
        self._queue: list[tuple[float, int, str]] = []
        self._number = 0

    def add(self, errand: Errand, *, first: bool = False) -> None:
        """One more errand: the last of its host, or the first, where it goes on with what was begun."""
        host = errand.host
        if host in self._closed:
            return
        waiting = self._waiting.get(host)
        if waiting:
            waiting.insert(0 if first else len(waiting), errand)
            return
        self._waiting[host] = deque((errand,))
        if host not in self._busy:
            self._line_up(host)

    def take(self, now: float) -> Errand | None:
        """The next errand whose host may be asked, if there is one."""
        if not self._queue or self._queue[0][0] > now:
            return None
        host = heapq.heappop(self._queue)[2]
        errand = self._waiting[host].popleft()
        if not self._waiting[host]:
            del self._waiting[host]
        self._busy.add(host)
        return errand

    def free(self, host: str, now: float, rest: float = 0.0) -> None:
        """The host has answered, and is left alone for the pause, or for as long as it wants."""
        self._busy.discard(host)
        self._from[host] = now + max(self._pause, rest)
        if host in self._waiting:
            self._line_up(host)

    def close(self, host: str) -> None:
        """Nothing more is asked of a host that is busy: what waits for it goes, and what comes is not taken."""
        self._closed.add(host)
        self._waiting.pop(host, None)

    def wait(self, now: float) -> float | None:
        """Seconds until an errand can be taken; None where only busy hosts have any, or none is left."""
        return max(self._queue[0][0] - now, 0.0) if self._queue else None

    def _line_up(self, host: str) -> None:
        self._number += 1
        heapq.heappush(self._queue, (self._from.get(host, 0.0), self._number, host))
