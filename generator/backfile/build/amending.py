"""The build of a small change: a few articles that are new, changed or gone. Only the pages that this can touch are
planned, and of the other articles only those are read that these pages show. Anything more it leaves to the whole
build."""

from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from backfile.archive.article import Article
from backfile.archive.published import PUBLISHED, Address, Published, column
from backfile.build.addresses import note_addresses, read_published
from backfile.build.amended_plan import AmendedPlan, Change, plan_amended
from backfile.build.assembling import is_published, record_holders
from backfile.build.current import Glance, seen_search
from backfile.build.full import valid_from, valid_until
from backfile.build.ledger import BuildState, Ledger, SourceRow
from backfile.build.making import Made, clear_stage, make_pages, publish_made, staged_site
from backfile.build.reading import read_in_process
from backfile.build.reading_key import sources_digest
from backfile.build.remembering import remember
from backfile.build.rendering import Material
from backfile.build.request import Request, Result
from backfile.build.settings import Settings
from backfile.build.stopwatch import Stopwatch, peak_rss_mb
from backfile.build.why import why_pages
from backfile.problems import Problem, has_errors

_decode_article = msgspec.msgpack.Decoder(Article).decode
_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


class _Read(msgspec.Struct, frozen=True):
    """The sources that changed, read again, with their bodies; the articles in those that changed or went, as they
    were, and in those that are new or changed, as they are."""

    rows: tuple[tuple[SourceRow, bytes | None], ...]
    before: tuple[Article, ...]
    now: tuple[Article, ...]

    def change(self, request: Request) -> Change:
        gone, came = (tuple(a for a in articles if is_published(a, request)) for articles in (self.before, self.now))
        return Change(gone, came)


def amend_site(request: Request, settings: Settings, seen: Glance, ledger: Ledger, stage: Path) -> Result | None:
    """Brings the site up to date if only a few articles changed; None if more did, and then nothing was published."""
    state, stale = seen.state, seen.stale
    if state is None or stale is None:
        return None
    if request.search and settings.config.search.enabled:
        return None  # which shards are to be made anew only the whole plan knows
    if not frozenset(settings.config.history.without).isdisjoint((*(found.path for found in stale), *seen.gone)):
        return None  # that one of them is no article is told by the whole plan
    watch = Stopwatch()
    watch.add("scan", seen.seconds)
    with watch.stage("read"):
        read = _read(request, settings, seen, ledger)
    if read is None or _concerns(state, (*(found.path for found in stale), *seen.gone, PUBLISHED)):
        return None  # a new address moves the lines of those that lead nowhere, too
    published = read_published(request.root, settings.config)
    planned = plan_amended(request, settings, seen, state, ledger, read.change(request), watch)
    if planned is None or (published and _leans_on_old(published, read, seen, planned)):
        return None
    for row, body in read.rows:
        ledger.record_source(row, body)
    ledger.forget_sources(seen.gone)
    ledger.commit()
    clear_stage(stage)
    with watch.stage("render"):
        if request.executor:
            ledger.settle()
        material = Material(planned.theme, planned.site, request.root, ledger.path, staged_site(stage))
        room = len(planned.changes.pages)
        made = make_pages(request, planned.ground, material, planned.changes.pages, room)
    stopped = Result(
        articles=state.articles,
        problems=made.problems,
        seconds=watch.seconds,
        stages=watch.report({}),
        peak_rss_mb=peak_rss_mb(),
    )
    if has_errors(made.problems):
        return stopped
    removed = planned.changes.removed
    if request.max_changed is not None and len(made.moves) + len(removed) > request.max_changed:
        return None  # what made each file change is told from the whole plan
    with watch.stage("publish"):
        noted = note_addresses(request, settings, seen, published, _addresses(planned))
        now = _state(request, state, ledger, read, planned)
        now = msgspec.structs.replace(now, fingerprint=noted.fingerprint)
        remember(ledger, settings.site, now.sources, planned.remembered)
        record_holders(ledger, settings.site, planned.amended.archive)
        publish_made(request.root, settings, ledger, stage, (made,), removed, now, request.progress)
    result = _result(request, seen, read, planned, made, now, watch)
    return msgspec.structs.replace(result, noted=noted.addresses)


