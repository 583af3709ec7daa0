"""Makes the files that changed, in the stage, and puts them in place when all of them are there."""

import shutil
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

import msgspec

from backfile.build.assets import Copy, stage_copy
from backfile.build.budget import LOOKED_AT
from backfile.build.executors import executor_of
from backfile.build.ledger import BuildState, Ledger, OutputRow
from backfile.build.output import refuse_links
from backfile.build.publishing import Door
from backfile.build.rendering import RENDERING, Item, Material, Staged
from backfile.build.request import Progress, Request
from backfile.build.row_spool import RowSpool
from backfile.build.settings import Settings
from backfile.build.stage_folder import stage_folder
from backfile.build.standing import Ground
from backfile.build.steps import told
from backfile.build.template_cache import kept_templates
from backfile.pages.page import Page
from backfile.problems import Location, Problem


class Made(msgspec.Struct, frozen=True):
    """Rows of files that are staged to be moved, rows of files whose bytes stand already, and what failed. It is not
    whole where there was no room for all and the making ended before the last."""

    moves: tuple[OutputRow, ...] | RowSpool = ()
    same: tuple[OutputRow, ...] | RowSpool = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True

    @property
    def written(self) -> Sequence[str]:
        """The paths of the files to be moved."""
        moves = self.moves
        return moves.paths if isinstance(moves, RowSpool) else [row.path for row in moves]


def staged_site(stage: Path) -> Path:
    """Where files lie in the stage as they will in the site."""
    return stage / "site"


def clear_stage(stage: Path) -> None:
    """An empty stage."""
    shutil.rmtree(stage, ignore_errors=True)
    staged_site(stage).mkdir(parents=True)


def make_pages(request: Request, ground: Ground, material: Material, pages: Sequence[Page], room: int) -> Made:
    """Renders pages into the stage, where their rows lie too. Soon after more than `room` of them have to be moved it
    ends: nothing will be."""
    request.progress("render", 0, len(pages))
    there = {page.path: standing for page in pages if (standing := ground.standing(page.path))}
    items = [Item(page, standing.digest if (standing := there.get(page.path)) else None) for page in pages]
    moves, same = RowSpool(material.stage.parent), RowSpool(material.stage.parent)
    failed: dict[Problem, list[str]] = {}
    number = 0
    templates = kept_templates(material.theme, material.site.base_url, is_forced=request.force)
    with templates, closing(_rendered(request, material, items)) as answers:
        for number, (item, staged) in enumerate(zip(items, answers, strict=True), 1):
            request.progress("render", number, len(items))
            if staged.problem:
                failed.setdefault(staged.problem, []).append(item.page.path)
            elif staged.is_new or not (standing := there.get(item.page.path)):
                moves.add(_page_row(item.page, staged, staged.mtime_ns, staged.size))
            else:
                same.add(_page_row(item.page, staged, standing.mtime_ns, standing.size))
            if len(moves) > room and number >= LOOKED_AT:
                break
    problems = tuple(_on(paths, problem) for problem, paths in failed.items())
    return Made(moves, same, problems, is_whole=number == len(items))


def _rendered(request: Request, material: Material, items: Sequence[Item]) -> Generator[Staged, None, None]:
    """The answers of whoever renders. On a cluster a worker that was taken for lost may still be at work: with the
    folder of unfinished files it loses the way to change what is staged, before anything of it is published."""
    stage = material.stage.parent
    executor = executor_of(request, stage)
    if not request.executor:
        yield from RENDERING.run(material, items, executor)
        return
    unfinished = stage / "unfinished"
    unfinished.mkdir()
    yield from RENDERING.run(msgspec.structs.replace(material, unfinished=unfinished), items, executor)
    shutil.rmtree(unfinished)


def _on(pages: Sequence[str], problem: Problem) -> Problem:
    """The problem with the pages that it befell: one line, though a template fails on ten thousand."""
    more = f" and {len(pages) - 1:,} more" if len(pages) > 1 else ""
    return msgspec.structs.replace(problem, message=f"{problem.message.rstrip('.')} (on {pages[0]}{more}).")


def _page_row(page: Page, staged: Staged, mtime_ns: int, size: int) -> OutputRow:
    sources = tuple(body.source for body in page.bodies)
    kept = (staged.inputs, staged.page, sources)
    return OutputRow(page.path, "page", page.key, staged.digest, mtime_ns, size, *kept)


def make_copies(request: Request, ground: Ground, stage: Path, copies: Sequence[Copy], room: int) -> Made:
    """Copies files into the stage. Soon after more than `room` of them have to be moved it ends: nothing will be."""
    moves: list[OutputRow] = []
    same: list[OutputRow] = []
    problems: list[Problem] = []
    number = 0
    for number, copy in enumerate(told(copies, request.progress, "copy", len(copies), every=1), 1):
        try:
            new, old = parted((stage_copy(copy, staged_site(stage)),), ground)
            moves += new
            same += old
        except OSError as error:
            hint = "Check its rights and the space on the disk."
            problems.append(Problem(Location(copy.shown), f"it cannot be copied: {error.strerror or error}.", hint))
        if len(moves) > room and number >= LOOKED_AT:
            break
    return Made(tuple(moves), tuple(same), tuple(problems), is_whole=number == len(copies))


def parted(rows: Iterable[OutputRow], ground: Ground) -> tuple[tuple[OutputRow, ...], tuple[OutputRow, ...]]:
    """Rows of staged files that must be moved into place, and those whose bytes stand there already."""
    moves: list[OutputRow] = []
    same: list[OutputRow] = []
    for row in rows:
        standing = ground.standing(row.path)
        if standing and standing.digest == row.digest:
            same.append(msgspec.structs.replace(row, mtime_ns=standing.mtime_ns, size=standing.size))
        else:
            moves.append(row)
    return tuple(moves), tuple(same)


def publish_made(
    root: Path,
    settings: Settings,
    ledger: Ledger,
    stage: Path,
    made: Sequence[Made],
    removed: Sequence[str],
    state: BuildState,
    progress: Progress,
) -> None:
    """Puts everything in place and then, last, remembers it."""
    stages = stage_folder(root, settings)
    wanted = sorted(path for part in made for path in part.written)
    progress("publish", 0, len(wanted))
    refuse_links(settings.output, chain(wanted, removed))
    Door(ledger, settings.site, settings.output, stages).put(staged_site(stage), wanted, removed, progress)
    rows = chain.from_iterable(chain(part.moves, part.same) for part in made)
    progress("record", 0, 0)
    ledger.record_outputs(settings.site, rows, removed)
    ledger.record_state(settings.site, state)
    ledger.commit()
