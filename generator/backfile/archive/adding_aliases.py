"""Adds old addresses to an article's file and changes nothing else in it. Text in, text out; what it made is read again
before it is handed on."""

import re
from collections.abc import Iterable
from typing import Any

import yaml

from backfile.archive.field_names import READ_AS
from backfile.archive.frontmatter import FrontMatter, parse_front_matter

_LIST = re.compile(r"^aliases:[ ]*\n(?P<items>(?:(?P<indent>[ ]*)-[ ][^\n]*\n)+)", re.MULTILINE)
_ORDER = {key: place for place, key in enumerate(READ_AS)}


def with_aliases(text: str, addresses: Iterable[str]) -> str | None:
    """The file's text with those of the addresses that it lacks under `aliases`; None where its front matter is written
    in a way that cannot be changed safely."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = parse_front_matter(plain, "")
    if not isinstance(front, FrontMatter):
        return None
    has = front.values.get("aliases") or []
    there = [str(alias) for alias in has] if isinstance(has, list) else [str(has)]
    missing = [address for address in dict.fromkeys(addresses) if address not in there]
    if not missing:
        return text
    if front.form != "yaml" or front.twice:
        return None
    written = _added(front.header, missing, front.values)
    changed = plain.replace(front.header, written, 1)
    if written == front.header or not _is_only_that(front, parse_front_matter(changed, ""), [*there, *missing]):
        return None
    return _as_it_was(text, changed)


def with_aliases_of(text: str, other: str) -> str:
    """The text with the aliases of another that it lacks, where it can be changed safely: no address goes."""
    front = parse_front_matter(other, "")
    has = front.values.get("aliases") if isinstance(front, FrontMatter) else None
    return (with_aliases(text, map(str, has)) if isinstance(has, list) else None) or text


def _added(header: str, missing: list[str], values: dict[str, Any]) -> str:
    lines = str(yaml.safe_dump(missing, allow_unicode=True, width=1 << 30, default_flow_style=False))
    if found := _LIST.search(header):
        indented = "".join(f"{found['indent']}{line}\n" for line in lines.splitlines())
        return header[: found.end("items")] + indented + header[found.end("items") :]
    if "aliases" in values:
        return header
    place = _place(header)
    return f"{header[:place]}aliases:\n{lines}{header[place:]}"


def _place(header: str) -> int:
    """Where the key belongs in the contract's order: before the first key that comes after it."""
    later = (
        key.start()
        for key in re.finditer(r"^([A-Za-z]\w*):", header, re.MULTILINE)
        if _ORDER.get(key[1], len(_ORDER)) > _ORDER["aliases"]
    )
    return next(later, len(header))


def _is_only_that(before: FrontMatter, after: object, aliases: list[str]) -> bool:
    return (
        isinstance(after, FrontMatter)
        and after.body == before.body
        and after.values == before.values | {"aliases": aliases}
    )


def _as_it_was(text: str, changed: str) -> str:
    """With the byte-order mark and the line ends of the text before."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + (changed.replace("\n", "\r\n") if "\r\n" in text else changed)
