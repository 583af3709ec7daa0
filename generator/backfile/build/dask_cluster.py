"""An executor on a Dask cluster: looks whether all workers are fit, hands them the task, and takes their answers in
order. The one module that knows Dask."""

import logging
import pickle
import socket
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import Client, Future, KilledWorker
from distributed.comm import CommClosedError
from distributed.versions import VersionMismatchWarning

from backfile.build.dask_worker import PROBE, Handed, Versions, answers, difference, pickled_task, sights, versions
from backfile.build.request import Progress
from backfile.build.troubles import ClusterError
from backfile.build.workers import AHEAD, Task, batch_size, in_order

ANSWER_SECONDS = 10.0
"""How long a scheduler may take for an answer, and workers to look at a file."""

GONE_SECONDS = 30.0
"""How long a cluster may be without any worker: one that is begun again by its nanny is there sooner."""

SIGN_SECONDS = 2.0
"""How often a build that waits for answers gives a sign of life."""

_ENVIRONMENT = "Install the same versions on the scheduler and on every worker, and start them again."
_SEEN = "The archive and the site must be in folders that every worker sees under the same path and may write to."
_STILL = "Is it busy with other work, or is its file system not there?"
_LOST = "The site is as it was; build again when the cluster is there."


class DaskCluster:
    """The cluster of the scheduler at `HOST:PORT`. `shared` are the folders that all workers must see; `progress` is
    told while nothing comes."""

    def __init__(self, scheduler: str, shared: tuple[Path, ...], progress: Progress) -> None:
        self._scheduler = scheduler
        self._shared = shared
        self._progress = progress

    def run(self, task: Task, batch: int) -> Iterator[Any]:
        """The answers in order, as far as the task has items. A batch whose worker is lost is done by another. Raises
        ClusterError where the cluster is not fit or goes away."""
        if not task.items:
            return
        self._wait()
        with _losses_told(), _client(self._scheduler) as client, _probes(self._shared) as content:
            threads = _threads(client)
            wanted = _same_versions(client)
            shared = tuple(map(str, self._shared))
            # Computed and not scattered: should all who have it be lost, Dask makes it again for those who come.
            handed = client.submit(Handed, pickled_task(task), wanted, shared, content, pure=False)
            _refuse_blind(client, threads, handed, content)
            build = uuid4().hex

            def submit(start: int, stop: int) -> "_Batch":
                items = pickle.dumps(task.items[start:stop])
                future = client.submit(answers, handed, items, key=f"backfile-{build}-{start}", pure=False)
                return _Batch(client, future, self._wait)

            total, count = len(task.items), sum(threads.values())
            yield from in_order(submit, total, batch or batch_size(total, count), count * AHEAD)

    def _wait(self) -> None:
        self._progress("waiting for the cluster", 0, 0)


class _Batch:
    """A batch on the cluster."""

    def __init__(self, client: Client, future: Future, on_wait: Callable[[], None]) -> None:
        self._client, self._future, self._on_wait = client, future, on_wait

    def result(self) -> list[Any]:
        """Waits for as long as there are workers."""
        seen = time.monotonic()
        while True:
            try:
                found: list[Any] = self._future.result(timeout=SIGN_SECONDS)
                return found
            except TimeoutError:
                if self._future.status == "error":
                    raise
                self._on_wait()
            if _workers(self._client):
                seen = time.monotonic()
            elif time.monotonic() - seen > GONE_SECONDS:
                raise ClusterError("the cluster has no worker left", _LOST)

    def cancel(self) -> None:
        self._future.cancel()


@contextmanager
def _client(scheduler: str) -> Iterator[Client]:
    # What Dask would log of a lost connection, or tell of versions and sizes, we say in one line or not at all.
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", category=VersionMismatchWarning)
    warnings.filterwarnings("ignore", message="Sending large graph")
    try:
        _refuse_silent(scheduler)
        client = Client(f"tcp://{scheduler}", timeout=ANSWER_SECONDS, set_as_default=False, name="backfile")
    except (OSError, ValueError) as error:
        why = f"no answer within {ANSWER_SECONDS:.0f} seconds" if isinstance(error, TimeoutError) else _reason(error)
        message = f"there is no Dask scheduler at {scheduler}: {why}"
        raise ClusterError(message, "Is the address right, and has `dask scheduler` been started there?") from error
    try:
        yield client
    finally:
        client.close(timeout=ANSWER_SECONDS)


def _reason(error: Exception) -> str:
    return str((isinstance(error, OSError) and error.strerror) or error)


