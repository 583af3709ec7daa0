"""What a Dask worker does of a build: it tells what it runs, shows that it sees the shared folder, and answers batches.
Imports no Dask, and stays as it is between builds but for what it is handed."""

import pickle
import platform
import socket
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import msgspec

from backfile import __version__
from backfile.build.engine import engine_digest
from backfile.build.troubles import ClusterError
from backfile.build.workers import Task

PROBE = "probe"
"""The file by which workers show that they see the folder that it lies in."""

Versions = dict[str, str]
"""What must be the same everywhere by its name, the plainest first."""


def versions() -> Versions:
    """What this process runs, of Python without the patch release. The digest holds our sources and the versions of the
    libraries that a page hangs on."""
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "Backfile": __version__,
        "Dask": version("distributed"),
        "the digest of sources and libraries": engine_digest().hex()[:12],
    }


def difference(theirs: Versions, ours: Versions) -> str:
    """The first thing that differs, in words; empty where nothing does."""
    for name, wanted in ours.items():
        if (found := theirs.get(name, "none")) != wanted:
            return f"{name} is {found} there and {wanted} here"
    return ""


class Sight(msgspec.Struct, frozen=True):
    """How a worker sees a shared folder: the name of the file that it wrote there, or why it could not."""

    folder: str
    name: str
    trouble: str = ""


class Handed:
    """A task without its items, as it lies in a worker's memory, unpickled when it is first needed. It goes when Dask
    drops it, with the context that was made from it. `wanted` are the versions that every worker must run; each of the
    `shared` folders holds a probe with that content."""

    def __init__(self, pickled: bytes, wanted: Versions, shared: tuple[str, ...], content: str) -> None:
        self._told = (pickled, wanted, shared, content)
        self._lock = Lock()
        self._begun: tuple[Task, Any] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Without the context, which belongs to one process."""
        return Handed, self._told

    def sights(self) -> tuple[Sight, ...]:
        """How this worker sees each shared folder. Whoever asks must find the files."""
        _, _, shared, content = self._told
        return tuple(_sight(folder, content) for folder in shared)

    def answers(self, items: bytes) -> list[Any]:
        """The answers for pickled items. Threads of one worker take turns: the work is the interpreter's, and what a
        context holds is not made for several. Raises ClusterError where this worker, which may have joined late, is not
        fit."""
        with self._lock:
            if self._begun is None:
                self._begun = self._begin()
            task, context = self._begun
            return [task.answer(context, item) for item in pickle.loads(items)]

    def _begin(self) -> tuple[Task, Any]:
        pickled, wanted, _, _ = self._told
        blind = (f"{sight.folder} is not shared: {sight.trouble}" for sight in self.sights() if sight.trouble)
        if unfit := difference(versions(), wanted) or next(blind, ""):
            hint = "All workers need the same versions and the same folders."
            raise ClusterError(f"a worker on {socket.gethostname()} is not fit: {unfit}", hint)
        task: Task = pickle.loads(pickled)
        return task, task.prepare(task.material)


def pickled_task(task: Task) -> bytes:
    """What a `Handed` is made from."""
    return pickle.dumps(Task(task.prepare, task.answer, task.material, ()))


def sights(handed: Handed) -> tuple[Sight, ...]:
    """How the worker that does this sees the shared folders."""
    return handed.sights()


def answers(handed: Handed, items: bytes) -> list[Any]:
    """The answers of a batch."""
    return handed.answers(items)


def _sight(folder: str, content: str) -> Sight:
    name = f"{PROBE}-{uuid4().hex}"
    try:
        if Path(folder, PROBE).read_text(encoding="utf-8") != content:
            return Sight(folder, "", "it is another folder there")
        Path(folder, name).write_text(content, encoding="utf-8")
    except OSError as error:
        return Sight(folder, "", error.strerror or str(error))
    return Sight(folder, name)
