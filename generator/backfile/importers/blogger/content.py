"""A post's HTML as Blogger's editor makes it, into HTML that says what readers saw: pictures in their large size, the
place where the front page broke off."""

import re
from html import escape
from urllib.parse import urlsplit

from backfile.importers.blogger.entry import Entry
from backfile.importers.exports.markup import attributes, element

_MORE = re.compile(r"<a\s+name\s*=\s*[\"']?more[\"']?\s*/?>(?:\s*</a>)?", re.IGNORECASE)
_FRAME = re.compile(r"<div\b(?=[^<>]*\strbidi=)[^<>]*\sdir=[\"']?ltr\b[^<>]*>", re.IGNORECASE)
_LINKED_PICTURE = re.compile(r"(<a\s[^<>]*>)\s*(<img\b[^<>]*>)\s*</a>", re.IGNORECASE)
_SIZE = re.compile(r"/(?:s\d+|w\d+-h\d+)(?:-[a-z0-9-]+)*/(?=[^/]+$)|=(?:s|w)\d+(?:-[a-z0-9-]+)*$")
_PAGE_OF_PICTURE = re.compile(r"/(s\d+)-h/(?=[^/]+$)")
_GOOGLES = re.compile(r"(?:^|\.)(?:bp\.blogspot\.com|blogger\.com|googleusercontent\.com|ggpht\.com)$")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg)$", re.IGNORECASE)


def content_of(entry: Entry) -> str:
    """The HTML of an entry, with the files that it brings along and does not show."""
    text = entry.content if entry.content_type != "text" else escape(entry.content, quote=False)
    text = _MORE.sub("<!--more-->", text)
    text = _FRAME.sub("<div>", text)
    text = _LINKED_PICTURE.sub(_with_large, text)
    return text + "".join(_shown(*one) for one in entry.enclosed if one[0] not in text)


def _with_large(match: re.Match[str]) -> str:
    """A picture that links to its own larger copy: that copy. Any other link stays."""
    target, values = attributes(match[1]).get("href", ""), attributes(match[2])
    large = _PAGE_OF_PICTURE.sub(r"/\1/", target)
    if not _is_same(large, values.get("src", "")):
        return match[0]
    kept = {name: values[name] for name in ("alt", "title") if values.get(name)}
    return element("img", {"src": large, "alt": "", **kept})


def _is_same(large: str, small: str) -> bool:
    """Whether two addresses are of one picture: those that differ only by the size in them, and those of one name where
    Google serves them, as it gives each size another path."""
    first, second = _parts(large), _parts(small)
    if not first[0] or not second[0]:
        return False
    if _SIZE.sub("/", large.partition("://")[2]) == _SIZE.sub("/", small.partition("://")[2]):
        return True
    name = first[1].rpartition("/")[2]
    is_googles = bool(_GOOGLES.search(first[0]) and _GOOGLES.search(second[0]))
    return is_googles and bool(_PICTURE.search(name)) and name == second[1].rpartition("/")[2]


def _parts(url: str) -> tuple[str, str]:
    """Host and path; empty for what is no address."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or ""), parts.path
    except ValueError:
        return "", ""


def _shown(url: str, kind: str) -> str:
    tag = kind.partition("/")[0]
    if tag in ("audio", "video"):
        return f'<{tag} src="{escape(url)}"></{tag}>'
    return f'<p><a href="{escape(url)}">{escape(url.rpartition("/")[2] or url)}</a></p>'
