"""The check from end to end: reads the archive as a build does, looks at it from every side, and writes nothing."""

from collections.abc import Iterator
from functools import partial

import msgspec

from backfile.archive.catalog import Archive, Entry
from backfile.archive.dead_links import DEAD_LINKS, DeadLink, DeadLinks
from backfile.archive.handing_over import Holders, handed_over
from backfile.archive.published import Published, broken_promises
from backfile.archive.rows import Rows
from backfile.build.addresses import read_published
from backfile.build.assembling import assemble_published, known_holders, read_dead_links
from backfile.build.collisions import unportable_files
from backfile.build.language_files import read_language
from backfile.build.ledger import FOLDER, BodyReader, Ledger, OutputRow
from backfile.build.reading_archive import ReadArchive, read_archive, with_ledger
from backfile.build.request import Request
from backfile.build.theme_files import checked_templates, read_theme
from backfile.check.addresses import lost_addresses
from backfile.check.anchors import Bodies, broken_anchors
from backfile.check.articles import dated_in_future, same_articles, same_titles, untagged
from backfile.check.external.looking import Look, look_at
from backfile.check.external.marking import dead_links
from backfile.check.external.outside_links import outside_links
from backfile.check.external.telling import told
from backfile.check.links import broken_links, inside_links, missing_media, unused_media
from backfile.check.pictures import pictures_without_words
from backfile.check.report import Group, Report, group
from backfile.check.same_texts import same_texts
from backfile.check.tags import doubtful_tags
from backfile.config import term_files
from backfile.digest import Digest
from backfile.markdown.body import Body
from backfile.pages.cards import Desk, make_desk
from backfile.pages.frames import Frames
from backfile.pages.idle import idle_settings
from backfile.pages.plan import askers, plan_pages, site_addresses
from backfile.problems import Location, Problem, has_errors, warning


def check(request: Request, look: Look | None = None) -> Report:
    """Everything that is wrong, or could be better, with what the request publishes. Outside links are looked at only
    where it is said how. Raises OSError and sqlite3.Error."""
    read = read_archive(request)
    if not read.is_settled:
        return Report(0, 0, (group("files", "Files and front matter", read.file_problems),))
    entries = (*read.archive.entries, *read.archive.pages)
    groups = tuple(_groups(request, read, entries))
    outside, dead = _outside(request, read, entries, look) if look else ((), ())
    return Report(len(read.archive.entries), len(read.archive.pages), (*groups, *outside), dead)


def _groups(request: Request, read: ReadArchive, entries: tuple[Entry, ...]) -> Iterator[Group]:
    archive, config = read.archive, read.config
    articles = tuple(entry.article for entry in entries)
    links = inside_links(archive, config)
    bodies, text_of = _bodies(request), partial(_text_of, request)
    everything = _everything(request, read)
    place = read.settings.at("language")
    language, untold = with_ledger(request, lambda ledger: read_language(request.root, config, place, ledger))
    desk = make_desk(archive, config, site_addresses(archive), language)
    theme_problems, collisions = _planned(request, read, desk)
    marked, unreadable = read_dead_links(request.root, read.scan)
    stale = _stale_marks(marked, _sources(read))
    files = (*read.file_problems, *unreadable, *stale, *untold, *theme_problems, *idle_settings(desk, read.settings.at))
    yield group("files", "Files and front matter", files)
    site = read.settings.site
    owned, before = with_ledger(request, partial(_as_built, site))
    lost = (*lost_addresses(archive, owned, _sources(read)), *handed_over(archive, before, term_files(read.config)))
    published = read_published(request.root, config) or Published()
    promised = broken_promises(published, desk.addresses, _sources(read))
    yield group("addresses", "Addresses", (*read.archive_problems, *collisions, *lost, *promised))
    yield group("links", "Links", broken_links(links, config))
    yield group("anchors", "Anchors", broken_anchors(archive, links, bodies, text_of))
    unused = unused_media(everything, inside_links(everything, config))
    yield group("media", "Pictures and files", (*missing_media(links, config), *unused))
    yield group("alternatives", "Alternative texts", pictures_without_words(entries, bodies))
    doubles = (*same_articles(articles), *same_titles(articles), *same_texts(archive.entries, bodies))
    yield group("duplicates", "Duplicates", doubles)
    yield group("tags", "Tags", (*doubtful_tags(articles), *untagged(articles)))
    yield group("dates", "Dates", dated_in_future(read.articles, request.now))


def _outside(
    request: Request, read: ReadArchive, entries: tuple[Entry, ...], look: Look
) -> tuple[tuple[Group], tuple[DeadLink, ...]]:
    from backfile.check.external.asking import Asker  # brings libraries for the network, and most checks ask nobody

    site = read.config.base_url
    links = tuple(outside_links(entries, _bodies(request), partial(_text_of, request), site))
    seen = look_at((link.url for link in links), Asker(site, look.is_allowed), look, request)
    return (group("outside", "Outside links", told(links, seen)),), tuple(dead_links(links, seen))


def _stale_marks(marked: DeadLinks, sources: frozenset[str]) -> Iterator[Problem]:
    """A warning for each article of `content/links.tsv` that is not there."""
    for path, line in marked.lines.items():
        if path not in sources:
            message = f'there is no article "{path}".'
            hint = "It may have been renamed: `backfile check --external --mark` writes the file anew."
            yield warning(Location(DEAD_LINKS, line), message, hint)


def _bodies(request: Request) -> Bodies:
    reader = BodyReader(request.root / FOLDER / "ledger.sqlite")
    decode = msgspec.msgpack.Decoder(Body).decode

    def body(entry: Entry) -> Body | None:
        encoded = reader.body(entry.article.path)
        return decode(encoded) if encoded is not None else None

    return body


def _everything(request: Request, read: ReadArchive) -> Archive:
    """The archive with drafts and all: a picture that only a draft shows is in use."""
    whole = Request(root=request.root, now=request.now, drafts=True, future=True, expired=True)
    return assemble_published(whole, read.config, read.scan, read.articles)[0]


def _as_built(site: str, ledger: Ledger) -> tuple[dict[str, OutputRow], Holders]:
    """The files of the site as last built, and the term that each address of a term had in it."""
    return ledger.outputs(site, with_inputs=True), known_holders(ledger, site)


def _planned(request: Request, read: ReadArchive, desk: Desk) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What is wrong with the theme, and addresses that two pages of the site want."""
    theme, problems = read_theme(request.root, read.settings, desk.language)
    if has_errors(problems):
        return problems, ()
    base_url = read.config.base_url
    digests, problems = with_ledger(request, lambda ledger: checked_templates(theme.theme, base_url, ledger))
    if has_errors(problems):
        return problems, ()
    frames = Frames(digests, Digest(b""), Digest(b""))
    pages, collisions = plan_pages(desk, Rows.empty(len(read.archive.entries)), frames)
    return problems, (*collisions, *unportable_files(pages, (), askers(read.archive)))


def _sources(read: ReadArchive) -> frozenset[str]:
    return frozenset(found.path for found in read.scan.articles)


def _text_of(request: Request, path: str) -> str:
    """A file of the archive; empty where there is none."""
    file = request.root / path
    return file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
