"""A build on a Dask cluster gives the bytes of a build here, or a problem in one line and the site as it was. The
scheduler and its two workers are real processes."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfile import __version__
from backfile.build import dask_cluster, dask_worker, reading, rendering
from dask_processes import PACKAGE_ROOT, DaskProcesses
from site_builder import Site, assert_same_files, without_search


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskProcesses]:
    """One that no test harms."""
    with DaskProcesses(tmp_path_factory.mktemp("cluster")) as processes:
        yield processes


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[DaskProcesses]:
    """One whose processes may be killed."""
    folder = tmp_path / "doomed"
    folder.mkdir()
    with DaskProcesses(folder) as processes:
        yield processes


def archive(root: Path, articles: int = 70) -> Site:
    """Enough sources to be read on a cluster, with links, tags, authors and several kinds of pages."""
    site = Site(root).config(timezone="Europe/Paris", menu={"boxes": ["News"]}).page("about")
    for number in range(articles):
        site.article(
            f"2020/{number % 12 + 1:02}/a-{number:03}",
            f"Text {number} with [a link](/2020/01/a-000/).\n\n## Heading\n\n" + "Some words of it. " * 30,
            tags=["Radio", f"T{number % 7}", ["naïve", "naive", "C++"][number % 3]],
            section=["News", "Opinion"][number % 2],
            author=["Jane Doe", "John Doe"][: number % 3],
            aliases=[f"/old/{number}/"] if number % 5 == 0 else [],
        )
    return site


def never(*_: object) -> None:
    raise AssertionError("this is the cluster's work")


def test_the_site_is_the_one_that_is_built_here(
    tmp_path: Path, cluster: DaskProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, for a first build and after edits of every kind; and it is the workers that read and render."""
    here = archive(tmp_path / "here").build(force=True)
    there = here.clean_copy(tmp_path / "there")
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "render_page", never)
        patch.setattr(reading, "parse_article", never)
        there.build(executor=cluster.address)
    assert not there.problems
    assert_same_files(there.files(), here.files())
    assert there.result.written == len(here.files())
    assert there.build().result.written == 0, "what workers wrote is known by its stat"
    for site in (here, there):
        site.edit("2020/01/a-000", "A new text alone.\n")
    written = here.build().result.written
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "render_page", never)
        assert there.build(executor=cluster.address).result.written == written > 0
    assert_same_files(there.files(), here.files())
    for site in (here, there):
        site.edit("2020/02/a-001", tags=["Television"]).remove("2020/03/a-002").article("2020/04/new", tags=["Radio"])
    there.build(executor=cluster.address)
    assert not there.problems
    assert_same_files(there.files(), here.clean_copy(tmp_path / "clean").build().files())
    kept = {path.name for path in (there.root / ".backfile").iterdir()}
    assert kept - {"spare"} == {"ledger.sqlite", "lock"}  # and no stage


def test_search_and_an_output_elsewhere(tmp_path: Path, cluster: DaskProcesses) -> None:
    """What is indexed here is what the cluster read, and the site may lie outside the archive."""
    here = archive(tmp_path / "here", 50).build(search=True)
    there = here.clean_copy(tmp_path / "there").build(
        search=True, executor=cluster.address, output=tmp_path / "away" / "site"
    )
    assert not there.problems
    assert there.result.search.indexed == here.result.search.indexed > 0
    # Pagefind itself names and fills its files in another way each time.
    assert_same_files(without_search(there.files(tmp_path / "away" / "site")), without_search(here.files()))


def test_a_template_that_fails_is_told_as_here(tmp_path: Path, cluster: DaskProcesses) -> None:
    """The problem comes from a worker, in the same words, and nothing is published."""
    site = archive(tmp_path, 10).write("templates/article.html", "{{ view.nothing_of_the_kind }}\n")
    here = site.build().problems
    assert here
    assert site.build(executor=cluster.address).problems == here
    assert site.files() == {}


