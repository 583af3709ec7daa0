"""One document of a site: its header and its text, or what keeps it from being read."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec

from backfile.archive.article import Source, decode
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.digest import digest_bytes
from backfile.importers.importer import Input
from backfile.problems import Problem

HTML = (".html", ".htm", ".xhtml")


class Document(msgspec.Struct, frozen=True):
    """A document as it was read: `front` as written, `values` with the keys in small letters, `told` what was said of
    the file."""

    name: str
    sha256: str
    front: FrontMatter
    values: dict[str, Any]
    told: tuple[Problem, ...] = ()

    @property
    def is_html(self) -> bool:
        """Whether its body is HTML."""
        return self.name.lower().endswith(HTML)

    def written(self, key: str) -> str:
        """A key as the header writes it."""
        return next((name for name in self.front.values if name.lower() == key), key)


Parse = Callable[[str, str], FrontMatter | Problem]
"""Takes the header off a text (first) of a file of that name."""


def read_document(item: Input, parse: Parse = parse_front_matter) -> Document | tuple[str, Problem]:
    """The document, or its checksum and the problem with it."""
    data = item.read()
    checksum = sha256(data).hexdigest()
    decoded = decode(Source(item.name, digest_bytes(data), data))
    if isinstance(decoded, Problem):
        return checksum, decoded
    text, told = decoded
    front = parse(text, item.name)
    if isinstance(front, Problem):
        return checksum, front
    values = {key.lower(): value for key, value in front.values.items()}
    return Document(item.name, checksum, front, values, told)
