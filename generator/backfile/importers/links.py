"""Where links between imported articles lead: addresses and files of the sources to the files that they became."""

import re
from collections.abc import Iterable, Mapping
from posixpath import dirname, relpath
from urllib.parse import unquote

import msgspec

from backfile.importers.importer import Draft


class Places(msgspec.Struct, frozen=True):
    """The file of each article of an import, by its source and by each address at which it could be read."""

    by_source: dict[str, str] = {}
    by_address: dict[str, str] = {}

    def add(self, source: str, draft: Draft, path: str) -> None:
        """Remembers where a draft goes. The first to claim an address keeps it."""
        self.lead(source, filter(None, (draft.origin_url, *draft.addresses)), path)

    def lead(self, source: str, addresses: Iterable[str], path: str) -> None:
        """Leads what names that source or one of the addresses to a file."""
        self.by_source.setdefault(source, path)
        for address in addresses:
            self.by_address.setdefault(address_key(address), path)


_SCHEME = re.compile(r"https?://(?:www\.)?|//(?:www\.)?", re.IGNORECASE)
_INDEX = re.compile(r"(?:/index\.(?:html?|php))?/*$", re.IGNORECASE)


def address_key(address: str) -> str:
    """What makes two ways of writing an address one: without scheme, `www.`, `index.html`, the last slash and what
    follows `#`. A query counts, for `?p=12` is an address of its own."""
    before, mark, query = address.partition("#")[0].partition("?")
    host = _SCHEME.sub("", before, count=1) if _SCHEME.match(before) else before
    return _INDEX.sub("", unquote(host)) + mark + query


def links_to_articles(draft: Draft, places: Places, path: str) -> dict[str, str]:
    """For each link of the draft, as written, that leads to an article of the same import the way there from `path`."""
    found = {}
    for attachment in draft.attachments:
        if attachment.path in places.by_source:
            found[attachment.written] = _way(path, places.by_source[attachment.path], attachment.written)
    for written in draft.links:
        target = places.by_address.get(address_key(written)) if not written.startswith("#") else None
        if target:
            found.setdefault(written, _way(path, target, written))
    return found


def _way(here: str, target: str, written: str) -> str:
    anchor = written.partition("#")[2]
    way = relpath(target, dirname(here))
    return f"{way}#{anchor}" if anchor else way


def rewritten(body: str, changes: Mapping[str, str]) -> str:
    """The body with addresses of links and pictures replaced; text that only looks the same is left alone."""
    if not changes:
        return body
    return _pattern(changes).sub(lambda match: _written(match, changes), body)


def _written(match: re.Match[str], changes: Mapping[str, str]) -> str:
    """The link with its new address. `<https://…>` is a link only while it has a scheme: without, it needs brackets."""
    bare = match["bare"]
    return f"[{bare}]({changes[bare]})" if bare else match[1] + changes[match[2]]


def _pattern(written: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    end = r"(?=[\s>)\"']|$)"
    pattern = rf"(\]\(\s*<?|\]:\s*<?|(?:src|href|poster)=[\"'])({names}){end}|<(?P<bare>{names})>"
    return re.compile(pattern, re.MULTILINE)
