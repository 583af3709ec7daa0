"""The plan of the search index's shards, and their making side by side within a bound on the memory."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pagefind.index import PagefindIndex

from backfile.build import search as search_module
from backfile.build.search import Indexing
from backfile.build.shards import Shard, memory_mb
from backfile.digest import Digest
from site_builder import Site, changed_between, is_search_file

WORDS = "word " * 900
"""A long article: a hundred and more of them do not fit into 100 MB."""


def folders(site: Site) -> list[str]:
    """The folders of the site's indexes, in order."""
    return sorted(path.rsplit("/", 1)[0] for path in site.files() if path.endswith("/pagefind.js"))


def test_memory_grows_with_articles_and_with_their_words() -> None:
    """And never by less for more."""
    assert memory_mb(0, 0) < memory_mb(1000, 100_000) < memory_mb(1000, 900_000) < memory_mb(2000, 900_000)
    assert all(memory_mb(10, words) <= memory_mb(10, words + 5000) for words in range(0, 3_000_000, 5000))


def test_a_shard_that_is_too_much_for_the_memory_is_cut(tmp_path: Path) -> None:
    """In equal parts, by itself: the others stay, and keep their bytes and names when the bound falls."""
    site = Site(tmp_path).config(search={"shard_size": 200, "memory_mb": 2000})
    for number in range(401):
        body = "A few words.\n" if number not in range(200, 400) else WORDS
        site.article(f"{1970 + number // 10}/{number % 10 + 1:02}/a-{number:03}", body)
    site.build(search=True)
    assert folders(site) == ["pagefind", "pagefind/shard-2", "pagefind/shard-3"]
    before = site.files()
    assert memory_mb(200, 180_000) > 100 > memory_mb(200, 600)
    site.config(search={"shard_size": 200, "memory_mb": 100}).build(search=True)
    assert not site.problems
    assert folders(site) == ["pagefind", "pagefind/shard-2", "pagefind/shard-2-2", "pagefind/shard-3"]
    changed = {path for path in changed_between(before, site.files()) if is_search_file(path)}
    assert {path.split("/")[1] for path in changed} == {"shard-2", "shard-2-2", "search.json"}
    site.article("2020/01/newest", WORDS).build(search=True)
    assert site.result.search.shards_built == 1


@pytest.mark.parametrize(
    ("jobs", "limit", "most"),
    [(1, 2000, [1]), (2, 2000, [1, 2]), (8, 2000, [1, 2, 3]), (8, 700, [1]), (8, 1300, [1, 2])],
)
def test_as_many_shards_at_once_as_jobs_and_memory_allow(
    jobs: int, limit: int, most: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three shards of 600 MB each: all are made, and never more of them at once than fit; one alone always is."""
    running: list[str] = []
    seen: list[int] = []

    async def index(shard: Shard, indexing: Indexing) -> None:
        running.append(shard.folder)
        seen.append(len(running))
        await asyncio.sleep(0)
        running.remove(shard.folder)

    monkeypatch.setattr(search_module, "_index_shard", index)
    shards = [Shard(f"pagefind/{number}", (), Digest(b""), 600) for number in range(3)]
    nothing: Any = None
    indexing = Indexing(nothing, tmp_path, tmp_path, tmp_path, jobs, limit, nothing)
    search_module.index_shards(shards, indexing)
    assert len(seen) == 3
    assert sorted(set(seen)) == most


def test_pagefind_that_is_ended_from_outside_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by a system without memory: the build ends, says so, and leaves the site as it was."""
    site = Site(tmp_path).article("2020/01/a").build(search=True)
    before = site.files()
    add_directory = PagefindIndex.add_directory

    async def killed(index: Any, path: str) -> Any:
        index._service._backend.kill()
        return await add_directory(index, path)

    monkeypatch.setattr(PagefindIndex, "add_directory", killed)
    site.edit("2020/01/a", body="Other.\n").build(search=True)
    assert "ended from outside" in str(site.problems)
    assert site.files() == before


def test_what_pagefind_refuses_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its client tells of it by an exception of no kind of its own."""
    site = Site(tmp_path).article("2020/01/a").build(search=True)
    before = site.files()

    async def refused(index: Any, path: str) -> Any:
        return await index._service.send({"type": "no such request"})

    monkeypatch.setattr(PagefindIndex, "write_files", refused)
    site.edit("2020/01/a", body="Other.\n").build(search=True)
    assert "Pagefind says" in str(site.problems)
    assert site.files() == before


def test_pagefind_is_not_ended_while_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends by itself when it has written all its files; none is empty."""
    monkeypatch.setattr(asyncio.subprocess.Process, "terminate", lambda process: pytest.fail("it was ended"))
    site = Site(tmp_path).article("2020/01/a").build(search=True)
    assert not site.problems
    assert all(data for path, data in site.files().items() if is_search_file(path))


def test_files_that_are_still_to_be_filled_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind answers when they are there, and fills them then."""
    write_files = PagefindIndex.write_files

    async def late(index: Any, output: str) -> None:
        await write_files(index, output)
        Path(output, "pagefind-late.js").touch()
        asyncio.get_running_loop().call_later(0.3, Path(output, "pagefind-late.js").write_text, "late")

    monkeypatch.setattr(PagefindIndex, "write_files", late)
    site = Site(tmp_path).article("2020/01/a").build(search=True)
    assert not site.problems
    assert site.files()["pagefind/pagefind-late.js"] == b"late"


def test_an_empty_file_of_pagefinds_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than a search that does not answer."""
    write_files = PagefindIndex.write_files

    async def cut(index: Any, output: str) -> None:
        await write_files(index, output)
        Path(output, "pagefind-empty.js").touch()

    monkeypatch.setattr(PagefindIndex, "write_files", cut)
    monkeypatch.setattr(search_module, "PATIENCE_SECONDS", 0.2)
    site = Site(tmp_path).article("2020/01/a").build(search=True)
    assert "pagefind/pagefind-empty.js empty" in str(site.problems)
