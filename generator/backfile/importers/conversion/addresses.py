"""Addresses of links and pictures: made whole, cleaned as a browser does, and refused where they would run."""

import re
from urllib.parse import unquote, urlsplit

from backfile.importers.addresses import join

_CONTROLS = "".join(map(chr, range(33)))
_BREAKS = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = frozenset(("http", "https", "mailto", "tel", "ftp", "geo", "xmpp", "irc", "magnet"))
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\"<>\\^`{|}\u2028\u2029\ufeff]|(?=[\u00a0-\uffff])\s")
_WHOLE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?/(?![/.])(?:[\w~%!$&+,=:@-]|/(?![/.])|(?<!/)\.)*", re.ASCII)
"""An address in which there is nothing to be made whole, as most are."""

_PAGE = re.compile(r"(?:/index\.(?:html?|php))?/*$", re.IGNORECASE)


def is_whole(address: str) -> bool:
    """Whether it may stand in Markdown as it is, and leads to another page."""
    return _WHOLE.fullmatch(address) is not None


class Base:
    """The address of the page that the article was on: what its links start from."""

    def __init__(self, url: str) -> None:
        self._url = url.strip(_CONTROLS)
        self._page = _page(self._url)

    def whole(self, address: str) -> str:
        """The address as it may stand in Markdown, whole where the page's own is known. One into the page itself is
        `#anchor`; one that would run something is empty."""
        if _WHOLE.fullmatch(address):
            return address
        address = _BREAKS.sub("", address.strip(_CONTROLS))
        if not address or address.startswith("#"):
            return _UNSAFE.sub(_encode, address)
        joined = self._join(address)
        scheme = _SCHEME.match(joined)
        if scheme and scheme[1].lower() not in _SCHEMES:
            return ""
        before, mark, anchor = joined.partition("#")
        if self._url and anchor and _page(before) == self._page:
            joined = mark + anchor
        return _UNSAFE.sub(_encode, joined)

    def _join(self, address: str) -> str:
        return address if not self._url or _WHOLE.fullmatch(address) else join(self._url, address)


def _page(url: str) -> str:
    return _PAGE.sub("", url.partition("#")[0])


def _encode(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def anchor_of(address: str) -> str:
    """The anchor that an address within the page names; empty for any other."""
    return unquote(address[1:]) if address.startswith("#") else ""


def file_name(address: str) -> str:
    """The last part of the address's path, in small letters."""
    try:
        return urlsplit(address).path.rsplit("/", 1)[-1].lower()
    except ValueError:
        return ""
