"""Bytes to text: size, encoding, and whether it is text at all. Never guesses at what it refuses, and reads no disk
but through `Input`."""

import codecs
import hashlib
import re
import unicodedata
from typing import BinaryIO

import msgspec

from backfile.importers.importer import Input

MAX_BYTES = 1024 * 1024
"""The largest file that is read, a book's length: the largest of the 181 measured has 110 kB; 1 MB takes some 4 s."""

MAX_LINE = 50_000
"""The longest line, in characters, that is taken for a paragraph."""

MAX_LINES = 5_000
"""The most lines that are read: the longest of the 181 measured has 656."""

_CHUNK = 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile("[\x0b\x0c\x85\u2028\u2029]")


class Source(msgspec.Struct, frozen=True):
    """A file as it was read: its digest, its text, and why it is refused (then the text is empty).

    `doubt` tells of an encoding that had to be taken without a sign; `line` is where the refusal stands. What could not
    be read, or not whole, counts as text: there may be an article in it.
    """

    sha256: str
    text: str = ""
    refusal: str = ""
    doubt: str = ""
    line: int = 0
    is_text: bool = True


def read_source(item: Input) -> Source:
    """The text of the input with `\\n` line ends, NFC, without unseen characters; or the reason why there is none."""
    try:
        with item.open() as stream:
            data, sha256, size = _read_bounded(stream)
    except OSError as error:
        return Source("", refusal=f"the file cannot be read: {error.strerror or error}")
    if size > MAX_BYTES:
        return Source(sha256, refusal=f"the file has {size:,} bytes; more than {MAX_BYTES:,} are not one article")
    text, doubt = decode(data)
    if text is None:
        return Source(sha256, refusal="the file is not text", is_text=False)
    text = tidy(text)
    return _check_lines(Source(sha256, text, doubt=doubt))


def decode(data: bytes) -> tuple[str | None, str]:
    """The text (None: these bytes are not text) and, where the encoding is only likely, a doubt in a sentence."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                return None, ""
    if looks_binary(data):
        return None, ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _decode_single_byte(data)


def looks_binary(data: bytes) -> bool:
    """Whether the bytes hold a zero byte or more than a few control characters."""
    head = data[: 64 * 1024]
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 11, 12, 13, 27))
    return b"\x00" in data or controls * 100 > len(head)


def tidy(text: str) -> str:
    """One kind of line end, NFC, no byte order mark, soft hyphen, zero-width space or control character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _SPACES.sub(" ", text)))


def _read_bounded(stream: BinaryIO) -> tuple[bytes, str, int]:
    digest, kept, size = hashlib.sha256(), bytearray(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size <= MAX_BYTES:
            kept += chunk
    return bytes(kept), digest.hexdigest(), size


def _decode_single_byte(data: bytes) -> tuple[str | None, str]:
    """Windows-1252, or UTF-8 of which a little is damaged: whichever leaves fewer odd characters."""
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    multibyte = sum(1 for char in damaged if char > "\x7f") - broken
    if broken * 10 < multibyte:
        return damaged, f"{broken} bytes are not UTF-8 and were replaced by U+FFFD."
    text = data.decode("cp1252", errors="replace")
    letters = sum(char.isalpha() for char in text)
    foreign = sum(char > "\x7f" for char in text)
    if text.count("\ufffd") * 100 > foreign or foreign * 3 > max(letters, 1):
        return None, ""
    return text, ""


def _check_lines(source: Source) -> Source:
    lines = source.text.split("\n")
    if len(lines) > MAX_LINES:
        message = f"the file has {len(lines):,} lines; more than {MAX_LINES:,} are not one article"
        return Source(source.sha256, refusal=message, line=MAX_LINES)
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            message = f"the line has {len(line):,} characters; more than {MAX_LINE:,} are not a paragraph"
            return Source(source.sha256, refusal=message, line=number)
    return source
