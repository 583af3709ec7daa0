"""The search's part of a build: which shards must be made again, which stay, and what goes."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from backfile.build.ledger import Ledger, OutputRow
from backfile.build.making import parted, staged_site
from backfile.build.output import SEARCH_LIST
from backfile.build.request import Request, SearchReport
from backfile.build.search import Counting, Indexing, index_shards
from backfile.build.search_lists import SEARCH_LISTS, search_lists
from backfile.build.settings import Settings
from backfile.build.shards import Shard, is_in_shard, plan_shards
from backfile.build.standing import Ground
from backfile.build.workers import worker_count
from backfile.digest import Digest, digest_bytes
from backfile.pages.cards import Desk
from backfile.pages.site import base_path
from backfile.problems import Location, Problem


class Searched(msgspec.Struct, frozen=True):
    """Index files staged to be moved, rows of those whose bytes stand, how many files were kept unseen, what goes, and
    the shards that there are now."""

    report: SearchReport = SearchReport()
    moves: tuple[OutputRow, ...] = ()
    same: tuple[OutputRow, ...] = ()
    kept: int = 0
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_current: bool = False
    shards: tuple[Shard, ...] = ()


def is_search_path(path: str) -> bool:
    """Whether a file of the site is one that the search index may have."""
    return path == SEARCH_LIST or path.startswith((SEARCH_LISTS, "pagefind/"))


def search_paths(owned: Mapping[str, OutputRow]) -> tuple[str, ...]:
    """The owned files that belong to the search index."""
    return tuple(path for path, row in owned.items() if row.kind == "search")


def search_stage(
    request: Request, settings: Settings, desk: Desk, reading: Digest, ledger: Ledger, stage: Path, ground: Ground
) -> Searched:
    """Stages the index of every shard that is not current, or of every one where the request is forced. Without a
    search, what there was goes; with `--no-search` it stays as it is."""
    rows = {path: ground.owned[path] for path in search_paths(ground.owned)}
    if not settings.config.search.enabled:
        return Searched(removed=tuple(rows), is_current=True)
    if not request.search:
        # Rows that a build cut off left without a key stay owned, so that the next index takes their place.
        return Searched(kept=len(rows), same=tuple(row for row in rows.values() if row.size < 0))
    request.progress("search", 0, 0)
    shards = plan_shards(desk, base_path(settings.config.base_url), reading)
    current = {shard.folder: _current(shard, rows, ground) for shard in shards}
    kept = {path for paths in current.values() for path in paths}
    stale = [shard for shard in shards if not current[shard.folder]]
    site, memory_mb = staged_site(stage), settings.config.search.memory_mb
    jobs = worker_count(request.jobs)
    counting = Counting(request.progress, sum(len(shard.positions) for shard in stale))
    try:
        made = index_shards(stale, Indexing(desk, ledger.path, stage, site, jobs, memory_mb, counting))
    except (OSError, RuntimeError, AssertionError) as error:
        return Searched(problems=(_pagefind_problem(error),))
    made += _stage_lists(search_lists(desk, shards), site)
    moves, same = parted(made, ground)
    now = kept | {row.path for row in made}
    removed = tuple(sorted(path for path in rows if path not in now))
    report = SearchReport(sum(len(shard.positions) for shard in shards), len(stale), len(shards) - len(stale))
    return Searched(report, moves, same, len(kept), removed, (), is_current=True, shards=shards)


def _current(shard: Shard, rows: Mapping[str, OutputRow], ground: Ground) -> list[str]:
    """The files of a shard if it need not be made again; else none."""
    standing = [path for path in rows if is_in_shard(path, shard)]
    return standing if all(ground.keeps(path, shard.key) for path in standing) else []


def _stage_lists(lists: Mapping[str, bytes], site: Path) -> Iterator[OutputRow]:
    for name, data in lists.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        digest, info = digest_bytes(data), path.stat()
        yield OutputRow(name, "search", digest, digest, info.st_mtime_ns, info.st_size)


def _pagefind_problem(error: BaseException) -> Problem:
    message = f"the search index could not be made: {error or type(error).__name__}."
    hint = "Is Pagefind installed (pip install pagefind pagefind_bin)? `--no-search` builds without."
    return Problem(Location("backfile.toml"), message, hint)
