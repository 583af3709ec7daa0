"""The importer of Blogger's exports: a stream of entries, read twice. The first time teaches which comments there are,
as they stand before and behind their posts."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from backfile.importers.blogger.article import read_post
from backfile.importers.blogger.entry import Entry, entry_of
from backfile.importers.blogger.export import chunks_of, read_element, sureness
from backfile.importers.exports.element import Element
from backfile.importers.exports.shelf import Shelf, ShelfWriter
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.problems import Location, Problem, warning

_CUT_SHORT = "The export ends, or is damaged, in the middle of it: its text may be incomplete."


class Lesson(msgspec.Struct, frozen=True):
    """What all exports of an import teach: the comments by post, and the posts that there are."""

    shelf: str | bytes


class Blogger(Importer):
    """Exports of Blogger, and those of Google Takeout."""

    name = "blogger"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of an Atom feed that says it is an archive of Blogger's, or is in Takeout's form."""
        return sureness(sample)

    def claims(self, names: Sequence[str]) -> float:
        """A folder of Takeout: the blogs with their pictures and lists beside them."""
        return 0.9 if any("Blogs/" in name and name.endswith("/feed.atom") for name in names) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> Lesson:
        """Reads every export once for its comments. One that cannot be read is told of later."""
        shelf = ShelfWriter(context.scratch)
        for item in inputs:
            try:
                _learn(item, shelf)
            except OSError:
                continue
        return Lesson(shelf.finish())

    def read(self, item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """A reading for each post and page, and one for all else that the export holds."""
        shelf = Shelf(lesson.shelf)
        others: Counter[str] = Counter()
        for head, chunk in chunks_of(item):
            element = read_element(head, chunk, item.name)
            entry = entry_of(element.fields, element.line)
            if entry.kind in ("comment", "settings", "template"):
                others[_kept_as(entry, shelf)] += 1
                if element.problems:
                    yield Reading(f"{item.name}#line-{entry.line}", "", None, element.problems, _no_article(entry))
            else:
                yield _reading(element, entry, item.name, shelf, context)
        if others:
            yield _account(item.name, others)
        shelf.close()


def _learn(item: Input, shelf: ShelfWriter) -> None:
    for head, chunk in chunks_of(item):
        entry = entry_of(read_element(head, chunk, item.name).fields, chunk.line)
        if entry.kind == "comment" and entry.post:
            shelf.add("", "remark", entry.post, msgspec.msgpack.encode(entry))
        elif entry.id and entry.kind not in ("settings", "template"):
            shelf.add("", "post", entry.id, b"")


def _kept_as(entry: Entry, shelf: Shelf) -> str:
    """What becomes of an entry that is no article."""
    if entry.kind != "comment":
        return entry.kind
    return "comment" if shelf.first("", "post", entry.post) is not None else "stray"


def _no_article(entry: Entry) -> str:
    return "a comment, and no article by itself" if entry.kind == "comment" else "settings of the blog, and no article"


def _reading(element: Element, entry: Entry, name: str, shelf: Shelf, context: ImportContext) -> Reading:
    if element.is_cut and not (entry.title.strip() and entry.content.strip()):
        return Reading(f"{name}#line-{element.line}", "", None, element.problems)
    remarks = [_ENTRY.decode(value) for value in shelf.all("", "remark", entry.id)] if entry.id else []
    return read_post(entry, name, remarks, context, element.problems, _CUT_SHORT if element.is_cut else "")


_ENTRY = msgspec.msgpack.Decoder(Entry)


def _account(name: str, others: Counter[str]) -> Reading:
    """What of an export is no article by itself, and comments that are on none."""
    stray = others["stray"]
    problems: tuple[Problem, ...] = ()
    if stray:
        message = f"{stray} comment{'s are on posts' if stray > 1 else ' is on a post'} that no export holds."
        problems = (warning(Location(name), message, "Import all exports of the blog together."),)
    counts = {"comments": others["comment"] + stray, "templates": others["template"], "settings": others["settings"]}
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return Reading(f"{name}#others", "", None, problems, f"{told}: no articles by themselves.")
