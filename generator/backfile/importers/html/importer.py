"""The importer of saved pages: files in, readings out."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from backfile.importers.html.beside import find_beside
from backfile.importers.html.draft import Origin, draft_of
from backfile.importers.html.page import Refusal, read_page
from backfile.importers.html.site import SiteLesson, learn_site
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.problems import Location, Problem

MOST_TAUGHT = 40
"""Pages of a site that are looked at to learn what repeats on it."""

_NAME = re.compile(r"\.(?:x?html?|php|aspx?)(?:\.\d+)?$", re.IGNORECASE)
_BESIDE = re.compile(r"(?:_files|_dateien|_archivos|_fichiers|_bestanden|\.fld)/", re.IGNORECASE)
"""The folder that a browser puts beside a page that it saves: what lies in it is a part of that page."""

_BEGINNING = re.compile(
    rb"\A[\s\xef\xbb\xbf]*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)
_SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->|<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.I
)
_CANONICAL = re.compile(
    rb"<(?:link|meta)\b[^>]*(?:canonical|og:url)[^>]*?(?:href|content)=[\"']?(https?://[^\"'\s>]+)", re.I
)


_OUR_SITE = {"index.html", "feed.xml", "sitemap.xml", "archive/index.html"}
_FRAGMENTS = "fragments/"


class SavedPages(Importer):
    """Web pages as browsers and tools save them, one article a page."""

    name = "html"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of what begins as HTML does; likely of what only has the name. What lies in the folder that a browser
        puts beside a page is none."""
        if _BESIDE.search(name):
            return 0.0
        if _BEGINNING.match(sample):
            return 0.85
        has_tags = re.search(rb"<(?:html|head|body|article|div|p)\b", sample, re.IGNORECASE) is not None
        return 0.7 if _NAME.search(name) and has_tags else 0.0

    def claims(self, names: Sequence[str]) -> float:
        """Sure of a site that Backfile built: what lies beside its pages (feeds, texts to download, rules for the host)
        says nothing that they do not."""
        return 0.95 if set(names) >= _OUR_SITE and any(name.startswith(_FRAGMENTS) for name in names) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> dict[str, SiteLesson]:
        """By host what repeats on its pages."""
        groups: dict[str, list[Input]] = {}
        for item in inputs if len(inputs) > 2 else ():
            groups.setdefault(_host(item), []).append(item)
        taught = {host: learn_site(item.read() for item in items[:MOST_TAUGHT]) for host, items in groups.items()}
        return {host: lesson for host, lesson in taught.items() if lesson != SiteLesson()}

    def read(self, item: Input, lesson: dict[str, SiteLesson], context: ImportContext) -> Iterator[Reading]:
        """One reading a page."""
        data = item.read()
        checksum = sha256(data).hexdigest()
        origin = _origin(data)
        own_lesson = lesson.get(_host(item)) if lesson else None
        article = read_page(data, origin.url, name=item.inside, lesson=own_lesson)
        if isinstance(article, Refusal):
            problem = Problem(Location(item.name), f"{article.message}.", article.hint)
            yield Reading(item.name, checksum, None, (problem,), is_stray=article.is_stray)
            return
        find = partial(find_beside, Path(item.name), item.folder, origin.url or article.url.value)
        yield Reading(item.name, checksum, draft_of(article, origin, find, context))


def _origin(data: bytes) -> Origin:
    saved = _SAVED_FROM.search(data[:8192])
    return Origin((saved[1] or saved[2]).decode("utf-8", "replace")) if saved else Origin()


def _host(item: Input) -> str:
    """The site of a page, as it says itself; else the folder that it lies in."""
    sample = item.sample()
    told = _SAVED_FROM.search(sample) or _CANONICAL.search(sample)
    url = next((part for part in told.groups() if part), b"").decode("utf-8", "replace") if told else ""
    try:
        return urlsplit(url).hostname or str(Path(item.name).parent)
    except ValueError:
        return str(Path(item.name).parent)
