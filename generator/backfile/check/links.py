"""Links and media: inside links that lead nowhere, files that are named and missing, files that nobody names."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import msgspec

from backfile.archive.catalog import Archive, Entry
from backfile.build.sources import ARTICLE_ENDINGS
from backfile.config import Config
from backfile.pages.cards import resolve
from backfile.pages.plan import site_addresses
from backfile.problems import Location, Problem, warning


class Link(msgspec.Struct, frozen=True):
    """An inside link: whose it is, as written, its line, and the address it leads to (None for nowhere)."""

    entry: Entry
    written: str
    line: int
    url: str | None

    @property
    def location(self) -> Location:
        return Location(self.entry.article.path, self.line)


def inside_links(archive: Archive, config: Config) -> tuple[Link, ...]:
    """Every inside link and picture of all articles and pages, resolved as a build resolves it."""
    addresses = site_addresses(archive)
    return tuple(
        Link(entry, written, line, resolve(written, entry, archive.links, addresses))
        for entry in (*archive.entries, *archive.pages)
        for written, line in entry.article.targets
    )


def broken_links(links: tuple[Link, ...], config: Config) -> Iterator[Problem]:
    """Links to pages that are not there."""
    for link in links:
        if link.url is None and not _is_file(link.written):
            hint = "Correct it, or write it with its https:// if it leads elsewhere."
            yield _broken(link, f'the link "{link.written}" leads to no page of the archive.', hint, config)


def missing_media(links: tuple[Link, ...], config: Config) -> Iterator[Problem]:
    """Pictures and other files that are named and not there."""
    for link in links:
        if link.url is None and _is_file(link.written):
            hint = "Put the file beside the article, or correct its name."
            yield _broken(link, f'the file "{link.written}" is missing.', hint, config)


def _broken(link: Link, message: str, hint: str, config: Config) -> Problem:
    """As grave as for a build."""
    if config.markdown.broken_links == "warning":
        return warning(link.location, message, hint)
    return Problem(link.location, message, hint)


def _is_file(written: str) -> bool:
    path = urlsplit(written).path.lower()
    return bool(re.search(r"\.[a-z0-9]{1,5}$", path)) and not path.endswith((*ARTICLE_ENDINGS, ".html", ".htm", ".xml"))


def unused_media(archive: Archive, links: tuple[Link, ...]) -> Iterator[Problem]:
    """Files that no article names. Those that lie in content/ itself are passed over: they are for browsers and hosts,
    such as favicon.ico."""
    used = {unquote(urlsplit(link.url).path) for link in links if link.url}
    for medium in archive.media:
        if medium.path.count("/") > 1 and unquote(medium.url) not in used:
            message = "no article shows this file or links to it."
            yield warning(Location(medium.path), message, "Remove it, if nobody outside links to it either.")
