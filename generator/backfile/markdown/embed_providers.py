"""Whose film, post or sound an address is, and the frame in which it can be shown on a reader's word. Asks nobody."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import msgspec


class Embed(msgspec.Struct, frozen=True):
    """What an embed shows: the provider's name, what it is (`video`, `post`, `sound` or `page`), and the address of a
    frame that shows it, with the shape of that (`wide`, `tall`, `post` or `sound`): both are empty where none is
    known."""

    provider: str
    kind: str = "page"
    frame: str = ""
    shape: str = ""


FRAME_HOSTS = (
    "https://platform.twitter.com",
    "https://player.vimeo.com",
    "https://w.soundcloud.com",
    "https://www.facebook.com",
    "https://www.instagram.com",
    "https://www.tiktok.com",
    "https://www.youtube-nocookie.com",
)
"""Every host of which a frame may be asked for: what a Content-Security-Policy has to name as `frame-src`."""


def embed_of(url: str) -> Embed | None:
    """What the address shows; None where it is none of the web."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    plain = re.sub(r"^(?:www|m|mobile|web|music)\.", "", host)
    read = _PROVIDERS.get(plain)
    found = read(parts.path, {name: values[0] for name, values in query.items()}, url) if read else None
    return found or Embed(_NAMES.get(plain, plain))


Query = dict[str, str]


def _youtube(path: str, query: Query, _: str) -> Embed | None:
    in_path = re.match(r"/(?:embed|shorts|live|v)/([\w-]{11})(?:/|$)", path)
    video = in_path[1] if in_path else query.get("v", "") if path.rstrip("/") == "/watch" else ""
    return _youtube_video(video, query, is_tall=path.startswith("/shorts/")) or _youtube_list(query)


def _youtu_be(path: str, query: Query, _: str) -> Embed | None:
    return _youtube_video(path.strip("/"), query, is_tall=False)


def _youtube_video(video: str, query: Query, *, is_tall: bool) -> Embed | None:
    if not re.fullmatch(r"[\w-]{11}", video, re.ASCII):
        return None
    start = _seconds(query.get("start") or query.get("t") or "")
    frame = f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1{f'&start={start}' if start else ''}"
    return Embed("YouTube", "video", frame, "tall" if is_tall else "wide")


def _youtube_list(query: Query) -> Embed | None:
    name = query.get("list", "")
    if not re.fullmatch(r"[\w-]{10,64}", name, re.ASCII):
        return None
    return Embed("YouTube", "video", f"https://www.youtube-nocookie.com/embed/videoseries?list={name}", "wide")


def _seconds(text: str) -> int:
    """The seconds that `90`, `90s` or `1h2m3s` come to."""
    found = re.fullmatch(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?", text, re.ASCII)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(path: str, query: Query, _: str) -> Embed | None:
    found = re.fullmatch(r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d{1,12})(?:/(\w{4,20}))?/?", path)
    if not found:
        return None
    unlisted = found[2] or query.get("h", "")
    secret = f"&h={unlisted}" if re.fullmatch(r"\w{4,20}", unlisted, re.ASCII) else ""
    return Embed("Vimeo", "video", f"https://player.vimeo.com/video/{found[1]}?dnt=1&autoplay=1{secret}", "wide")


def _x(path: str, _: Query, __: str) -> Embed | None:
    found = re.match(r"/(?:i/web|i|\w{1,20})/status(?:es)?/(\d{1,20})(?:/|$)", path, re.ASCII)
    frame = f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={found[1]}" if found else ""
    return Embed("X", "post", frame, "post") if found else None


def _instagram(path: str, _: Query, __: str) -> Embed | None:
    found = re.match(r"/(?:[\w.]{1,30}/)?(p|reel|tv)/([\w-]{5,40})(?:/|$)", path, re.ASCII)
    if not found:
        return None
    return Embed("Instagram", "post", f"https://www.instagram.com/{found[1]}/{found[2]}/embed/captioned/", "post")


def _facebook(path: str, query: Query, url: str) -> Embed | None:
    if path.startswith("/plugins/"):
        url = query.get("href", "")
        within = urlsplit(url)
        path = within.path if re.search(r"(?:^|\.)facebook\.com$", within.netloc) else ""
    is_video = bool(re.match(r"/(?:watch|reel|[\w.]+/videos|video\.php)\b", path, re.ASCII))
    is_post = bool(re.search(r"/(?:posts|photos)/|^/(?:photo|permalink|story)(?:\.php)?\b", path, re.ASCII))
    if not is_video and not is_post:
        return None
    plugin, more = ("video", "") if is_video else ("post", "&show_text=true")
    frame = f"https://www.facebook.com/plugins/{plugin}.php?href={quote(url, safe='')}{more}"
    return Embed("Facebook", plugin, frame, "wide" if is_video else "post")


def _tiktok(path: str, _: Query, __: str) -> Embed | None:
    found = re.match(r"/(?:@[\w.-]{1,40}/video|embed(?:/v2)?|player/v1)/(\d{5,25})(?:/|$)", path, re.ASCII)
    return Embed("TikTok", "video", f"https://www.tiktok.com/embed/v2/{found[1]}", "post") if found else None


def _soundcloud(path: str, query: Query, url: str) -> Embed | None:
    if path.startswith("/player"):
        url = query.get("url", "")
    elif not re.fullmatch(r"/[\w-]+/(?:sets/)?[\w-]+(?:/s-\w+)?/?", path, re.ASCII):
        return None
    if not re.match(r"https?://(?:[\w-]+\.)?soundcloud\.com/", url, re.ASCII):
        return None
    return Embed("SoundCloud", "sound", f"https://w.soundcloud.com/player/?url={quote(url, safe='')}", "sound")


_PROVIDERS: dict[str, Callable[[str, Query, str], Embed | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtu_be,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "x.com": _x,
    "twitter.com": _x,
    "instagram.com": _instagram,
    "facebook.com": _facebook,
    "tiktok.com": _tiktok,
    "soundcloud.com": _soundcloud,
    "w.soundcloud.com": _soundcloud,
}

_NAMES = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "x.com": "X",
    "twitter.com": "X",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "fb.watch": "Facebook",
    "tiktok.com": "TikTok",
    "vm.tiktok.com": "TikTok",
    "soundcloud.com": "SoundCloud",
}
"""The providers' names for pages of theirs that no frame shows."""
