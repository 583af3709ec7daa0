"""A build that has work to do, stage by stage: each hands the next a value, and nothing is published before all is
there."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from backfile.archive.article import Article
from backfile.archive.handing_over import handed_over
from backfile.build.assembling import assemble_published, is_published, known_holders, record_holders, related_rows
from backfile.build.assets import Copy, copies
from backfile.build.changes import compare
from backfile.build.collisions import file_collisions
from backfile.build.current import Glance, peak_rss_mb
from backfile.build.ledger import BuildState, Ledger, OutputRow
from backfile.build.making import Made, clear_stage, make_copies, make_pages, publish_made, staged_site
from backfile.build.output import refuse_foreign
from backfile.build.reading import Reading, read_sources
from backfile.build.rendering import Material
from backfile.build.request import Request, Result
from backfile.build.searching import Searched, is_search_path, search_paths, search_stage
from backfile.build.settings import Settings
from backfile.build.standing import Ground
from backfile.build.stopwatch import Stopwatch
from backfile.build.theme_files import ThemeFiles, checked_templates, read_theme
from backfile.build.troubles import WorkerLostError
from backfile.build.why import Why, why_copies, why_pages, why_search
from backfile.config import term_files
from backfile.digest import Digest, digest_as_shown
from backfile.pages.cards import Desk, make_desk
from backfile.pages.frames import Frames
from backfile.pages.idle import idle_settings
from backfile.pages.page import Page
from backfile.pages.plan import broken_links, plan_pages, site_addresses
from backfile.pages.site import site_view
from backfile.pages.views import SiteView
from backfile.problems import Location, Problem, has_errors, strictly

NEVER = 2**62
"""An instant after every article's: the choice of articles holds for ever."""

UNKNOWN = Digest(b"")


class _Planned(msgspec.Struct, frozen=True):
    desk: Desk
    site: SiteView
    theme: ThemeFiles
    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]


def build_changes(request: Request, settings: Settings, seen: Glance, ledger: Ledger, stage: Path) -> Result:
    """Brings the site up to date with everything that `seen` found."""
    watch = Stopwatch()
    watch.seconds["scan"] = seen.seconds
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
    with watch.stage("plan"):
        planned, problems = _plan(request, settings, seen, ledger, read)
    if planned is None or _stops(problems, request):
        return _stopped(request, read, problems, watch)
    ground = Ground(settings.output, _owned(ledger, settings), is_forced=request.force)
    if not ground.owned and (foreign := refuse_foreign(settings.output)):
        return _stopped(request, read, (*problems, foreign), watch)
    with watch.stage("compare"):
        leave = () if settings.config.search.enabled is False else search_paths(ground.owned)
        changes = compare(planned.pages, planned.copies, ground.owned, ground.keeps, leave)
    clear_stage(stage)
    with watch.stage("render"):
        if request.executor:
            ledger.settle()
        material = Material(planned.theme.theme, planned.site, ledger.path, staged_site(stage))
        made = make_pages(request, ground, material, changes.pages)
        copied = make_copies(changes.copies, stage, ground)
    problems = (*problems, *made.problems, *copied.problems)
    if _stops(problems, request):
        return _stopped(request, read, problems, watch)
    with watch.stage("search"):
        searched = search_stage(request, settings, planned.desk, seen.reading, ledger, stage, ground)
    problems = (*problems, *searched.problems)
    if _stops(problems, request):
        return _stopped(request, read, problems, watch)
    with watch.stage("publish"):
        removed = tuple(dict.fromkeys((*changes.removed, *searched.removed)))
        state = _state(request, seen, read, planned, problems, searched)
        found = Made(searched.moves, searched.same)
        record_holders(ledger, settings.site, planned.desk.archive)
        publish_made(settings, ledger, stage, (made, copied, found), removed, state)
    return Result(
        articles=len(planned.desk.cards),
        pages=len(planned.pages),
        written=len(made.moves) + len(copied.moves) + len(searched.moves),
        unchanged=changes.kept + len(made.same) + len(copied.same) + len(searched.same) + searched.kept,
        removed=len(removed),
        seconds=watch.seconds,
        peak_rss_mb=peak_rss_mb(),
        search=searched.report,
        problems=problems,
        why=tuple(_why(planned, (made, copied, found), searched, ground.owned, read)) if request.why else (),
    )


