"""What stands in a folder that is imported and is no file of it: it is named, and neither opened nor followed."""

import os
import socket
from pathlib import Path

import pytest

from backfile.importers.gathering import gather
from backfile.importers.registry import importers

PAGE = b"<!doctype html><title>One</title><article><h1>One</h1><p>A paragraph of some words.</p></article>"


def found(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The names of what would be imported, and what is told of all else."""
    gathered = gather([folder], importers(), "")
    names = [item.inside for items in gathered.inputs.values() for item in items]
    return sorted(names), [(Path(one.location.path).name, one.message) for one in gathered.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export with one page; a secret is beside it."""
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "one.html").write_bytes(PAGE)
    (tmp_path / "secret.html").write_bytes(PAGE)
    return folder


def test_a_link_that_leads_out_is_not_followed(folder: Path) -> None:
    """An export comes from a stranger; links within it are followed."""
    (folder / "two.html").symlink_to(folder.parent / "secret.html")
    (folder / "three.html").symlink_to("one.html")
    (folder / "round.html").symlink_to("round.html")
    names, told = found(folder)
    assert names == ["one.html", "three.html"]
    message = "this is a link that leads to no file of the folder; it was not followed."
    assert told == [("round.html", message), ("two.html", message)]


def test_pipes_and_sockets_are_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever their names promise."""
    os.mkfifo(folder / "a.md")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("b.xml")
    names, told = found(folder)
    assert names == ["one.html"]
    message = "this is no regular file (a pipe, a socket or a device); it was passed over."
    assert told == [("a.md", message), ("b.xml", message)]


def test_a_pipe_that_is_named_itself_is_refused(folder: Path) -> None:
    """A name on the command line, too."""
    os.mkfifo(folder / "a.md")
    assert found(folder / "a.md") == ([], [("a.md", "this is no regular file.")])
