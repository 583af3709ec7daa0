"""The build of an edit in bodies alone, the commonest there is: the pages that show them are rendered again from what
the ledger keeps, and nothing is assembled or planned. Anything more than that it leaves to the whole build."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from backfile.archive.article import Article, differs_in_body_only
from backfile.build.article_changes import EDITED
from backfile.build.budget import over_budget, room, would_change
from backfile.build.causes import Cause, decode_basis
from backfile.build.changes import Changes
from backfile.build.current import Glance, seen_search
from backfile.build.language_files import read_language
from backfile.build.ledger import BuildState, Ledger, OutputRow, SourceRow
from backfile.build.making import Made, clear_stage, make_pages, publish_made, staged_site
from backfile.build.reading import read_in_process
from backfile.build.reading_key import sources_digest
from backfile.build.remembering import remember_still
from backfile.build.rendering import Material, decode_page
from backfile.build.request import Request, Result
from backfile.build.settings import Settings
from backfile.build.standing import Ground
from backfile.build.stopwatch import Stopwatch, peak_rss_mb
from backfile.build.theme_files import read_theme
from backfile.pages.cards import reading_minutes
from backfile.pages.page import BodyRef, Page, make_page
from backfile.pages.views import ArticleView
from backfile.problems import Problem, has_errors

_decode_article = msgspec.msgpack.Decoder(Article).decode
_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


class _Edit(msgspec.Struct, frozen=True):
    """A source read again: its new row and body, and the article in it."""

    row: SourceRow
    body: bytes | None
    article: Article
    is_same: bool


def touch(request: Request, settings: Settings, seen: Glance, ledger: Ledger, stage: Path) -> Result | None:
    """Brings the site up to date if nothing but bodies changed; None if more did, and then nothing was done."""
    if not seen.stale or seen.gone or seen.state is None:
        return None
    if request.search and settings.config.search.enabled:
        return None  # an edit changes what is found: the index needs the whole plan
    watch = Stopwatch()
    watch.add("scan", seen.seconds)
    with watch.stage("read"):
        edits = _edits(request, settings, seen, ledger)
    if edits is None or _concerns(seen.state, edits):
        return None
    for edit in edits:
        ledger.record_source(edit.row, edit.body)
    ledger.commit()
    with watch.stage("plan"):
        pages, owned = _pages(edits, settings, ledger)
    clear_stage(stage)
    with watch.stage("render"):
        if request.executor:
            ledger.settle()
        language = read_language(request.root, settings.config, settings.at("language"), ledger)[0]
        theme = read_theme(request.root, settings, language)[0].theme
        site = decode_basis(seen.state.basis).site
        ground = Ground(settings.output, owned, is_forced=request.force)
        material = Material(theme, site, request.root, ledger.path, staged_site(stage))
        made = make_pages(request, ground, material, pages, room(request.max_changed, 0))
    stopped = Result(
        articles=seen.state.articles,
        problems=made.problems,
        seconds=watch.seconds,
        stages=watch.report({}),
        peak_rss_mb=peak_rss_mb(),
    )
    if has_errors(made.problems):
        return stopped
    why = tuple(_why(pages, edits, set(made.written))) if request.why else ()
    if request.max_changed is not None and len(made.moves) > request.max_changed:
        problem = _over(pages, edits, made, request.max_changed)
        return msgspec.structs.replace(stopped, problems=(*made.problems, problem), why=why)
    with watch.stage("publish"):
        now = _state(seen.state, ledger)
        remember_still(ledger, settings.site, seen.state.sources, now.sources)
        publish_made(request.root, settings, ledger, stage, (made,), (), now, request.progress)
    unchanged = seen.outputs - len(made.moves)
    return Result(
        articles=seen.state.articles,
        pages=seen.state.pages,
        written=len(made.moves),
        unchanged=unchanged,
        seconds=watch.seconds,
        stages=watch.report({"scan": (0, unchanged - len(made.same)), "render": (len(made.moves), len(made.same))}),
        peak_rss_mb=peak_rss_mb(),
        search=seen_search(seen.state),
        problems=_decode_problems(seen.state.problems),
        why=why,
    )


def _edits(request: Request, settings: Settings, seen: Glance, ledger: Ledger) -> list[_Edit] | None:
    """The stale sources read again; None if one of them has anything wrong or changed beyond its body."""
    edits = []
    for found in seen.stale or ():
        old = ledger.source(found.path)
        row, body, problems = read_in_process(request.root, found, settings.config, seen.reading)
        if old is None or old.article is None or row.article is None or problems or _decode_problems(old.problems):
            return None
        before, after = _decode_article(old.article), _decode_article(row.article)
        if not differs_in_body_only(before, after):
            return None
        edits.append(_Edit(row, body, after, before.digest == after.digest))
    return edits


def _concerns(state: BuildState, edits: Sequence[_Edit]) -> bool:
    """Whether the last build told something of one of these files, which may be otherwise now."""
    paths = {edit.article.path for edit in edits}
    return any(problem.location.path in paths for problem in _decode_problems(state.problems))


def _pages(edits: Sequence[_Edit], settings: Settings, ledger: Ledger) -> tuple[list[Page], dict[str, OutputRow]]:
    """The pages that show an edited body, with what stands in their places."""
    changed = {edit.article.path: edit.article for edit in edits if not edit.is_same}
    kept = {path: page for source in changed for path, page in ledger.pages_showing(settings.site, source)}
    pages = [_edited(decode_page(encoded), changed) for _, encoded in sorted(kept.items())]
    rows = (ledger.output(settings.site, page.path) for page in pages)
    return pages, {row.path: row for row in rows if row}


def _edited(page: Page, changed: Mapping[str, Article]) -> Page:
    bodies = tuple(_with_digest(ref, changed) for ref in page.bodies)
    view = page.view
    if isinstance(view, ArticleView) and view.card.source in changed:
        article = changed[view.card.source]
        minutes = reading_minutes(article.words)
        view = msgspec.structs.replace(view, words=article.words, minutes=minutes, headings=article.headings)
    return make_page(page.path, page.template, view, page.frame, bodies)


def _with_digest(ref: BodyRef, changed: Mapping[str, Article]) -> BodyRef:
    article = changed.get(ref.source)
    return msgspec.structs.replace(ref, digest=article.digest) if article else ref


def _over(pages: Sequence[Page], edits: Sequence[_Edit], made: Made, most: int) -> Problem:
    """Why more files would change than may: the edits."""
    written = set(made.written)
    would = would_change(Changes(tuple(pages), (), (), 0), written, is_whole=made.is_whole)
    cause = Cause(EDITED, would.count, tuple(edit.article.path for edit in edits if not edit.is_same))
    return over_budget(would, most, (cause,))


def _state(state: BuildState, ledger: Ledger) -> BuildState:
    sources = sources_digest((row[0], row[6]) for row in ledger.stats())
    return msgspec.structs.replace(state, sources=sources, searched=False)


def _why(pages: Sequence[Page], edits: Sequence[_Edit], written: Collection[str]) -> Iterator[tuple[str, str]]:
    touched = {edit.article.path for edit in edits if not edit.is_same}
    for page in pages:
        sources = sorted({ref.source for ref in page.bodies} & touched)
        if page.path in written:
            yield page.path, f"changed: {'; '.join(sources)}"
