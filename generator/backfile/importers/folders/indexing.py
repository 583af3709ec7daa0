"""All documents of a site together: where each stood, by what it is found, and which addresses two of them claim."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Protocol

from msgspec.structs import replace

from backfile.archive.frontmatter import FrontMatter
from backfile.importers.folders.document import Document, read_document
from backfile.importers.folders.site import Header, Page, Site
from backfile.importers.folders.taught import dated_links, taught_addresses, taught_host
from backfile.importers.importer import Input
from backfile.importers.links import address_key
from backfile.problems import Problem

RESERVED = ("tags", "sections", "authors", "archive", "search", "fragments", "assets", "pagefind", "page")
"""First parts of the addresses that every archive has of its own."""


class Generator(Protocol):
    """What is asked of a generator about its documents."""

    def informed(self, site: Site, headers: Sequence[Header]) -> Site: ...

    def place(self, header: Header, site: Site) -> Page: ...

    def header(self, text: str, name: str) -> FrontMatter | Problem: ...


def with_pages(site: Site, generator: Generator, items: Sequence[tuple[str, Input]]) -> Site:
    """The site with its documents, once `informed` by their headers. Without its settings its links teach the rest."""
    headers = {inside: _header(inside, item, generator) for inside, item in items}
    site = generator.informed(site, [header for header, _ in headers.values()])
    placed = [generator.place(header, site) for header, _ in headers.values()]
    links = [] if site.is_known else [link for _, found in headers.values() for link in found]
    if links:
        placed = taught_addresses(placed, links, site)
    pages = _without_doubles(placed, site)
    by_name: dict[str, list[str]] = {}
    by_address: dict[str, str] = {}
    for page in pages.values():
        for name in _names(page.inside):
            by_name.setdefault(name, []).append(page.inside)
        for address in filter(None, (page.address, page.url, *page.addresses, *page.aliases)):
            by_address.setdefault(address_key(address), page.inside)
    names = {name: tuple(found) for name, found in by_name.items()}
    url = site.url or taught_host(links, by_address)
    return replace(site, url=url, pages=pages, by_name=names, by_address=by_address)


def _header(inside: str, item: Input, generator: Generator) -> tuple[Header, tuple[str, ...]]:
    """A document's header, and the dated links of its body. Both empty where it cannot be read, which reading tells."""
    try:
        document = read_document(item, generator.header)
    except OSError:
        return Header(inside), ()
    if not isinstance(document, Document):
        return Header(inside), ()
    body = document.front.body
    has_header = document.front.form != "none"
    return Header(inside, document.values, bool(body.strip()), has_header), dated_links(body)


def _names(inside: str) -> tuple[str, ...]:
    path = PurePosixPath(inside)
    stem = path.name.split(".", 1)[0]
    name = path.parent.name if stem in ("index", "_index") else stem
    whole = path.stem if stem not in ("index", "_index") else name
    return tuple(dict.fromkeys((name.casefold(), whole.casefold())))


def _without_doubles(placed: Sequence[Page], site: Site) -> dict[str, Page]:
    """Each address is one document's alone, the first one's; pages keep no address that an archive needs itself."""
    owners: dict[str, str] = {}
    for page in placed:
        if page.address and not page.skipped:
            owners.setdefault(address_key(page.address), page.inside)
    pages = {}
    for page in placed:
        alone = page if page.skipped else _alone(page, owners)
        pages[page.inside] = alone if site.is_known else replace(alone, refused=())
    return pages


def _alone(page: Page, owners: dict[str, str]) -> Page:
    def is_own(address: str) -> bool:
        return owners.setdefault(address_key(address), page.inside) == page.inside

    wanted = [address for address in (page.address, page.url, *page.aliases) if address]
    refused = tuple(dict.fromkeys(address for address in wanted if not is_own(address)))
    doubts = page.doubts
    if page.url and page.url.strip("/").split("/")[0] in (*RESERVED, ""):
        doubts = (*doubts, f"Its address {page.url} is one that the archive makes itself. Give it another `url`.")
    return replace(
        page,
        address="" if page.address in refused else page.address,
        url="" if page.url in refused or doubts != page.doubts else page.url,
        aliases=tuple(alias for alias in page.aliases if alias not in refused),
        refused=refused,
        doubts=doubts,
    )
