"""Work over many items in several processes, results in the order of the items, so that the number of workers never
shows. Any `concurrent.futures.Executor` can take the pool's place."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import Any, Generic, TypeVar

from backfile.build.troubles import WorkerLostError

Context = TypeVar("Context")
Item = TypeVar("Item")
Answer = TypeVar("Answer")

BATCH = 64
WORTH_A_POOL = 48
"""Below so many items starting processes costs more than it saves (a fork and its warm-up are about 30 ms)."""


class Work(Generic[Context, Item, Answer]):
    """`answer(context, item)` for each item. Context and items reach forked workers without being copied through a
    pipe; where processes are spawned they are pickled once a worker."""

    def __init__(self, prepare: Callable[[Any], Context], answer: Callable[[Context, Item], Answer]) -> None:
        self._prepare = prepare
        self._answer = answer

    def run(self, material: Any, items: Sequence[Item], jobs: int, batch: int = 0) -> Generator[Answer, None, None]:
        """The answers in order; to close it ends the work. `material` is what `prepare` makes each worker's context
        from. `batch` is how many items make the work of about a tenth of a second or more; 0 where items are
        small."""
        count = worker_count(jobs)
        if count == 1 or len(items) < (batch + 1 if batch else WORTH_A_POOL):
            context = self._prepare(material)
            for item in items:
                yield self._answer(context, item)
            return
        batch = batch or max(1, min(BATCH, len(items) // (count * 4)))
        with _pool(count, _begin, (self._prepare, self._answer, material, items)) as pool:
            yield from _in_order(pool, len(items), batch, ahead=count * 3)


def worker_count(jobs: int) -> int:
    """How many processes work: as asked, or one for each processor that this process may use."""
    if jobs > 0:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(count: int, initializer: Callable[..., None], arguments: tuple[Any, ...]) -> Executor:
    # Forked workers share what the parent has read. After a fork under macOS system libraries may fail: spawn there.
    method = "fork" if sys.platform.startswith("linux") else "spawn"
    gc.collect()
    gc.freeze()  # keeps the collector of a child from touching, and so copying, the parent's pages
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(count, mp_context=context, initializer=initializer, initargs=arguments)


_state: dict[str, Any] = {}


def _begin(
    prepare: Callable[[Any], Any], answer: Callable[[Any, Any], Any], material: Any, items: Sequence[Any]
) -> None:
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()
    _state.update(context=prepare(material), answer=answer, items=items)


def _end_with_parent() -> None:
    """Ends this worker when the process that began it is gone, however that ended: a worker that lived on held the lock
    of the archive, which a fork inherits, and every later build waited for it for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answers(start: int, stop: int) -> list[Any]:
    context, answer, items = _state["context"], _state["answer"], _state["items"]
    return [answer(context, item) for item in items[start:stop]]


def _in_order(pool: Executor, total: int, batch: int, ahead: int) -> Iterator[Any]:
    """Batches in a fixed order, a bounded number of them under way."""
    waiting: list[Future[list[Any]]] = []
    starts = iter(range(0, total, batch))
    try:
        for start in starts:
            waiting.append(pool.submit(_answers, start, min(start + batch, total)))
            if len(waiting) >= ahead:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()
    except BrokenProcessPool as error:
        raise WorkerLostError("a worker process was ended from outside, perhaps for want of memory") from error
    finally:
        for future in waiting:
            future.cancel()