def _stopped(request: Request, read: Reading, problems: tuple[Problem, ...], watch: Stopwatch) -> Result:
    """The result of a build that published nothing; it counts the articles that it would have published."""
    articles = sum(article.date is not None and is_published(article, request) for article in read.articles)
    return Result(articles=articles, problems=problems, seconds=watch.seconds, peak_rss_mb=peak_rss_mb())


def _stops(problems: tuple[Problem, ...], request: Request) -> bool:
    return has_errors(strictly(problems) if request.strict else problems)


def _plan(
    request: Request, settings: Settings, seen: Glance, ledger: Ledger, read: Reading
) -> tuple[_Planned | None, tuple[Problem, ...]]:
    """The plan of the site, and everything that is wrong so far; no plan where the archive or the theme has errors."""
    config = settings.config
    theme, theme_problems = read_theme(request.root, config.theme, settings.at("theme"))
    is_forced = request.force
    digests, compiled = ({}, ()) if theme_problems else checked_templates(theme.theme, ledger, is_forced=is_forced)
    archive, term_problems, archive_problems = assemble_published(request, config, seen.scan, read.articles)
    desk = make_desk(archive, config, site_addresses(archive, config))
    problems = (*seen.scan.problems, *read.problems, *theme_problems, *compiled, *term_problems)
    handed = handed_over(archive, known_holders(ledger, settings.site), term_files(config))
    problems = (*problems, *archive_problems, *broken_links(desk), *idle_settings(desk, settings.at), *handed)
    if has_errors(problems):
        return None, problems
    site = site_view(desk, theme.theme.params, theme.theme.assets)
    frames = Frames(digests, digest_as_shown(site), seen.reading)
    pages, collisions = plan_pages(desk, related_rows(archive, config, ledger, is_forced=is_forced), frames)
    files = tuple(copies(request.root, theme.static, archive.media, seen.scan.media))
    told = (*problems, *collisions, *file_collisions(pages, files, has_search=config.search.enabled))
    return _Planned(desk, site, theme, pages, files), told


def _owned(ledger: Ledger, settings: Settings) -> dict[str, OutputRow]:
    """What the ledger owns, and what a build that was cut off may have written."""
    owned = ledger.outputs(settings.site)
    for path in ledger.intents(settings.site):
        kind = "search" if is_search_path(path) else "page"
        owned[path] = OutputRow(path, kind, UNKNOWN, UNKNOWN, 0, -1)
    return owned


def _state(
    request: Request,
    seen: Glance,
    read: Reading,
    planned: _Planned,
    problems: tuple[Problem, ...],
    searched: Searched,
) -> BuildState:
    return BuildState(
        fingerprint=seen.fingerprint,
        sources=read.sources,
        valid_until=_valid_until(read.articles, request.now),
        articles=len(planned.desk.cards),
        pages=len(planned.pages),
        problems=msgspec.msgpack.encode(problems),
        searched=searched.is_current,
        indexed=searched.report.indexed,
        shards=searched.report.shards_built + searched.report.shards_kept,
        valid_from=_valid_from(read.articles, request.now),
        site=msgspec.msgpack.encode(planned.site),
    )


def _valid_until(articles: Sequence[Article], now: int) -> int:
    """When the next article comes due or expires."""
    return min((instant for instant in _turns(articles) if instant > now), default=NEVER)


def _valid_from(articles: Sequence[Article], now: int) -> int:
    """When the last article came due or expired: a clock put back before it undoes that."""
    return max((instant for instant in _turns(articles) if instant <= now), default=-NEVER)


def _turns(articles: Sequence[Article]) -> Iterator[int]:
    return (moment.instant for article in articles for moment in (article.date, article.expires) if moment)


def _why(
    planned: _Planned, made: Sequence[Made], searched: Searched, owned: Mapping[str, OutputRow], read: Reading
) -> Iterator[Why]:
    written = {row.path for part in made for row in part.moves}
    changed = read.changed | read.gone
    yield from why_pages(planned.pages, written, owned, changed)
    yield from why_copies(planned.copies, written, owned)
    sources = [entry.article.path for entry in planned.desk.archive.entries]
    yield from why_search(searched.moves, searched.shards, sources, owned, changed)
