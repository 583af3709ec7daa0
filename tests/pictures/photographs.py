"""Pictures for the tests, drawn here: with a camera's metadata, turned, in every kind of file."""

import struct
from io import BytesIO
from typing import Any

from PIL import Image, TiffImagePlugin

SECRETS = (b"Exif-Secret", b"XMP-Secret", b"IPTC-Secret", b"Comment-Secret", b"Trailer-Secret")
"""What stands in a photograph's metadata and must stand nowhere in what is published."""


def photograph(width: int = 640, height: int = 400) -> Image.Image:
    """A picture with a rising brightness, a red left half and a blue right one."""
    image = Image.new("RGB", (width, height), (190, 40, 40))
    image.paste((40, 60, 170), (width // 2, 0, width, height))
    ramp = Image.linear_gradient("L").resize((width, height))
    return Image.blend(image, Image.merge("RGB", (ramp, ramp, ramp)), 0.35)


def jpeg(width: int = 640, height: int = 400, turn: int = 1, **options: Any) -> bytes:
    """A JPEG as a camera writes it: with its place on earth, XMP, IPTC, a comment, and more behind its end."""
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "Exif-Secret"
    exif[0x8825] = {1: "N", 2: _degrees(59, 19, 46), 3: "E", 4: _degrees(18, 4, 7)}
    data = _saved(photograph(width, height), "JPEG", exif=exif, comment=b"Comment-Secret", quality=90, **options)
    more = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0XMP-Secret") + _segment(0xED, b"Photoshop 3.0\0IPTC-Secret")
    return data[:2] + more + data[2:] + b"Trailer-Secret"


def png(width: int = 640, height: int = 400, mode: str = "RGB") -> bytes:
    """A PNG with text and EXIF in it."""
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", "Comment-Secret")
    text.add_itxt("XML:com.adobe.xmp", "XMP-Secret")
    exif = Image.Exif()
    exif[0x010F] = "Exif-Secret"
    return _saved(photograph(width, height).convert(mode), "PNG", pnginfo=text, exif=exif) + b"Trailer-Secret"


def webp(width: int = 640, height: int = 400) -> bytes:
    """A WebP with EXIF and XMP in it."""
    return _saved(photograph(width, height), "WEBP", exif=_exif(), xmp=b"XMP-Secret", quality=80)


def avif(width: int = 640, height: int = 400) -> bytes:
    """An AVIF with EXIF and XMP in it."""
    return _saved(photograph(width, height), "AVIF", exif=_exif(), xmp=b"XMP-Secret", quality=60, speed=10)


def gif(frames: int = 1) -> bytes:
    """A GIF with a comment; of several frames one that moves."""
    images = [photograph(320, 200).rotate(90 * number) for number in range(frames)]
    options: dict[str, Any] = {"save_all": True, "append_images": images[1:], "loop": 0} if frames > 1 else {}
    return _saved(images[0], "GIF", comment=b"Comment-Secret", **options) + b"Trailer-Secret"


def plain_png(width: int, height: int) -> bytes:
    """A PNG of one colour: small, however large it is."""
    return _saved(Image.new("L", (width, height), 128), "PNG")


def secrets_in(data: bytes) -> list[bytes]:
    """The secrets that stand in these bytes."""
    return [secret for secret in SECRETS if secret in data]


def opened(data: bytes) -> Image.Image:
    """The picture in these bytes, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Exif-Secret"
    return exif


def _degrees(*parts: int) -> tuple[TiffImagePlugin.IFDRational, ...]:
    return tuple(TiffImagePlugin.IFDRational(part) for part in parts)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _saved(image: Image.Image, format: str, **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()
