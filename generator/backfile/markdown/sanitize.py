"""HTML made safe to publish: an allow-list for what authors wrote as HTML, and nothing that a reader's browser
would fetch from someone else's server. Knows nothing of Markdown."""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

import nh3

_TEXT = (
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time "
    "u var wbr"
)
_BLOCKS = (
    "address article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer h1 h2 "
    "h3 h4 h5 h6 header hr li ol p picture pre section source summary table tbody td tfoot th thead tr ul"
)
_MEDIA = "audio img track video"
_EVERYWHERE = {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "tabindex"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "time": {"datetime"},
    "data": {"value"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
}
TAGS = frozenset(f"{_TEXT} {_BLOCKS} {_MEDIA}".split())
"""The elements that stay."""

FRAMES = frozenset(("iframe", "embed"))
SCHEMES = {"http", "https", "mailto", "tel", "ftp", "geo", "xmpp", "irc", "magnet"}


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def sanitize(html: str) -> str:
    """`html` with only the tags, attributes and URL schemes of the allow-list. A frame from elsewhere becomes a
    link to what it showed, so that nothing is lost and nothing is loaded."""
    has_frame = _FRAME_BEGINS.search(html)
    return _cleaner().clean(_FRAME.sub(_frame_link, html) if has_frame else html)


_FRAME_BEGINS = re.compile(r"<(?:iframe|embed)\b", re.IGNORECASE)
# Tags are matched with the values in them, so that no value is taken for a frame.
_VALUES = r"""(?:=\s*"[^"]*"|=\s*'[^']*'|[^<>])*+"""
_FRAME = re.compile(rf"<(iframe|embed)\b({_VALUES})>(?:([^<]*)</\1\s*>)?|<[a-z]{_VALUES}>", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def _frame_link(match: re.Match[str]) -> str:
    """The words of a frame stand behind its link: browsers that know no frames showed them."""
    if match[1] is None:
        return match[0]
    url, words = address_of_frame(match[0]), (match[3] or "").strip()
    if not url:
        return match[3] or ""
    shown = url.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<div class="embed"><p><a href="{shown}">{shown}</a>{words and f" {words}"}</p></div>'


def address_of_frame(tag: str) -> str:
    """The address that a frame's tag names, or nothing."""
    found = _SRC.search(tag)
    url = unescape(found[1] or found[2] or found[3] or "").strip() if found else ""
    return f"https:{url}" if url.startswith("//") else url


_HAS_MEDIA = re.compile(r"<(?:img|source|track|audio|video)\b")
_OUTSIDE_MEDIA = re.compile(r'<(img|source|track|audio|video)\b((?:[^">]|"[^"]*")*)>|<a\b(?:[^">]|"[^"]*")*>|</a>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


def without_outside_media(html: str) -> str:
    """`html` (as our renderer or the sanitiser wrote it) with each picture, sound or film on another server
    turned into a link to it: a page of the archive asks nobody else for anything. In a link a picture becomes its
    words, and its own link stands behind, as links hold no links."""
    return _OUTSIDE_MEDIA.sub(_Linked().replace, html) if "//" in html and _HAS_MEDIA.search(html) else html


class _Linked:
    """Replaces one tag after the other, and remembers the link that it is in, and where what that shows begins."""

    def __init__(self) -> None:
        self._around = ""
        self._begun = 0
        self._is_named = False
        self._behind: list[str] = []

    def replace(self, match: re.Match[str]) -> str:
        if match[1] is not None:
            return self._media(match)
        behind, self._behind = "".join(self._behind), []
        is_blank = behind and not self._is_named and not _TAG.sub("", match.string[self._begun : match.start()]).strip()
        self._around = match[0] if match[0] != "</a>" else ""
        self._begun, self._is_named = match.end(), False
        return ("Picture" if is_blank else "") + match[0] + behind

    def _media(self, match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match[2]))
        outside = [attributes[name] for name in ("src", "poster") if _is_outside(attributes.get(name, ""))]
        if not outside:
            self._is_named = True
            return match[0]
        url = outside[0]
        if match[1] == "video" and "src" not in attributes:
            return match[0].replace(f' poster="{url}"', "")
        host = _escaped(_host(unescape(url)) or "elsewhere")
        kind = {"img": "Picture", "video": "Film", "audio": "Sound"}.get(match[1], "File")
        label = attributes.get("alt") or attributes.get("title") or ""
        rest = f"<{match[1]}>" if match[1] in ("audio", "video") else ""
        if not self._around:
            return f'<a class="outside" href="{url}">{label or kind} ({host})</a>{rest}'
        if f'href="{url}"' not in self._around:
            self._behind.append(f' <a class="outside" href="{url}">({kind}: {host})</a>')
        elif not label:
            label = kind
        self._is_named = self._is_named or bool(label)
        return label + rest


_TAG = re.compile(r'<(?:[^">]|"[^"]*")*>')


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # `http://[x` is no address at all
        return None


def _is_outside(url: str) -> bool:
    return bool(re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", url, re.IGNORECASE))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
