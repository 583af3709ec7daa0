"""The first glance: whether anything at all has changed since the last build. Imports no heavy library, for most
builds of an archive end here."""

import os
from pathlib import Path

import msgspec

from backfile.build.engine import engine_digest
from backfile.build.head_commit import history_digest
from backfile.build.ledger import BuildState, Ledger
from backfile.build.outputs_look import OutputsLook
from backfile.build.reading_key import is_trusted, reading_digest, sources_digest
from backfile.build.request import Request, Result, SearchReport
from backfile.build.settings import Settings
from backfile.build.sources import OWN_FILES, Found, Scan
from backfile.build.stopwatch import Stopwatch, peak_rss_mb
from backfile.build.theme_paths import theme_paths
from backfile.digest import Digest, digest_bytes, digest_of
from backfile.problems import Problem

MOST_TOUCHED = 64
"""Beyond so many sources that are new, changed or gone the whole build, in several processes, is the quicker one."""


class Glance(msgspec.Struct, frozen=True):
    """What a look at the disk found: the scan and the digests that everything hangs on. `stale` are the sources that
    are new or may have changed; None where these are many or more than sources has. `gone` are the paths of those that
    are there no more. `outputs` counts the files."""

    scan: Scan
    engine: Digest
    reading: Digest
    fingerprint: Digest
    state: BuildState | None
    stale: tuple[Found, ...] | None
    gone: tuple[str, ...]
    outputs: int
    seconds: float = 0.0

    @property
    def is_current(self) -> bool:
        return self.stale == () and not self.gone


def glance(request: Request, settings: Settings, scan: Scan, ledger: Ledger, look: OutputsLook) -> Glance:
    """Looks at stats and small files only."""
    engine = engine_digest()
    reading = reading_digest(settings.config, engine)
    fingerprint = fingerprint_of(request, settings, scan, engine)
    state = ledger.state(settings.site)
    holds = (
        state is not None
        and not request.force
        and not scan.problems
        and state.fingerprint == fingerprint
        and state.valid_from <= request.now < state.valid_until
        and (state.searched or not request.search or not settings.config.search.enabled)
        and not ledger.intents(settings.site)
    )
    stale, gone = _stale_sources(scan, ledger, reading, state.sources) if state and holds else (None, ())
    outputs = look.all_stand(ledger, request.progress) if stale is not None else None
    if outputs is None:
        stale, gone, outputs = None, (), 0
    return Glance(scan, engine, reading, fingerprint, state, stale, gone, outputs)


def unchanged_result(seen: Glance, problems: tuple[Problem, ...]) -> Result:
    """The result of a build that had nothing to do: the last one's counts and warnings."""
    if seen.state is None:
        raise ValueError("a site that was never built is not current")
    known = msgspec.msgpack.decode(seen.state.problems, type=tuple[Problem, ...])
    watch = Stopwatch()
    watch.add("scan", seen.seconds)
    return Result(
        articles=seen.state.articles,
        pages=seen.state.pages,
        unchanged=seen.outputs,
        seconds=watch.seconds,
        stages=watch.report({"scan": (0, seen.outputs)}),
        peak_rss_mb=peak_rss_mb(),
        search=seen_search(seen.state),
        problems=(*problems, *known),
    )


def seen_search(state: BuildState) -> SearchReport:
    """The search report of a build that kept every shard."""
    return SearchReport(indexed=state.indexed, shards_built=0, shards_kept=state.shards)


def fingerprint_of(request: Request, settings: Settings, scan: Scan, engine: Digest) -> Digest:
    """The digest of all that a site hangs on beside its sources. A file of addresses counts as one also when empty."""
    root = request.root
    kept = [b"addresses", *(_bytes(root / path) for path in OWN_FILES if (root / path).is_file())]
    small = [root / found.path for found in scan.tables] + list(theme_paths(root, settings.config.theme))
    texts = (part for path in small for part in (os.fsencode(path), _bytes(path)))
    options = (request.drafts, request.future, request.expired, settings.config)
    past = history_digest(root) if settings.config.history.enabled else b""
    return digest_bytes(engine, settings.text, digest_of(options), digest_of(scan.media), past, *texts, *kept)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _stale_sources(
    scan: Scan, ledger: Ledger, reading: Digest, known: Digest
) -> tuple[tuple[Found, ...] | None, tuple[str, ...]]:
    """The sources whose stat does not prove them to be what the site was built of, and the paths of those that are
    gone; None where these are many, or the ledger has read others since."""
    stale: list[Found] = []
    gone: list[str] = []
    digests: list[tuple[str, bytes]] = []
    articles = iter(scan.articles)
    found = next(articles, None)
    for row in ledger.stats():
        digests.append((row[0], row[6]))
        while found is not None and found.path < row[0]:
            stale.append(found)
            found = next(articles, None)
        if found is None or found.path != row[0]:
            gone.append(row[0])
            continue
        if not is_trusted(found, row, reading):
            stale.append(found)
        found = next(articles, None)
    stale += [found, *articles] if found is not None else []
    if len(stale) + len(gone) > MOST_TOUCHED or sources_digest(digests) != known:
        return None, ()
    return tuple(stale), tuple(gone)
