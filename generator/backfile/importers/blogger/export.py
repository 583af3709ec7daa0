"""An export of Blogger: whether a file is one, and its entries as fields."""

import re
from collections.abc import Iterator

import msgspec

from backfile.importers.exports.decoding import as_ascii_compatible, declared_encoding, decode
from backfile.importers.exports.element import Element, read_chunk
from backfile.importers.exports.fields import Grammar
from backfile.importers.exports.splitting import Chunk, Shape, split
from backfile.importers.importer import Input

_FEED = re.compile(rb"\A[\xef\xbb\xbf\xff\xfe\s]*<(?:[?!].{0,4096}?<)?(?:[\w.-]+:)?feed[\s>]", re.DOTALL)
_TAKEOUT = b"schemas.google.com/blogger/2018"
_ARCHIVE = re.compile(rb"tag:blogger\.com,1999:blog-\d+\.archive")
_KIND = b"schemas.google.com/blogger/2008/kind#"
_SHAPE = Shape(
    item=b"entry",
    start=re.compile(rb"<((?:[A-Za-z][\w.-]*:)?entry)(?:\s[^<>]*)?(?<!/)>"),
    after_item=re.compile(rb"</(?:[\w.-]+:)?entry\s*>\s*(?:<(?:[\w.-]+:)?entry[\s>]|</(?:[\w.-]+:)?feed)"),
)
_GRAMMAR = Grammar(
    groups=("author", "app:control"),
    flat=(
        r"id|published|updated|title|content|summary|link|category|name|uri|email|app:draft|app:edited|"
        r"thr:[\w-]+|georss:\w+|gd:\w+|media:\w+|blogger:(?!location)\w+"
    ),
    ends=("(?:[\\w.-]+:)?entry", "author", "app:control"),
    namespaces={
        "http://www.w3.org/2005/Atom": "",
        "http://purl.org/atom/app#": "app",
        "http://www.w3.org/2007/app": "app",
        "http://purl.org/syndication/thread/1.0": "thr",
        "http://www.georss.org/georss": "georss",
        "http://schemas.google.com/g/2005": "gd",
        "http://schemas.google.com/blogger/": "blogger",
    },
    escaped=True,
)


class Head(msgspec.Struct, frozen=True):
    """What stands before the first entry: the encoding, and prefixes that are not the usual ones."""

    encoding: str = "utf-8"
    prefixes: dict[str, str] = {}


def sureness(sample: bytes) -> float:
    """How sure it is that a file that begins with these bytes comes from Blogger. A blog's public feed has entries of
    the same form; one of excerpts only is left to the importer of feeds."""
    plain = sample.replace(b"\0", b"")
    if not _FEED.match(plain):
        return 0.0
    if _TAKEOUT in plain or _ARCHIVE.search(plain):
        return 0.97
    return 0.93 if _KIND in plain and b"<content" in plain else 0.0


def chunks_of(item: Input) -> Iterator[tuple[Head, Chunk]]:
    """Each entry of an export, unread, with the export's head. Raises OSError."""
    head = Head()
    with item.open() as stream:
        for chunk in split(as_ascii_compatible(stream), _SHAPE):
            if chunk.name == "head":
                encoding = declared_encoding(chunk.data)
                head = Head(encoding, _GRAMMAR.prefixes_of(decode(chunk.data, encoding)[0]))
            else:
                yield head, chunk


def read_element(head: Head, chunk: Chunk, path: str) -> Element:
    """The fields of an entry of the export at `path`, and what is wrong in it."""
    return read_chunk(chunk, head.encoding, _GRAMMAR, head.prefixes, path)
