"""A build that has work to do, stage by stage: each hands the next a value, and nothing is published before all is
there."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from backfile.archive.article import Article
from backfile.archive.published import addresses_of
from backfile.build.addresses import note_addresses
from backfile.build.assembling import digest_of_rows, is_published, record_holders
from backfile.build.budget import room, would_change
from backfile.build.changes import Changes, compare
from backfile.build.current import Glance
from backfile.build.ledger import BuildState, Ledger, OutputRow
from backfile.build.making import Made, clear_stage, make_copies, make_pages, publish_made, staged_site
from backfile.build.output import refuse_foreign
from backfile.build.overrun import Overrun
from backfile.build.picture_store import forget_others, make_variants
from backfile.build.planning import Planned, plan_site
from backfile.build.reading import Reading, read_sources
from backfile.build.remembering import remember, to_remember
from backfile.build.rendering import Material
from backfile.build.request import Request, Result
from backfile.build.searching import Searched, is_search_path, search_paths, search_stage
from backfile.build.settings import Settings
from backfile.build.standing import Ground
from backfile.build.steps import keeps_told
from backfile.build.stopwatch import Stopwatch, peak_rss_mb
from backfile.build.troubles import WorkerLostError
from backfile.build.why import Why, why_copies, why_pages, why_search
from backfile.digest import Digest
from backfile.pictures.variants import FOLDER
from backfile.problems import Location, Problem, has_errors, strictly

NEVER = 2**62
"""An instant after every article's: the choice of articles holds for ever."""

UNKNOWN = Digest(b"")


def build_changes(request: Request, settings: Settings, seen: Glance, ledger: Ledger, stage: Path) -> Result:
    """Brings the site up to date with everything that `seen` found."""
    watch = Stopwatch()
    watch.add("scan", seen.seconds)
    gc.disable()  # values made here live until the end; collecting among them took a fifth of the time
    try:
        return _build(request, settings, seen, ledger, stage, watch)
    except WorkerLostError as error:
        problem = Problem(Location("backfile"), f"{error}.", "Build again with fewer workers: --jobs 1.")
        return Result(problems=(problem,), seconds=watch.seconds)
    finally:
        gc.enable()


def _build(request: Request, settings: Settings, seen: Glance, ledger: Ledger, stage: Path, watch: Stopwatch) -> Result:
    with watch.stage("read"):
        read = read_sources(request, settings, seen, ledger)
    planned, problems = plan_site(request, settings, seen, ledger, read, watch)
    if planned is None or _stops(problems, request):
        return _stopped(request, read, problems, watch)
    with watch.stage("compare"):
        request.progress("compare", 0, 0)
        ground = Ground(settings.output, _owned(ledger, settings, request), is_forced=request.force)
        if not ground.owned and (foreign := refuse_foreign(settings.output)):
            return _stopped(request, read, (*problems, foreign), watch)
        changes = _compared(request, settings, planned, ground)
    clear_stage(stage)
    with watch.stage("render"):
        if request.executor:
            ledger.settle()
        material = Material(planned.theme.theme, planned.site, request.root, ledger.path, staged_site(stage))
        most = room(request.max_changed, len(changes.removed))
        made = make_pages(request, ground, material, changes.pages, most)
    with watch.stage("pictures"):
        drawn = make_variants(request, planned.pictures, changes.copies)
    if _stops(drawn.problems, request):
        return _stopped(request, read, (*problems, *made.problems, *drawn.problems), watch)
    with watch.stage("copy"):
        copied = make_copies(request, ground, stage, changes.copies, most - len(made.moves))
    problems = (*problems, *made.problems, *copied.problems)
    if _stops(problems, request):
        return _stopped(request, read, problems, watch)
    if request.max_changed is not None and len(made.moves) + len(copied.moves) > most:
        over = _overrun(request, seen, read, planned, changes, (made, copied), ground)
        stopped = _stopped(request, read, (*problems, over.problem(request.max_changed)), watch)
        return msgspec.structs.replace(stopped, why=tuple(over.why()) if request.why else ())
    with watch.stage("search"):
        searched = search_stage(request, settings, planned.desk, seen.reading, ledger, stage, ground)
    problems = (*problems, *searched.problems)
    if _stops(problems, request):
        return _stopped(request, read, problems, watch)
    with watch.stage("publish"):
        removed = tuple(dict.fromkeys((*changes.removed, *searched.removed)))
        noted = note_addresses(request, settings, seen, planned.published, addresses_of(planned.desk.archive))
        state = _state(request, seen, read, planned, problems, searched)
        state = msgspec.structs.replace(state, fingerprint=noted.fingerprint)
        found = Made(searched.moves, searched.same)
        _remember(settings, ledger, read, planned)
        publish_made(request.root, settings, ledger, stage, (made, copied, found), removed, state, request.progress)
        if drawn.files or any(path.startswith(FOLDER) for path in removed):
            forget_others(request.root, planned.pictures)
    files = {
        "compare": (0, changes.kept),
        "render": (len(made.moves), len(made.same)),
        "copy": (len(copied.moves), len(copied.same)),
        "search": (len(searched.moves), len(searched.same) + searched.kept),
    }
    return Result(
        articles=len(planned.desk.cards),
        pages=len(planned.pages),
        written=sum(written for written, _ in files.values()),
        unchanged=sum(unchanged for _, unchanged in files.values()),
        removed=len(removed),
        seconds=watch.seconds,
        stages=watch.report(files),
        peak_rss_mb=peak_rss_mb(),
        search=searched.report,
        noted=noted.addresses,
        problems=problems,
        why=tuple(_why(planned, (made, copied, found), searched, ground.owned, read)) if request.why else (),
    )


