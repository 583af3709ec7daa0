"""Addresses that a site's own links teach, where its settings are not at hand: a link such as `/blog/2020/10/15/locks/`
that holds an article's date and name shows where articles were read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from backfile.importers.folders.patterns import date_parts
from backfile.importers.folders.site import Page, Site
from backfile.importers.links import address_key

ENOUGH = 3
"""So many links must agree before they teach anything."""

_LINK = re.compile(
    r"(?:\]\(\s*<?|\]:\s*<?|(?:href|src)=[\"']?|<)((?:https?://[^\s/<>\"')]+)?/[^\s<>\"'()\[\]#?]{0,300}\d{4}/\d\d/[^\s<>\"'()\[\]#?]*)"
)
_DATED = re.compile(r"/((?:[\w-]+/)*?)(\d{4})/(\d\d)/(?:(\d\d)/)?([^/]+)/?$")


def dated_links(body: str) -> tuple[str, ...]:
    """The links of a body that hold a year and a month, from the root or whole."""
    return tuple(match[1] for match in _LINK.finditer(body))


def taught_host(links: Iterable[str], by_address: Mapping[str, str]) -> str:
    """The site's own address, where links have it before addresses of its articles; empty where too few agree."""
    hosts = Counter(
        match[1]
        for link in links
        if (match := re.match(r"https?://(?:www\.)?([^/]+)(/.*)", link)) and address_key(match[2]) in by_address
    )
    [(host, count), *_] = hosts.most_common(1) or [("", 0)]
    return f"https://{host}" if count >= ENOUGH and count > 0.8 * hosts.total() else ""


class _Form(msgspec.Struct, frozen=True):
    """A way to write addresses: what stands before the year, without a language, whether a day follows the month, and
    whether translations have their language before it all."""

    prefix: str
    has_day: bool
    is_marked: bool


def taught_addresses(pages: Sequence[Page], links: Iterable[str], site: Site) -> list[Page]:
    """The pages, with the addresses besides their own that links from the root teach."""
    dates = {page.inside: date_parts(page.date, site.timezone) for page in pages}
    known = {(*stamp, name) for page in pages for stamp in _stamps(dates[page.inside]) for name in _names(page)}
    languages = {page.lang.lower() for page in pages if page.lang}
    counts = Counter(
        _form(link, languages)
        for written in links
        if (link := _DATED.match(written)) and (link[2], link[3], link[4] or "", link[5].lower()) in known
    )
    unmarked = {(form.prefix, form.has_day) for form, count in counts.items() if count >= ENOUGH}
    forms = [form for form in counts if (form.prefix, form.has_day) in unmarked]
    own = {page.inside: tuple(_written(page, dates[page.inside], forms, site, is_own=True)) for page in pages}
    claimed = {address_key(a) for page in pages for a in (page.address, *page.addresses, *own[page.inside])}
    return [
        replace(
            page,
            addresses=(
                *page.addresses,
                *own[page.inside],
                *(
                    a
                    for a in _written(page, dates[page.inside], forms, site, is_own=False)
                    if address_key(a) not in claimed
                ),
            ),
        )
        for page in pages
    ]


def _form(link: re.Match[str], languages: set[str]) -> _Form:
    first, _, rest = link[1].partition("/")
    is_marked = first.lower().replace("_", "-") in languages
    return _Form(rest if is_marked else link[1], bool(link[4]), is_marked)


def _stamps(parts: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    if parts:
        yield parts["year"], parts["month"], parts["day"]
        yield parts["year"], parts["month"], ""


def _names(page: Page) -> tuple[str, ...]:
    """Names as addresses have them: generators write them small, people as the header has them."""
    return tuple(dict.fromkeys(form for name in page.names for form in (name.lower(), name)))


def _written(page: Page, parts: dict[str, str], forms: Iterable[_Form], site: Site, *, is_own: bool) -> Iterator[str]:
    """The page's addresses: those of its own language, or the same in the site's, which people write as well."""
    is_main = page.lang in ("", site.language)
    for form in forms if parts else ():
        if is_own == (form.is_marked == is_main):
            continue
        mark = f"{page.lang.lower()}/" if form.is_marked and page.lang else ""
        day = f"{parts['day']}/" if form.has_day else ""
        for name in _names(page):
            yield f"/{mark}{form.prefix}{parts['year']}/{parts['month']}/{day}{name}/"
