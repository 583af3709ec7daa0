"""A change of the site is one act: a reader sees the whole old site or the whole new one."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from backfile.build import exchange as exchange_module
from backfile.build import publishing
from backfile.build.cleaning import clean
from backfile.build.request import Request
from site_builder import Site, assert_same_files, files_of

exchanges = pytest.mark.skipif(exchange_module._call() is None, reason="this system has no exchange")


def small(root: Path) -> Site:
    """Six articles."""
    site = Site(root)
    for number in range(6):
        site.article(f"2020/0{number + 1}/a-{number}", f"Text {number}.\n", tags=["Radio", f"T{number % 2}"])
    return site


def is_clean(site: Site, folder: Path) -> None:
    """The site is, byte for byte, what a first build makes."""
    assert_same_files(site.files(), site.clean_copy(folder).build().files())


def look(output: Path) -> dict[str, bytes] | None:
    """The whole site as one who opened its folder once finds it; None where it was exchanged meanwhile."""
    folder = os.open(output, os.O_RDONLY)
    try:
        found = {}
        for top, _, names, place in os.fwalk(".", dir_fd=folder):
            for name in names:
                file = os.open(name, os.O_RDONLY, dir_fd=place)
                with os.fdopen(file, "rb") as read:
                    found[f"{top}/{name}"[2:]] = read.read()
        return found if os.fstat(folder).st_ino == output.stat().st_ino else None
    finally:
        os.close(folder)


@exchanges
def test_a_reader_sees_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    """Looked at again and again while builds go on, no look finds a mixture, and the folder is always there."""
    site = small(tmp_path).build()
    states, looks, mistakes, is_over = [site.files()], [], [], threading.Event()

    def read() -> None:
        while not is_over.is_set():
            try:
                looks.append(look(site.output))
            except OSError as error:
                if not isinstance(error, FileNotFoundError) or not site.output.is_dir():
                    mistakes.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(8):
            site.article(f"2021/01/new-{number}", tags=["Radio"]).edit("2020/01/a-0", title=f"Title {number}")
            if number % 3 == 2:
                site.remove(f"2021/01/new-{number - 1}")
            states.append(site.build().files())
    finally:
        is_over.set()
        reader.join()
    assert not mistakes
    whole = [found for found in looks if found is not None]
    assert len(whole) > 8
    assert all(found in states for found in whole)


@exchanges
def test_a_change_costs_as_much_as_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once there is a spare, no file is linked into it but those that the last change made."""
    site = small(tmp_path / "a").build()
    site.edit("2020/01/a-0", title="Second").build()
    links = []
    real = os.link
    monkeypatch.setattr(os, "link", lambda *a, **k: (links.append(a), real(*a, **k)))
    site.edit("2020/02/a-1", title="Third")
    before = site.result.written
    site.build()
    assert 0 < len(links) <= before
    is_clean(site, tmp_path / "clean")


@exchanges
def test_files_of_others_are_in_the_new_site_too(tmp_path: Path) -> None:
    """Whatever was added, changed, replaced or taken away between two builds, at any depth."""
    site = small(tmp_path).build()
    site.write("site/CNAME", "one.example").write("site/photos/2019/ferry.jpg", "Ferry.")
    site.edit("2020/01/a-0", title="Second").build()
    site.write("site/2020/02/a-1/note.txt", "Mine.").write("site/photos/2019/quay.jpg", "Quay.")
    (site.output / "CNAME").unlink()
    site.write("site/CNAME", "two.example")
    site.edit("2020/01/a-0", title="Third").build()
    site.delete("site/photos/2019/ferry.jpg").write("site/photos/2018/lock.jpg", "Lock.")
    for title in ("Fourth", "Fifth"):
        site.edit("2020/01/a-0", title=title).build()
    files = site.files()
    theirs = {"CNAME": b"two.example", "2020/02/a-1/note.txt": b"Mine."}
    theirs |= {"photos/2019/quay.jpg": b"Quay.", "photos/2018/lock.jpg": b"Lock."}
    assert {path: files.get(path) for path in theirs} == theirs
    assert "photos/2019/ferry.jpg" not in files


@exchanges
@pytest.mark.parametrize("harm", ["spare lost", "spare filled", "site copied", "file edited", "ledger lost"])
def test_a_spare_that_cannot_be_trusted_does_no_harm(tmp_path: Path, harm: str) -> None:
    """The next build comes out as a clean one."""
    site = small(tmp_path / "a").build()
    site.edit("2020/01/a-0", title="Second").build()
    (spare,) = (site.root / ".backfile" / "spare").iterdir()
    if harm == "spare lost":
        shutil.rmtree(spare)
    elif harm == "spare filled":
        shutil.rmtree(spare)
        spare.mkdir()
        (spare / "index.html").write_text("No.")
    elif harm == "site copied":
        shutil.copytree(site.output, tmp_path / "copy")
        shutil.rmtree(site.output)
        (tmp_path / "copy").rename(site.output)
    elif harm == "file edited":
        (site.output / "2020/03/a-2/index.html").write_text("Edited in place: in both trees.")
    else:
        for file in (site.root / ".backfile").glob("ledger*"):
            file.unlink()
    for title in ("Third", "Fourth"):
        site.edit("2020/01/a-0", title=title).build()
        assert not site.result.failed
    is_clean(site, tmp_path / "clean")


def test_without_an_exchange_the_site_is_published_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no spare is kept."""
    monkeypatch.setattr(publishing, "can_exchange", lambda folder: False)
    site = small(tmp_path / "a").build()
    site.edit("2020/01/a-0", title="Second").article("2021/01/new").build()
    is_clean(site, tmp_path / "clean")
    assert not (site.root / ".backfile" / "spare").exists()


@exchanges
def test_an_exchange_that_fails_moves_the_files_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As over a mount point: what lies in the spare reaches the site all the same."""
    site = small(tmp_path / "a").build()

    def fail(one: Path, other: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(publishing, "exchange", fail)
    site.edit("2020/01/a-0", title="Second").article("2021/01/new").remove("2020/02/a-1").build()
    is_clean(site, tmp_path / "clean")


@exchanges
def test_a_file_that_comes_while_a_build_publishes_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put into the old site just before the exchange, even into a folder that goes."""
    site = small(tmp_path / "a").build()
    late = {"CNAME": b"late.example", "2020/02/a-1/note.txt": b"Mine.", "photos/ferry.jpg": b"Ferry."}
    real = publishing.exchange

    def exchange(one: Path, other: Path) -> None:
        for path, data in late.items():
            site.write(f"site/{path}", data)
        real(one, other)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "exchange", exchange)
        site.remove("2020/02/a-1").build()
    for title in ("Second", "Third", "Fourth"):
        files = site.files()
        assert {path: files.get(path) for path in late} == late
        assert "2020/02/a-1/index.html" not in files
        site.edit("2020/01/a-0", title=title).build()


@exchanges
def test_a_site_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    """The folder is exchanged, not the link."""
    site = small(tmp_path / "a")
    (tmp_path / "www").mkdir()
    (site.root / "site").symlink_to(tmp_path / "www", target_is_directory=True)
    site.build()
    site.edit("2020/01/a-0", title="Second").build()
    assert (site.root / "site").is_symlink()
    is_clean(site, tmp_path / "clean")


@exchanges
def test_clean_takes_the_spare_along(tmp_path: Path) -> None:
    """Nothing of the site is left on the disk."""
    site = small(tmp_path).build()
    site.edit("2020/01/a-0", title="Second").build()
    clean(Request(root=site.root, now=0))
    assert files_of(site.root / ".backfile" / "spare") == {}
    assert not site.output.exists()
