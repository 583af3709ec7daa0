"""Where links between imported articles lead: addresses and files of the sources to the files that they became."""

import re
from collections.abc import Iterable, Mapping
from posixpath import dirname, relpath
from urllib.parse import unquote

import msgspec

from backfile.importers.importer import Draft
from backfile.importers.textmap import Texts


class Places(msgspec.Struct, frozen=True):
    """The file of each article of an import, by its source and by each address at which it could be read."""

    by_source: Texts = msgspec.field(default_factory=dict[str, str])
    by_address: Texts = msgspec.field(default_factory=dict[str, str])

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
    scheme = _SCHEME.match(before)
    host = unquote(before[scheme.end() :] if scheme else before)
    bare = host.rstrip("/")
    return (_INDEX.sub("", host) if "/index." in bare[-11:].lower() or "\n" in host else bare) + mark + query


def links_to_articles(draft: Draft, places: Places, path: str) -> dict[str, str]:
    """For each link of the draft, as written, that leads to an article of the same import the way there from `path`."""
    found = {}
    for attachment in draft.attachments:
        if attachment.path and (target := places.by_source.get(attachment.path, "")):
            found[attachment.written] = _way(path, target, attachment.written)
    for written in draft.links:
        target = places.by_address.get(address_key(written), "") if not written.startswith("#") else ""
        if target:
            found.setdefault(written, _way(path, target, written))
    return found


def _way(here: str, target: str, written: str) -> str:
    anchor = written.partition("#")[2]
    way = way_to(target, here)
    return f"{way}#{anchor}" if anchor else way


def way_to(target: str, here: str) -> str:
    """The relative path from one file of the archive to another, both from its root: as `relpath` has it, which asks
    for the working folder."""
    there, own = target.split("/"), here.split("/")[:-1]
    if not _ROOTED.isdisjoint((*there, *own)):
        return relpath(target, dirname(here))
    shared = 0
    for one, other in zip(there, own, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join((*[".."] * (len(own) - shared), *there[shared:])) or "."


_ROOTED = frozenset(("", ".", ".."))


_BEFORE = re.compile(r"[(:](?<=\][(:])\s*<?|=(?:(?<=src=)|(?<=href=)|(?<=poster=))[\"']|<")
"""What stands before an address; `<` alone makes one a link by itself. Every way begins with a sign that is rare in
texts: they are passed over in a quarter of the time."""

_END = re.compile(r"[\s>)\"']|$", re.MULTILINE)


def rewritten(body: str, changes: Mapping[str, str]) -> str:
    """The body with addresses of links and pictures replaced; text that only looks the same is left alone. One pattern
    for all bodies: to compile one of the addresses of each took longer than all the rest."""
    names = sorted(changes, key=len, reverse=True)
    parts: list[str] = []
    at = 0
    for match in _BEFORE.finditer(body) if names else ():
        name = _name_after(body, match, names) if match.start() >= at else ""
        if name and match[0] == "<":  # `<https://…>` is a link only while it has a scheme: without, it needs brackets
            parts += (body[at : match.start()], f"[{name}]({changes[name]})")
            at = match.end() + len(name) + 1
        elif name:
            parts += (body[at : match.end()], changes[name])
            at = match.end() + len(name)
    return "".join((*parts, body[at:]))


def _name_after(body: str, before: re.Match[str], names: Iterable[str]) -> str:
    start = before.end()
    for name in names:
        end = start + len(name)
        if body.startswith(name, start) and (body.startswith(">", end) if before[0] == "<" else _END.match(body, end)):
            return name
    return ""
