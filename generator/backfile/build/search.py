"""Makes the search index with Pagefind: several shards side by side, as far as memory and processors go."""

import asyncio
import os
from collections.abc import Collection, Coroutine, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from backfile.build.assets import digest_of_file
from backfile.build.ledger import BodyReader, OutputRow
from backfile.build.request import Progress
from backfile.build.search_records import write_record
from backfile.build.shards import Shard, is_in_shard
from backfile.markdown.body import Body
from backfile.pages.cards import Desk


class Counting:
    """Counts through all shards that are made: articles whose records are written, and articles that are indexed, of
    `total`."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total = progress, total
        self._recorded, self._indexed = 0, 0

    def record(self) -> None:
        """One more record is written."""
        self._recorded += 1
        self._progress("search", self._recorded, self._total)

    def index(self, articles: int) -> None:
        """So many more articles are indexed; with 0 that begins."""
        self._indexed += articles
        self._progress("index", self._indexed, self._total)


class Indexing(msgspec.Struct, frozen=True):
    """What indexes are made from, where, and with what: `stage` is the build's, `site` the staged site in it, `jobs`
    how many shards may be made at once, if they fit into `memory_mb` together."""

    desk: Desk
    ledger: Path
    stage: Path
    site: Path
    jobs: int
    memory_mb: int
    counting: Counting


def index_shards(shards: Sequence[Shard], indexing: Indexing) -> list[OutputRow]:
    """Builds the shards' indexes at their places in the staged site; the rows of their files. Raises OSError or
    RuntimeError where Pagefind cannot run or is ended from outside."""
    if shards:
        asyncio.run(_index_all(shards, indexing))
    return [row for shard in shards for row in _rows(indexing.site / shard.folder, shard)]


async def _index_all(shards: Sequence[Shard], indexing: Indexing) -> None:
    """Each shard begins, in order, as soon as there is room beside those under way; one alone always has it."""
    under_way: dict[asyncio.Task[None], int] = {}
    for shard in shards:
        while under_way and not _has_room(shard, under_way.values(), indexing):
            await _one_done(under_way)
        under_way[asyncio.create_task(_index_shard(shard, indexing))] = shard.memory_mb
    while under_way:
        await _one_done(under_way)


def _has_room(shard: Shard, taken: Collection[int], indexing: Indexing) -> bool:
    return len(taken) < indexing.jobs and sum(taken) + shard.memory_mb <= indexing.memory_mb


async def _one_done(under_way: dict[asyncio.Task[None], int]) -> None:
    """Waits for one, or more, and raises what went wrong there; `asyncio.run` then ends the others."""
    done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        del under_way[task]
        task.result()


async def _index_shard(shard: Shard, indexing: Indexing) -> None:
    """The records go to Pagefind as a folder of files in one call: its Python client takes a tenth of a second for each
    message (1.5.2), which at one message an article came to 17 minutes for 10,000."""
    records = indexing.stage / "records" / shard.folder.replace("/", "-")
    _write_records(records, shard, indexing)
    indexing.counting.index(0)
    await _index(records, indexing.site / shard.folder, indexing.desk.config.language)
    indexing.counting.index(len(shard.positions))


def _write_records(records: Path, shard: Shard, indexing: Indexing) -> None:
    records.mkdir(parents=True)
    reader = BodyReader(indexing.ledger)
    decode = msgspec.msgpack.Decoder(Body).decode
    for position in shard.positions:
        encoded = reader.body(indexing.desk.cards[position].source)
        if encoded is not None:
            write_record(records, position, indexing.desk, decode(encoded))
        indexing.counting.record()


async def _index(records: Path, target: Path, language: str) -> None:
    """One index, in the site's language: Pagefind would make one a language and ask only that of the page one is on."""
    from pagefind.index import IndexConfig
    from pagefind.service import PagefindService

    config = IndexConfig(
        # So that “C++” and “AT&T” are words. Not the full stop: the last word of a sentence would be another with it.
        include_characters="+#&@",
        exclude_selectors=[".footnote-ref", ".footnote-backref"],
        force_language=language,
    )
    service = PagefindService()
    service._bin = _program() or service._bin
    await service.launch()
    try:
        index = await service.create_index(config)
        await _unless_lost(service, index.add_directory(str(records)))
        await _unless_lost(service, index.write_files(str(target)))
        await _until_written(target, service._backend.pid)
    except BaseException:
        await _kill(service)
        raise
    await _end(service)


def _program() -> Path | None:
    """The Pagefind that we depend on. Its client prefers the extended one where that is installed, too, which parts
    words otherwise than our records do, and would make the same archive another index; a person may still name one."""
    if os.environ.get("PAGEFIND_BINARY_PATH"):
        return None
    try:
        from pagefind_bin import get_executable
    except ImportError:
        return None
    return Path(get_executable())


async def _unless_lost(service: Any, answer: Coroutine[Any, Any, Any]) -> None:
    """Waits for an answer of Pagefind's, but not for ever: its client (1.5.2) does not notice that the process is gone,
    only the task that reads from it ends."""
    answering = asyncio.ensure_future(answer)
    await asyncio.wait({answering, service._poll_task}, return_when=asyncio.FIRST_COMPLETED)
    if not answering.done():
        answering.cancel()
        service._poll_task.exception()  # else asyncio tells of it as of one that nobody saw
        raise RuntimeError("Pagefind was ended from outside, perhaps for want of memory")
    if error := answering.exception():  # the client knows no kind of error of its own
        raise RuntimeError(f"Pagefind says: {error}") from error


PATIENCE_SECONDS = 30.0
"""So long it may take until the last of its files are on the disk."""


async def _until_written(target: Path, process: int) -> None:
    """Waits until Pagefind has no file below `target` open and none of them is empty. It answers (1.5.2) when all of
    them are there, but some are still to be filled, and whatever is not when its input ends is empty or cut on a busy
    machine. Where nobody tells what is open (macOS, Windows) their sizes must have stayed from one look to the next."""
    before: dict[str, int] = {}
    for _ in range(round(PATIENCE_SECONDS / 0.05)):
        sizes = {str(path): path.stat().st_size for path in target.rglob("*") if path.is_file()}
        is_open = _has_open(process, target)
        if all(sizes.values()) and (is_open is False or (is_open is None and sizes == before)):
            return
        before = sizes
        await asyncio.sleep(0.05)


def _has_open(process: int, folder: Path) -> bool | None:
    """Whether a process has a file below that folder open, as Linux tells; None elsewhere."""
    below = f"{folder.resolve()}{os.sep}"
    try:
        return any(str(one.readlink()).startswith(below) for one in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return None  # also where one was closed in between: then it is looked at again


async def _end(service: Any) -> None:
    """Lets Pagefind end by itself, as it does when its input ends; its client would end it while it writes: on a busy
    machine three of 5,000 files were left empty so."""
    service._poll_task.cancel()
    service._backend.stdin.close()
    await service._backend.wait()


async def _kill(service: Any) -> None:
    """Ends Pagefind at once; `close` would wait for its answers first, and raise where these were given up."""
    with suppress(ProcessLookupError):  # it is gone already
        service._backend.kill()
    await service._backend.wait()


def _rows(target: Path, shard: Shard) -> Iterator[OutputRow]:
    for path in sorted(target.rglob("*")):
        if path.is_file() and is_in_shard(output := f"{shard.folder}/{path.relative_to(target).as_posix()}", shard):
            info = path.stat()
            if not info.st_size:
                raise RuntimeError(f"Pagefind left {output} empty")
            yield OutputRow(output, "search", shard.key, digest_of_file(path), info.st_mtime_ns, info.st_size)
