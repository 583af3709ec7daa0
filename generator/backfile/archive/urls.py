"""Addresses: slugs from titles and names, URL paths from permalinks, output paths from URL paths. All pure text."""

import re
import unicodedata
from typing import NewType
from urllib.parse import quote, unquote

UrlPath = NewType("UrlPath", str)
"""A root-relative address, percent-encoded, without the site's base path: `/2020/10/slug/`."""

MAX_SLUG = 100
MAX_SLUG_BYTES = 200
"""A part of a path may have 255 bytes on most file systems, and a term's slug may get a mark after it."""

MAX_PART_BYTES = 255

MAX_ADDRESS_BYTES = 1000
"""A whole path has 1,024 bytes on a Mac and 4,096 on Linux, the folder that the site lies in included."""

_SIGNS = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at ", "%": " percent "}


MAX_PATH_BYTES = 240
"""What a whole path below the site may have: Windows allows 260 signs with the folders above."""

_DEVICES = ("com", "lpt")
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{number}" for name in _DEVICES for number in range(10))))
"""Names that are devices on Windows, in folders and with any ending, too."""

_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN_PATH = re.compile("/[A-Za-z0-9/._~-]*")


def slugify(text: str) -> str:
    """A URL part for that text: `C++` → `c-plus-plus`, `Telefónica` → `telefonica`, `東京` stays. Empty only if the
    text has no letter and no digit in it."""
    if _SLUG.fullmatch(text) and len(text) <= MAX_SLUG and text not in _RESERVED:
        return text  # file names mostly are slugs already: a tenth of the time of putting an archive together
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    if not text.isascii():  # sign by sign takes ten times as long as all the rest
        text = "".join(map(_without_accent, unicodedata.normalize("NFC", text)))
    folded = text.casefold()
    folded = re.sub(r"['’ʼ]", "", folded)
    if folded.isascii():
        return _cut(re.sub("[^a-z0-9]+", "-", folded).strip("-"))
    letters = (c if _is_of_a_word(c) else "-" for c in unicodedata.normalize("NFC", folded) if c not in _ACCENTS)
    return _cut(re.sub("-{2,}", "-", "".join(letters)).strip("-"))


_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
"""Accents that no letter took up under NFC: they go, as those of Latin letters do."""


def _is_of_a_word(character: str) -> bool:
    """Vowel signs of Indic scripts, points of Hebrew and the like are marks, not letters, and belong to their words."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _cut(slug: str) -> str:
    if slug in _RESERVED:
        return f"{slug}_"  # no other slug has this sign
    if len(slug) <= MAX_SLUG and len(slug.encode()) <= MAX_SLUG_BYTES:
        return slug
    short = slug[:MAX_SLUG].encode()[:MAX_SLUG_BYTES].decode("utf-8", "ignore")
    return short.rsplit("-", 1)[0]


def _without_accent(character: str) -> str:
    """Latin letters lose their accents (and ligatures); a letter of another script keeps every mark it has."""
    if character.isascii() or "LATIN" not in unicodedata.name(character, ""):
        return character
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return bare or _LATIN.get(character, character)


_LATIN = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}


def url_path(path: str) -> UrlPath:
    """That path percent-encoded as an address; what is encoded already stays as it is."""
    if _PLAIN_PATH.fullmatch(path):
        return UrlPath(path)
    encoded = quote(unicodedata.normalize("NFC", path), safe="/%:@!$&'()*+,;=~-._")
    return UrlPath(encoded if encoded.startswith("/") else f"/{encoded}")


def normalized_path(text: str) -> UrlPath | None:
    """The address that a person wrote in front matter (`url`, an alias), made whole, in its one spelling; None where
    a static site cannot have it: an address with a query, one that climbs out with `..`, one too long for a disk."""
    path = re.sub(r"^https?://[^/]+", "", text.strip()).split("#", 1)[0]
    if not path or "?" in path:
        return None
    try:
        parts = unicodedata.normalize("NFC", unquote(path, errors="strict")).split("/")
    except UnicodeDecodeError:
        return None
    if any(part == ".." or _is_unfit(part) for part in parts) or len("/".join(parts).encode()) > MAX_ADDRESS_BYTES:
        return None
    kept = [quote(part, safe=":@!$&'()*+,;=~-._") for part in parts if part not in ("", ".")]
    if kept and kept[-1] == "index.html":
        kept.pop()
        parts.append("")
    is_file = bool(kept and parts[-1] and re.search(r"\.[A-Za-z0-9]{1,5}$", kept[-1]))
    return UrlPath("/" + "/".join(kept) + ("" if is_file or not kept else "/"))


def _is_unfit(part: str) -> bool:
    return "\\" in part or any(ord(c) < 32 for c in part) or len(part.encode("utf-8", "replace")) > MAX_PART_BYTES


def output_path(url: str) -> str:
    """The file, relative to the site, that answers to that address: `/a/b/` is `a/b/index.html`."""
    path = unquote(url).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def folded(path: str) -> str:
    """What two paths have in common that only small and capital letters, or ways to write the same signs (NFKD), tell
    apart: most often the very text given, so that it is not in memory twice."""
    small = path.casefold()
    if not small.isascii():
        small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", small).casefold())
    return path if path == small else small


def unportable(path: str) -> str:
    """Why a file of that path cannot be on every system, in words; empty where it can."""
    size = len(path.encode())
    if size > MAX_PATH_BYTES:
        return f"its path has {size} bytes; {MAX_PATH_BYTES} are the most that every system takes"
    if _ILLEGAL.search(path):
        return 'Windows allows none of the signs < > : " | ? * \\ in a path'
    if any(part.endswith((".", " ")) for part in path.split("/")):
        return "Windows allows no dot and no space at the end of a name"
    devices = [part for part in path.split("/") if part.split(".")[0].casefold() in _RESERVED]
    return f"{devices[0]} is the name of a device on Windows" if devices else ""


_ILLEGAL = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def permalink(pattern: str, *, year: int, month: int, day: int, slug: str, section: str) -> UrlPath:
    """The address of an article by the archive's pattern."""
    values = {
        "{year}": f"{year:04}",
        "{month}": f"{month:02}",
        "{day}": f"{day:02}",
        "{slug}": slug,
        "{section}": section,
    }
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    last = pattern.rsplit("/", 1)[1]
    return url_path(pattern if not last or "." in last else f"{pattern}/")
