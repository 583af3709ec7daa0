"""What any executor relies on: batches in order, tasks that can be handed to other processes, and staged files that are
whole or not there. None of it needs a cluster."""

import gc
import os
import pickle
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from weakref import ref

import pytest

from backfile.build.cluster_address import scheduler_of
from backfile.build.dask_worker import PROBE, Handed, difference, pickled_task, versions
from backfile.build.ledger import BodyReader, Ledger
from backfile.build.staging import write_whole
from backfile.build.troubles import ClusterError
from backfile.build.workers import BATCH, LocalProcesses, Task, Work, in_order
from site_builder import Site


class Done:
    """A batch of numbers that is done when it is asked for."""

    def __init__(self, under_way: list["Done"], numbers: Sequence[int]) -> None:
        self._under_way, self._numbers = under_way, numbers
        under_way.append(self)
        self.is_cancelled = False

    def result(self) -> list[int]:
        self._under_way.remove(self)
        if 13 in self._numbers:
            raise ArithmeticError
        return list(self._numbers)

    def cancel(self) -> None:
        self.is_cancelled = True


def test_answers_come_in_order_and_few_batches_are_under_way() -> None:
    """However many there are."""
    under_way: list[Done] = []
    most = 0

    def submit(start: int, stop: int) -> Done:
        nonlocal most
        done = Done(under_way, range(start + 100, stop + 100))
        most = max(most, len(under_way))
        return done

    assert list(in_order(submit, 23, batch=4, ahead=3)) == list(range(100, 123))
    assert (most, under_way) == (3, [])


def test_batches_that_nobody_needs_any_more_are_cancelled() -> None:
    """Those that wait behind one that failed."""
    under_way: list[Done] = []
    with pytest.raises(ArithmeticError):
        list(in_order(lambda start, stop: Done(under_way, range(start, stop)), 40, batch=4, ahead=4))
    assert [done.is_cancelled for done in under_way] == [True, True, True]


def prepared(material: int) -> list[int]:
    """A context that shows how often it was made."""
    _made.append(material)
    return [material]


def added(context: list[int], item: int) -> int:
    return context[0] + item


_made: list[int] = []


def test_here_answers_come_from_this_process_where_there_is_little_to_do() -> None:
    """And from several where there is more: the same."""
    work = Work(prepared, added)
    assert list(work.run(1, range(3), LocalProcesses(2))) == [1, 2, 3]
    assert list(work.run(1, range(300), LocalProcesses(2))) == list(range(1, 301))


def handed_over(folder: Path, content: str = "x") -> Handed:
    """A task as it reaches a worker."""
    handed = Handed(pickled_task(Task(prepared, added, 10, range(5))), versions(), (str(folder),), content)
    (folder / PROBE).write_text("x")
    arrived: Handed = pickle.loads(pickle.dumps(handed))
    return arrived


def test_a_worker_makes_its_context_once_whichever_of_its_threads_works(tmp_path: Path) -> None:
    """And a copy for another worker is without it."""
    handed = handed_over(tmp_path)
    _made.clear()
    found: list[list[int]] = []
    threads = [threading.Thread(target=lambda: found.append(handed.answers(pickle.dumps([1, 2])))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, _made) == ([[11, 12]] * 4, [10])
    assert pickle.loads(pickle.dumps(handed)).answers(pickle.dumps([3])) == [13]
    assert _made == [10, 10]


def test_a_worker_shows_that_it_sees_a_folder_or_why_not(tmp_path: Path) -> None:
    """By a copy of the probe."""
    (sight,) = handed_over(tmp_path).sights()
    assert (tmp_path / sight.name).read_text() == "x"
    (sight,) = handed_over(tmp_path, "another").sights()
    assert (sight.name, sight.trouble) == ("", "it is another folder there")
    handed = handed_over(tmp_path)
    (tmp_path / PROBE).unlink()
    assert handed.sights()[0].trouble == "No such file or directory"


def test_a_worker_that_joins_late_and_is_not_fit_says_so(tmp_path: Path) -> None:
    """It was not there to be asked; its word comes back whole."""
    (tmp_path / PROBE).write_text("x")
    pickled = pickled_task(Task(prepared, added, 10, ()))
    old = Handed(pickled, versions() | {"Python": "3.9"}, (str(tmp_path),), "x")
    with pytest.raises(ClusterError) as raised:
        old.answers(pickle.dumps([1]))
    here = versions()["Python"]
    arrived: ClusterError = pickle.loads(pickle.dumps(raised.value))
    where = f"a worker on {socket.gethostname()} is not fit"
    assert arrived.problem.message == f"{where}: Python is {here} there and 3.9 here."
    with pytest.raises(ClusterError, match="is not shared: it is another folder there"):
        handed_over(tmp_path, "another").answers(pickle.dumps([1]))


def test_the_first_difference_is_told() -> None:
    """A worker that lacks an entry altogether differs in it."""
    ours = {"Python": "3.11", "Backfile": "1.2"}
    assert difference(ours, ours) == ""
    assert difference({"Python": "3.11", "Backfile": "1.1"}, ours) == "Backfile is 1.1 there and 1.2 here"
    assert difference({}, ours) == "Python is none there and 3.11 here"


def test_the_materials_of_a_build_survive_pickling(tmp_path: Path) -> None:
    """With every kind of page, so that workers elsewhere get what forked ones find in memory."""
    site = Site(tmp_path).theme("everything").page("about")
    for number in range(12):
        site.article(
            f"2020/0{number % 3 + 1}/a-{number}", tags=["Radio"], author="Jane Doe", params={"a": [1, {"b": 2}]}
        )
    tasks: list[Task] = []
    real = LocalProcesses.run

    def noted(self: LocalProcesses, task: Task, batch: int) -> object:
        tasks.append(task)
        return real(self, task, batch)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LocalProcesses, "run", noted)
        assert not site.build().problems
    assert len(tasks) == 2
    for task in tasks:
        copy = pickle.loads(pickle.dumps(Task(task.prepare, task.answer, task.material, list(task.items))))
        assert copy.material == task.material
        assert copy.items == list(task.items)


