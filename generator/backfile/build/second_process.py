"""A second process beside a short look: forked raw, as the library's pools take longer to be imported than such a look
takes. It only ever helps: whoever starts it can do without it, and does where it ends early."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress


def may_fork() -> bool:
    """Whether a fork is safe here and can help: on Linux, in a process of one thread (the libraries' own count too)
    that may use two processors."""
    if not sys.platform.startswith("linux") or len(os.sched_getaffinity(0)) < 2:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 # names are wanted, and no paths
    except OSError:
        return False


class SecondProcess:
    """Runs `work` in a fork of this process and hears the bytes that it says. What `work` raises ends it, silently.

    Once this process is gone, however it ended, or has enough, saying anything raises BrokenPipeError there: so it
    outlives what it helps, and keeps the lock that it inherits, no longer than it takes from one word to the next."""

    def __init__(self, work: Callable[[Callable[[bytes], object]], None]) -> None:
        """Raises OSError where the system lets no process begin."""
        self._ear, mouth = os.pipe()
        first = os.getpid()
        try:
            self.pid = os.fork()
            if self.pid == 0:
                os.close(self._ear)
                work(lambda word: os.write(mouth, word))
        except BaseException:
            os.close(self._ear)
            raise
        finally:
            if os.getpid() != first:
                os._exit(0)  # whatever happened: nothing of what the first process has begun is ended twice
            os.close(mouth)
        os.set_blocking(self._ear, False)

    def heard(self) -> bytes:
        """What was said since the last call; empty for nothing. Never waits."""
        try:
            return os.read(self._ear, 65_536)
        except BlockingIOError:
            return b""

    def end(self) -> None:
        """Has enough of it and waits until it is gone."""
        os.close(self._ear)
        with suppress(ChildProcessError):  # where whoever started us has us ignore the ends of processes
            os.waitpid(self.pid, 0)
