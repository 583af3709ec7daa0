"""The importer of WordPress's own exports (WXR 1.0–1.2): a stream of items, read twice. The first time teaches what
posts name and others hold: authors, terms, media, reusable blocks."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import msgspec

from backfile.importers.exports.decoding import is_wide
from backfile.importers.exports.element import Element
from backfile.importers.exports.splitting import Chunk
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.wordpress.article import Site, read_post
from backfile.importers.wordpress.export import Head, chunks_of, is_export, read_element
from backfile.importers.wordpress.learning import learn_chunk
from backfile.importers.wordpress.library import Library, LibraryWriter
from backfile.importers.wordpress.parts import Cutter, Part, chunks_at
from backfile.importers.wordpress.post import Post, post_of
from backfile.importers.wordpress.uploads import Uploads, uploads_folder

_CUT_SHORT = "The export ends, or is damaged, in the middle of it: its text may be incomplete."


class Lesson(msgspec.Struct, frozen=True):
    """What all exports of an import teach: the library's file, or its content; and the parts of each export by name."""

    library: str | bytes
    parts: dict[str, tuple[Part, ...]] = {}


class WordPress(Importer):
    """Exports of WordPress."""

    name = "wordpress"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of what names WordPress's namespace or its version of the format."""
        return 0.97 if is_export(sample) else 0.0

    def claims(self, names: Sequence[str]) -> float:
        """A folder with an XML file and a site's uploads is an export with its media."""
        has_uploads = any("wp-content/uploads/" in name for name in names)
        return 0.8 if has_uploads and any(name.lower().endswith(".xml") for name in names) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> Lesson:
        """Reads every export once for what its posts refer to. One that cannot be read is told of later."""
        library = LibraryWriter(context.scratch)
        parts: dict[str, tuple[Part, ...]] = {}
        for item in inputs:
            with suppress(OSError):
                parts[item.name] = _learn_export(item, library)
        return Lesson(library.finish(), parts)

    def read(self, item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """A reading for each item: its article, or why it is none."""
        return _readings(chunks_of(item), item, lesson, context)

    def parts(self, item: Input, lesson: Lesson) -> Sequence[Part]:
        """Some hundred items each."""
        return lesson.parts.get(item.name, ())

    def read_part(self, item: Input, part: Part, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """A reading for each item of the part."""
        return _readings(chunks_at(item, part), item, lesson, context)


def _learn_export(item: Input, library: LibraryWriter) -> tuple[Part, ...]:
    """Learns from one export; its parts, none where its bytes are not those that its elements are found in."""
    cutter = Cutter()
    for head, chunk in chunks_of(item):
        learn_chunk(head, chunk, item.name, library)
        cutter.add(head, chunk)
    return () if is_wide(item.sample()) else cutter.parts()


def _readings(
    chunks: Iterator[tuple[Head, Chunk]], item: Input, lesson: Lesson, context: ImportContext
) -> Iterator[Reading]:
    site: Site | None = None
    for head, chunk in chunks:
        if site is None or site.key != head.site:
            site = _site(head, item, lesson, context)
        if chunk.name == "item":
            yield _reading(read_element(head, chunk, item.name), item.name, site, context)
    if site is not None:
        site.library.close()


def _site(head: Head, item: Input, lesson: Lesson, context: ImportContext) -> Site:
    uploads = Uploads(uploads_folder(item.name, context.settings))
    return Site(head.site, head.address, Library(lesson.library, head.site), uploads)


def _reading(element: Element, name: str, site: Site, context: ImportContext) -> Reading:
    post = post_of(element.fields, element.line)
    if element.is_cut and not _is_worth_keeping(post):
        return Reading(f"{name}#line-{element.line}", "", None, element.problems)
    return read_post(post, name, site, context, element.problems, _CUT_SHORT if element.is_cut else "")


def _is_worth_keeping(post: Post) -> bool:
    """Whether enough of an item that was cut is there for a person to look at."""
    return bool(post.title.strip() and post.content.strip())
