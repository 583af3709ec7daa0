"""An export of WordPress: what its head says, and its elements as fields, with what was wrong in each."""

import re
from collections.abc import Iterator

import msgspec

from backfile.importers.exports.decoding import as_ascii_compatible, declared_encoding, decode
from backfile.importers.exports.element import Element, read_chunk
from backfile.importers.exports.fields import Grammar
from backfile.importers.exports.splitting import Chunk, Shape, split
from backfile.importers.importer import Input
from backfile.importers.wordpress.addresses import site_of

_MARKS = (b"wordpress.org/export/", b"<wp:wxr_version", b"WordPress eXtended RSS")
_SHAPE = Shape(
    item=b"item",
    start=re.compile(rb"<(item|[A-Za-z][\w.-]*:(?:author|category|tag|term))(?:\s[^<>]*)?(?<!/)>"),
    after_item=re.compile(rb"</item\s*>\s*(?:<item[\s>]|</channel|<wp:)"),
)
_GRAMMAR = Grammar(
    groups=("wp:postmeta", "wp:commentmeta", "wp:comment", "wp:termmeta"),
    flat=(
        r"title|link|pubDate|guid|description|category|dc:creator|content:encoded|excerpt:encoded|"
        r"wp:(?!postmeta|commentmeta|comment[\s>]|termmeta|author[\s>]|category[\s>]|tag[\s>]|term[\s>])[\w-]+"
    ),
    ends=("item", "wp:comment", "wp:postmeta"),
    namespaces={
        "http://wordpress.org/export/1.0/excerpt": "excerpt",
        "http://wordpress.org/export/1.1/excerpt": "excerpt",
        "http://wordpress.org/export/1.2/excerpt": "excerpt",
        "http://wordpress.org/export/": "wp",
        "http://purl.org/rss/1.0/modules/content/": "content",
        "http://purl.org/dc/elements/1.1/": "dc",
    },
)


class Head(msgspec.Struct, frozen=True):
    """What stands before the first item: encoding, prefixes that are not the usual ones, and the site's address."""

    encoding: str = "utf-8"
    prefixes: dict[str, str] = {}
    address: str = ""

    @property
    def site(self) -> str:
        """The site by host and path."""
        return site_of(self.address) if self.address else ""


def is_export(sample: bytes) -> bool:
    """Whether a file that begins with these bytes is an export of WordPress, in whatever encoding."""
    plain = sample.replace(b"\0", b"")
    return any(mark in plain for mark in _MARKS)


def read_head(chunk: Chunk) -> Head:
    """The head of an export."""
    encoding = declared_encoding(chunk.data)
    text, _ = decode(chunk.data, encoding)
    prefixes = _GRAMMAR.prefixes_of(text)
    wp = next((own for own, usual in prefixes.items() if usual == "wp"), "wp")
    return Head(encoding, prefixes, _value(text, f"{wp}:base_blog_url") or _value(text, "link"))


def _value(text: str, name: str) -> str:
    match = re.search(rf"<{re.escape(name)}>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", text)
    return match[1] if match else ""


def chunks_of(item: Input) -> Iterator[tuple[Head, Chunk]]:
    """Each element of an export, unread, with the export's head. Raises OSError."""
    head = Head()
    with item.open() as stream:
        for chunk in split(as_ascii_compatible(stream), _SHAPE):
            if chunk.name == "head":
                head = read_head(chunk)
            yield head, chunk


def read_element(head: Head, chunk: Chunk, path: str) -> Element:
    """The fields of an element of the export at `path`, and what is wrong in it."""
    return read_chunk(chunk, head.encoding, _GRAMMAR, head.prefixes, path)
