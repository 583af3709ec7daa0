"""The command `backfile serve`: what it prints, and how it ends."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from preview_process import PATIENCE_SECONDS, PreviewProcess, wait_until_gone
from site_builder import Site


def refused(root: Path, *options: str) -> str:
    """What the command says when it does not begin."""
    command = [sys.executable, "-m", "backfile", "serve", "-s", str(root), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert done.returncode == 2
    assert done.stdout == ""
    return done.stderr


def test_a_line_for_each_rebuild(tmp_path: Path) -> None:
    """What changed, how many pages that came to, and how long it took; problems as the build tells them."""
    site = Site(tmp_path).article("2020/10/x").config(search={"enabled": False})
    preview = PreviewProcess(tmp_path)
    assert preview.wait_for(" unchanged").startswith("1 article, ")
    site.edit("2020/10/x", body="Other words.\n")
    line = preview.wait_for(" changed: ")
    assert line.startswith("content/2020/10/x.md changed: ")
    assert line.endswith(" s")
    site.write("content/2020/10/x.md", '---\ntitle: "X\n---\n')
    assert preview.wait_for("Not built: 1 problem. ")
    assert [told for told in preview.lines if told.startswith("content/2020/10/x.md:3:")]
    site.edit("2020/10/x", body="Mended.\n")
    assert "x.md changed: " in preview.wait_for(" changed: ")
    assert preview.end() == 0


def test_the_index_follows_when_all_is_quiet(tmp_path: Path) -> None:
    """After the pages, and of what they are by then."""
    Site(tmp_path).article("2020/10/x")
    preview = PreviewProcess(tmp_path)
    assert "1 article" in preview.wait_for("Search index: ")
    assert preview.get("/pagefind/pagefind.js")[0] == 200
    preview.end()


def test_a_broken_archive_is_served_when_it_is_mended(tmp_path: Path) -> None:
    """Until then every page says that there is no site yet."""
    site = Site(tmp_path).write("content/2020/10/x.md", '---\ntitle: "X\n---\n')
    preview = PreviewProcess(tmp_path)
    preview.wait_for("Not built: ")
    status, _, body = preview.get("/2020/10/x/")
    assert status == 503
    assert b"/__backfile__/reload.js" in body
    site.article("2020/10/x")
    preview.wait_for(" changed: ")
    assert preview.get("/2020/10/x/")[0] == 200
    preview.end()


def test_drafts_are_shown_on_demand(tmp_path: Path) -> None:
    """With -D, and not without."""
    Site(tmp_path).article("2020/10/x").article("2020/10/secret", draft=True)
    for options, status in (((), 404), (("-D",), 200)):
        preview = PreviewProcess(tmp_path, *options)
        preview.wait_for(" unchanged")
        assert preview.get("/2020/10/secret/")[0] == status
        preview.end()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_when_told_to(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a kill, a closed terminal: exit status 0, nothing more printed, no process left."""
    Site(tmp_path).article("2020/10/x")
    preview = PreviewProcess(tmp_path)
    preview.wait_for(" unchanged")
    children = preview.children()
    assert children
    with socket.create_connection(("127.0.0.1", preview.port)) as listener:
        listener.sendall(f"GET /__backfile__/events HTTP/1.1\r\nHost: localhost:{preview.port}\r\n\r\n".encode())
        assert listener.recv(100)
        preview.process.send_signal(number)
        assert preview.process.wait(PATIENCE_SECONDS) == 0
    assert wait_until_gone(children)


def many(root: Path) -> Site:
    """An archive whose first build takes a while and workers."""
    site = Site(root)
    for count in range(600):
        site.article(f"2020/10/a{count}", tags=[f"t{count % 50}", f"u{count % 30}"])
    return site


@pytest.mark.parametrize("seconds_in", [0.4, 1.5])
def test_no_process_outlives_a_killed_preview(tmp_path: Path, seconds_in: float) -> None:
    """Killed without warning, even in the midst of a build with workers."""
    many(tmp_path)
    preview = PreviewProcess(tmp_path, "-j", "2")
    with contextlib.suppress(subprocess.TimeoutExpired):
        preview.process.wait(seconds_in)
    groups = preview.children()
    workers = [pid for group in groups for pid in group_of(group)]
    assert workers
    os.kill(preview.process.pid, signal.SIGKILL)
    preview.process.wait(PATIENCE_SECONDS)
    assert wait_until_gone(workers)


def group_of(leader: int) -> list[int]:
    """The processes of a group."""
    found = subprocess.run(["ps", "-A", "-o", "pid=,pgid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in found.splitlines())
    return [int(pid) for pid, group in pairs if int(group) == leader]


def test_ctrl_c_in_the_midst_of_a_build(tmp_path: Path) -> None:
    """Ends at once, and the next preview begins as if nothing had been."""
    many(tmp_path)
    preview = PreviewProcess(tmp_path, "-j", "2")
    with contextlib.suppress(subprocess.TimeoutExpired):
        preview.process.wait(1.0)
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(PATIENCE_SECONDS) == 0
    again = PreviewProcess(tmp_path, "-j", "2")
    assert "600 articles" in again.wait_for(" unchanged")
    again.end()


def test_a_second_preview_of_the_archive_is_refused(tmp_path: Path) -> None:
    """It would build its own address into the first one's pages."""
    Site(tmp_path).article("2020/10/x")
    preview = PreviewProcess(tmp_path)
    told = refused(tmp_path, "-p", "0")
    assert told == f"Error: A preview of this archive runs already, at {preview.url}/\n"
    preview.end()


def test_wrong_addresses_are_told_in_a_line(tmp_path: Path) -> None:
    """No traceback, and what to do."""
    Site(tmp_path).article("2020/10/x")
    assert refused(tmp_path, "--bind", "192.0.2.1").count("\n") == 1
    with socket.create_server(("127.0.0.1", 65535), reuse_port=False):
        told = refused(tmp_path, "-p", "65535")
    assert told == "Error: Every port from 65535 to 65535 is taken on 127.0.0.1. Choose another with --port.\n"
