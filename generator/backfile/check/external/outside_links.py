"""Links to other hosts in the archive's texts, each with its place. Asks nobody."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote, urldefrag

import msgspec

from backfile.archive.catalog import Entry
from backfile.check.anchors import Bodies
from backfile.problems import Location


class OutsideLink(msgspec.Struct, frozen=True):
    """A link to another host: who has it, its line, and its address without what stands behind a #."""

    entry: Entry
    url: str
    line: int

    @property
    def location(self) -> Location:
        return Location(self.entry.article.path, self.line)


# As in markdown/body.py: tags as our renderer and the sanitiser write them.
_HREF = re.compile(r"<a\b(?:[^\">]|\"[^\"]*\")*?\shref=\"(https?://[^\"]+)\"", re.IGNORECASE)


def outside_links(
    entries: tuple[Entry, ...], bodies: Bodies, text_of: Callable[[str], str], own: str
) -> Iterator[OutsideLink]:
    """Every address of another host once for each article that links to it. What begins with `own`, the site's own
    address, is passed over. `text_of` reads a source, to tell a link's line."""
    for entry in entries:
        body = bodies(entry)
        written = addresses_in(body.html(lambda url: "")) if body else ()
        urls = [url for url in written if not f"{url}/".startswith(own)]
        text = text_of(entry.article.path) if urls else ""
        for url in urls:
            yield OutsideLink(entry, url, _line_of(url, text))


def addresses_in(html: str) -> tuple[str, ...]:
    """The addresses of other hosts that the HTML links to, without their fragments, each once, in order."""
    return tuple(dict.fromkeys(urldefrag(unescape(found)).url for found in _HREF.findall(html)))


def _line_of(url: str, text: str) -> int:
    """The line on which the address stands and goes no further; 1 where it is written in another form."""
    for form in (url, unquote(url)):
        found = re.search(re.escape(form) + r"(?![\w/%?&=-])", text)
        if found:
            return text.count("\n", 0, found.start()) + 1
    return 1
