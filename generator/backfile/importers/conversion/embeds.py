"""Films, sound and frames from elsewhere: the address that each of them shows."""

import re
from urllib.parse import parse_qs, urlsplit

from turbohtml import Element as Parsed

from backfile.importers.conversion.addresses import Base
from backfile.importers.conversion.attributes import attribute

_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-litespeed-src", "data-cmp-src", "data")
_PLAYERS = (
    (re.compile(r"^(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{6,})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"^(?:https?:)?//player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
)  # fmt: skip
_COUNTERS = re.compile(r"googletagmanager\.com|doubleclick\.net|google-analytics\.com|facebook\.com/tr\b", re.IGNORECASE)
_POSTS = re.compile(r"(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post|reddit-card)")


def embed_address(element: Parsed, base: Base) -> str:
    """The whole address of what a frame, object, film or sound shows, for a film player that of its page; empty
    without one."""
    for value in (*(attribute(element, name) for name in _SOURCES), *_inner(element)):
        if value.strip() and not re.match(r"\s*(?:about|data|javascript|blob):", value, re.IGNORECASE):
            address = base.whole(_page_of(value.strip()))
            return f"https:{address}" if address.startswith("//") else address
    return ""


def _inner(element: Parsed) -> list[str]:
    if element.tag == "object":
        params = [one for one in element.find_all("param") if attribute(one, "name").lower() in ("movie", "src", "url")]
        return [*(attribute(one, "value") for one in params), *(attribute(one, "src") for one in element.find_all("embed"))]
    return [attribute(one, name) for one in element.find_all("source") for name in ("src", "data-src")]


def _page_of(address: str) -> str:
    for pattern, page in _PLAYERS:
        found = pattern.match(address)
        if found and found[1] != "videoseries":
            return page.format(found[1]) + _start_of(address)
    return address


def _start_of(address: str) -> str:
    try:
        start = parse_qs(urlsplit(address).query).get("start", [""])[0]
    except ValueError:
        return ""
    return f"&t={start}s" if start.isdigit() and "youtube" in address else ""


def counts_visits(element: Parsed, address: str) -> bool:
    """Whether a frame only counts who reads."""
    return bool(_COUNTERS.search(address)) or (attribute(element, "height") in ("0", "1") and attribute(element, "width") in ("0", "1"))


def is_post(classes: str) -> bool:
    """Whether a block quote with this `class` is a post from elsewhere."""
    return bool(_POSTS.search(classes.lower()))
