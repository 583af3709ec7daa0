"""An outline: as much of a published archive as a small change needs to know of the articles that did not change."""

import msgspec

from backfile.archive.catalog import Archive, Media, Redirect, Spine
from backfile.archive.corrections import Corrected
from backfile.archive.labelled import Labelled
from backfile.archive.taxonomy import Vocabulary
from backfile.archive.urls import UrlPath


class Outline(msgspec.Struct, frozen=True):
    """An archive without its articles. `pages` are source and address of those without a date; `corrections` are kept
    whole, as they are few and short."""

    spine: Spine
    vocabularies: dict[str, Vocabulary]
    labelled: dict[str, Labelled]
    pages: tuple[tuple[str, str], ...]
    media: tuple[Media, ...]
    redirects: tuple[Redirect, ...]
    corrections: tuple[Corrected, ...]
    gone: tuple[UrlPath, ...] = ()


def outline_of(archive: Archive) -> Outline:
    """The outline of a whole archive."""
    pages = tuple((entry.article.path, str(entry.url)) for entry in archive.pages)
    return Outline(
        archive.spine,
        archive.vocabularies,
        archive.labelled,
        pages,
        archive.media,
        archive.redirects,
        archive.corrections,
        archive.gone,
    )
