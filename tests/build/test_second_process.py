"""A second process says what it has to say, and never outlives what it helps."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from backfile.build.second_process import SecondProcess, may_fork

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks safely")


def test_what_it_says_is_heard_in_order() -> None:
    second = SecondProcess(lambda say: [say(b"one "), say(b"two ")])
    os.waitid(os.P_PID, second.pid, os.WEXITED | os.WNOWAIT)
    assert second.heard() == b"one two "
    assert second.heard() == b""
    second.end()


def test_nobody_waits_for_what_it_has_not_said() -> None:
    second = SecondProcess(lambda say: time.sleep(60))
    assert second.heard() == b""
    os.kill(second.pid, signal.SIGKILL)
    second.end()


def test_a_failure_ends_it_silently(capfd: pytest.CaptureFixture[str]) -> None:
    second = SecondProcess(lambda say: 1 // 0)
    os.waitid(os.P_PID, second.pid, os.WEXITED | os.WNOWAIT)
    assert second.heard() == b""
    second.end()
    assert capfd.readouterr() == ("", "")


def test_it_ends_when_nobody_listens_any_more() -> None:
    def chatter(say: object) -> None:
        while callable(say):
            say(b".")

    second = SecondProcess(chatter)
    second.end()
    with pytest.raises(ProcessLookupError):
        os.kill(second.pid, 0)


KILLED = """
import os, signal
from backfile.build.second_process import SecondProcess

def chatter(say):
    os.write(1, b"%d" % os.getpid())
    os.close(1)
    while True:
        say(b".")

SecondProcess(chatter)
os.close(1)
signal.pause()
"""


def test_it_ends_with_the_process_that_began_it(tmp_path: Path) -> None:
    """However that ended: here by a signal that nobody can answer."""
    first = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE)
    assert first.stdout
    second = int(first.stdout.read())
    first.kill()
    first.wait()
    for _ in range(500):
        if not _is_alive(second):
            return
        time.sleep(0.01)
    os.kill(second, signal.SIGKILL)
    pytest.fail("it lived on")


def test_there_is_no_fork_where_threads_run() -> None:
    stop = Event()
    thread = Thread(target=stop.wait)
    thread.start()
    try:
        assert not may_fork()
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("processors", [1, 2])
def test_it_takes_two_processors(processors: int) -> None:
    code = (
        "import os; from backfile.build.second_process import may_fork; "
        f"os.sched_getaffinity = lambda pid: set(range({processors})); print(may_fork())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == str(processors == 2)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # one that nobody reaps has ended all the same
