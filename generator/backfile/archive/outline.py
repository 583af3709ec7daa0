"""An outline: as much of a published archive as a small change needs to know of the articles that did not change."""

from collections.abc import Sequence

import msgspec

from backfile.archive.catalog import Archive, Entry, Media, Redirect, Spine
from backfile.archive.taxonomy import TermKey, Vocabulary


class Labelled(msgspec.Struct, frozen=True):
    """The terms of each dated entry of an archive in one taxonomy, as numbers of `keys`, of which some may be of terms
    that are gone."""

    keys: tuple[TermKey, ...]
    numbers: tuple[tuple[int, ...], ...]

    def of(self, position: int) -> tuple[TermKey, ...]:
        """The keys of an entry's terms."""
        return tuple([self.keys[number] for number in self.numbers[position]])


class Outline(msgspec.Struct, frozen=True):
    """An archive without its articles. `pages` are source and address of those without a date."""

    spine: Spine
    vocabularies: dict[str, Vocabulary]
    labelled: dict[str, Labelled]
    pages: tuple[tuple[str, str], ...]
    media: tuple[Media, ...]
    redirects: tuple[Redirect, ...]


def outline_of(archive: Archive) -> Outline:
    """The outline of a whole archive."""
    labelled = {name: _labelled(archive.entries, name, found) for name, found in archive.vocabularies.items()}
    pages = tuple((entry.article.path, str(entry.url)) for entry in archive.pages)
    return Outline(archive.spine, archive.vocabularies, labelled, pages, archive.media, archive.redirects)


def _labelled(entries: Sequence[Entry], taxonomy: str, vocabulary: Vocabulary) -> Labelled:
    numbers = {key: number for number, key in enumerate(vocabulary.terms)}
    own = tuple(tuple([numbers[term.key] for term in entry.terms[taxonomy]]) for entry in entries)
    return Labelled(tuple(vocabulary.terms), own)
