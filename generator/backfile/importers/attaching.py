"""Puts media beside the articles of an import: which files they are, under which names, and what is missing."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from backfile.importers.fetching import Fetcher
from backfile.importers.importer import Attachment, Draft
from backfile.importers.links import Places
from backfile.importers.media import Medium, Refused, examine
from backfile.importers.placing import is_document


class Missing(msgspec.Struct, frozen=True):
    """A medium that the article names and does not have, and why. Its address stays in the text as it was."""

    address: str
    reason: str


class Beside(msgspec.Struct, frozen=True):
    """The media of one article by the address as written, and those that are not to be had."""

    media: dict[str, Medium]
    missing: tuple[Missing, ...]

    @property
    def names(self) -> Mapping[str, Path]:
        """Where each medium is, by its name beside the article."""
        return {medium.name: Path(medium.path) for medium in self.media.values()}


class Attacher:
    """Looks at media and puts them in place, as `media` says: `copy`, `link` (hard links), `skip`, or `fetch` (copies,
    and what is not here from the network)."""

    def __init__(self, media: str, fetcher: Fetcher) -> None:
        self._media = media
        self._fetcher = fetcher
        self._examined: dict[str, Medium | Refused] = {}

    def beside(self, draft: Draft, places: Places) -> Beside:
        """The media of a draft. What is an article of the same import is none."""
        media: dict[str, Medium] = {}
        missing: list[Missing] = []
        for attachment in self._wanted(draft, places):
            found = self._look(attachment)
            if isinstance(found, Medium):
                media[attachment.written] = found
            else:
                missing.append(Missing(attachment.written, found.reason))
        return Beside(media, tuple(missing))

    def _wanted(self, draft: Draft, places: Places) -> Iterator[Attachment]:
        if self._media == "skip":
            return
        for attachment in draft.attachments:
            if not is_document(attachment.path) and not (attachment.path and attachment.path in places.by_source):
                yield attachment

    def _look(self, attachment: Attachment) -> Medium | Refused:
        path: Path | Refused = Path(attachment.path) if attachment.path else Refused("it is not here")
        if not attachment.path and attachment.url and self._media == "fetch":
            path = self._fetcher.fetch(attachment.url)
        if isinstance(path, Refused):
            return path
        key = str(path)
        if key not in self._examined:
            self._examined[key] = examine(path)
        return self._examined[key]

    def put(self, source: Path, target: Path) -> None:
        """Puts a medium in its place. One that stands there has the same content, for its name is made from it."""
        if target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.unlink(missing_ok=True)
        if self._media == "link":
            os.link(source.resolve(), partial)
        else:
            shutil.copyfile(source, partial)
        partial.replace(target)
