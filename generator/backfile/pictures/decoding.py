"""Looks at a picture's bytes with Pillow: what it is, how large, and which tone it has."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from backfile.digest import digest_bytes
from backfile.pictures.drawings import HEAD_BYTES, size_of_drawing
from backfile.pictures.facts import BROKEN, MOST_PIXELS, TOO_LARGE, Facts
from backfile.pictures.stripping import stripped
from backfile.pictures.tones import nearest_tone

Image.MAX_IMAGE_PIXELS = None  # it would print a warning; sizes are looked at here before anything is decoded

_KINDS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_OPENED = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
"""Formats that browsers show; Pillow's readers of the others are never let at a stranger's file."""

_MODES = frozenset(("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr"))
"""Modes of eight bits a channel."""

_TURN = 0x0112
_SEEN = 48
"""Pixels a side of what the tone is told from."""

_DRAWING = re.compile(rb"<(?:[a-zA-Z_][\w.-]*:)?svg\b")


def look(data: bytes, *, is_drawing: bool) -> Facts:
    """What there is to know of the picture in these bytes, decoded whole, so that one that is broken is told.
    `is_drawing` tells that it should be an SVG."""
    digest = digest_bytes(data)
    if is_drawing:
        if not _DRAWING.search(data[:HEAD_BYTES]) and data[:2] != b"\x1f\x8b":
            return Facts(digest, fault=BROKEN)
        width, height = size_of_drawing(data)
        return Facts(digest, "svg", width, height)
    try:
        with unwarned():
            return _look(data)
    # Pillow's readers raise OSError, SyntaxError, ValueError, struct.error, IndexError and more at damaged files.
    except Exception:
        return Facts(digest, fault=BROKEN)


def _look(data: bytes) -> Facts:
    digest = digest_bytes(data)
    image = opened(data)
    kind = kind_of(image)
    turn = _turn(image) if kind == "jpeg" else 1
    width, height = image.size if turn < 5 else image.size[::-1]
    is_clean = _is_clean(image, data, kind, turn)
    facts = Facts(digest, kind, width, height, turn, is_clean)
    if width * height > MOST_PIXELS:
        return Facts(digest, kind, width, height, turn, is_clean, fault=TOO_LARGE)
    if kind != "jpeg" and getattr(image, "is_animated", False):
        return facts
    can_vary = image.mode in _MODES
    image.draft("RGB", (_SEEN, _SEEN))
    image.load()
    return Facts(digest, kind, width, height, turn, is_clean, can_vary, _tone(image))


@contextmanager
def unwarned() -> Iterator[None]:
    """Without Pillow's warnings of metadata that it cannot read: none of it is published."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def opened(data: bytes) -> ImageFile.ImageFile:
    """The picture, of which nothing but the head has been read."""
    return Image.open(BytesIO(data), formats=_OPENED)


def kind_of(image: ImageFile.ImageFile) -> str:
    """What kind of file the picture is in."""
    return _KINDS[image.format or ""]


def _turn(image: ImageFile.ImageFile) -> int:
    turn = image.getexif().get(_TURN, 1)
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _is_clean(image: ImageFile.ImageFile, data: bytes, kind: str, turn: int) -> bool:
    if kind == "avif":
        return not (image.info.get("exif") or image.info.get("xmp"))
    return stripped(data, kind, turn) == data


def has_holes(image: Image.Image) -> bool:
    """Whether something of what stands behind the picture shows."""
    return "A" in image.mode or "a" in image.mode or "transparency" in image.info


def _tone(image: Image.Image) -> str:
    """The tone nearest to the commonest of the picture's colours, when they are taken together to six."""
    if image.mode not in _MODES or has_holes(image):
        return ""
    small = image.convert("RGB").resize((_SEEN, _SEEN), Image.Resampling.BOX)
    few = small.quantize(6, Image.Quantize.MEDIANCUT)
    palette = few.getpalette() or []
    counts = few.getcolors() or []
    if not counts:
        return ""
    _, commonest = max(counts, key=lambda counted: (counted[0], -_number(counted[1])))
    start = 3 * _number(commonest)
    return nearest_tone(*palette[start : start + 3])


def _number(colour: object) -> int:
    return colour if isinstance(colour, int) else 0


def turned(image: Image.Image) -> Image.Image:
    """The picture as it is shown, whatever its EXIF says."""
    return ImageOps.exif_transpose(image)
