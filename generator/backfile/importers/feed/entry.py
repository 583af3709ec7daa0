"""A feed and its entries, whatever format they were in."""

import msgspec


class Enclosure(msgspec.Struct, frozen=True):
    """A file that an entry brings along: its address, media type and title, as far as they are given."""

    url: str
    type: str = ""
    title: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as its feed has it; what is not there is empty. `content` is what the feed calls the whole text and
    `summary` what it calls a summary or description, both as HTML. Dates are as written."""

    id: str = ""
    url: str = ""
    addresses: tuple[str, ...] = ()
    title: str = ""
    content: str = ""
    summary: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    rights: str = ""
    image: str = ""
    enclosures: tuple[Enclosure, ...] = ()


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as read. `fault` says what is wrong with its form, where reading went on all the same; `line` where."""

    kind: str
    title: str = ""
    url: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    fault: str = ""
    line: int = 0
