"""A picture's file without what is not the picture: EXIF with its places and serial numbers, XMP, IPTC, previews,
comments, whatever stands behind the end. Works on the file's own parts, so that not a pixel changes."""

import re
import struct
from collections.abc import Iterator


def stripped(data: bytes, kind: str, turn: int = 1) -> bytes | None:
    """The file of that kind without metadata; None where its parts cannot be told. A JPEG that has to be turned
    (2 to 8, as EXIF counts) keeps that one entry."""
    strip = _STRIPPERS.get(kind)
    try:
        return strip(data, turn) if strip else None
    except (struct.error, IndexError):
        return None


_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""A marker within the picture's data: none that is stuffed, and none that only restarts the decoder."""


def _jpeg(data: bytes, turn: int) -> bytes | None:
    if data[:2] != b"\xff\xd8":
        return None
    parts = [b"\xff\xd8"]
    begun = False
    for marker, part in _jpeg_parts(data):
        if not begun and marker != 0xE0:
            begun = True
            parts += [_turning(turn)] if turn != 1 else []
        if marker < 0:
            return None
        if not _is_dropped_from_jpeg(marker, part):
            parts.append(part)
    return b"".join(parts)


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment, with the data behind it, up to the end of the first picture; -1 for what is no
    segment. A file that is cut off ends where it ends."""
    place = 2
    while place < len(data):
        found = _MARKER.match(data, place)
        if found is None:
            yield -1, b""
            return
        marker = found[1][0]
        if marker == 0xD9:
            yield marker, b"\xff\xd9"
            return
        (length,) = struct.unpack_from(">H", data, found.end())
        end = found.end() + length
        if marker == 0xDA:
            behind = _MARKER.search(data, end)
            end = behind.start() if behind else len(data)
        yield marker, b"\xff" + data[found.end() - 1 : end]
        place = end


def _is_dropped_from_jpeg(marker: int, part: bytes) -> bool:
    """Application data but JFIF's own, colour profiles and Adobe's word on colours; comments."""
    if marker == 0xE0:
        return not part.startswith(b"JFIF\0", 4)
    if marker == 0xE2:
        return not part.startswith(b"ICC_PROFILE\0", 4)
    if marker == 0xEE:
        return not part.startswith(b"Adobe", 4)
    return 0xE0 <= marker <= 0xEF or marker == 0xFE


def _turning(turn: int) -> bytes:
    """An EXIF segment that says nothing but how the picture is to be turned."""
    tiff = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, turn, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT pHYs bKGD hIST sPLT acTL fcTL fdAT".split())


def _png(data: bytes, _: int) -> bytes | None:
    if not data.startswith(_PNG_SIGNATURE):
        return None
    parts, place = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            return None
        is_critical = not name[0] & 0x20
        if is_critical or name in _PNG_KEPT:
            parts.append(data[place:end])
        place = end
        if name == b"IEND":
            return b"".join(parts)
    return None


_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_METADATA = 0x08 | 0x04
"""The flags that say that there are EXIF and XMP."""


def _webp(data: bytes, _: int) -> bytes | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    (size,) = struct.unpack_from("<I", data, 4)
    parts, place, last = [], 12, size + 8
    if last > len(data) + 1:  # a last byte of padding is often left out
        return None
    while place < last:
        name, length = struct.unpack_from("<4sI", data, place)
        end = place + 8 + length
        if end > len(data):
            return None
        part = data[place:end] + b"\0" * (length % 2)
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~_WEBP_METADATA]) + part[9:]
        if name in _WEBP_KEPT:
            parts.append(part)
        place = end + length % 2
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes, _: int) -> bytes | None:
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    place = 13 + _colours(data[10])
    parts = [data[:place]]
    while data[place] != 0x3B:
        begun, kind = place, data[place]
        if kind == 0x2C:
            place += 10 + _colours(data[place + 9]) + 1
        elif kind == 0x21:
            place += 2
        else:
            return None
        place = _end_of_blocks(data, place)
        if kind == 0x2C or _is_kept_in_gif(data, begun):
            parts.append(data[begun:place])
    return b"".join((*parts, b"\x3b"))


def _colours(flags: int) -> int:
    """The bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end_of_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += data[place] + 1
    return place + 1


def _is_kept_in_gif(data: bytes, place: int) -> bool:
    """Whether an extension is one that a picture needs: how it moves, and no comment and no XMP."""
    return data[place + 1] in (0xF9, 0x01) or data[place + 3 : place + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")


_STRIPPERS = {"jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif}
