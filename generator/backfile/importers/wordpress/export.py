"""An export of WordPress: what its head says, and its elements as fields, with what was wrong in each."""

import re
from collections.abc import Iterator

import msgspec

from backfile.importers.importer import Input
from backfile.importers.wordpress.addresses import site_of
from backfile.importers.wordpress.decoding import as_ascii_compatible, declared_encoding, decode
from backfile.importers.wordpress.fields import Field, prefixes_of, read_fields
from backfile.importers.wordpress.splitting import Chunk, split
from backfile.problems import Location, Problem, warning

_MARKS = (b"wordpress.org/export/", b"<wp:wxr_version", b"WordPress eXtended RSS")


class Head(msgspec.Struct, frozen=True):
    """What stands before the first item: encoding, prefixes that are not the usual ones, and the site's address."""

    encoding: str = "utf-8"
    prefixes: dict[str, str] = {}
    address: str = ""

    @property
    def site(self) -> str:
        """The site by host and path."""
        return site_of(self.address) if self.address else ""


class Element(msgspec.Struct, frozen=True):
    """An element as fields, the problems of its reading, and whether its end is missing."""

    name: str
    fields: tuple[Field, ...]
    line: int
    problems: tuple[Problem, ...]
    is_cut: bool


def is_export(sample: bytes) -> bool:
    """Whether a file that begins with these bytes is an export of WordPress, in whatever encoding."""
    plain = sample.replace(b"\0", b"")
    return any(mark in plain for mark in _MARKS)


def read_head(chunk: Chunk) -> Head:
    """The head of an export."""
    encoding = declared_encoding(chunk.data)
    text, _ = decode(chunk.data, encoding)
    prefixes = prefixes_of(text)
    wp = next((own for own, usual in prefixes.items() if usual == "wp"), "wp")
    return Head(encoding, prefixes, _value(text, f"{wp}:base_blog_url") or _value(text, "link"))


def _value(text: str, name: str) -> str:
    match = re.search(rf"<{re.escape(name)}>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", text)
    return match[1] if match else ""


def chunks_of(item: Input) -> Iterator[tuple[Head, Chunk]]:
    """Each element of an export, unread, with the export's head. Raises OSError."""
    head = Head()
    with item.open() as stream:
        for chunk in split(as_ascii_compatible(stream)):
            if chunk.name == "head":
                head = read_head(chunk)
            yield head, chunk


def read_element(head: Head, chunk: Chunk, path: str) -> Element:
    """The fields of an element of the export at `path`. What is wrong in it is a warning where all could be
    read all the same, and an error where text was lost."""
    text, told = decode(chunk.data, head.encoding)
    fields, wrong, where = read_fields(text, chunk.line, head.prefixes)
    problems = [warning(Location(path, chunk.line), message, _ENCODING_HINT) for message in told]
    if chunk.is_cut:
        problems.append(Problem(Location(path, chunk.line), _cut(chunk.name), _CUT_HINT))
    elif wrong:
        problems.append(warning(Location(path, where), f"{_DAMAGE}: {wrong}.", _DAMAGE_HINT))
    return Element(chunk.name, fields, chunk.line, tuple(problems), chunk.is_cut)


_ENCODING_HINT = "Look at the article for odd characters."
_CUT_HINT = "Export again, as the file was cut or damaged here; what stands before the damage was read."
_DAMAGE = "the item is not well-formed XML and was read by the look of its tags"
_DAMAGE_HINT = "Look at the article, as a part of it may be wrong."


def _cut(name: str) -> str:
    return f"the {name} that begins here has no end."
