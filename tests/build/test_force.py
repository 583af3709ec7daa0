"""`--force` takes nothing for what it was: everything is read, rendered and indexed anew, and the bytes that stand in
the site are looked at."""

import os
import sqlite3
from pathlib import Path

import pytest

from site_builder import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A built archive with a picture and a search index."""
    site = Site(tmp_path).article("2020/10/locks/index", "![A gate](gate.svg)\n").article("2020/11/boats")
    return site.write("content/2020/10/locks/gate.svg", "<svg/>").build(search=True)


def changed_in_secret(path: Path) -> bytes:
    """Changes a file's bytes and keeps its size and its time of writing; gives the bytes that it had."""
    info, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-3] + b"xyz")
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    return data


@pytest.mark.parametrize(
    "name", ["index.html", "2020/10/locks/gate.svg", "pagefind/pagefind.js", "fragments/search.json"]
)
def test_a_file_that_was_changed_in_secret_is_mended(site: Site, name: str) -> None:
    """A page, a picture, the search index: whatever the ledger says of them."""
    path = site.output / name
    before = changed_in_secret(path)
    assert site.build(search=True).result.written == 0
    result = site.build(search=True, force=True, why=True).result
    assert path.read_bytes() == before
    assert result.written == 1
    assert result.why == ((name, "its file was not as it was written"),)


def test_bytes_that_stand_are_not_written_again(site: Site) -> None:
    """All is made, nothing is moved, and what is told counts every file once."""
    stats = {path: (site.output / path).stat().st_mtime_ns for path in site.files()}
    result = site.build(search=True, force=True).result
    assert (result.written, result.unchanged, result.removed) == (0, len(stats), 0)
    assert result.search.shards_built == 1
    assert {path: (site.output / path).stat().st_mtime_ns for path in site.files()} == stats


def test_what_is_remembered_plays_no_part(site: Site) -> None:
    """Wrong memories of articles, bodies and relatives are put right."""
    before = site.files()
    with sqlite3.connect(site.root / ".backfile/ledger.sqlite") as connection:
        connection.execute("UPDATE bodies SET body = (SELECT body FROM bodies ORDER BY id DESC LIMIT 1)")
        connection.execute("UPDATE sources SET article = (SELECT article FROM sources ORDER BY id DESC LIMIT 1)")
        connection.execute("UPDATE memos SET value = x'9292920193cb3fe00000000000009080' WHERE name = 'related'")
    site.build(search=True, force=True)
    assert site.problems == ()
    assert site.files() == before


def test_a_touched_file_is_the_same_file(site: Site) -> None:
    """Another time of writing with the same bytes is remembered, so that the next build trusts it."""
    os.utime(site.output / "index.html", ns=(0, 0))
    assert site.build(search=True, force=True).result.written == 0
    assert (site.output / "index.html").stat().st_mtime_ns == 0
    assert site.build(search=True).result.written == 0


def test_a_picture_that_was_touched_is_not_written_again(tmp_path: Path) -> None:
    """Without --force, too: the same bytes stand there."""
    site = Site(tmp_path).article("2020/10/locks/index", "![A gate](gate.svg)\n")
    site.write("content/2020/10/locks/gate.svg", "<svg/>").build()
    os.utime(site.root / "content/2020/10/locks/gate.svg", ns=(0, 0))
    assert site.build().result.written == 0
