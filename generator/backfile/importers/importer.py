"""What an importer is, what it is handed and what it gives back. Knows no format and touches no disk."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, Protocol, runtime_checkable

import msgspec

from backfile.importers.duplicates.gist import Gist
from backfile.problems import Problem

SAMPLE_BYTES = 64 * 1024


class Input(msgspec.Struct, frozen=True):
    """One file to import: its name as the user gave it (a path), a way to open it for reading bytes, and, where it was
    found in a folder that the user named, that folder."""

    name: str
    open: Callable[[], BinaryIO]
    folder: str = ""

    def read(self) -> bytes:
        """The whole content."""
        with self.open() as stream:
            return stream.read()

    def sample(self) -> bytes:
        """The first 64 KiB, enough to tell what it is."""
        with self.open() as stream:
            return stream.read(SAMPLE_BYTES)

    @property
    def inside(self) -> str:
        """The path from the folder that the user named; the file's name where it was named itself."""
        return self.name.removeprefix(self.folder).lstrip("/") if self.folder else self.name.rsplit("/", 1)[-1]


class Dropped(msgspec.Struct, frozen=True):
    """Text of the source that is not in the article, where it stood (line from 1, 0 where unknown) and why it was left
    out."""

    line: int
    text: str
    reason: str


class Attachment(msgspec.Struct, frozen=True):
    """A file that the body or the header names: as it is written there, and where it is on this disk. Without a path
    it is not here; `url` then is where it could be fetched from."""

    written: str
    path: str = ""
    url: str = ""


class Comment(msgspec.Struct, frozen=True):
    """What a reader wrote under an article, kept as data and not published: `text` is Markdown, `parent` the id of the
    comment that it answers. `kind` is empty for a reader's own words, `pingback` or `trackback` for a link from another
    site."""

    id: str
    author: str
    date: str
    text: str
    parent: str = ""
    url: str = ""
    kind: str = ""


class Original(msgspec.Struct, frozen=True):
    """The source of an article as the audit compares it: what the source itself says, and its text as HTML (or, with
    `is_text`, as plain text), whose links are seen from `base`."""

    title: str = ""
    byline: str = ""
    date: str = ""
    html: str = ""
    is_text: bool = False
    base: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An article as an importer understood it. Everything unknown is empty: a guess is never given as a fact.

    `body` is Markdown as docs/content.md describes it. `date` and `updated` are ISO 8601, with offset or a bare
    date. `confidence` runs from 0 to 1; `doubts` say, each in a sentence, why a person should look first: a
    draft with doubts goes to quarantine and not into the archive. `extra` holds further front matter as it is to be
    written, by the contract's names.

    `identity` is what the source itself knows the article by (a GUID, a post's id); without one it is `origin_url`.
    `addresses` are all addresses at which it could be read, whole or from the root: links to them in other drafts will
    lead to it. `links` are the addresses of links as they stand in `body`. `found` tells for a field where in the
    source it was read. `terms` are those of taxonomies that the contract does not name, by taxonomy.
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
    identity: str = ""
    addresses: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    origin_url: str = ""
    origin_site: str = ""
    retrieved: str = ""
    attachments: tuple[Attachment, ...] = ()
    comments: tuple[Comment, ...] = ()
    terms: dict[str, tuple[str, ...]] = {}
    extra: dict[str, Any] = {}
    found: dict[str, str] = {}
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    original: Original | None = None


class Reading(msgspec.Struct, frozen=True):
    """What came of one article of one input: a draft, or nothing but problems. With `skipped` the source holds no
    article and says so (a menu entry, a redirect): that is why. `is_stray` tells that the problems mean no more than
    that the whole file is no article: errors where a person named it, and in a folder the reasons to pass it over. The
    `gist` of its text is added to what an importer has read."""

    source: str
    sha256: str
    draft: Draft | None
    problems: tuple[Problem, ...] = ()
    skipped: str = ""
    is_stray: bool = False
    gist: Gist | None = None


class ImportContext(msgspec.Struct, frozen=True):
    """What an importer may know of the archive it fills and of what is wanted: its time zone (IANA name), its language,
    the tags it has, the front matter keys of its further taxonomies by their names, the settings of `[importers.NAME]`,
    whether excerpts of articles are wanted as articles, whether drafts need their `original`, and a folder of its own
    for files that lie inside others (empty for none)."""

    timezone: str = "UTC"
    language: str = "en"
    known_tags: frozenset[str] = frozenset()
    taxonomies: dict[str, str] = {}
    settings: dict[str, Any] = {}
    wants_excerpts: bool = False
    wants_original: bool = False
    scratch: str = ""


@runtime_checkable
class Importer(Protocol):
    """A format. Found through the entry points of group `backfile.importers`; a class that inherits from this one has
    `claims`, `learn` and `parts` for formats that are single small files and teach each other nothing."""

    name: str

    def recognise(self, name: str, sample: bytes) -> float:
        """How sure it is, from 0 to 1, that a file of this name that begins with these bytes is its format."""
        ...

    def claims(self, names: Sequence[str]) -> float:
        """How sure it is, from 0 to 1, that a folder with files of these names (paths inside it) is one of its
        archives: then it gets all of the folder's files that it recognises at all."""
        return 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> Any:
        """What all inputs together teach about each: the lesson that every `read` is handed. A value that pickles."""
        return None

    def read(self, item: Input, lesson: Any, context: ImportContext) -> Iterator[Reading]:
        """Each article of one input, in its order. Inputs may be read in several processes."""
        ...

    def parts(self, item: Input, lesson: Any) -> Sequence[Any]:
        """Where one large input can be cut, so that several processes read it: its parts in their order, each a value
        that pickles and about a megabyte of the input. None for what is read whole."""
        return ()

    def read_part(self, item: Input, part: Any, lesson: Any, context: ImportContext) -> Iterator[Reading]:
        """Each article of one part: the parts one after the other give what `read` gives."""
        raise NotImplementedError
