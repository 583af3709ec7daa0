"""Staged files are whole, however little the system writes at a time."""

import os
from pathlib import Path

import pytest

from backfile.build.staging import make_folder, write_new


def test_a_file_is_whole_though_it_is_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, bytes(data[:7])))
    target, data = tmp_path / "page.html", b"line\r\nline\n\x1a" * 5
    info = write_new(str(target), data)
    assert target.read_bytes() == data
    assert (info.st_size, info.st_mtime_ns) == (len(data), target.stat().st_mtime_ns)


def test_a_file_takes_the_place_of_a_longer_one(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    write_new(str(target), b"a long text")
    write_new(str(target), b"short")
    assert target.read_bytes() == b"short"


def test_its_rights_are_those_of_any_new_file(tmp_path: Path) -> None:
    """The site's files may be read by a server."""
    write_new(str(tmp_path / "one"), b"")
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "one").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_folder_is_made_with_those_above_it_or_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    for _ in range(2):
        make_folder(str(folder))
        assert folder.is_dir()
    make_folder(str(folder.parent / "d"))
    assert (folder.parent / "d").is_dir()


def test_where_a_file_stands_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        make_folder(str(tmp_path / "a" / "b"))