LONGEST_GREETING = 2**20
"""Bytes. That of Dask 2026.8 has some hundred."""


def _refuse_silent(scheduler: str) -> None:
    """Raises OSError unless somebody who may be a scheduler greets there in time. Dask itself waits for a greeting
    without end (seen in 2026.8). It begins with its length in eight bytes, least first."""
    host, _, port = scheduler.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER_SECONDS) as connection:
        greeting = connection.makefile("rb").read(8)
    if len(greeting) < 8 or int.from_bytes(greeting, "little") > LONGEST_GREETING:
        raise OSError("something else answers there")


@contextmanager
def _losses_told() -> Iterator[None]:
    """Makes what Dask raises where workers or the scheduler are lost into what a person can read."""
    try:
        yield
    except KilledWorker as error:
        message = "every worker that one batch was given to was lost, perhaps for want of memory"
        raise ClusterError(message, _LOST) from error
    except (CancelledError, CommClosedError, TimeoutError) as error:
        raise ClusterError("the connection to the Dask scheduler was lost", _LOST) from error


@contextmanager
def _probes(folders: Sequence[Path]) -> Iterator[str]:
    """A file in each folder that workers can be asked for. Its content, which is theirs too."""
    content = uuid4().hex
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PROBE).write_text(content, encoding="utf-8")
    try:
        yield content
    finally:
        for folder in folders:
            for path in folder.glob(f"{PROBE}*"):
                path.unlink(missing_ok=True)
            with suppress(OSError):  # there is more in it
                folder.rmdir()


def _threads(client: Client) -> dict[str, int]:
    """How many batches each worker, by its address, does at a time."""
    until = time.monotonic() + ANSWER_SECONDS
    while not (found := _workers(client)):
        if time.monotonic() > until:
            message = f"no worker has joined the Dask scheduler within {ANSWER_SECONDS:.0f} seconds"
            raise ClusterError(message, "Start workers: `dask worker HOST:PORT --nthreads 1`.")
        time.sleep(0.1)
    return dict(sorted(found.items()))


def _workers(client: Client) -> dict[str, int]:
    found: dict[str, int] = client.sync(client.scheduler.ncores, callback_timeout=ANSWER_SECONDS)
    return found


def _same_versions(client: Client) -> Versions:
    """What runs here, on the scheduler and on every worker: they unpickle what names our functions, and other versions
    may write other bytes."""
    ours = versions()
    try:
        _refuse_other("the scheduler", client.run_on_scheduler(versions), ours)
    except (ImportError, AttributeError) as error:
        raise _foreign("the scheduler", error) from error
    try:
        # As no task: a worker that cannot unpickle one never answers. `run` hands the time on to `sync`.
        found = client.run(versions, on_error="return", callback_timeout=ANSWER_SECONDS)
    except TimeoutError as error:
        raise ClusterError(f"a worker gives no answer within {ANSWER_SECONDS:.0f} seconds", _STILL) from error
    for worker, theirs in sorted(found.items()):
        if isinstance(theirs, Exception):  # of no certain kind: Dask wraps what comes while it unpickles
            raise _foreign(f"the worker {worker}", theirs)
        _refuse_other(f"the worker {worker}", theirs, ours)
    return ours


def _foreign(who: str, error: Exception) -> ClusterError:
    return ClusterError(f"{who} has another version of Backfile, or none: {error}", _ENVIRONMENT)


def _refuse_other(who: str, theirs: Versions, ours: Versions) -> None:
    if told := difference(theirs, ours):
        raise ClusterError(f"{who} runs something else: {told}", _ENVIRONMENT)


def _refuse_blind(client: Client, workers: Iterable[str], handed: Future, content: str) -> None:
    """Hands every worker the task. Each must see what we write in the shared folders, and we what it writes."""
    asked = {worker: client.submit(sights, handed, workers=[worker], pure=False) for worker in workers}
    until = time.monotonic() + ANSWER_SECONDS
    for worker, future in asked.items():
        try:
            found = future.result(timeout=max(0.1, until - time.monotonic()))
        except TimeoutError as error:
            message = f"the worker {worker} gives no answer within {ANSWER_SECONDS:.0f} seconds"
            raise ClusterError(message, _STILL) from error
        for sight in found:
            trouble = sight.trouble
            if not trouble and not _holds(Path(sight.folder, sight.name), content):
                trouble = "what it writes there is not seen here"
            if trouble:
                message = f"the worker {worker} does not share the folder {sight.folder}: {trouble}"
                raise ClusterError(message, _SEEN)


def _holds(path: Path, content: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == content
    except OSError:
        return False
