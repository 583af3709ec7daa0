"""Draws the picture that stands beside a link to an article elsewhere: its section, title and date on the nameplate's
ground. Knows the letters of European languages and leaves all others to the article's own picture."""

import unicodedata
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import msgspec
from PIL import Image, ImageDraw, ImageFont

from backfile.pictures.letters import SHARE_IMAGE_SIZE as SIZE

_MARGIN = 64
_WIDTH = SIZE[0] - 2 * _MARGIN
_TITLE_TOP, _TITLE_BOTTOM = 216, 536
_TITLE_SIZES = (88, 80, 72, 64, 58, 52, 46)
_LEADING = 1.12
_LEVELS = 16
"""Steps from the ground to a colour: letters' edges need no more, and a picture of 32 colours is small."""


class ShareText(msgspec.Struct, frozen=True):
    """What is written on a share image; each is one line of text, however long, and may be empty."""

    site: str
    section: str
    title: str
    date: str


class ShareColours(msgspec.Struct, frozen=True):
    """The colours of a share image, each as `#rrggbb`."""

    ground: str
    ink: str
    accent: str


def draw_share_image(text: ShareText, colours: ShareColours) -> bytes:
    """The picture as a PNG. The same text, colours and version of Pillow give the same bytes."""
    ink, accent = Image.new("L", SIZE), Image.new("L", SIZE)
    on_ink, on_accent = ImageDraw.Draw(ink), ImageDraw.Draw(accent)
    _nameplate(on_ink, _line(text.site))
    if text.section:
        section = _cut(_line(text.section), _font(34), _WIDTH)
        on_accent.text((_MARGIN, 196), section, 255, _font(34), anchor="ls")
    _title(on_ink, _line(text.title))
    on_ink.line((_MARGIN, 562, SIZE[0] - _MARGIN, 562), 90, 1)
    on_ink.text((_MARGIN, 598), _line(text.date), 190, _font(28), anchor="ls")
    stream = BytesIO()
    _coloured(ink, accent, colours).save(stream, "PNG", bits=8)
    return stream.getvalue()


def _nameplate(draw: ImageDraw.ImageDraw, site: str) -> None:
    draw.text((SIZE[0] // 2, 88), _cut(site, _font(52), _WIDTH), 255, _font(52), anchor="ms")
    draw.rectangle((_MARGIN, 118, SIZE[0] - _MARGIN, 121), 255)
    draw.rectangle((_MARGIN, 126, SIZE[0] - _MARGIN, 126), 255)


def _title(draw: ImageDraw.ImageDraw, title: str) -> None:
    """As large as it fits; in the smallest size what does not fit is cut."""
    lines, size = [title], _TITLE_SIZES[-1]
    for size in _TITLE_SIZES:
        lines = _lines(title, _font(size))
        if len(lines) <= _room(size):
            break
    room = _room(size)
    if len(lines) > room:
        lines = [*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), _font(size), _WIDTH)]
    for number, line in enumerate(lines):
        draw.text((_MARGIN, _TITLE_TOP + number * size * _LEADING), line, 255, _font(size), anchor="la")


def _room(size: int) -> int:
    return int((_TITLE_BOTTOM - _TITLE_TOP) // (size * _LEADING))


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The text in lines that fit; a word that is wider than a line is parted where it must be."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= _WIDTH:
            lines[-1] += f" {word}"
            continue
        while font.getlength(word) > _WIDTH:
            end = _fitting(word, font, _WIDTH)
            lines.append(word[:end])
            word = word[end:]
        lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    if font.getlength(text) <= width:
        return text
    return text[: _fitting(text, font, width - font.getlength("…"))].rstrip(" ,;:.–—-") + "…"


def _fitting(text: str, font: ImageFont.FreeTypeFont, width: float) -> int:
    """How many of the text's first letters are no wider than that; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.getlength(text[:middle]) <= width else (low, middle - 1)
    return low


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[:1000]).split())


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The plain layout: the other one hangs on a library that not every Pillow has.
    return ImageFont.truetype(BytesIO(_font_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1)
def _font_bytes() -> bytes:
    return (files("backfile.pictures") / "fonts" / "SourceSerifPro-Bold.otf").read_bytes()


def _coloured(ink: Image.Image, accent: Image.Image, colours: ShareColours) -> Image.Image:
    step = 256 // _LEVELS
    image = ink.point([value // step for value in range(256)])
    over = accent.point([_LEVELS + value // step for value in range(256)])
    image.paste(over, mask=accent.point([255 if value >= step else 0 for value in range(256)]))
    image.putpalette([part for colour in (colours.ink, colours.accent) for part in _shades(colours.ground, colour)])
    return image


def _shades(ground: str, colour: str) -> list[int]:
    """Red, green and blue of each step from the ground to the colour."""
    both = tuple(zip(_parts(ground), _parts(colour), strict=True))
    return [round(one + (other - one) * level / (_LEVELS - 1)) for level in range(_LEVELS) for one, other in both]


def _parts(colour: str) -> list[int]:
    return [int(colour[start:end], 16) for start, end in pairwise((1, 3, 5, 7))]
