"""Cards and links of an archive's entries, made once and shared by every page that shows them."""

import re
from collections.abc import Mapping, Sequence
from posixpath import normpath
from urllib.parse import unquote

import msgspec

from backfile.archive.catalog import Archive, Entry
from backfile.archive.dates import Moment
from backfile.archive.revisions import Revision
from backfile.archive.taxonomy import Term
from backfile.archive.urls import output_path, url_path
from backfile.archive.wayback import archived_copy
from backfile.config import Config
from backfile.languages.language import Language
from backfile.lazy import Lazy
from backfile.markdown.body import render_inline
from backfile.pages.album import NO_PICTURES, Album, pictured
from backfile.pages.page import BodyRef
from backfile.pages.views import Card, Headline, Link, Picture

WORDS_PER_MINUTE = 230

NO_HISTORY: Mapping[str, tuple[Revision, ...]] = {}


class Desk(msgspec.Struct, frozen=True):
    """What the planners work from: the archive, its settings, the cards and headlines of its entries in the same order,
    the terms' links by taxonomy and key, what inside addresses can lead to, the language of the site, the archive's
    pictures, the revisions of each source of which some are known (oldest first, never one alone), and the dead outside
    links of each."""

    archive: Archive
    config: Config
    cards: Sequence[Card]
    headlines: Sequence[Headline]
    links: dict[str, dict[str, Link]]
    addresses: frozenset[str]
    language: Language
    album: Album
    history: Mapping[str, tuple[Revision, ...]]
    dead: Mapping[str, tuple[str, ...]] = {}

    def terms(self, entry: Entry, taxonomy: str) -> tuple[Link, ...]:
        """The links of an entry's terms."""
        return tuple(self.links[taxonomy][term.key] for term in entry.terms[taxonomy])

    def picture(self, entry: Entry) -> Picture | None:
        """The lead picture with its words, where it is a file of the archive; one elsewhere is not loaded."""
        image = entry.article.image
        if image is None:
            return None
        src = resolve(image.src, entry, self.archive.links, self.addresses)
        if src is None:
            return None
        caption = render_inline(image.caption) if image.caption else ""
        known = pictured(src, self.album) or Picture(src)
        words = {"src": src, "alt": image.alt, "caption_html": caption, "credit": image.credit}
        return msgspec.structs.replace(known, **words)

    def body(self, entry: Entry) -> BodyRef:
        """The reference to an entry's body with its inside links resolved; what leads nowhere stays as written."""
        links = []
        for written, _ in dict.fromkeys(entry.article.targets):
            found = resolve(written, entry, self.archive.links, self.addresses)
            links.append((written, found if found is not None else _as_written(written, entry)))
        unique = tuple(dict.fromkeys(links))
        # Of links to pictures, too: a text that comes to show what it linked to has the same targets.
        album = self.album
        found_pictures = ((written, pictured(found, album)) for written, found in unique) if album else ()
        pictures = tuple((written, picture) for written, picture in found_pictures if picture)
        day = entry.article.date.iso if entry.article.date else ""
        archived = tuple((url, archived_copy(url, day)) for url in self.dead.get(entry.article.path, ()))
        return BodyRef(entry.article.path, entry.article.digest, unique, pictures, archived)


def make_desk(
    archive: Archive,
    config: Config,
    addresses: frozenset[str],
    language: Language,
    album: Album = NO_PICTURES,
    history: Mapping[str, tuple[Revision, ...]] = NO_HISTORY,
    dead: Mapping[str, tuple[str, ...]] | None = None,
) -> Desk:
    """The desk of that archive. `addresses` are all that the site answers to, outputs as `output_path` gives them. Who
    plans pages that are to be published hands over the `album`, the `history` and the `dead` links of each source."""
    links = {
        name: {str(term.key): Link(term.label, taxonomy.url(term)) for term in taxonomy.terms}
        for name, taxonomy in archive.taxonomies.items()
    }
    entries, replace = archive.entries, msgspec.structs.replace
    desk = Desk(archive, config, (), (), links, addresses, language, album, history, dead or {})
    if isinstance(entries, tuple):
        cards = tuple(_card(entry, desk) for entry in entries)
        return replace(desk, cards=cards, headlines=tuple(map(_headline, cards)))
    count = len(entries)
    lazy = Lazy(count, lambda position: _card(entries[position], desk))
    return replace(desk, cards=lazy, headlines=Lazy(count, lambda position: _headline(lazy[position])))


