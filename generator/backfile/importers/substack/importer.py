"""The importer of Substack's exports: a list of posts and a file for each of them in, readings out."""

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.rows import columns_of, csv_rows
from backfile.importers.substack.draft import draft_of
from backfile.importers.substack.listing import LISTED_AS, Post, is_list, is_of_readers, post_in, post_of
from backfile.importers.substack.settings import publication
from backfile.importers.utf8 import decode
from backfile.problems import Location, Problem, warning

_PAGE = (b"<!doctype", b"<html", b"<head", b"<?xml")
_MARKS = (
    b"data-component-name=",
    b"captioned-image-container",
    b"subscription-widget",
    b"button-wrapper",
    b"footnote-anchor",
    b"data-attrs=",
)


class Lesson(msgspec.Struct, frozen=True):
    """What the lists of an import say of each post by its number, the posts whose files are among the inputs, and the
    input that tells what is wrong with the settings."""

    posts: dict[str, Post] = {}
    files: frozenset[str] = frozenset()
    teller: str = ""


class Substack(Importer):
    """Exports of Substack: `posts.csv`, and the text of each post in `posts/`."""

    name = "substack"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of the list by its columns, and of lists of readers, lest another importer read them; of a post, which
        is no whole page, by its name, surer by its markup."""
        if is_of_readers(name):
            return 0.9
        if name.lower().endswith(".csv"):
            return 0.97 if is_list(columns_of(sample)) else 0.0
        if post_in(name) is None:
            return 0.0
        if sample.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(_PAGE):
            return 0.1
        return 0.9 if any(mark in sample for mark in _MARKS) else 0.75 if sample.lstrip()[:1] == b"<" else 0.15

    def claims(self, names: Sequence[str]) -> float:
        """A folder with posts and a list, of them or of readers, is an export or its folder of posts."""
        has_list = any(name.rsplit("/", 1)[-1].lower() == LISTED_AS or is_of_readers(name) for name in names)
        return 0.95 if has_list and any(map(post_in, names)) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> Lesson:
        """All lists, those too that lie beside posts which were named by themselves."""
        lists = {item.name: item for item in inputs if _is_csv(item)}
        files = [found.number for item in inputs if (found := post_in(item.name))]
        for item in inputs:
            for folder in Path(item.name).parents[:2] if post_in(item.name) else ():
                path = str(folder / LISTED_AS)
                if path not in lists and Path(path).is_file():
                    lists[path] = Input(path, partial(_open, path))
        posts = {post.number: post for item in lists.values() for post in _posts(item)}
        return Lesson(posts, frozenset(files), inputs[0].name if inputs else "")

    def read(self, item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
        """A post's article; of a list what is wrong with it, and the posts whose files were not named."""
        if faults := publication(context.settings)[1]:
            hint = "docs/substack.md tells what stands there."
            problems = tuple(Problem(Location("backfile.toml"), f"{fault}.", hint) for fault in faults)
            is_told = item.name != lesson.teller
            skipped = "the settings of its format are wrong" if is_told else ""
            yield Reading(item.name, "", None, () if is_told else problems, skipped)
        elif is_of_readers(item.name):
            yield Reading(item.name, "", None, skipped="it is a list of readers")
        elif _is_csv(item):
            yield from _read_list(item, lesson, context)
        else:
            found = post_in(item.name)
            post = lesson.posts.get(found.number, found) if found else Post(Path(item.name).stem, "", is_listed=False)
            yield _read_post(item, post, context)


def _is_csv(item: Input) -> bool:
    return item.name.lower().endswith(".csv") and not is_of_readers(item.name)


def _open(path: str) -> BinaryIO:
    return Path(path).open("rb")


def _posts(item: Input) -> Iterator[Post]:
    """The posts of a list that can be read; what cannot is told when it is read."""
    try:
        with item.open() as stream:
            for row in csv_rows(stream):
                post = None if row.fault else post_of(row.values)
                if post is not None:
                    yield post
    except OSError:
        return


def _read_list(item: Input, lesson: Lesson, context: ImportContext) -> Iterator[Reading]:
    folder = Path(item.name).parent / "posts"
    yield Reading(item.name, "", None, skipped="it is the list of posts; each is read from its own file")
    with item.open() as stream:
        for row in csv_rows(stream):
            source = f"{item.name}#{row.line}"
            post = None if row.fault else post_of(row.values)
            if post is None:
                fault = row.fault or f'"{row.values.get("post_id", "")}" is no id of a post'
                hint = "Mend the line and import again; the others are in."
                yield Reading(source, "", None, (Problem(Location(item.name, row.line), f"{fault}.", hint),))
            elif post.number not in lesson.files:
                yield _read_unnamed(item, row.line, folder / f"{post.name}.html", post, context)


def _read_unnamed(item: Input, line: int, path: Path, post: Post, context: ImportContext) -> Reading:
    """A post whose list was named and whose file was not: it lies beside the list, or the export has no text of it."""
    if path.is_file():
        return _read_post(Input(str(path), partial(_open, str(path))), post, context)
    source, what = f"{item.name}#{line}", f'the export has no text of "{post.title or post.name}"'
    if not post.is_published or post.kind == "thread":
        told = warning(Location(item.name, line), f"{what}, which is a {post.kind or 'post'} that may have none.")
        return Reading(source, "", None, (told,), skipped=what)
    hint = f"Put {path.name} into the folder posts beside it, or get the export again."
    return Reading(source, "", None, (Problem(Location(item.name, line), f"{what}.", hint),))


def _read_post(item: Input, post: Post, context: ImportContext) -> Reading:
    data = item.read()
    checksum = sha256(data + msgspec.json.encode(post, order="deterministic")).hexdigest()
    decoded = decode(data)
    if decoded.is_binary:
        problem = Problem(Location(item.name), "it is no text.", "Get the export again.")
        return Reading(item.name, checksum, None, (problem,))
    return Reading(item.name, checksum, draft_of(decoded, post, publication(context.settings)[0], context))
