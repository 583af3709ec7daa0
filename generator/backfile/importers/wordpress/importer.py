"""The importer of WordPress's own exports (WXR 1.0–1.2): a stream of items, read twice. The first time teaches what
posts name and others hold: authors, terms, media, reusable blocks."""

from collections.abc import Iterator, Sequence

import msgspec

from backfile.importers.exports.element import Element
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.wordpress.article import Site, read_post
from backfile.importers.wordpress.export import Head, chunks_of, is_export, read_element
from backfile.importers.wordpress.learning import learn_chunk
from backfile.importers.wordpress.library import Library, LibraryWriter
from backfile.importers.wordpress.post import Post, post_of
from backfile.importers.wordpress.uploads import Uploads, uploads_folder

_CUT_SHORT = "The export ends, or is damaged, in the middle of it: its text may be incomplete."


class Lesson(msgspec.Struct, frozen=True):
    """What all exports of an import teach: the library's file, or its content."""

    library: str | bytes


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
        for item in inputs:
            try:
                for head, chunk in chunks_of(item):
                    learn_chunk(head, chunk, item.name, library)
            except OSError:
                continue
        return Lesson(library.finish())

    def read(self, item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """A reading for each item: its article, or why it is none."""
        site: Site | None = None
        for head, chunk in chunks_of(item):
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
