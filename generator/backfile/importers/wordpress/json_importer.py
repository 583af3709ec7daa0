"""The importer of the REST API's JSON: lists of posts and pages, alone or with media, terms, users and comments in
files beside them. Files of one folder are of one site."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

import msgspec

from backfile.importers.exports.json_stream import Piece, objects
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.wordpress import rest
from backfile.importers.wordpress.addresses import site_of
from backfile.importers.wordpress.article import Site, read_post
from backfile.importers.wordpress.importer import Lesson
from backfile.importers.wordpress.library import Library, LibraryWriter, Medium
from backfile.importers.wordpress.uploads import Uploads, uploads_folder
from backfile.problems import Location, Problem, warning

_PARTS = ("media", "categories", "tags", "users", "comments")
_DAMAGED = "Save it again; what stands before and behind the damage was read."


class WordPressJson(Importer):
    """Answers of WordPress's REST API, saved as files."""

    name = "wordpress-json"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of JSON that names the API's own addresses, or has its fields."""
        plain = sample.replace(b"\0", b"").replace(b"\\/", b"/").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if not plain.startswith((b"[", b"{")):
            return 0.0
        if b"/wp-json/wp/v2/" in plain or (b'"rendered"' in plain and b'"date_gmt"' in plain):
            return 0.96
        has_fields = b'"rendered"' in plain or b'"taxonomy"' in plain
        return 0.9 if has_fields and b'"id"' in plain and b'"slug"' in plain else 0.0

    def claims(self, names: Sequence[str]) -> float:
        """A folder with files of posts and of what belongs to them, named as the API's addresses are."""
        stems = {PurePath(name).stem.lower().split("-")[0] for name in names if name.lower().endswith(".json")}
        return 0.7 if stems & {"posts", "pages"} and stems & set(_PARTS) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> Lesson:
        """Reads every file once for what posts refer to."""
        library = LibraryWriter(context.scratch)
        for item in inputs:
            try:
                with item.open() as stream:
                    for piece in objects(stream):
                        if piece.value is not None:
                            _learn(piece.value, _folder(item), library)
            except OSError:
                continue
        return Lesson(library.finish())

    def read(self, item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """A reading for each post; one for all else that the file holds."""
        library = Library(lesson.library, _folder(item))
        uploads = Uploads(uploads_folder(item.name, context.settings))
        others = 0
        with item.open() as stream:
            for piece in objects(stream):
                if piece.value is None:
                    yield _damaged(item, piece)
                elif rest.kind_of(piece.value) == "post":
                    yield _reading(piece, item, library, uploads, context)
                else:
                    others += 1
        if others:
            reason = (
                f"{others} objects that are media, terms, users, comments or settings, and no articles by themselves."
            )
            yield Reading(f"{item.name}#others", "", None, (), reason)
        library.close()


def _folder(item: Input) -> str:
    """The folder as a name of its site; bytes that are no UTF-8 are written out, as a database takes none."""
    return str(PurePath(item.name).parent).encode("utf-8", "backslashreplace").decode()


def _learn(value: rest.Object, site: str, library: LibraryWriter) -> None:
    """Adds what an object teaches, and what a post has embedded."""
    kind = rest.kind_of(value)
    if kind == "media":
        library.add_medium(site, rest.medium_of(value))
    elif kind == "term":
        library.add_term(site, rest.term_of(value))
    elif kind == "user":
        library.add_author(site, rest.text(value.get("id")), rest.text(value.get("name")))
    elif kind == "comment":
        remark = rest.remark_of(value)
        library.add_remark(site, rest.text(value.get("post")), remark.id, msgspec.msgpack.encode(remark))
    elif kind == "post":
        _learn_from_post(value, site, library)


def _learn_from_post(value: rest.Object, site: str, library: LibraryWriter) -> None:
    library.add_address(site, rest.text(value.get("link")), rest.text(value.get("id")))
    if value.get("type") == "wp_block":
        library.add_block(site, rest.text(value.get("id")), rest.text(value.get("content")))
    number, url = rest.text(value.get("featured_media")), rest.text(value.get("jetpack_featured_media_url"))
    if url and number:
        library.add_medium(site, Medium(id=number, url=url.partition("?")[0]))
    for name in ("wp:featuredmedia", "wp:term"):
        for one in rest.embedded(value, name):
            _learn(one, site, library)
    for reply in rest.embedded(value, "replies"):
        _learn({"post": value.get("id"), **reply}, site, library)


def _reading(piece: Piece, item: Input, library: Library, uploads: Uploads, context: ImportContext) -> Reading:
    assert piece.value is not None
    post, missing = rest.post_of(piece.value, piece.line, library)
    address = rest.address_of(piece.value)
    site = Site(site_of(address) if address else "", address, library, uploads)
    place = Location(item.name, piece.line)
    hint = "Save that list of the API beside the posts, or the posts with `_embed`."
    problems = tuple(warning(place, f"no file has the name of {term}; it was left out.", hint) for term in missing)
    return read_post(post, item.name, site, context, problems)


def _damaged(item: Input, piece: Piece) -> Reading:
    problem = Problem(Location(item.name, piece.line), f"the JSON is damaged here: {piece.wrong}.", _DAMAGED)
    return Reading(f"{item.name}#line-{piece.line}", "", None, (problem,))