def _compared(request: Request, settings: Settings, planned: Planned, ground: Ground) -> Changes:
    leave = search_paths(ground.owned) if settings.config.search.enabled else ()
    keeps = keeps_told(ground.keeps, request.progress, "compare", len(planned.pages) + len(planned.copies))
    return compare(planned.pages, planned.copies, ground.owned, keeps, leave)


def _remember(settings: Settings, ledger: Ledger, read: Reading, planned: Planned) -> None:
    """Keeps for small changes what they need to know of the archive."""
    record_holders(ledger, settings.site, planned.desk.archive)
    related = digest_of_rows(settings.config, ledger)
    remember(ledger, settings.site, read.sources, to_remember(planned.desk, _files(planned), related))


def _files(planned: Planned) -> Iterator[str]:
    """The files of the site, its search index apart."""
    yield from (page.path for page in planned.pages)
    yield from (copy.output for copy in planned.copies)


def _stopped(request: Request, read: Reading, problems: tuple[Problem, ...], watch: Stopwatch) -> Result:
    """The result of a build that published nothing; it counts the articles that it would have published."""
    articles = sum(article.date is not None and is_published(article, request) for article in read.articles)
    return Result(
        articles=articles,
        problems=problems,
        seconds=watch.seconds,
        stages=watch.report({}),
        peak_rss_mb=peak_rss_mb(),
    )


def _overrun(
    request: Request,
    seen: Glance,
    read: Reading,
    planned: Planned,
    changes: Changes,
    made: Sequence[Made],
    ground: Ground,
) -> Overrun:
    written = {path for part in made for path in part.written}
    would = would_change(changes, written, is_whole=all(part.is_whole for part in made))
    changed = read.changed | read.gone
    return Overrun(would, planned.pages, ground.owned, seen.state, planned.basis, read.articles, changed, request.force)


def _stops(problems: tuple[Problem, ...], request: Request) -> bool:
    return has_errors(strictly(problems) if request.strict else problems)


def _owned(ledger: Ledger, settings: Settings, request: Request) -> dict[str, OutputRow]:
    """What the ledger owns, and what a build that was cut off may have written."""
    owned = ledger.outputs(settings.site, with_inputs=request.why or request.max_changed is not None)
    for path in ledger.intents(settings.site):
        kind = "search" if is_search_path(path) else "page"
        owned[path] = OutputRow(path, kind, UNKNOWN, UNKNOWN, 0, -1)
    return owned


def _state(
    request: Request,
    seen: Glance,
    read: Reading,
    planned: Planned,
    problems: tuple[Problem, ...],
    searched: Searched,
) -> BuildState:
    return BuildState(
        fingerprint=seen.fingerprint,
        sources=read.sources,
        valid_until=valid_until(read.articles, request.now),
        articles=len(planned.desk.cards),
        pages=len(planned.pages),
        problems=msgspec.msgpack.encode(problems),
        searched=searched.is_current,
        indexed=searched.report.indexed,
        shards=searched.report.shards_built + searched.report.shards_kept,
        valid_from=valid_from(read.articles, request.now),
        basis=planned.basis,
    )


def valid_until(articles: Sequence[Article], now: int) -> int:
    """When the next article comes due or expires."""
    return min((instant for instant in _turns(articles) if instant > now), default=NEVER)


def valid_from(articles: Sequence[Article], now: int) -> int:
    """When the last article came due or expired: a clock put back before it undoes that."""
    return max((instant for instant in _turns(articles) if instant <= now), default=-NEVER)


def _turns(articles: Sequence[Article]) -> Iterator[int]:
    return (moment.instant for article in articles for moment in (article.date, article.expires) if moment)


def _why(
    planned: Planned, made: Sequence[Made], searched: Searched, owned: Mapping[str, OutputRow], read: Reading
) -> Iterator[Why]:
    written = {path for part in made for path in part.written}
    changed = read.changed | read.gone
    yield from why_pages(planned.pages, written, owned, changed)
    yield from why_copies(planned.copies, written, owned)
    sources = [entry.article.path for entry in planned.desk.archive.entries]
    yield from why_search(searched.moves, searched.shards, sources, owned, changed)
