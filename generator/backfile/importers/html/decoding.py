"""Bytes of a page to text, by the marks that browsers go by. Never raises on any bytes, and reads nothing but them."""

import codecs
import re

import msgspec

HEAD_BYTES = 4096
"""How far a declaration is looked for. Browsers stop at 1,024 bytes; saved pages carry comments before their head."""

SAMPLE_BYTES = 64 * 1024
MOST_BROKEN = 0.02
"""The share of characters that may be broken in a page of the encoding it declares: a cut or patched page has few."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
# What a label means in a browser where it is not what Python reads by it (WHATWG Encoding, names and labels).
_BROWSER_NAMES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
    "utf-7": "utf-8",
}
_NOT_OF_PAGES = frozenset(
    ["idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "charmap"]
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,8}));?")


class Decoded(msgspec.Struct, frozen=True):
    """A page's text, the encoding it was read by, where that came from, and how many characters were broken."""

    text: str
    encoding: str
    where: str
    broken: int = 0


def decode(data: bytes, charset: str = "") -> Decoded:
    """The text of the page, without control characters. `charset` is what the server said, where that is known."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding, "byte order mark")
    for label, where in ((charset, "HTTP header"), *_declarations(data[:HEAD_BYTES])):
        encoding = _codec(label)
        if encoding:
            return _by_declaration(data, encoding, where)
    return _detected(data)


def _declarations(head: bytes) -> list[tuple[str, str]]:
    found = [
        (match[1], where) for pattern, where in ((_META, "meta"), (_XML, "XML")) if (match := pattern.search(head))
    ]
    return [(label.decode("ascii", "ignore"), where) for label, where in found]


def _codec(label: str) -> str:
    """Python's name of the encoding that a browser would take for the label, or nothing where there is none."""
    try:
        name = codecs.lookup(label.strip().lower()).name if label else ""
        # rot13, base64 and their like are codecs too, but not of text.
        is_text = bool(name) and name not in _NOT_OF_PAGES and "".encode(name) is not None
        return _BROWSER_NAMES.get(name, name) if is_text else ""
    except (LookupError, UnicodeError, ValueError):
        return ""


def _by_declaration(data: bytes, encoding: str, where: str) -> Decoded:
    if encoding != "utf-8" and _is_utf8(data):
        # Tools that save a page often write UTF-8 and leave the old declaration in.
        return _decoded(data, "utf-8", "valid UTF-8")
    decoded = _decoded(data, encoding, where)
    return decoded if decoded.broken <= MOST_BROKEN * len(data) else _detected(data)


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 and more than ASCII: by chance text in another encoding never is."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detected(data: bytes) -> Decoded:
    # A zero byte in every other place is UTF-16 without a mark.
    head = data[:SAMPLE_BYTES]
    if head[1::2].count(0) * 4 > len(head):
        return _decoded(data, "utf-16-le", "detection")
    if head[0::2].count(0) * 4 > len(head):
        return _decoded(data, "utf-16-be", "detection")
    plain = _decoded(data, "utf-8", "detection")
    foreign = len(plain.text) - len(plain.text.encode("ascii", "ignore"))
    if plain.broken * 50 <= max(1, foreign):
        return plain
    return _decoded(data, _guess(head) or "cp1252", "detection")


def _guess(head: bytes) -> str:
    """The encoding that charset-normalizer finds likeliest in what is not ASCII, markup left out: the tags of a page
    are English whatever its text is."""
    from charset_normalizer import from_bytes  # only for pages that name no encoding

    text = re.sub(rb"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>", b" ", head)
    best = from_bytes(text[:16_384]).best()
    return _codec(best.encoding) if best else ""


def _decoded(data: bytes, encoding: str, where: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(
        _REFERENCE.sub(_referred, _CONTROLS.sub("", text.replace("\x0c", " "))), encoding, where, text.count("\ufffd")
    )


def _referred(match: re.Match[str]) -> str:
    """A numeric reference as it stands; nothing where it stands for a control character, which no tree may hold."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if number in (9, 10, 13) or (31 < number < 0x110000 and not _CONTROLS.match(chr(number))) else ""
