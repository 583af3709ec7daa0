"""What an importer is, what it is handed and what it gives back. Knows no format and touches no disk."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Protocol, runtime_checkable

import msgspec

from backfile.problems import Problem

SAMPLE_BYTES = 64 * 1024


class Input(msgspec.Struct, frozen=True):
    """One file to import: its name as the user gave it, and a way to open it for reading bytes."""

    name: str
    open: Callable[[], BinaryIO]

    def read(self) -> bytes:
        """The whole content."""
        with self.open() as stream:
            return stream.read()

    def sample(self) -> bytes:
        """The first 64 KiB, enough to tell what it is."""
        with self.open() as stream:
            return stream.read(SAMPLE_BYTES)


class Dropped(msgspec.Struct, frozen=True):
    """Text of the source that is not in the article, where it stood (line from 1) and why it was left out."""

    line: int
    text: str
    reason: str


class Attachment(msgspec.Struct, frozen=True):
    """A file beside the source that the body or the header names: as it is written there, and where it is."""

    written: str
    path: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An article as an importer understood it. Everything unknown is empty: a guess is never given as a fact.

    `body` is Markdown as docs/content.md describes it. `date` and `updated` are ISO 8601, with offset or a bare
    date. `confidence` runs from 0 to 1; `doubts` say, each in a sentence, why a person should look first: a
    draft with doubts goes to quarantine and not into the archive. `extra` holds further front matter as it is to be
    written, by the contract's names.
    """

    title: str
    body: str
    date: str = ""
    updated: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    credit: str = ""
    slug: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    lang: str = ""
    origin_url: str = ""
    origin_site: str = ""
    retrieved: str = ""
    attachments: tuple["Attachment", ...] = ()
    extra: dict[str, object] = {}
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """What came of one article of one input: a draft, or nothing but problems."""

    source: str
    sha256: str
    draft: Draft | None
    problems: tuple[Problem, ...] = ()


class ImportContext(msgspec.Struct, frozen=True):
    """What an importer may know of the archive it fills: its time zone (IANA name) and the tags it has."""

    timezone: str = "UTC"
    known_tags: frozenset[str] = frozenset()


@runtime_checkable
class Importer(Protocol):
    """A format. Found through the entry points of group `backfile.importers`."""

    name: str

    def recognise(self, name: str, sample: bytes) -> float:
        """How sure it is, from 0 to 1, that a file of this name that begins with these bytes is its format."""
        ...

    def read(self, inputs: Sequence[Input], context: ImportContext) -> Iterator[Reading]:
        """Each article of the inputs. All inputs come at once, for what repeats between them teaches."""
        ...
