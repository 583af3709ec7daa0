"""The process that builds for the preview: one order after the other from its standard input, imports kept warm. It has
no thread of its own, so that it can fork workers, and it ends with the process that started it, however that ends."""

import gc
import importlib
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import BinaryIO

from backfile.build.pipeline import build
from backfile.build.request import Result
from backfile.preview.messages import Answer, Order, Step, decode_order, framed, read_frame
from backfile.problems import Location, Problem

STEP_SECONDS = 0.1
"""Of a stage progress is told no oftener than this."""

WATCH_SECONDS = 0.5
"""How often a build looks whether its preview is still there."""


def main(parent: int) -> None:
    """Builds until the process `parent`, which holds the pipes, goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the preview decides when its builds end
    orders, answers = _take_pipes()
    importlib.import_module("backfile.build.full")  # the heavy libraries, while nobody waits for them
    with suppress(BrokenPipeError):
        while data := read_frame(orders):
            with _ends_with(parent):
                result = _built(decode_order(data), _Steps(answers))
            _send(answers, Answer(result))
            # The pool froze what it found, so that forks share it; a process that lives on must be able to free it.
            gc.unfreeze()
            gc.collect()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes for ourselves alone: nothing that is printed by mistake, and no worker, can get at them."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return orders, answers


def _built(order: Order, steps: "_Steps") -> Result:
    try:
        return build(order.request(steps))
    except BrokenPipeError:
        raise
    except Exception as error:  # a bug must not end the preview: it is shown like any problem
        message = f"the build failed inside Backfile: {type(error).__name__}: {error}"
        hint = "This is a fault of the program, not of your archive: please report it with what `backfile build` says."
        return Result(problems=(Problem(Location("backfile"), message, hint),))


class _Steps:
    """Tells the preview of progress, now and then."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._told = time.monotonic()
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= STEP_SECONDS or stage != self._stage:
            self._told, self._stage = now, stage
            _send(self._pipe, Step(stage, done, total))


def _send(pipe: BinaryIO, message: Step | Answer) -> None:
    pipe.write(framed(message))
    pipe.flush()


@contextmanager
def _ends_with(parent: int) -> Iterator[None]:
    """Ends this process and its workers should `parent` be gone before the build is. A timer, because a thread would
    make forking unsafe; without timers (Windows) the build is finished first."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def look(number: int, frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os.killpg(0, signal.SIGKILL)  # we lead a group of our own

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, WATCH_SECONDS, WATCH_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
