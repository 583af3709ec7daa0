"""Which smaller pictures are made of a picture, and how their files are named. Decides only; makes none."""

from collections.abc import Sequence

import msgspec

from backfile.config import Pictures
from backfile.digest import digest_of
from backfile.pictures.facts import Facts

LEAST_WIDTH = 160
"""Below so many pixels a picture is an ornament, of which a smaller file saves nothing."""

NEAR = 0.85
"""A width beyond this part of the picture's own is left to the picture's own."""

MOST_PIXELS_A_SIDE = 16_383
"""What WebP can hold."""

RECIPE = 1
"""Changes when other bytes are made of the same picture by the same settings and versions."""

FOLDER = "assets/pictures/"
"""Where these files stand in the site."""


class Encoders(msgspec.Struct, frozen=True):
    """What can be made here: the formats, and the versions of what makes them, of which other ones may give other
    bytes."""

    formats: tuple[str, ...] = ()
    versions: str = ""


class Variant(msgspec.Struct, frozen=True):
    """A picture to be made of another: `avif` or `webp`, its width and height in pixels, its quality (1 to 100), and
    the name of its file, which tells it from all others."""

    format: str
    width: int
    height: int
    quality: int
    name: str

    @property
    def output(self) -> str:
        """Its path in the site."""
        return f"{FOLDER}{self.name}"


def variants_of(facts: Facts, settings: Pictures, encoders: Encoders) -> tuple[Variant, ...]:
    """The pictures to make of that one, by format in the order of the settings and then by width; none is larger than
    the picture itself."""
    if not (settings.responsive and facts.can_vary):
        return ()
    sizes = tuple(_sizes(facts, settings.widths))
    qualities = {"avif": settings.avif_quality, "webp": settings.webp_quality}
    return tuple(
        _variant(facts, format, qualities[format], size, encoders)
        for format in dict.fromkeys(settings.formats)
        if format in encoders.formats
        for size in sizes
    )


def _variant(facts: Facts, format: str, quality: int, size: tuple[int, int], encoders: Encoders) -> Variant:
    width, height = size
    made_by = digest_of(facts.digest, facts.turn, format, quality, RECIPE, encoders.versions)
    return Variant(format, width, height, quality, f"{made_by.hex()[:20]}-{width}.{format}")


def _sizes(facts: Facts, widths: Sequence[int]) -> list[tuple[int, int]]:
    if facts.width < LEAST_WIDTH or not widths:
        return []
    chosen = [width for width in sorted(set(widths)) if width < facts.width * NEAR]
    if facts.width <= max(widths) or not chosen:
        chosen.append(min(facts.width, max(widths)))
    sizes = [(width, max(1, round(facts.height * width / facts.width))) for width in chosen]
    return [size for size in sizes if max(size) <= MOST_PIXELS_A_SIDE]