def test_a_lost_worker_leaves_no_half_file_in_the_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at the moment before a file is whole, it leaves something in the folder aside only; done again by another
    worker, the file is there and whole, and what is known of it is true."""
    unfinished, staged = tmp_path / "unfinished", tmp_path / "site" / "a" / "index.html"
    unfinished.mkdir()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            write_whole(unfinished, str(staged), b"whole")
    assert not staged.exists()
    info = write_whole(unfinished, str(staged), b"whole")
    assert staged.read_bytes() == b"whole"
    assert (staged.stat().st_mtime_ns, staged.stat().st_size) == (info.st_mtime_ns, info.st_size)


def test_a_worker_that_comes_too_late_writes_nothing(tmp_path: Path) -> None:
    """The folder aside is gone when all is rendered."""
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "unfinished", str(tmp_path / "site" / "a" / "index.html"), b"late")
    assert not (tmp_path / "site").exists()


def test_bodies_are_read_from_a_settled_ledger_alone(tmp_path: Path) -> None:
    """Of a still ledger other machines read the one file: what is in its journal only they would not see."""
    site = Site(tmp_path / "a").article("2020/01/one").build()
    ledger = Ledger(site.root)
    row = ledger.source("content/2020/01/one.md")
    assert row
    ledger.record_source(row, b"another body")
    ledger.settle()
    alone = tmp_path / "ledger.sqlite"
    alone.write_bytes(ledger.path.read_bytes())
    assert BodyReader(alone, is_still=True).body("content/2020/01/one.md") == b"another body"
    ledger.close()


@pytest.mark.parametrize(
    ("executor", "scheduler"),
    [
        ("dask://10.0.0.7:8786", "10.0.0.7:8786"),
        ("dask://render-1.example.org:8786", "render-1.example.org:8786"),
        ("dask://[::1]:8786", "[::1]:8786"),
        ("dask://host", ""),
        ("dask://host:", ""),
        ("dask://:8786", ""),
        ("dask://host:0", ""),
        ("dask://host:65536", ""),
        ("dask://host:8786/", ""),
        ("dask://user@host:8786", ""),
        ("tcp://host:8786", ""),
        ("local", ""),
        ("", ""),
    ],
)
def test_only_a_schedulers_address_is_one(executor: str, scheduler: str) -> None:
    """`dask://HOST:PORT` is the one form."""
    assert scheduler_of(executor) == scheduler


def test_without_dask_a_cluster_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, with the site as it was."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "backfile.build.dask_cluster", raising=False)
    site = Site(tmp_path).article("2020/01/one").build(executor="dask://127.0.0.1:8786")
    assert [str(problem) for problem in site.problems] == [
        "--executor: dask://127.0.0.1:8786 needs Dask, which is not installed.\n"
        "    Install it: pip install 'backfile[dask]'."
    ]
    assert site.files() == {}


class Held:
    """A value in a circle with itself, as a template's macro is with its view."""

    def __init__(self) -> None:
        self.own = self


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_lies_in_circles_goes_with_each_batch(jobs: int) -> None:
    """Workers run without a collector of such values, and rendered pages may leave them by the ten thousand."""
    gc.disable()
    try:
        alive = list(Work(no_values, count_held).run(None, range(20 * BATCH), LocalProcesses(jobs)))
    finally:
        gc.enable()
    assert max(alive) <= 2 * BATCH


def no_values(_: None) -> list[ref[Held]]:
    return []


def count_held(made: list[ref[Held]], number: int) -> int:
    """How many of those made so far are still there."""
    made.append(ref(Held()))
    return sum(one() is not None for one in made)
