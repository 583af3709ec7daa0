"""The plan of a whole site: what was read is put together, related and laid out in pages and copies."""

from functools import partial

import msgspec

from backfile.archive.catalog import Archive
from backfile.archive.handing_over import handed_over
from backfile.archive.published import Published
from backfile.build.addresses import lost_addresses, read_published
from backfile.build.assembling import assemble_published, known_holders, read_dead_links, related_rows
from backfile.build.assets import Copy, copies
from backfile.build.causes import encode_basis
from backfile.build.collisions import file_collisions, unportable_files
from backfile.build.current import Glance
from backfile.build.history import read_history, unknown_sources
from backfile.build.language_files import read_language
from backfile.build.ledger import Ledger
from backfile.build.picture_facts import KnownPictures, look_at_pictures, picture_problems
from backfile.build.reading import Reading
from backfile.build.request import Request
from backfile.build.settings import Settings
from backfile.build.steps import told
from backfile.build.stopwatch import Stopwatch
from backfile.build.theme_files import ThemeFiles, checked_templates, read_theme
from backfile.config import term_files
from backfile.digest import Digest, digest_as_shown, digest_of
from backfile.pages.album import PictureMedium, make_album, picture_media
from backfile.pages.cards import Desk, make_desk
from backfile.pages.frames import Frames
from backfile.pages.idle import idle_settings
from backfile.pages.page import Page
from backfile.pages.plan import askers, broken_links, plan_pages, site_addresses
from backfile.pages.site import site_view
from backfile.pages.views import SiteView
from backfile.problems import Problem, has_errors


class Planned(msgspec.Struct, frozen=True):
    """A site as it shall be; `basis` is what it stands on beside its articles, encoded; `published` are the addresses
    that it had, where the archive keeps them."""

    desk: Desk
    site: SiteView
    theme: ThemeFiles
    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    pictures: tuple[PictureMedium, ...]
    basis: bytes
    published: Published | None


class _Assembled(msgspec.Struct, frozen=True):
    desk: Desk
    theme: ThemeFiles
    templates: dict[str, Digest]
    pictures: tuple[PictureMedium, ...]
    published: Published | None

    @property
    def archive(self) -> Archive:
        return self.desk.archive


def plan_site(
    request: Request, settings: Settings, seen: Glance, ledger: Ledger, read: Reading, watch: Stopwatch
) -> tuple[Planned | None, tuple[Problem, ...]]:
    """The plan of the site, and everything that is wrong so far; no plan where the archive or the theme has errors."""
    config = settings.config
    with watch.stage("look"):
        known = look_at_pictures(request, seen.scan.media, ledger)
    with watch.stage("assemble"):
        request.progress("assemble", 0, 0)
        assembled, problems = _assemble(request, settings, seen, ledger, read, known)
    if has_errors(problems):
        return None, problems
    with watch.stage("related"):
        rows = related_rows(assembled.archive, config, ledger, request.progress, is_forced=request.force)
    with watch.stage("plan"):
        theme = assembled.theme
        site = site_view(assembled.desk, theme.theme.params, theme.theme.assets)
        words = digest_of(assembled.desk.language)
        frames = Frames(assembled.templates, digest_as_shown(site, words), seen.reading)
        watched = partial(told, progress=request.progress, stage="plan")
        pages, collisions = plan_pages(assembled.desk, rows, frames, watched)
        media, pictures = assembled.archive.media, assembled.pictures
        files = tuple(copies(request.root, theme.static, media, seen.scan.media, pictures))
        clashes = file_collisions(pages, files, has_search=config.search.enabled)
        unfit = unportable_files(pages, files, askers(assembled.archive))
        basis = encode_basis(seen.engine, assembled.templates, words, config, site)
    planned = Planned(assembled.desk, site, theme, pages, files, pictures, basis, assembled.published)
    return planned, (*problems, *collisions, *clashes, *unfit)


def _assemble(
    request: Request, settings: Settings, seen: Glance, ledger: Ledger, read: Reading, known: KnownPictures
) -> tuple[_Assembled, tuple[Problem, ...]]:
    config = settings.config
    published = read_published(request.root, config)
    place = settings.at("language")
    language, told = read_language(request.root, config, place, ledger, is_forced=request.force)
    theme, theme_problems = read_theme(request.root, settings, language)
    digests, compiled = (
        ({}, ()) if theme_problems else checked_templates(theme.theme, config.base_url, ledger, is_forced=request.force)
    )
    archive, term_problems, archive_problems = assemble_published(request, config, seen.scan, read.articles, published)
    dead, untold = read_dead_links(request.root, seen.scan)
    pictures = picture_media(archive.media, known.facts, config.pictures, known.encoders)
    history, unread = read_history(request.root, settings, ledger)
    desk = make_desk(archive, config, site_addresses(archive), language, make_album(pictures), history, dead.by_source)
    unknown = unknown_sources(settings, {article.path for article in read.articles})
    problems = (
        *untold,
        *unread,
        *unknown,
        *seen.scan.problems,
        *read.problems,
        *told,
        *theme_problems,
        *compiled,
        *term_problems,
    )
    handed = handed_over(archive, known_holders(ledger, settings.site), term_files(config))
    problems = (*problems, *archive_problems, *broken_links(desk), *idle_settings(desk, settings.at), *handed)
    if published:
        problems = (*problems, *lost_addresses(request, config, seen, published, desk))
    wanted = config.pictures.formats if config.pictures.responsive else ()
    problems = (*problems, *picture_problems(known, wanted))
    return _Assembled(desk, theme, digests, pictures, published), problems
