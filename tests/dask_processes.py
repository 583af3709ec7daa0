"""A real Dask scheduler and real workers on this machine, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from backfile.build import dask_worker

PACKAGE_ROOT = Path(dask_worker.__file__).parents[2]
PATIENCE_SECONDS = 60.0


class DaskProcesses:
    """A scheduler with two workers of one thread, none of which is begun again when it ends. `folder` is for their own
    files; `package` is where the workers find Backfile."""

    def __init__(self, folder: Path, package: Path = PACKAGE_ROOT) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.scheduler = self._begin(PACKAGE_ROOT, "dask_scheduler", "--port", "0")
        worker = ("dask_worker", "--no-nanny", "--nthreads", "1")
        self.workers = [self._begin(package, *worker) for _ in range(2)]

    def __enter__(self) -> "DaskProcesses":
        from distributed import Client

        until = time.monotonic() + PATIENCE_SECONDS
        while not self._file.is_file():
            assert self.scheduler.poll() is None and time.monotonic() < until, (self._folder / "log").read_text()
            time.sleep(0.05)
        with Client(scheduler_file=str(self._file), set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=PATIENCE_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    @property
    def address(self) -> str:
        """What `--executor` takes."""
        address: str = json.loads(self._file.read_text())["address"]
        return address.replace("tcp://", "dask://")

    def _begin(self, package: Path, module: str, *options: str) -> "subprocess.Popen[bytes]":
        common = ("--scheduler-file", str(self._file), "--host", "127.0.0.1", "--no-dashboard")
        command = [sys.executable, "-m", f"distributed.cli.{module}", *options, *common]
        surroundings = {**os.environ, "PYTHONPATH": str(package)}
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(command, env=surroundings, cwd=self._folder, stdout=log, stderr=log)