def test_a_worker_that_is_lost_does_not_show(tmp_path: Path, doomed: DaskProcesses) -> None:
    """Its batches are done by the other one."""
    here = archive(tmp_path / "here", 150).build(jobs=2)
    there = here.clean_copy(tmp_path / "there")
    killed: list[int] = []

    def kill_one(stage: str, done: int, total: int) -> None:
        if stage == "render" and done == 1:
            killed.append(total)
            doomed.workers[0].send_signal(signal.SIGKILL)

    there.build(executor=doomed.address, progress=kill_one)
    assert killed and doomed.workers[0].wait(timeout=30) == -signal.SIGKILL
    assert not there.problems
    assert_same_files(there.files(), here.files())


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        ("workers", "the cluster has no worker left."),
        ("scheduler", "the connection to the Dask scheduler was lost."),
    ],
)
def test_a_cluster_that_goes_away_leaves_the_site_as_it_was(
    tmp_path: Path, doomed: DaskProcesses, monkeypatch: pytest.MonkeyPatch, lost: str, message: str
) -> None:
    """There is one problem, and the next build here needs nothing mended."""
    monkeypatch.setattr(dask_cluster, "GONE_SECONDS", 1.0)
    monkeypatch.setattr(dask_cluster, "SIGN_SECONDS", 0.2)
    site = archive(tmp_path / "a", 120).build(jobs=2)
    before = site.files()
    site.config(title="Another")

    def kill(stage: str, done: int, total: int) -> None:
        if stage == "render" and done == 1:
            for process in doomed.workers if lost == "workers" else [doomed.scheduler]:
                process.send_signal(signal.SIGKILL)

    site.build(executor=doomed.address, progress=kill)
    assert [(str(problem.location), problem.message) for problem in site.problems] == [("--executor", message)]
    assert_same_files(site.files(), before)
    clean = site.clean_copy(tmp_path / "clean").build(jobs=2)
    assert_same_files(site.build(jobs=2).files(), clean.files())


def test_no_scheduler_is_one_line(tmp_path: Path) -> None:
    """It comes at once where nothing listens, and the site is as it was."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"127.0.0.1:{closed.getsockname()[1]}"
    command = [sys.executable, "-m", "backfile", "build", "-s", str(archive(tmp_path, 3).root)]
    surroundings = {**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)}
    found = subprocess.run(
        [*command, "--executor", f"dask://{address}"], env=surroundings, capture_output=True, text=True, timeout=60
    )
    assert found.returncode == 1
    assert found.stderr.splitlines() == [
        f"--executor: there is no Dask scheduler at {address}: Connection refused.",
        "    Is the address right, and has `dask scheduler` been started there?",
        "Not built: 1 problem. The site is as it was.",
    ]
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("greeting", "why"),
    [(b"", "no answer within 1 seconds"), (b"SSH-2.0-OpenSSH_9.2\r\n", "something else answers there")],
)
def test_what_is_no_scheduler_is_told_from_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greeting: bytes, why: str
) -> None:
    """Whether it says nothing or something else."""
    monkeypatch.setattr(dask_cluster, "ANSWER_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(ConnectionError):
                connection.sendall(greeting)
                connection.recv(1)

        thread = threading.Thread(target=greet)
        thread.start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        problems = archive(tmp_path, 3).build(executor=f"dask://{address}").problems
        thread.join(timeout=30)
    assert [problem.message for problem in problems] == [f"there is no Dask scheduler at {address}: {why}."]


def test_other_versions_are_refused(tmp_path: Path, cluster: DaskProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any work is done, with what differs and where."""
    monkeypatch.setattr(dask_worker, "__version__", "99.1")
    site = archive(tmp_path, 3).build(executor=cluster.address)
    message = f"the scheduler runs something else: Backfile is {__version__} there and 99.1 here."
    assert [problem.message for problem in site.problems] == [message]
    assert not site.output.exists()


def test_workers_without_this_backfile_are_refused(tmp_path: Path) -> None:
    """They can take no task at all; the first of them is named."""
    (tmp_path / "old" / "backfile").mkdir(parents=True)
    (tmp_path / "old" / "backfile" / "__init__.py").touch()
    with DaskProcesses(tmp_path, tmp_path / "old") as processes:
        site = archive(tmp_path / "a", 3).build(executor=processes.address)
    (problem,) = site.problems
    assert re.match(r"the worker tcp://127.0.0.1:\d+ has another version of Backfile, or none: ", problem.message)
    assert not site.output.exists()


def test_a_worker_that_does_not_see_the_archive_is_named(
    tmp_path: Path, cluster: DaskProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its address and the folder."""
    monkeypatch.setattr(dask_cluster, "PROBE", "another-name")
    site = archive(tmp_path, 3).build(executor=cluster.address)
    (problem,) = site.problems
    assert problem.message.startswith("the worker tcp://127.0.0.1:")
    assert f"does not share the folder {tmp_path}/.backfile/stage/" in problem.message
    assert problem.message.endswith(": No such file or directory.")
    assert not site.output.exists()


def test_a_build_here_imports_no_dask(tmp_path: Path) -> None:
    """It would cost half a second."""
    program = (
        "import sys, pathlib; from backfile.build.pipeline import build; from backfile.build.request import Request;"
        "r = build(Request(root=pathlib.Path(sys.argv[1]), now=1_800_000_000, search=False)); assert r.written;"
        "assert not {'dask', 'distributed'} & sys.modules.keys()"
    )
    command = [sys.executable, "-c", program, str(archive(tmp_path, 60).root)]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)}, check=True)
