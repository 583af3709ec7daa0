"""What every command makes of wrong usage, of settings that are wrong, and of a disk that does not let it work."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfile.build import reading, workers
from backfile.importers import importing
from backfile.importers.importer import ImportContext, Input, Reading
from backfile.importers.markdown import MarkdownFiles
from cli.conftest import Run
from site_builder import Site

READING = [
    ("new", "A title"),
    ("build", "--no-search"),
    ("check",),
    ("related", "content/2020/10/locks.md"),
    ("tags", "list"),
    ("tags", "lint"),
    ("tags", "merge", "locks", "canals"),
    ("tags", "rename", "locks", "sluices"),
    ("list", "articles", "--json"),
    ("list", "drafts"),
    ("list", "future"),
    ("list", "expired"),
    ("clean",),
]
"""Every command that stands on the settings and ends by itself; `import` with a file beside."""


@pytest.fixture
def commands(tmp_path: Path) -> list[tuple[str, ...]]:
    """The commands, and a file to be imported."""
    (tmp_path / "f.md").write_text("---\ntitle: F\ndate: 2020-10-15\n---\n\nBody.\n")
    return [*READING, ("import", str(tmp_path / "f.md"))]


def test_no_command_works_with_settings_that_are_wrong(run: Run, site: Site, commands: list[tuple[str, ...]]) -> None:
    """It tells what is wrong with them and nothing else, changes no content, and the exit status is 1."""
    site.config(titel="x", timezone="Europe/Paris")
    before = site.files(site.root / "content")
    for command in commands:
        result = run(*command, "-s", site.root)
        assert result.exit_code == 1 and "unknown key `titel`" in result.output, command
        assert command == ("check",) or not result.stdout, command  # problems are what a check is asked for
    assert site.files(site.root / "content") == before


def test_a_file_in_the_place_of_its_folder_is_told(run: Run, site: Site, commands: list[tuple[str, ...]]) -> None:
    """By every command that needs `.backfile/`, with what to do."""
    site.write(".backfile", "a file\n")
    for command in commands:
        result = run(*command, "-s", site.root)
        if command[0] not in ("new", "clean"):  # these need it for nothing
            assert (result.exit_code, result.stdout.strip()) == (1, ""), command
            assert ".backfile: " in result.stderr and "move it away" in result.stderr, command


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "f.md", "--timezone", "X/Y"),
        ("import", "f.md", "--timezone", "../etc"),
        ("import", "f.md", "--section", "a\udcff"),
        ("new", "a\udcff"),
        ("new", "a", "--tag", "a\udcff"),
        ("new", "a", "--date", "2020-13-01"),
        ("build", "-b", "foo"),
        ("build", "-b", "https://a.org/?q"),
        ("build", "-o", "content/zz"),
        ("build", "-o", "."),
        ("build", "-o", "x" * 300),
        ("build", "-o", "a\udcff"),
        ("build", "-b", "https://[x"),
        ("build", "-b", "https://a.org:port/"),
        ("serve", "--bind", "a\udcff"),
        ("clean", "-o", "content"),
        ("tags", "merge", "a\udcff", "b"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(run: Run, site: Site, arguments: tuple[str, ...]) -> None:
    """The exit status is 2, and nothing is done."""
    (site.root / "f.md").write_text("---\ntitle: F\ndate: 2020-10-15\n---\n\nBody.\n")
    before = site.files(site.root)
    paths = (str(site.root / a) if a in ("f.md", "content/zz", ".", "content") else a for a in arguments)
    assert run(*paths, "-s", site.root).exit_code == 2
    assert site.files(site.root) == before


def test_a_ledger_whose_values_are_damaged_is_told(run: Run, site: Site, commands: list[tuple[str, ...]]) -> None:
    """Its database can be read, and what stands in it cannot."""
    site.build()
    with sqlite3.connect(site.root / ".backfile/ledger.sqlite") as ledger:
        ledger.execute("UPDATE sources SET article = x'00'")
        ledger.execute("UPDATE sources SET read_ns = ?", (2**62,))  # so that their stats are trusted
    for command in commands:
        result = run(*command, "-s", site.root)
        if command[0] not in ("new", "clean", "import"):
            assert result.exit_code == 1, command
            assert ".backfile/ledger.sqlite can be deleted at the cost of time only" in result.stderr, command
    assert run("build", "--no-search", "--force", "-s", site.root).exit_code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_an_archive_may_stand_in_a_folder_of_any_name(site: Site, tmp_path: Path) -> None:
    """Names are bytes; only the preview, which cannot watch such a folder, wants another name."""
    odd = tmp_path / os.fsdecode(b"odd\xff")
    site.root.rename(odd)
    (odd / "templates").mkdir()
    (odd / "templates/own.html").write_text("x")
    (odd / "f.md").write_text("---\ntitle: F\ndate: 2020-10-15\n---\n\nBody.\n")
    for arguments, status in (
        (["build", "--no-search"], 0),
        (["check"], 0),
        (["import", "f.md"], 0),
        (["new", "A title"], 0),
        (["clean"], 0),
        (["serve"], 2),
    ):
        command = [sys.executable, "-m", "backfile", *arguments, "-s", odd]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}  # found from any folder
        done = subprocess.run(command, cwd=odd, env=environment, capture_output=True, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (status, False), done.stderr


REPORTS = [("build", "--no-search", "--report"), ("check", "--json"), ("import", "f.md", "--report")]


@pytest.mark.parametrize("command", REPORTS, ids=lambda command: command[0])
def test_a_report_that_cannot_be_written_is_told_before_the_work(
    run: Run, site: Site, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A folder that is not there, and a folder in the file's place."""
    (Path.cwd() / "f.md").write_text("---\ntitle: F\ndate: 2020-10-15\n---\n\nBody.\n")
    before = site.files(site.root)
    for report in (tmp_path / "nowhere/r.json", tmp_path, tmp_path / ("x" * 300)):
        assert run(*command, report, "-s", site.root).exit_code == 2
    assert site.files(site.root) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", REPORTS, ids=lambda command: command[0])
