"""Composes the files of the articles of an import, in processes where there are many: their texts, with links and media
led to where each went. Writes nothing into the archive."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.archive.signing import signed
from backfile.build.workers import LocalProcesses, Work
from backfile.importers.attaching import Attacher, Beside
from backfile.importers.fetching import Fetcher
from backfile.importers.importer import Draft, Reading
from backfile.importers.links import links_to_articles
from backfile.importers.placement import file_identity
from backfile.importers.placing import Wishes, base_of, comments_text, identities, slug_of, text_of
from backfile.importers.report import Outcome, compared
from backfile.importers.same_stories import Twin, Verdicts, name_of
from backfile.importers.settled import Settled
from backfile.importers.spool import Spooled, reading_at
from backfile.importers.whereabouts import Whereabouts
from backfile.problems import Location, Problem, warning


class Version(msgspec.Struct, frozen=True):
    """A text as the source has it now: its identities, its checksum, the text with its mark, and the same packed."""

    identities: tuple[str, ...]
    sha256: str
    text: str
    packed: bytes

    def with_text(self, text: str) -> "Version":
        """The same with another text."""
        return self if text == self.text else version_of(self.identities, self.sha256, text)


def version_of(known: tuple[str, ...], sha256: str, text: str) -> Version:
    """A version of that text, which gets its mark."""
    text = signed(text)
    return Version(known, sha256, text, zlib.compress(text.encode(), 1))


class Composed(msgspec.Struct, frozen=True):
    """What is to be written for a reading: its file's version, the media beside it (path by name), its comments, and
    its account, in which only what became of it is missing. `claims` is told of what is written, `numbered` and that it
    is `near` another story where the file is new. Without a version the account is whole, but for that of the reading
    `name` that is left out as the `same` as another."""

    outcome: Outcome
    name: str = ""
    same: Twin | None = None
    near: Twin | None = None
    version: Version | None = None
    media: dict[str, str] = {}
    comments: Version | None = None
    claims: tuple[Problem, ...] = ()
    numbered: tuple[Problem, ...] = ()


class Composing(msgspec.Struct, frozen=True):
    """What all of an import's articles are composed with. `scratch` is the folder in which is kept what was settled."""

    importer: str
    wishes: Wishes
    spool: Spooled
    scratch: Path
    verdicts: Verdicts = Verdicts()
    whereabouts: Whereabouts = Whereabouts()


def compose_all(material: Composing, jobs: int) -> Iterator[Composed]:
    """Every reading of the spool, in its order. What is fetched is asked for by one process, so that no server is asked
    twice."""
    jobs = 1 if material.wishes.media == "fetch" else jobs
    for data in _COMPOSING.run(material, material.spool.places, LocalProcesses(jobs)):
        yield _decode(data)


class Composer:
    """Composes the readings of one importer."""

    def __init__(self, material: Composing) -> None:
        self._importer, self._wishes = material.importer, material.wishes
        self._verdicts, self._whereabouts = material.verdicts, material.whereabouts
        self._settled = Settled(material.scratch)
        self._attacher = Attacher(material.wishes.media, Fetcher(material.scratch))
        self.file: BinaryIO = material.spool.path.open("rb")

    def compose(self, reading: Reading) -> Composed:
        """What is to be written for a reading that was placed."""
        draft = reading.draft
        if draft is None:
            status = "skipped" if reading.skipped else "problem"
            return Composed(Outcome("", reading.source, status, 0.0, (), reading.problems, (reading.skipped,)))
        if same := self._verdicts.same.get(name := name_of(reading)):
            about = (reading.source, "duplicate", draft.confidence, same.lacks, reading.problems)
            return Composed(Outcome("", *about), name, same)
        known = self._settled.identities(reading)
        path = self._settled.paths.get(known[0])
        try:
            return self._composed(reading, draft, path, known)
        except OSError as error:
            return Composed(unwritable(reading.source, path, reading.problems, error))

    def _composed(self, reading: Reading, draft: Draft, path: str, known: tuple[str, ...]) -> Composed:
        beside = self._attacher.beside(draft, self._settled.places)
        text = self._text(reading, draft, path, beside)
        file = file_identity(self._whereabouts.told(reading.source))
        outcome = Outcome(path, reading.source, "", draft.confidence, draft.dropped, reading.problems, draft.doubts)
        outcome = msgspec.structs.replace(
            outcome,
            found=draft.found,
            missing=beside.missing,
            comparison=compared(outcome, draft.original, text) if draft.original else None,
        )
        return Composed(
            outcome,
            near=self._verdicts.near.get(name_of(reading)),
            version=version_of((*known, file), reading.sha256, text),
            media={name: str(place) for name, place in beside.names.items()},
            comments=version_of((f"{known[0]}#comments",), reading.sha256, comments_text(draft))
            if draft.comments
            else None,
            claims=tuple(_second_claim(reading, known)),
            numbered=tuple(_numbered(reading, draft, path)),
        )

    def _text(self, reading: Reading, draft: Draft, path: str, beside: Beside) -> str:
        places = self._settled.places
        changes = {**{w: m.name for w, m in beside.media.items()}, **links_to_articles(draft, places, path)}
        return text_of(reading, self._importer, self._wishes, changes, path)


def _second_claim(reading: Reading, known: tuple[str, ...]) -> Iterator[Problem]:
    first = identities(reading)[0]
    if first not in known:
        message = f"another article of this import comes from {first} too; both are kept."
        yield warning(Location(reading.source), message, "If they are one article, import only one of them.")


def _numbered(reading: Reading, draft: Draft, path: str) -> Iterator[Problem]:
    name = slug_of(draft)
    if "slug" in draft.found and base_of(path) != name:
        message = f"another article has the slug `{name}` already; this one is {path}, by its address too."
        yield warning(Location(reading.source), message, "Give one of them another `slug`.")


def unwritable(source: str, path: str, problems: tuple[Problem, ...], error: OSError) -> Outcome:
    """The account of an article that the disk does not take."""
    hint = "Check its rights and the space on the disk, then import again."
    message = f"the article cannot be written: {error.strerror or error}."
    problem = Problem(Location(str(error.filename or path)), message, hint)
    return Outcome(path, source, "problem", 0.0, (), (*problems, problem))


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Composed).decode


def _compose(composer: Composer, place: int) -> bytes:
    return _encode(composer.compose(reading_at(composer.file, place)))


_COMPOSING = Work(Composer, _compose)
"""Composes readings by their places in a spool; answers are encoded, as that is the quickest way to another process."""
