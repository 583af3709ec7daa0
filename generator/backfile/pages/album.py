"""The pictures of an archive as pages show them, by their addresses. Makes none, and knows no article."""

from collections.abc import Iterable, Mapping

import msgspec

from backfile.archive.catalog import Media
from backfile.archive.urls import url_path
from backfile.config import Pictures
from backfile.pages.views import Picture, PictureFile, PictureSource
from backfile.pictures.facts import Facts
from backfile.pictures.variants import Encoders, Variant, variants_of

Album = Mapping[str, Picture]
"""Pictures without words, by the addresses of their own files."""

NO_PICTURES: Album = {}


class PictureMedium(msgspec.Struct, frozen=True):
    """A picture's file, what is known of it, and what is made of it."""

    medium: Media
    facts: Facts
    variants: tuple[Variant, ...]


def picture_media(
    media: Iterable[Media], facts: Mapping[str, Facts], settings: Pictures, encoders: Encoders
) -> tuple[PictureMedium, ...]:
    """The pictures among the media; `facts` are told by their paths."""
    return tuple(
        PictureMedium(medium, known, variants_of(known, settings, encoders))
        for medium in media
        if (known := facts.get(medium.path)) is not None
    )


def make_album(pictures: Iterable[PictureMedium]) -> Album:
    """The album of these pictures."""
    return {str(picture.medium.url): _picture(picture) for picture in pictures}


def _picture(picture: PictureMedium) -> Picture:
    by_format: dict[str, list[PictureFile]] = {}
    for variant in picture.variants:
        file = PictureFile(url_path(f"/{variant.output}"), variant.width)
        by_format.setdefault(variant.format, []).append(file)
    sources = tuple(PictureSource(f"image/{name}", tuple(files)) for name, files in by_format.items())
    facts = picture.facts
    return Picture(str(picture.medium.url), width=facts.width, height=facts.height, sources=sources, tone=facts.tone)


def pictured(url: str, album: Album) -> Picture | None:
    """The picture at an address of the site, whatever stands behind its path."""
    return album.get(url.partition("?")[0].partition("#")[0]) if album else None
