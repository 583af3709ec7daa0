"""Runs commands and says what they cost: time on the clock, processor time, memory. Judges nothing.

The commands are started by this file run as a program of its own, because the kernel counts a parent's memory into
its child's peak until the child has become another program: the parent has to be small.
"""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
SAMPLE_SECONDS = 0.5


class CommandError(Exception):
    """A measured command ended with a status other than 0; the text holds the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`wall` and `cpu` (user and system, with all children waited for) in seconds. `largest_mb` is the peak resident
    set of the largest process; `tree_mb` that of all processes together, shared pages counted once, sampled
    twice a second and never below `largest_mb`. `load` is the machine's load average before the start."""

    wall: float
    cpu: float
    largest_mb: float
    tree_mb: float
    load: float


def measure(commands: list[list[str]], environment: dict[str, str]) -> Cost:
    """Runs the commands in turn and adds up their costs. What was written before is on the disk first."""
    load = os.getloadavg()[0]
    os.sync()
    costs = [_measure_one(command, environment) for command in commands]
    return Cost(
        sum(cost["wall"] for cost in costs),
        sum(cost["cpu"] for cost in costs),
        max(cost["largest_mb"] for cost in costs),
        max(cost["tree_mb"] for cost in costs),
        load,
    )


def _measure_one(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    launcher = [sys.executable, "-I", "-S", str(Path(__file__).resolve()), *command]
    done = subprocess.run(launcher, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    result: dict[str, float] = json.loads(done.stdout) if done.returncode == 0 else {"status": 1}
    if result.pop("status"):
        raise CommandError(f"{' '.join(command)}\n{done.stderr[-4000:]}")
    return result


def _launch(command: list[str]) -> dict[str, float]:
    """Runs the command with its output on our standard error."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=2)
    sampler = _Sampler(process.pid)
    sampler.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    sampler.stopped.set()
    sampler.join()
    largest = usage.ru_maxrss * 1024 / MEGABYTE
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "largest_mb": largest,
        "tree_mb": max(largest, sampler.peak / MEGABYTE),
        "status": os.waitstatus_to_exitcode(status),
    }


class _Sampler(threading.Thread):
    """Looks again and again at the memory of a process and its descendants. A process alone is left in peace: its
    peak is known at its end, and going through 1.5 GB of pages twice a second took 4 % of a core."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(SAMPLE_SECONDS):
            family = family_of(self.root)
            if len(family) > 1:
                self.peak = max(self.peak, sum(map(_proportional_bytes, family)))


def family_of(root: int) -> list[int]:
    """The process and its descendants that are there now."""
    found = [root]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found.extend(int(child) for child in children.read_text().split())
            except OSError:
                continue
    return found


def peak_mb(process: int) -> float:
    """The peak resident set of a process that runs; 0 once it has ended. It is that of the program alone: the kernel
    begins it anew when a child becomes another program."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / MEGABYTE for line in lines if line.startswith("VmHWM:")), 0.0)


def _proportional_bytes(process: int) -> int:
    """The resident memory of a process, each shared page divided among those that share it; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    print(json.dumps(_launch(sys.argv[1:])))
