"""A build that is killed takes its workers along, so that the next one can begin."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from site_builder import Site, assert_same_files

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


def children_of(process: int) -> list[int]:
    """The process's own children."""
    found = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(child) for children in found for child in children]


def is_running(process: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_of_a_killed_build_end_and_hold_no_lock(tmp_path: Path, how: signal.Signals) -> None:
    """The next build begins at once and comes out as a clean one."""
    site = Site(tmp_path / "a")
    for number in range(400):
        site.article(f"2020/01/a-{number}", "A paragraph of some words.\n\n" * 40, tags=["Radio"])
    command = [sys.executable, "-m", "backfile", "build", "-q", "-s", str(site.root), "-j", "2", "--no-search"]
    build = subprocess.Popen(command)
    workers: list[int] = []
    while len(workers) < 2 and build.poll() is None:
        workers = children_of(build.pid)
        time.sleep(0.005)
    os.kill(build.pid, how)
    build.wait(timeout=30)
    for _ in range(200):
        if not any(map(is_running, workers)):
            break
        time.sleep(0.05)
    assert not any(map(is_running, workers))
    subprocess.run(command, check=True, timeout=60)
    clean = site.clean_copy(tmp_path / "clean").build()
    assert_same_files(site.files(), clean.files())
