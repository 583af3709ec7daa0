"""The addresses that an archive ever published, as `content/urls.tsv` keeps them in git: read, put to use, renewed."""

import re
from collections.abc import Collection, Iterable, Iterator

import msgspec

from backfile.archive.catalog import Archive, Redirect
from backfile.archive.urls import UrlPath, folded, normalized_path, output_path
from backfile.problems import Location, Problem

PUBLISHED = "content/urls.tsv"
"""One address a line; after a tab the file of its article or `gone`, after another the article's title. What follows,
or stands there instead, is for people."""

GONE = "gone"
FOLDER = "content/"

HEADER = """\
# Every address that this archive ever published, kept by `backfile build`: commit this file with the articles.
# An article that moves is found again by its line. Of one that was taken out on purpose, write `gone` after the tab.
"""

_PLAIN = re.compile("/(?:[A-Za-z0-9_~-]+/)*")
_NO_COLUMN = re.compile(r"\s+")


class Line(msgspec.Struct, frozen=True):
    """An address with its number in the file. `url` is None where no static site can have it; `source` is empty where
    it was no article's; `rest` are the columns for people; `above` the lines of remarks before it."""

    number: int
    written: str
    url: UrlPath | None
    source: str = ""
    title: str = ""
    is_gone: bool = False
    rest: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line as it is written, with the remarks above."""
        columns = (self.source, self.title) if self.source else (GONE,) if self.is_gone else ()
        return "\n".join((*self.above, "\t".join((self.written, *columns, *self.rest)).rstrip("\t")))


class Published(msgspec.Struct, frozen=True):
    """The file: its lines, and the remarks at its head and foot."""

    lines: tuple[Line, ...] = ()
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The file as it is written."""
        return "".join(f"{part}\n" for part in (*self.head, *(line.text for line in self.lines), *self.foot))

    def sources(self) -> frozenset[str]:
        """The files that lines name."""
        return frozenset(line.source for line in self.lines if line.source)

    def outputs(self) -> frozenset[str]:
        """The files of the site that answered to these addresses."""
        return frozenset(path for line in self.lines if line.url for path in _outputs(line.url))

    def lost_titles(self, present: Collection[str]) -> frozenset[str]:
        """The titles of articles whose files are not among those `present`."""
        return frozenset(line.title for line in self.lines if line.source and line.source not in present)


def parse_published(text: str, base_url: str) -> Published:
    """The file of that text; addresses may stand in it whole, with the `base_url` before them."""
    lines: list[Line] = []
    head: tuple[str, ...] = ()
    above: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        if line.startswith("#"):
            above.append(line.rstrip())
            continue
        if not lines:
            head, above = tuple(above), []
        lines.append(_line(number, line, tuple(above), base_url))
        above = []
    return Published(tuple(lines), head, tuple(above)) if lines else Published((), tuple(above))


def _line(number: int, line: str, above: tuple[str, ...], base_url: str) -> Line:
    written, *columns = (column.strip() for column in line.split("\t"))
    path = f"/{written.removeprefix(base_url)}" if written.startswith(base_url) else written
    url = UrlPath(path) if _PLAIN.fullmatch(path) else normalized_path(path)
    first = columns[0] if columns else ""
    if first == GONE:
        return Line(number, written, url, is_gone=True, rest=tuple(columns[1:]), above=above)
    if first.startswith(FOLDER):
        title = columns[1] if len(columns) > 1 else ""
        return Line(number, written, url, first, title, rest=tuple(columns[2:]), above=above)
    return Line(number, written, url, rest=tuple(columns), above=above)


class Address(msgspec.Struct, frozen=True):
    """Where an article is published now."""

    source: str
    url: UrlPath
    title: str


def addresses_of(archive: Archive) -> tuple[Address, ...]:
    """The addresses of all articles and pages."""
    entries = (*archive.entries, *archive.pages)
    return tuple(Address(entry.article.path, entry.url, entry.article.title) for entry in entries)


def kept_redirects(
    published: Published, now: Collection[Address], sources: Collection[str], taken: Collection[str]
) -> Iterator[Redirect]:
    """A redirect from each address that an article had to where it is now: never to another redirect, so that there is
    no chain and no loop. `taken` are the files of the site that stand already, `sources` all files of articles."""
    by_source = {address.source: address for address in now}
    found_again = _found_again(published, now, sources)
    used = {folded(path) for path in taken}
    for line in published.lines:
        if not line.source or line.url is None:
            continue
        address = by_source.get(found_again.get(line.source, line.source))
        output = folded(output_path(line.url))
        if address is not None and output not in used:
            used.add(output)
            yield Redirect(line.url, address.url, address.title, address.source)


def _found_again(published: Published, now: Iterable[Address], sources: Collection[str]) -> dict[str, str]:
    """For each file that is gone the one it was renamed to: the only one with its title that has no line yet, where no
    other file that is gone had that title."""
    known = published.sources()
    lost: dict[str, set[str]] = {}
    for line in published.lines:
        if line.source and line.title and line.source not in sources:
            lost.setdefault(line.title, set()).add(line.source)
    new: dict[str, list[str]] = {}
    for address in now:
        if address.source not in known:
            new.setdefault(column(address.title), []).append(address.source)
    both = ((lost[title], new[title]) for title in lost.keys() & new.keys())
    return {old.pop(): found[0] for old, found in both if len(old) == 1 and len(found) == 1}


def renewed(published: Published, now: Collection[Address], sources: Collection[str]) -> Published:
    """The file once the articles `now` are published, which are all or those that changed: a line for each address, and
    of those that they had before, in the order of their addresses. `sources` are all files of articles."""
    found_again = _found_again(published, now, sources)
    by_source = {address.source: address for address in now}
    by_url = {address.url: address for address in now}
    lines: list[Line] = []
    for line in published.lines:
        at = by_url.pop(line.url, None) if line.url else None
        owner = at or by_source.get(found_again.get(line.source, line.source))
        if owner is None:
            lines.append(line)
            continue
        named = {"source": owner.source, "title": column(owner.title), "is_gone": False}
        lines.append(msgspec.structs.replace(line, **named))
    lines += [Line(0, url, url, address.source, column(address.title)) for url, address in by_url.items()]
    return Published(tuple(sorted(lines, key=lambda line: line.written)), published.head, published.foot)


def column(title: str) -> str:
    """A title as it stands in the file: one line, without tabs."""
    return _NO_COLUMN.sub(" ", title).strip()


_HINT = (
    "Add it to the `aliases` of the article that is there now; where one was taken out on purpose, write `gone` after "
    "the address and a tab."
)


def broken_promises(published: Published, outputs: Collection[str], sources: Collection[str]) -> Iterator[Problem]:
    """An error for each address that leads nowhere. `outputs` are all files of the site; an article whose file is among
    the `sources` and that is not published (a draft, one that has expired) was meant to be away."""
    for line in published.lines:
        if line.is_gone or line.source in sources:
            continue
        if line.url is None or not any(path in outputs for path in _outputs(line.url)):
            message = f'the address "{line.written}" was promised and leads nowhere.'
            yield Problem(Location(PUBLISHED, line.number), message, _HINT)


def gone_addresses(published: Published, outputs: Collection[str]) -> tuple[UrlPath, ...]:
    """The addresses that are said to be gone and that nothing stands at."""
    gone = (line.url for line in published.lines if line.is_gone and line.url)
    return tuple(url for url in dict.fromkeys(gone) if not any(path in outputs for path in _outputs(url)))


def _outputs(url: UrlPath) -> tuple[str, str]:
    return output_path(url), output_path(url.rstrip("/"))
