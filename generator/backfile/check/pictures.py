"""Pictures without words for those who cannot see them."""

import re
from collections.abc import Iterator
from html import unescape

from backfile.archive.catalog import Entry
from backfile.check.anchors import Bodies
from backfile.problems import Location, Problem, warning

_IMAGE = re.compile(r"<img\b(?:[^\">]|\"[^\"]*\")*>")
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')


def pictures_without_words(entries: tuple[Entry, ...], bodies: Bodies) -> Iterator[Problem]:
    """A warning for each picture of the archive that has no alternative text."""
    for entry in entries:
        article = entry.article
        if article.image and not article.image.alt:
            yield _wordless(article.image.src, article.at("image"), "Add `alt: …` under `image`.")
        body = bodies(entry)
        lines = dict(reversed(article.targets))
        for tag in _IMAGE.finditer(body.html(lambda url: url)) if body else ():
            attributes = dict(_ATTRIBUTE.findall(tag[0]))
            src = unescape(attributes.get("src", ""))
            if not attributes.get("alt", "").strip():
                yield _wordless(src, Location(article.path, lines.get(src, 1)), f"Write ![What it shows]({src}).")


def _wordless(src: str, location: Location, hint: str) -> Problem:
    return warning(location, f'the picture "{src}" has no alternative text.', hint)
