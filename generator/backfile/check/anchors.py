"""Anchors: the part of a link behind #, against the headings, footnotes and other ids of the text that it leads to."""

import difflib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urldefrag

from backfile.archive.catalog import Archive, Entry
from backfile.check.links import Link
from backfile.markdown.body import Body
from backfile.problems import Location, Problem, warning

EVERYWHERE = ("", "top")
"""Fragments that lead to the top of any page, as HTML has it."""

Bodies = Callable[[Entry], Body | None]
"""Gives the body of an entry."""


def broken_anchors(
    archive: Archive, links: tuple[Link, ...], bodies: Bodies, text_of: Callable[[str], str]
) -> Iterator[Problem]:
    """A warning for each link whose # names nothing in the article or page that it leads to. Other pages' anchors are
    the theme's and passed over. `text_of` reads a source, to tell the line of a link within its own page."""
    by_url = {str(entry.url): entry for entry in (*archive.entries, *archive.pages)}
    for redirect in archive.redirects:
        if redirect.new in by_url:
            by_url.setdefault(str(redirect.old), by_url[redirect.new])

    @lru_cache(maxsize=4096)
    def ids(path: str) -> frozenset[str]:
        body = bodies(by_path[path])
        return frozenset(_ids(_html(body))) if body else frozenset()

    by_path = {entry.article.path: entry for entry in by_url.values()}
    for link in links:
        url, fragment = urldefrag(link.url or "")
        target = by_url.get(url.partition("?")[0])
        if target and not _is_there(fragment, ids(target.article.path)):
            yield _missing(link.location, link.written, fragment, ids(target.article.path))
    for entry in by_path.values():
        body = bodies(entry)
        for fragment in _own_fragments(_html(body)) if body else ():
            if not _is_there(fragment, ids(entry.article.path)):
                line = _line_of(fragment, text_of(entry.article.path))
                yield _missing(Location(entry.article.path, line), f"#{fragment}", fragment, ids(entry.article.path))


def _html(body: Body) -> str:
    return body.html(lambda url: url)


_TAG = re.compile(r"<[a-zA-Z](?:[^\">]|\"[^\"]*\")*>")
_ID = re.compile(r'\sid="([^"]*)"')
_OWN = re.compile(r'\shref="#([^"]*)"')


def _ids(html: str) -> Iterator[str]:
    for tag in _TAG.finditer(html):
        if found := _ID.search(tag[0]):
            yield unescape(found[1])


def _own_fragments(html: str) -> Iterator[str]:
    found = (match[1] for tag in _TAG.finditer(html) if (match := _OWN.search(tag[0])))
    return iter(dict.fromkeys(unescape(fragment) for fragment in found))


def _is_there(fragment: str, ids: frozenset[str]) -> bool:
    return fragment in EVERYWHERE or fragment in ids or unquote(fragment) in ids


def _missing(location: Location, written: str, fragment: str, ids: frozenset[str]) -> Problem:
    named = unquote(fragment)
    near = difflib.get_close_matches(named, sorted(ids), n=1, cutoff=0.5)
    hint = f"The nearest one is #{near[0]}." if near else "Headings give anchors: `## A Day Out` is #a-day-out."
    return warning(location, f'the link "{written}" leads to no heading or note of that name.', hint)


def _line_of(fragment: str, text: str) -> int:
    for form in (f"#{fragment}", f"#{unquote(fragment)}"):
        place = text.find(form)
        if place >= 0:
            return text.count("\n", 0, place) + 1
    return 1