def _card(entry: Entry, desk: Desk) -> Card:
    article = entry.article
    section = entry.section
    picture = desk.picture(entry)
    return Card(
        source=article.path,
        url=entry.url,
        title=article.title,
        summary=article.standfirst or article.excerpt,
        date=moment_of(entry),
        section=desk.links["section"][section.key] if section else None,
        authors=desk.terms(entry, "author"),
        tags=desk.terms(entry, "tag"),
        picture=msgspec.structs.replace(picture, caption_html="", credit="") if picture else None,
    )


def _headline(card: Card) -> Headline:
    return Headline(card.source, card.url, card.title, card.date, card.section, card.picture)


def reading_minutes(words: int) -> int:
    """The time to read that many words, at least a minute."""
    return max(1, round(words / WORDS_PER_MINUTE))


def moment_of(entry: Entry) -> Moment:
    """The date of a dated entry."""
    if entry.article.date is None:
        raise ValueError(f"{entry.article.path} has no date")
    return entry.article.date


def term_link(term: Term, taxonomy: str, desk: Desk) -> Link:
    """The link to a term's page."""
    return desk.links[taxonomy][term.key]


def address_of(path: str, addresses: frozenset[str]) -> str | None:
    """The address of the site that a path from its root, with or without its last slash, leads to; None for none."""
    for candidate in (path, f"{path}/"):
        if output_path(candidate) in addresses:
            return url_path(candidate)
    return None


def outputs_of(path: str) -> tuple[str, str]:
    """The outputs that a path from the site's root may mean, the likelier first."""
    return output_path(path), output_path(f"{path}/")


def resolve(written: str, entry: Entry, links: Mapping[str, str], addresses: frozenset[str]) -> str | None:
    """The address that an inside link of `entry` leads to, as the browser wants it; None if it leads nowhere.

    `/2020/10/x/` is an address of the site; `../05/x.md` and `picture.svg` are files, seen from the article's own.
    """
    if _ELSEWHERE.match(written):
        return None
    before, tail = _PATH_AND_TAIL.fullmatch(re.sub(r"[\s\\]", "", written)).groups()  # type: ignore[union-attr] # any text
    if not before:
        return written
    files, address = _candidates(unquote(before), entry)
    found = next((links[file] for file in files if file in links), None) or address_of(address, addresses)
    return found + tail if found else None


def sought(written: str, entry: Entry) -> tuple[str, ...]:
    """The sources and outputs that decide where an inside link of `entry` leads: whichever comes first is there."""
    if _ELSEWHERE.match(written):
        return ()
    before = _PATH_AND_TAIL.fullmatch(re.sub(r"[\s\\]", "", written)).group(1)  # type: ignore[union-attr] # any text
    if not before:
        return ()
    files, address = _candidates(unquote(before), entry)
    return (*files, *outputs_of(address))


def _candidates(path: str, entry: Entry) -> tuple[tuple[str, ...], str]:
    """The sources that `path`, as written in the article of `entry`, may mean, the likeliest first, and the address."""
    if path.startswith("/"):
        return ("content" + normpath(path),), path
    target = normpath(f"{entry.article.path.rsplit('/', 1)[0]}/{path}")
    address = normpath(unquote(entry.url) + path) + ("/" if path.endswith("/") else "")
    return (target, f"{target}/index.md", f"{target}.md"), address


# Not urlsplit: it raises for hosts that are none (`http://[x`), and an address elsewhere has a path, too.
_ELSEWHERE = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_PATH_AND_TAIL = re.compile(r"([^?#]*)(.*)", re.DOTALL)


def _as_written(written: str, entry: Entry) -> str:
    """An address that leads nowhere, made root-relative so that it says the same from every page that shows it."""
    if written.startswith("/"):
        return written
    return url_path(normpath(unquote(entry.url) + written)) if written[0] not in "?#" else written
