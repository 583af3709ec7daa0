"""Addresses: slugs from titles and names, URL paths from permalinks, output paths from URL paths. All pure text."""

import re
import unicodedata
from typing import NewType
from urllib.parse import quote, unquote

UrlPath = NewType("UrlPath", str)
"""A root-relative address, percent-encoded, without the site's base path: `/2020/10/slug/`."""

MAX_SLUG = 100

_SIGNS = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at ", "%": " percent "}


def slugify(text: str) -> str:
    """A URL part for that text: `C++` → `c-plus-plus`, `Telefónica` → `telefonica`, `東京` stays. Empty only if the
    text has no letter and no digit in it."""
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    folded = "".join(map(_without_accent, unicodedata.normalize("NFC", text))).casefold()
    folded = re.sub(r"['’ʼ]", "", folded)
    slug = re.sub(r"[^\w]+|_+", "-", unicodedata.normalize("NFC", folded)).strip("-")
    return slug if len(slug) <= MAX_SLUG else slug[:MAX_SLUG].rsplit("-", 1)[0]


def _without_accent(character: str) -> str:
    """Latin letters lose their accents (and ligatures); a letter of another script keeps every mark it has."""
    if character.isascii() or "LATIN" not in unicodedata.name(character, ""):
        return character
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return bare or _LATIN.get(character, character)


_LATIN = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}


def url_path(path: str) -> UrlPath:
    """That path percent-encoded as an address; what is encoded already stays as it is."""
    encoded = quote(unicodedata.normalize("NFC", path), safe="/%:@!$&'()*+,;=~-._")
    return UrlPath(encoded if encoded.startswith("/") else f"/{encoded}")


def normalized_path(text: str) -> UrlPath | None:
    """The address that a person wrote in front matter (`url`, an alias), made whole; None where a static site
    cannot have it: an address with a query, or one that climbs out with `..`."""
    path = re.sub(r"^https?://[^/]+", "", text.strip())
    path = path.split("#", 1)[0]
    if not path or "?" in path or "\\" in path or any(ord(character) < 32 for character in path):
        return None
    if ".." in unquote(path).split("/") or "\0" in unquote(path):
        return None
    path = "/" + path.lstrip("/")
    last = path.rsplit("/", 1)[1]
    return url_path(path if not last or re.search(r"\.[A-Za-z0-9]{1,5}$", last) else f"{path}/")


def output_path(url: str) -> str:
    """The file, relative to the site, that answers to that address: `/a/b/` is `a/b/index.html`."""
    path = unquote(url).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


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
