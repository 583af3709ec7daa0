"""The search's part of a build: which shards must be made again, which stay, and what goes."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import msgspec

from backfile.build.ledger import Ledger, OutputRow
from backfile.build.making import staged_site
from backfile.build.output import SEARCH_LIST, stands
from backfile.build.request import Request, SearchReport
from backfile.build.search import Shard, index_shard, is_in_shard, plan_shards, search_json
from backfile.build.settings import Settings
from backfile.digest import Digest, digest_bytes
from backfile.pages.cards import Desk
from backfile.pages.site import base_path
from backfile.problems import Location, Problem


class Searched(msgspec.Struct, frozen=True):
    """Index files staged to be moved, rows of those whose bytes stand, how many files were kept unseen, what goes."""

    report: SearchReport = SearchReport()
    moves: tuple[OutputRow, ...] = ()
    same: tuple[OutputRow, ...] = ()
    kept: int = 0
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_current: bool = False


def is_search_path(path: str) -> bool:
    """Whether a file of the site is one that the search index may have."""
    return path == SEARCH_LIST or path.startswith("pagefind/")


def search_paths(owned: Mapping[str, OutputRow]) -> tuple[str, ...]:
    """The owned files that belong to the search index."""
    return tuple(path for path, row in owned.items() if row.kind == "search")


def search_stage(
    request: Request,
    settings: Settings,
    desk: Desk,
    reading: Digest,
    owned: Mapping[str, OutputRow],
    ledger: Ledger,
    stage: Path,
) -> Searched:
    """Stages the index of every shard that is not current. Without a search, what there was goes; with `--no-search`
    it stays as it is."""
    rows = {path: owned[path] for path in search_paths(owned)}
    if not settings.config.search.enabled:
        return Searched(removed=tuple(rows), is_current=True)
    if not request.search:
        # Rows that a build cut off left without a key stay owned, so that the next index takes their place.
        return Searched(kept=len(rows), same=tuple(row for row in rows.values() if row.size < 0))
    shards = plan_shards(desk, base_path(settings.config.base_url), reading)
    made: list[OutputRow] = []
    kept: set[str] = set()
    built = 0
    for number, shard in enumerate(shards):
        standing = [row for row in rows.values() if is_in_shard(row.path, shard)]
        if standing and all(row.key == shard.key and stands(settings.output, row) for row in standing):
            kept.update(row.path for row in standing)
            continue
        try:
            records = stage / f"records-{number}"
            made += index_shard(shard, desk, ledger.path, records, staged_site(stage), request.progress)
        except (OSError, RuntimeError, AssertionError, asyncio.IncompleteReadError) as error:
            return Searched(problems=(_pagefind_problem(error),))
        built += 1
    made.append(_stage_list(shards, staged_site(stage)))
    return _sorted_out(settings, made, rows, kept, built, shards)


def _stage_list(shards: tuple[Shard, ...], site: Path) -> OutputRow:
    data = search_json(shards)
    path = site / SEARCH_LIST
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    digest, info = digest_bytes(data), path.stat()
    return OutputRow(SEARCH_LIST, "search", digest, digest, info.st_mtime_ns, info.st_size)


def _sorted_out(
    settings: Settings,
    made: list[OutputRow],
    rows: Mapping[str, OutputRow],
    kept: set[str],
    built: int,
    shards: tuple[Shard, ...],
) -> Searched:
    moves: list[OutputRow] = []
    same: list[OutputRow] = []
    for row in made:
        old = rows.get(row.path)
        if old and old.digest == row.digest and stands(settings.output, old):
            same.append(msgspec.structs.replace(row, mtime_ns=old.mtime_ns, size=old.size))
        else:
            moves.append(row)
    now = kept | {row.path for row in made}
    removed = tuple(sorted(path for path in rows if path not in now))
    report = SearchReport(sum(len(shard.positions) for shard in shards), built, len(shards) - built)
    return Searched(report, tuple(moves), tuple(same), len(kept), removed, (), is_current=True)


def _pagefind_problem(error: BaseException) -> Problem:
    message = f"the search index could not be made: {error or type(error).__name__}."
    hint = "Is Pagefind installed (pip install pagefind pagefind_bin)? `--no-search` builds without."
    return Problem(Location("backfile.toml"), message, hint)