def test_a_report_that_fails_at_the_end_is_told(run: Run, site: Site, command: tuple[str, ...]) -> None:
    """The work is done by then; the exit status tells that the report is not."""
    (Path.cwd() / "f.md").write_text("---\ntitle: F\ndate: 2020-10-15\n---\n\nBody.\n")
    result = run(*command, "/dev/full", "-s", site.root)
    assert result.exit_code == 1
    assert "/dev/full: the report cannot be written: No space left on device." in result.stderr


def test_one_of_a_thing_is_one(run: Run, tmp_path: Path) -> None:
    """`1 article`, not `1 articles`."""
    site = Site(tmp_path / "one").article("2020/10/locks", tags=["locks"])
    assert run("build", "--no-search", "-s", site.root).stdout.startswith("1 article, ")
    assert run("tags", "lint", "-s", site.root).stdout.startswith("1 tag, ")
    assert run("check", "-s", site.root).stdout.rstrip().splitlines()[-1].startswith("1 article and 0 pages checked")


@pytest.mark.parametrize("executor", ["", "local", "dask://", "dask://host", "dask://host:x", "tcp://host:8786"])
def test_an_executor_is_the_address_of_a_cluster(run: Run, site: Site, executor: str) -> None:
    """Anything else is wrong usage, with what is allowed."""
    result = run("build", "--no-search", "-s", site.root, "--executor", executor)
    assert result.exit_code == 2
    assert f"“{executor}” is no address of a cluster. Write dask://HOST:PORT" in " ".join(result.stderr.split())
    assert not (site.root / "site").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
def test_a_worker_that_is_lost_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By every command that reads with several processes."""
    site = Site(tmp_path / "many")
    for number in range(60):
        site.article(f"2020/10/a-{number}")
    monkeypatch.setattr(workers, "worker_count", lambda jobs: 2)
    monkeypatch.setattr(reading, "parse_article", lambda source, config: os._exit(1))
    for command in (("build", "--no-search"), ("check",), ("list", "articles"), ("tags", "lint")):
        result = run(*command, "-s", site.root)
        assert result.exit_code == 1, command
        assert "a worker process was ended from outside" in result.stderr, command
    monkeypatch.setattr(importing, "importers", lambda: {"markdown": Lost()})
    assert "the import cannot be done: a worker process" in run("import", site.root / "content", "-s", site.root).stderr


class Lost(MarkdownFiles):
    """An importer whose process ends."""

    def read(self, item: Input, lesson: None, context: ImportContext) -> Iterator[Reading]:
        os._exit(1)
