"""Bytes of an export to text: its encoding is often not what it says. Leaves out what XML does not allow, and says
so."""

import codecs
import re
from typing import Protocol

_BAD_BYTES = re.compile("[\udc80-\udcff]+")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r"))
_DECLARED = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)""")


def declared_encoding(head: bytes) -> str:
    """The encoding that the XML declaration names, if Python knows it; else `utf-8`."""
    match = _DECLARED.search(head[:1024])
    name = match[1].decode("ascii") if match else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def decode(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    """The text, with `\\n` as line ends, and what was wrong with it. UTF-8 is tried first, whatever was declared: text
    in another encoding is hardly ever valid UTF-8. Single bad bytes are taken for Windows-1252."""
    told: list[str] = []
    try:
        text = data.decode("utf-8")
        is_legal = _has_no_illegal(data)
    except UnicodeDecodeError:
        text, is_legal = _decode_other(data, declared, told), False
    if not is_legal and _ILLEGAL.search(text):
        text, count = _ILLEGAL.subn("", text)
        told.append(f"{count} control {_plural(count)} left out.")
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text), tuple(told)


def _has_no_illegal(data: bytes) -> bool:
    """Whether UTF-8 has none of the characters that XML does not allow, found in a third of the time that a pattern
    takes. The last two of them have one beginning with nearly no others."""
    return len(data.translate(None, _CONTROL_BYTES)) == len(data) and b"\xef\xbf" not in data


def without_illegal(text: str) -> str:
    """The text without control characters and halves of surrogate pairs, which no file may hold."""
    return _ILLEGAL.sub("", text) if _ILLEGAL.search(text) else text


def _decode_other(data: bytes, declared: str, told: list[str]) -> str:
    if declared not in ("utf-8", "ascii"):
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    text, count = _BAD_BYTES.subn(_as_windows, data.decode("utf-8", "surrogateescape"))
    told.append(f"at {count} {'place' if count == 1 else 'places'} bytes are not UTF-8; taken for Windows-1252.")
    return text


def _plural(count: int) -> str:
    return "character is" if count == 1 else "characters are"


def _as_windows(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


class Bytes(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """About so many bytes; none at the end."""
        ...


def as_ascii_compatible(stream: Bytes) -> Bytes:
    """The stream, in UTF-8 where it is UTF-16 or UTF-32: marks of XML are looked for in bytes."""
    start = stream.read(4)
    return _Recoded(start, stream, _wide_encoding(start))


def is_wide(start: bytes) -> bool:
    """Whether a stream that begins so is recoded, and so has its elements at other bytes than what is read of it."""
    return bool(_wide_encoding(start[:4]))


def _wide_encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return {b"<\0?\0": "utf-16-le", b"\0<\0?": "utf-16-be"}.get(start, "")


class _Recoded:
    """A stream of another encoding as UTF-8; without one, the same bytes."""

    def __init__(self, start: bytes, stream: Bytes, encoding: str) -> None:
        self._start = start
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None

    def read(self, size: int, /) -> bytes:
        """About so many bytes; none at the end."""
        while data := self._start + self._stream.read(size):
            self._start = b""
            if self._decoder is None:
                return data
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace") if self._decoder else b""
