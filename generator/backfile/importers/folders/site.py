"""A site of another generator as an import sees it: its settings, and where each document stood and was read."""

from typing import Any

import msgspec

from backfile.problems import Problem


class Header(msgspec.Struct, frozen=True):
    """A document's place in its site's folder, the values of its header (keys in small letters), whether it has a
    text and whether it has a header at all."""

    inside: str
    values: dict[str, Any] = {}
    has_text: bool = True
    has_header: bool = True

    def text(self, *keys: str) -> str:
        """The first of these values that is a text or a number."""
        found = (self.values.get(key) for key in keys)
        return next((str(value).strip() for value in found if isinstance(value, str | int | float) and value), "")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What the generator made of a document.

    `address` is where it was read, from the root and without the site's base path, `is_certain` where that is no guess;
    `addresses` where it could be read besides. `url` is an address that the source fixes, `aliases` the old ones that
    shall lead on. `names` are those that the last part of its address may be, `date` the header's or else the file's
    name's. `values` stand in for what the header lacks. With `skipped` it is no article, and that is why. `refused` are
    addresses that another document has too.
    """

    inside: str
    address: str = ""
    addresses: tuple[str, ...] = ()
    url: str = ""
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    lang: str = ""
    slug: str = ""
    categories: tuple[str, ...] = ()
    values: dict[str, Any] = {}
    is_certain: bool = True
    is_page: bool = False
    is_draft: bool = False
    skipped: str = ""
    refused: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A site: its folder, its address without the last slash, the base path that its addresses have before them, its
    time zone and language, its settings as they stand, the names of its authors by their keys, the folders from which
    files are served at its root, its further taxonomies by the keys of their terms, what its folders hand down to the
    documents in them; its documents by their paths, these paths by names and by addresses, and the folders that are one
    page with its files. `is_known` where it has settings at all: without them addresses are a guess, and good only to
    follow links by."""

    root: str
    url: str = ""
    base: str = ""
    timezone: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    is_known: bool = False
    settings: dict[str, Any] = {}
    authors: dict[str, str] = {}
    static: tuple[str, ...] = ()
    taxonomies: dict[str, str] = {}
    defaults: dict[str, dict[str, Any]] = {}
    pages: dict[str, Page] = {}
    by_name: dict[str, tuple[str, ...]] = {}
    by_address: dict[str, str] = {}
    bundles: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def setting(self, *names: str) -> str:
        """The first of these settings that is a text or a number; a dot leads into a mapping."""
        for name in names:
            value: Any = self.settings
            for part in name.split("."):
                value = value.get(part) if isinstance(value, dict) else None
            if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
                return str(value)
        return ""
