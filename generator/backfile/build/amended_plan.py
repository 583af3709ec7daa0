"""The plan of a small change: what of the site a few articles that are new, changed or gone can have touched."""

from collections.abc import Iterator, Sequence

import msgspec

from backfile.archive.amending import Amended, amend
from backfile.archive.article import Article
from backfile.archive.catalog import old_addresses
from backfile.archive.handing_over import handed_over
from backfile.archive.urls import folded, output_path, unportable
from backfile.build.assembling import digest_of_rows, known_holders, read_dead_links, renewed_rows
from backfile.build.causes import decode_basis
from backfile.build.changes import Changes, compare
from backfile.build.current import Glance
from backfile.build.history import kept_history
from backfile.build.language_files import read_language
from backfile.build.ledger import BuildState, Ledger
from backfile.build.output import folders_of
from backfile.build.picture_facts import KnownPictures, known_pictures
from backfile.build.remembering import Remembered, remembered
from backfile.build.request import Request
from backfile.build.searching import is_search_path
from backfile.build.settings import Settings
from backfile.build.standing import Ground
from backfile.build.stopwatch import Stopwatch
from backfile.build.theme_files import read_theme
from backfile.config import Config, term_files
from backfile.digest import digest_as_shown
from backfile.pages.album import Album, make_album, picture_media
from backfile.pages.cards import Desk, make_desk, resolve
from backfile.pages.frames import Frames
from backfile.pages.leaning import joined, lean_on, leaning
from backfile.pages.page import Page
from backfile.pages.plan import selected_pages, site_addresses
from backfile.pages.selecting import Touched, touched
from backfile.pages.share_images import share_image_output
from backfile.pages.site import site_view
from backfile.pages.sitemap import sitemap_files
from backfile.pages.views import SiteView
from backfile.render.theme import Theme


class Change(msgspec.Struct, frozen=True):
    """The published articles that went or changed, as they were, and those that came or changed, as they are."""

    gone: tuple[Article, ...]
    came: tuple[Article, ...]


class AmendedPlan(msgspec.Struct, frozen=True):
    """What is to be done for a small change: the pages that it can have touched, what stands where these belong, what
    of it changes, what is to be remembered of the site, and the files of it that come or go."""

    amended: Amended
    theme: Theme
    site: SiteView
    pages: tuple[Page, ...]
    ground: Ground
    changes: Changes
    remembered: Remembered
    files: tuple[str, ...]


def plan_amended(
    request: Request,
    settings: Settings,
    seen: Glance,
    state: BuildState,
    ledger: Ledger,
    change: Change,
    watch: Stopwatch,
) -> AmendedPlan | None:
    """The plan for a change since the build that left `state`; None where more changes than a selection of pages
    shows."""
    config = settings.config
    with watch.stage("assemble"):
        request.progress("assemble", 0, 0)
        known = remembered(ledger, settings.site, state.sources)
        amended = known and amend(known.outline, change.gone, change.came, _Loader(ledger), config)
        pictures = known_pictures(seen.scan.media, ledger)
        history = kept_history(request.root, config, ledger)
        if not known or not amended or pictures is None or history is None:
            return None
        album = _album(amended, pictures, config)
        dead = read_dead_links(request.root, seen.scan)[0].by_source
        language = read_language(request.root, config, settings.at("language"), ledger)[0]
        desk = make_desk(amended.archive, config, site_addresses(amended.archive), language, album, history, dead)
        theme = read_theme(request.root, settings, language)[0].theme
        basis = decode_basis(state.basis)
        site = site_view(desk, theme.params, theme.assets)
        if digest_as_shown(site) != digest_as_shown(basis.site) or not _is_told_alike(amended, desk, settings, ledger):
            return None
    with watch.stage("related"):
        renewed = renewed_rows(amended.archive, config, ledger, known.related, request.progress)
        if renewed is None:
            return None
        others = (*renewed.positions, *renewed.rows.showing(amended.new))
    with watch.stage("plan"):
        request.progress("plan", 0, 0)
        found = touched(amended, others, config, history)
        new, gone = _files(found, known, desk)
        if not _is_free(new, known, settings, ledger) or lean_on(known.leaning, (*new, *gone, *amended.moved)):
            return None  # a link of an article that did not change may lead elsewhere
        if not frozenset(gone).isdisjoint(map(output_path, old_addresses(amended.archive.taxonomies))):
            return None  # a redirect comes where something else stood
        frames = Frames(basis.templates, digest_as_shown(site, basis.words), seen.reading)
        pages = tuple(selected_pages(desk, renewed.rows, frames, found.selection))
    with watch.stage("compare"):
        paths = (*(page.path for page in pages), *gone, *_share_images(amended, config))
        ground = Ground(settings.output, ledger.rows(settings.site, paths, with_inputs=request.why), is_forced=False)
        changes = compare(pages, (), ground.owned, ground.keeps, ())
    entries = [amended.archive.entries[position] for position in amended.new]
    sums = joined(known.leaning, leaning(entries))
    related = digest_of_rows(config, ledger)
    now = Remembered(amended.outline, sums, known.capitals, sitemap_files(desk), related)
    return AmendedPlan(amended, theme, site, pages, ground, changes, now, (*new, *gone))


def _album(amended: Amended, known: KnownPictures, config: Config) -> Album:
    return make_album(picture_media(amended.archive.media, known.facts, config.pictures, known.encoders))


def _share_images(amended: Amended, config: Config) -> Iterator[str]:
    """The files of share images that the changed articles had, or may have had: one that gets a photograph has none."""
    if config.share.images:
        before, now = amended.before.spine.urls, amended.outline.spine.urls
        urls = {*(before[place] for place in amended.old), *(now[place] for place in amended.new)}
        yield from (share_image_output(url) for url in sorted(urls))


class _Loader:
    """Gives articles as they were read last."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._decode = msgspec.msgpack.Decoder(Article).decode

    def __call__(self, path: str) -> Article:
        row = self._ledger.source(path)
        if row is None or row.article is None:
            raise LookupError(path)
        return self._decode(row.article)


def _is_told_alike(amended: Amended, desk: Desk, settings: Settings, ledger: Ledger) -> bool:
    """Whether nothing is to be told of the archive that was not told of it before: every link of the articles that came
    leads somewhere, there are no other sections, and no term takes the address of another."""
    entries = [amended.archive.entries[position] for position in amended.new]
    links, addresses = amended.archive.links, desk.addresses
    if any(resolve(url, entry, links, addresses) is None for entry in entries for url, _ in entry.article.targets):
        return False
    before, now = amended.before.vocabularies["section"], amended.outline.vocabularies["section"]
    if before.terms.keys() != now.terms.keys():
        return False
    handed = handed_over(amended.archive, known_holders(ledger, settings.site), term_files(settings.config))
    return next(handed, None) is None


def _files(found: Touched, known: Remembered, desk: Desk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files of the site that come and go."""
    before, now = known.sitemaps, sitemap_files(desk)
    return (
        (*found.new, *(path for path in now if path not in before)),
        (*found.gone, *(path for path in before if path not in now)),
    )


def _is_free(new: Sequence[str], known: Remembered, settings: Settings, ledger: Ledger) -> bool:
    """Whether nothing of the site stands where files come to stand, neither by their names nor, as many file systems
    have it, by these in small letters."""
    return not any(
        path != path.casefold()
        or unportable(path)
        or folded(path) in known.capitals
        or ledger.is_taken(settings.site, folded(path), ())
        or is_search_path(path)
        or ledger.is_taken(settings.site, path, folders_of(path))
        for path in new
    )
