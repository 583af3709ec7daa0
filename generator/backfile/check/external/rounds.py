"""Makes the round of all links that are due: some hosts at the same time, each host by itself, until all have answered
or asked to be left alone."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from backfile.check.external.errand import Answer, Ask, Errand, Finding, Kind, next_step, wanted_rest
from backfile.check.external.turns import Turns

PAUSE_SECONDS = 1.0
"""Between two requests to one host."""
AT_ONCE = 16
"""Hosts that are asked at the same time."""
PATIENCE_SECONDS = 60.0
"""A host that has not finished its answer by then is given up: one could send a letter a minute for ever."""
LONGEST_REST = 120.0
"""A host that wants to be left alone for longer is, until the next check."""
MOST_TRIES = 3


class Pace(msgspec.Struct, frozen=True):
    """How fast: seconds between two requests to a host, hosts at the same time, seconds for one answer."""

    pause: float = PAUSE_SECONDS
    at_once: int = AT_ONCE
    patience: float = PATIENCE_SECONDS


def make_round(urls: Iterable[str], ask: Ask, pace: Pace) -> Iterator[Finding]:
    """Asks for each of the addresses, and gives what was found in the order of the answers. Addresses of hosts that
    asked to be left alone for long give nothing: they are for another day."""
    turns = Turns(pace.pause)
    for url in urls:
        turns.add(Errand(url, url))
    under_way: dict[int, tuple[Errand, float]] = {}
    answers: queue.SimpleQueue[tuple[int, Answer]] = queue.SimpleQueue()
    number = 0
    while True:
        while len(under_way) < pace.at_once and (errand := turns.take(time.monotonic())):
            number += 1
            under_way[number] = (errand, time.monotonic() + pace.patience)
            _send(partial(_ask, ask, errand, number, answers))
        wait = _next_event(turns, under_way, pace)
        if wait is None:
            return
        try:
            answered, answer = answers.get(timeout=wait)
        except queue.Empty:
            answered, answer = _given_up(under_way)
        if answered in under_way:  # else it was given up before
            yield from _settle(under_way.pop(answered)[0], answer, turns)


def _send(work: Callable[[], None]) -> None:
    """In a thread of its own, which never keeps the process from ending: after Ctrl-C nobody waits for a host."""
    threading.Thread(target=work, daemon=True).start()


def _ask(ask: Ask, errand: Errand, number: int, answers: "queue.SimpleQueue[tuple[int, Answer]]") -> None:
    answers.put((number, ask(errand.address, errand.method)))


def _next_event(turns: Turns, under_way: dict[int, tuple[Errand, float]], pace: Pace) -> float | None:
    """Seconds until there is something to do even if no answer comes; None where nothing is left."""
    now = time.monotonic()
    waits = [deadline - now for _, deadline in under_way.values()]
    if len(under_way) < pace.at_once and (wait := turns.wait(now)) is not None:
        waits.append(wait)
    return max(min(waits), 0.001) if waits else None


def _given_up(under_way: dict[int, tuple[Errand, float]]) -> tuple[int, Answer]:
    """An errand that took too long, with what is to be said of it; no errand where none did."""
    now = time.monotonic()
    late = (number for number, (_, deadline) in under_way.items() if deadline <= now)
    return next(late, 0), Answer(failure=Kind.FAILED, reason="its host does not answer in time")


def _settle(errand: Errand, answer: Answer, turns: Turns) -> Iterator[Finding]:
    """Frees the host, and does what the answer calls for."""
    rest = wanted_rest(answer, time.time())
    if rest is None:
        turns.free(errand.host, time.monotonic())
        step = next_step(errand, answer)
        if isinstance(step, Errand):
            turns.add(step, first=True)
        else:
            yield step
    elif rest > LONGEST_REST or errand.tries + 1 == MOST_TRIES:
        turns.close(errand.host)
        turns.free(errand.host, time.monotonic())
    else:
        turns.free(errand.host, time.monotonic(), rest)
        turns.add(msgspec.structs.replace(errand, tries=errand.tries + 1), first=True)
