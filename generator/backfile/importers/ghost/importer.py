"""The importer of Ghost's exports: a stream of rows, read twice. The first time teaches which authors, tags and further
values posts have, as they stand in tables of their own."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from backfile.importers.exports.shelf import Shelf, ShelfWriter
from backfile.importers.ghost.article import Site, read_post
from backfile.importers.ghost.files import Files
from backfile.importers.ghost.header import is_for_members
from backfile.importers.ghost.post import is_post
from backfile.importers.ghost.relations import Relations, learn_rows
from backfile.importers.ghost.tables import Row, rows
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.problems import Location, Problem, warning

_NAME = re.compile(r"\.ghost\.\d{4}-[^/]*\.json$")
_BEGINNING = 4096
_HINT = "Export again, as the file was cut or damaged here; what stands before and behind the damage was read."


class Lesson(msgspec.Struct, frozen=True):
    """What all exports of an import teach."""

    shelf: str | bytes


class Ghost(Importer):
    """Exports of Ghost, and posts as its API gives them."""

    name = "ghost"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of JSON that says when and by which version it was exported, or has the fields of Ghost's posts."""
        plain = sample.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if not plain.startswith((b"{", b"[")):
            return 0.0
        start = plain[:_BEGINNING]
        if b'"exported_on"' in start and (b'"data"' in start or b'"db"' in start):
            return 0.97
        if b'"posts"' not in plain:
            return 0.0
        has_fields = any(mark in plain for mark in (b'"mobiledoc"', b'"lexical"', b'"posts_tags"', b'"comment_id"'))
        return 0.9 if has_fields and (b'"uuid"' in plain or b'"db"' in start) else 0.0

    def claims(self, names: Sequence[str]) -> float:
        """A folder with an export named as Ghost names it, and with the site's pictures."""
        has_pictures = any("/images/" in f"/{name}" for name in names)
        return 0.8 if has_pictures and any(map(_NAME.search, names)) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> Lesson:
        """Reads every export once for what its posts refer to. One that cannot be read is told of later."""
        shelf = ShelfWriter(context.scratch)
        for item in inputs:
            try:
                with item.open() as stream:
                    learn_rows(rows(stream), item.name, shelf)
            except OSError:
                continue
        return Lesson(shelf.finish())

    def read(self, item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """A reading for each post, one for each row that is damaged, and one for all else that the export holds."""
        shelf = Shelf(lesson.shelf)
        relations = Relations(shelf, item.name)
        address = str(context.settings.get("address") or "").rstrip("/")
        site = Site(address, relations.permalinks, Files(item.name, context.settings))
        counts: Counter[str] = Counter()
        with item.open() as stream:
            for row in rows(stream):
                if row.value is None:
                    counts["damaged"] += 1
                    yield _damaged(item.name, row)
                elif row.table == "posts" and is_post(row.value):
                    post = relations.whole(row.value, row.line)
                    counts["posts"] += 1
                    counts["members"] += is_for_members(post)
                    reading = read_post(post, item.name, site, context)
                    counts["nowhere"] += _without_address(reading)
                    yield reading
                else:
                    counts["others"] += 1
        yield from _account(item, counts)
        shelf.close()


def _damaged(name: str, row: Row) -> Reading:
    table = f" in the table `{row.table}`" if row.table else ""
    problem = Problem(Location(name, row.line), f"the JSON is damaged{table}: {row.wrong}.", _HINT)
    return Reading(f"{name}#line-{row.line}", "", None, (problem,))


def _account(item: Input, counts: Counter[str]) -> Iterator[Reading]:
    """What of an export is no post; and what a person should know of its posts together."""
    if not counts["posts"] and not counts["damaged"]:
        message = "it has no posts that could be read."
        problem = Problem(Location(item.name), message, "Look whether it is a whole export of Ghost, and export again.")
        yield Reading(item.name, "", None, (problem,), is_stray=not counts["others"])
        return
    told = tuple(_told(Location(item.name), counts))
    reason = f"{counts['others']} rows of other tables, no articles by themselves."
    if counts["others"] or told:
        yield Reading(f"{item.name}#others", "", None, told, reason)


def _told(place: Location, counts: Counter[str]) -> Iterator[Problem]:
    """What concerns many posts, in one line each."""
    if counts["members"]:
        message = f"{counts['members']} of its posts were for members only and are drafts."
        hint = "Take `draft: true` out of those that everybody may read; `params.visibility` names them."
        yield warning(place, message, hint)
    if counts["nowhere"]:
        message = (
            f"{counts['nowhere']} pictures and files of the site are not here, and an export does not say its address."
        )
        hint = "Put the site's `content` folder beside the export, or set `address` under [importers.ghost]."
        yield warning(place, message, hint)


def _without_address(reading: Reading) -> int:
    """How many files of an article are neither here nor to be fetched."""
    return sum(not one.path and not one.url for one in reading.draft.attachments) if reading.draft else 0
