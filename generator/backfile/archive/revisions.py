"""What a repository's log tells of an archive's articles: their versions, followed through moves. Touches no file."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from backfile.archive.dates import Moment, parse_moment
from backfile.archive.field_values import as_text

COMMIT = "%H %aI %s"
"""How `git log --format` has to tell of a commit, before its files (`-z --raw --no-abbrev`)."""

_COMMIT = re.compile(r"\n?[0-9a-f]{40,64} (\S+) ?(.*)", re.DOTALL)
_FILE = re.compile(r"\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*")
_LINK = "120000"
_ENDINGS = (".md", ".markdown")


class Version(msgspec.Struct, frozen=True, gc=False):
    """A version of a file: the id of its text in the repository, when it was written, and the first line of what was
    said of it."""

    blob: str
    moment: Moment
    summary: str


class Revision(msgspec.Struct, frozen=True, gc=False):
    """A version of an article that was published: its text, that of the version before (empty for the first), and
    whether an import wrote it."""

    version: Version
    before: str
    is_import: bool


def versions(tokens: Iterable[str], zone_name: str) -> dict[str, tuple[Version, ...]]:
    """The versions of each article that the newest commit has, oldest first, each of another text than the one before.
    `tokens` are what git's log says between its zero bytes, newest commit first. A file that was moved keeps what it
    was under its former name; one that was removed and came again begins anew."""
    known: dict[str, str] = {}  # which file of today a name means; none where it is empty
    found: dict[str, list[Version]] = {}
    for moment, summary, status, blob, names in _files(tokens, zone_name):
        name = names[-1]
        identity = known.setdefault(name, "" if status == "D" else name)
        if status in "ACR":
            known[name] = ""
        if status == "R":
            known[names[0]] = identity
        if identity and status != "D" and moment is not None:
            found.setdefault(identity, []).append(Version(blob, moment, summary))
    return {path: tuple(_distinct(reversed(own))) for path, own in found.items()}


def _files(tokens: Iterable[str], zone_name: str) -> Iterator[tuple[Moment | None, str, str, str, tuple[str, ...]]]:
    """Of each file in each commit when and what was said of it, what became of it (git's letter), its text, and its
    names: before a move and after it."""
    moment, summary = None, ""
    stream = iter(tokens)
    for token in stream:
        file = _FILE.match(token)
        if file is None:
            commit = _COMMIT.match(token)
            if commit:
                moment, summary = parse_moment(commit[1], zone_name), as_text(commit[2])
            continue
        names = tuple(next(stream, "") for _ in range(2 if file[3] in "RC" else 1))
        if file[1] != _LINK and names[-1].lower().endswith(_ENDINGS):
            yield moment, summary, file[3], file[2], names


def _distinct(ordered: Iterable[Version]) -> Iterator[Version]:
    last = ""
    for version in ordered:
        if version.blob != last:
            yield version
        last = version.blob


def revisions(own: Iterable[Version], drafts: frozenset[str], imported: frozenset[str]) -> tuple[Revision, ...]:
    """The revisions that these versions, oldest first, come to without those that were `drafts`, by their blobs."""
    made: list[Revision] = []
    for version in own:
        before = made[-1].version.blob if made else ""
        if version.blob not in drafts and version.blob != before:
            made.append(Revision(version, before, version.blob in imported))
    return tuple(made)
