"""Work over many items, done by an executor: by processes of this machine here, elsewhere by another module's. Results
come in the order of the items, so that neither the number of workers nor where they are ever shows."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from backfile.build.troubles import WorkerLostError

Context = TypeVar("Context")
Item = TypeVar("Item")
Answer = TypeVar("Answer")

BATCH = 64
WORTH_A_POOL = 48
"""Below so many items starting processes costs more than it saves (a fork and its warm-up are about 30 ms)."""


class Task(msgspec.Struct, frozen=True):
    """`answer(context, item)` for each of the items, with a context that each worker makes itself: it is
    `prepare(material)`. All of it can be pickled, both functions by their names."""

    prepare: Callable[[Any], Any]
    answer: Callable[[Any, Any], Any]
    material: Any
    items: Sequence[Any]


class Executor(Protocol):
    """Where tasks are done."""

    def run(self, task: Task, batch: int) -> Iterator[Any]:
        """The answers in the order of the items. `batch` is how many items are handed over together; 0 leaves it to
        the executor. Raises WorkerLostError where the workers are lost."""
        ...


class Work(Generic[Context, Item, Answer]):
    """`answer(context, item)` for each item, where `prepare` makes the context."""

    def __init__(self, prepare: Callable[[Any], Context], answer: Callable[[Context, Item], Answer]) -> None:
        self._prepare = prepare
        self._answer = answer

    def run(self, material: Any, items: Sequence[Item], executor: Executor, batch: int = 0) -> Iterator[Answer]:
        """The answers in order. `material` is what `prepare` makes each worker's context from. `batch` is how many
        items make the work of about a tenth of a second or more; 0 for items that are small."""
        return executor.run(Task(self._prepare, self._answer, material, items), batch)


class LocalProcesses:
    """An executor of so many processes as `worker_count` says. Forked ones get context and items without a copy through
    a pipe; spawned ones get them pickled once. Small tasks stay in this process."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def run(self, task: Task, batch: int) -> Iterator[Any]:
        """The answers in order."""
        count, total = worker_count(self._jobs), len(task.items)
        if count == 1 or total < (batch + 1 if batch else WORTH_A_POOL):
            context = task.prepare(task.material)
            for start in range(0, total, BATCH):
                yield from _answered(task, context, start, start + BATCH)
            return
        with _pool(count, _begin, (task,)) as pool:
            try:
                size = batch or batch_size(total, count)
                yield from in_order(lambda start, stop: pool.submit(_answers, start, stop), total, size, count * AHEAD)
            except BrokenProcessPool as error:
                message = "a worker process was ended from outside, perhaps for want of memory"
                raise WorkerLostError(message) from error


def worker_count(jobs: int) -> int:
    """How many processes work: as asked, or one for each processor that this process may use."""
    if jobs > 0:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(count: int, initializer: Callable[..., None], arguments: tuple[Any, ...]) -> futures.Executor:
    # Forked workers share what the parent has read. After a fork under macOS system libraries may fail: spawn there.
    method = "fork" if sys.platform.startswith("linux") else "spawn"
    gc.collect()
    gc.freeze()  # keeps the collector of a child from touching, and so copying, the parent's pages
    context = multiprocessing.get_context(method)
    return futures.ProcessPoolExecutor(count, mp_context=context, initializer=initializer, initargs=arguments)


_state: dict[str, Any] = {}


def _begin(task: Task) -> None:
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()
    _state.update(context=task.prepare(task.material), task=task)


def _end_with_parent() -> None:
    """Ends this worker when the process that began it is gone, however that ended: a worker that lived on held the lock
    of the archive, which a fork inherits, and every later build waited for it for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answers(start: int, stop: int) -> list[Any]:
    return list(_answered(_state["task"], _state["context"], start, stop))


def _answered(task: Task, context: Any, start: int, stop: int) -> Iterator[Any]:
    """Without a collector. But a template that makes a macro keeps its view in a circle with it: 10 kB a page, 900 MB
    in each of two workers after 180,000. So what came since the last batch, and no more, is looked through."""
    for item in task.items[start:stop]:
        yield task.answer(context, item)
    gc.collect(1)


AHEAD = 3
"""Batches under way for each worker: one is worked at, and the next is there when it is done."""


def batch_size(total: int, count: int) -> int:
    """How many small items to hand over together: enough to make the handing over cheap, and few enough for each of
    `count` workers to get several batches."""
    return max(1, min(BATCH, total // (count * 4)))


class Pending(Protocol):
    """The answers of a batch that is under way."""

    def result(self) -> list[Any]:
        """Waits for them."""
        ...

    def cancel(self) -> object:
        """Does without them, if nobody has begun."""
        ...


def in_order(submit: Callable[[int, int], Pending], total: int, batch: int, ahead: int) -> Iterator[Any]:
    """The answers of all batches in order, of which at most `ahead` are under way. `submit` begins one, by the places
    of its first item and of the one after its last."""
    waiting: list[Pending] = []
    try:
        for start in range(0, total, batch):
            waiting.append(submit(start, min(start + batch, total)))
            if len(waiting) >= ahead:
                yield from waiting.pop(0).result()
        while waiting:
            yield from waiting.pop(0).result()
    finally:
        for pending in waiting:
            pending.cancel()
