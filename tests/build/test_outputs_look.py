"""The look at every file of the site: one process or two, what it finds is the same."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.build import outputs_look
from backfile.build.ledger import Ledger
from backfile.build.outputs_look import OutputsLook
from backfile.build.request import no_progress
from site_builder import Site

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a second process looks on Linux only")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A built site of some portions, at which two processes look."""
    monkeypatch.setattr(outputs_look, "LARGE_BYTES", 0)
    monkeypatch.setattr(outputs_look, "EVERY", 3)
    monkeypatch.setattr(outputs_look, "may_fork", lambda: True)
    site = Site(tmp_path)
    for number in range(12):
        site.article(f"2020/{number + 1:02}/story-{number}", tags=["Bread"])
    return site.build()


def test_two_processes_find_what_one_finds(site: Site) -> None:
    files = sum(path.is_file() for path in (site.root / "site").rglob("*"))
    for jobs in (1, 2):
        site.build(jobs=jobs)
        assert (site.result.written, site.result.unchanged) == (0, files)


def _delete(path: Path) -> None:
    path.unlink()


def _lengthen(path: Path) -> None:
    stat = path.stat()
    path.write_bytes(path.read_bytes() + b" ")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _touch(path: Path) -> None:
    os.utime(path, ns=(0, 0))


@pytest.mark.parametrize("damage", [_delete, _lengthen, _touch])
@pytest.mark.parametrize("place", [0, 13, -1])
def test_a_file_that_is_not_as_written_is_seen_wherever_it_is(
    site: Site, damage: Callable[[Path], None], place: int
) -> None:
    path = site.root / "site" / _paths(site)[place]
    before = path.read_bytes()
    damage(path)
    assert _look(site) is None
    site.build()
    assert path.read_bytes() == before
    assert _look(site) == len(_paths(site))


@pytest.mark.parametrize("place", [None, 0, 13, -1])
def test_what_the_second_process_found_is_not_looked_at_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, place: int | None
) -> None:
    """It has looked at everything before the first process begins, which then need not."""
    paths = _paths(site)
    if place is not None:
        (site.root / "site" / paths[place]).unlink()
    with _second_look(site) as look:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        monkeypatch.setattr(outputs_look, "all_stand", None)
        assert _all_stand(look, site) == (len(paths) if place is None else None)


@pytest.mark.parametrize("place", [None, 0, 3, -1])
def test_a_second_process_that_is_lost_costs_nothing_but_time(
    site: Site, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], place: int | None
) -> None:
    """It says that the first three files stand, and nothing more: the fourth is the first process's."""
    paths = _paths(site)
    if place is not None:
        (site.root / "site" / paths[place]).unlink()
    whole, first = outputs_look.all_stand, os.getpid()

    def fails_there(output: str, rows: tuple[tuple[str, int, int], ...]) -> bool:
        if os.getpid() != first and rows[0][0] != paths[0]:
            raise MemoryError
        return whole(output, rows)

    monkeypatch.setattr(outputs_look, "all_stand", fails_there)
    with _second_look(site) as look:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        assert _all_stand(look, site) == (len(paths) if place is None else None)
    assert capfd.readouterr() == ("", "")


def test_no_process_to_be_had_costs_nothing_but_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left() -> int:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none_left)
    assert _look(site) == len(_paths(site))


def test_a_build_leaves_no_process_behind(site: Site) -> None:
    """Neither where nothing changed, nor where the sources had already told that something did."""
    site.build()
    site.article("2021/01/new").build()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def _paths(site: Site) -> list[str]:
    ledger = Ledger(site.root)
    try:
        return sorted(path for path, _, _ in ledger.output_stats("site"))
    finally:
        ledger.close()


def _look(site: Site) -> int | None:
    with _second_look(site) as look:
        return _all_stand(look, site)


def _second_look(site: Site) -> OutputsLook:
    return OutputsLook(site.root, site.root / "site", "site", may_help=True)


def _all_stand(look: OutputsLook, site: Site) -> int | None:
    ledger = Ledger(site.root)
    try:
        return look.all_stand(ledger, no_progress)
    finally:
        ledger.close()