def _read(request: Request, settings: Settings, seen: Glance, ledger: Ledger) -> _Read | None:
    """The sources that changed; None if one of them has anything wrong, or had."""
    rows: list[tuple[SourceRow, bytes | None]] = []
    before: list[Article] = []
    now: list[Article] = []
    for path in (*(found.path for found in seen.stale or ()), *seen.gone):
        old = ledger.source(path)
        if old is None:
            continue
        if old.article is None or _decode_problems(old.problems):
            return None
        before.append(_decode_article(old.article))
    for found in seen.stale or ():
        row, body, problems = read_in_process(request.root, found, settings.config, seen.reading)
        if row.article is None or problems:
            return None
        rows.append((row, body))
        now.append(_decode_article(row.article))
    return _Read(tuple(rows), tuple(before), tuple(now))


def _leans_on_old(published: Published, read: _Read, seen: Glance, planned: AmendedPlan) -> bool:
    """Whether an address that the archive had may lead elsewhere now, or to nothing, or to something again."""
    known, amended = published.sources(), planned.amended
    before = frozenset(article.path for article in read.before)
    new = (article.path for article in read.now if article.path not in before)
    if not known.isdisjoint((*seen.gone, *amended.moved, *new)):
        return True
    lost = published.lost_titles(frozenset(found.path for found in seen.scan.articles))
    if any(column(article.title) in lost for article in read.now):
        return True
    return not published.outputs().isdisjoint(planned.files)


def _addresses(planned: AmendedPlan) -> tuple[Address, ...]:
    """Those of the articles that changed or came."""
    entries = (planned.amended.archive.entries[position] for position in planned.amended.new)
    return tuple(Address(entry.article.path, entry.url, entry.article.title) for entry in entries)


def _concerns(state: BuildState, paths: Iterable[str]) -> bool:
    """Whether the last build told something of one of these files, which may be otherwise now."""
    told_of = {problem.location.path for problem in _decode_problems(state.problems)}
    return not told_of.isdisjoint(paths)


def _state(request: Request, state: BuildState, ledger: Ledger, read: _Read, planned: AmendedPlan) -> BuildState:
    known = {row.path for row in planned.ground.owned.values()}
    return msgspec.structs.replace(
        state,
        sources=sources_digest((row[0], row[6]) for row in ledger.stats()),
        valid_until=min(state.valid_until, valid_until(read.now, request.now)),
        valid_from=max(state.valid_from, valid_from(read.now, request.now)),
        articles=len(planned.amended.archive.spine.paths),
        pages=state.pages + sum(page.path not in known for page in planned.pages) - len(planned.changes.removed),
        searched=False,
    )


def _result(
    request: Request, seen: Glance, read: _Read, planned: AmendedPlan, made: Made, now: BuildState, watch: Stopwatch
) -> Result:
    owned, written = planned.ground.owned, frozenset(made.written)
    unchanged = seen.outputs - len(planned.changes.removed) - len(written & owned.keys())
    changed = frozenset(article.path for article in (*read.before, *read.now))
    files = {"compare": (0, unchanged - len(made.same)), "render": (len(made.moves), len(made.same))}
    return Result(
        articles=now.articles,
        pages=now.pages,
        written=len(made.moves),
        unchanged=unchanged,
        removed=len(planned.changes.removed),
        seconds=watch.seconds,
        stages=watch.report(files),
        peak_rss_mb=peak_rss_mb(),
        search=seen_search(now),
        problems=(*_decode_problems(now.problems), *made.problems),
        why=tuple(_why(planned, written, changed)) if request.why else (),
    )


def _why(planned: AmendedPlan, written: Collection[str], changed: Collection[str]) -> Iterable[tuple[str, str]]:
    return why_pages(planned.changes.pages, written, planned.ground.owned, changed)
