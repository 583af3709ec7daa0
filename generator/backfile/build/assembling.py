"""Puts the articles that were read together into the archive that is published: builds and every other command do it
here, and so the same way."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import msgspec

from backfile.archive.article import Article, Source, decode
from backfile.archive.catalog import Archive, assemble
from backfile.archive.dead_links import DEAD_LINKS, DeadLinks, parse_dead_links
from backfile.archive.handing_over import Holder, Holders, holders
from backfile.archive.published import Published, addresses_of, gone_addresses, kept_redirects
from backfile.archive.related import related
from backfile.archive.related_again import FEW, Known, Renewed, related_again
from backfile.archive.rows import Rows
from backfile.archive.taxonomy import Described
from backfile.archive.term_files import parse_terms
from backfile.build.engine import engine_digest
from backfile.build.ledger import Ledger
from backfile.build.request import Progress, Request, no_progress
from backfile.build.sources import Scan
from backfile.build.steps import told
from backfile.config import Config, term_files
from backfile.digest import Digest, digest_bytes, digest_of
from backfile.pages.plan import site_addresses
from backfile.problems import Problem


def assemble_published(
    request: Request, config: Config, scan: Scan, articles: Iterable[Article], published: Published | None = None
) -> tuple[Archive, tuple[Problem, ...], tuple[Problem, ...]]:
    """The archive of those articles that the request publishes, what is wrong with the terms' files, and what is wrong
    between the articles. Old addresses that were `published` lead to where their articles are now."""
    files = term_files(config)
    described, term_problems = _described(request.root, scan, files)
    chosen = tuple(article for article in articles if is_published(article, request))
    media = tuple(found.path for found in scan.media)
    archive, problems = assemble(chosen, media, described, config, files)
    if published:
        paths = frozenset(found.path for found in scan.articles)
        old = kept_redirects(published, addresses_of(archive), paths, site_addresses(archive))
        archive = msgspec.structs.replace(archive, redirects=(*archive.redirects, *old))
        archive = msgspec.structs.replace(archive, gone=gone_addresses(published, site_addresses(archive)))
    return archive, term_problems, problems


def is_published(article: Article, request: Request) -> bool:
    """Whether a build of that request, at its `now`, shows the article."""
    if article.draft and not request.drafts:
        return False
    if article.date and article.date.instant > request.now and not request.future:
        return False
    return not article.expires or article.expires.instant > request.now or request.expired


def _described(
    root: Path, scan: Scan, files: Mapping[str, str]
) -> tuple[dict[str, tuple[Described, ...]], tuple[Problem, ...]]:
    """What the terms' files say, by taxonomy."""
    present = {found.path for found in scan.tables}
    described: dict[str, tuple[Described, ...]] = {}
    problems: list[Problem] = []
    for name, path in files.items():
        data = (root / path).read_bytes() if path in present else b""
        if not data.strip():
            continue
        decoded = decode(Source(path, digest_bytes(data), data))
        if isinstance(decoded, Problem):
            problems.append(decoded)
            continue
        described[name], told = parse_terms(decoded[0], path)
        problems += (*decoded[1], *told)
    return described, tuple(problems)


def read_dead_links(root: Path, scan: Scan) -> tuple[DeadLinks, tuple[Problem, ...]]:
    """The outside links that are known as dead, and what is wrong with the file that names them."""
    is_there = any(found.path == DEAD_LINKS for found in scan.tables)
    return parse_dead_links((root / DEAD_LINKS).read_bytes()) if is_there else (DeadLinks(), ())


def related_rows(
    archive: Archive, config: Config, ledger: Ledger, progress: Progress = no_progress, *, is_forced: bool = False
) -> Rows:
    """The related articles of each entry. Unless all is forced, what was computed before stays as far as no address,
    tag or date that it came from has changed."""
    progress("related", 0, 0)
    limit, threshold = config.related.limit, config.related.threshold
    tags, key = archive.tagged(), _related_key(config)
    known = None if is_forced else _known_rows(ledger, key)
    if known and known.tags == tags:
        return known.rows
    again = related_again(known, tags, limit, threshold) if known else None
    watched = partial(told, progress=progress, stage="related", total=len(tags))
    rows = related(tags, limit, threshold, watched) if again is None else again.rows
    ledger.record_memo("related", key, msgspec.msgpack.encode(Known(tags, rows)))
    return rows


def renewed_rows(
    archive: Archive, config: Config, ledger: Ledger, shown: Digest, progress: Progress = no_progress
) -> Renewed | None:
    """The related articles of each entry, and which of them may differ from those that a site shows, of which `shown`
    is the digest; None where these are many of a large archive, or where others were computed since."""
    progress("related", 0, 0)
    limit, threshold = config.related.limit, config.related.threshold
    tags, key = archive.tagged(), _related_key(config)
    if limit < 1:
        return Renewed(Rows.empty(len(tags)), ())
    if digest_of_rows(config, ledger) != shown:
        return None
    known = _known_rows(ledger, key)
    if known and known.tags == tags:
        return Renewed(known.rows, ())
    again = related_again(known, tags, limit, threshold) if known else None
    if again is None and len(tags) < FEW:
        again = Renewed(related(tags, limit, threshold), tuple(range(len(tags))))
    if again is not None:
        ledger.record_memo("related", key, msgspec.msgpack.encode(Known(tags, again.rows)))
    return again


def digest_of_rows(config: Config, ledger: Ledger) -> Digest:
    """The digest of the related articles that were computed last, and of what they came from."""
    return digest_bytes(ledger.memo("related", _related_key(config)) or b"")


def _related_key(config: Config) -> Digest:
    return digest_of(config.related, engine_digest())  # another version may keep it in another form


def _known_rows(ledger: Ledger, key: Digest) -> Known | None:
    kept = ledger.memo("related", key)
    return msgspec.msgpack.decode(kept, type=Known) if kept is not None else None


def known_holders(ledger: Ledger, site: str) -> Holders:
    """The term that each address of a term had in the site as last built; none where it never was."""
    known = ledger.memo(_holders_name(site), _HOLDERS)
    return msgspec.msgpack.decode(known, type=dict[str, Holder]) if known is not None else {}


def record_holders(ledger: Ledger, site: str, archive: Archive) -> None:
    """Remembers the term of each address."""
    found = holders(archive, known_holders(ledger, site))
    ledger.record_memo(_holders_name(site), _HOLDERS, msgspec.msgpack.encode(found))


_HOLDERS = Digest(b"holders")


def _holders_name(site: str) -> str:
    return f"holders of {site}"
