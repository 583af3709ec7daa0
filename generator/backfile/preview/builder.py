"""Starts the process that builds, sends it orders and waits for the answers without ever stopping the server. Killing
it at any moment is safe: a build publishes whole files only, and the next one completes the work."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process

from backfile.build.request import Progress, Result
from backfile.preview.messages import LENGTH_BYTES, Answer, Order, Step, decode_reply, framed
from backfile.problems import Location, Problem

_BEGIN = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from backfile.preview.build_process import main; main(int(sys.argv[2]))"
)


class Builder:
    """A build process of one's own. It is started when it is first needed, and again after it was stopped or lost."""

    def __init__(self) -> None:
        self._process: Process | None = None

    async def start(self) -> Process:
        """The process, running. A new interpreter rather than a fork: this process may have threads by now."""
        if self._process is None or self._process.returncode is not None:
            # The import path is handed over whole: `-P` alone would lose it, and without `-P` a file in the working
            # folder could take a module's place.
            arguments = ("-P", "-c", _BEGIN, json.dumps(sys.path), str(os.getpid()))
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *arguments, stdin=PIPE, stdout=PIPE, start_new_session=True
            )
        return self._process

    async def build(self, order: Order, progress: Progress) -> Result:
        """What the build did. A build that is cancelled is killed, and is gone when this returns."""
        is_answered = False
        try:
            process = await self.start()
            assert process.stdin and process.stdout
            process.stdin.write(framed(order))
            await process.stdin.drain()
            result = await _answer(process.stdout, progress)
            is_answered = True
            return result
        except (OSError, EOFError):
            return Result(problems=(_lost(),))
        finally:
            if not is_answered:
                await self.stop()

    async def stop(self) -> None:
        """Ends the process and every worker it has."""
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            await process.wait()


async def _answer(pipe: asyncio.StreamReader, progress: Progress) -> Result:
    while True:
        size = int.from_bytes(await pipe.readexactly(LENGTH_BYTES), "big")
        match decode_reply.decode(await pipe.readexactly(size)):
            case Step(stage, done, total):
                progress(stage, done, total)
            case Answer(result):
                return result


def _kill(process: Process) -> None:
    """Kills the group that the process leads; its workers may outlive it, so its own end is no reason not to."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _lost() -> Problem:
    message = "the build process was ended from outside, perhaps for want of memory."
    return Problem(Location("backfile"), message, "Save any file to build again; --jobs 1 needs the least memory.")
