"""Addresses that WordPress shows as a film, a post or a player: of which services, and as which HTML."""

import re
from urllib.parse import quote, urlsplit

from backfile.importers.exports.markup import element, figure, tokens

_HOSTS_NAMES = (
    "youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com dai.ly flickr.com flic.kr smugmug.com "
    "scribd.com wordpress.tv videopress.com v.wordpress.com crowdsignal.com polldaddy.com poll.fm twitter.com "
    "x.com soundcloud.com slideshare.net instagram.com facebook.com fb.watch spotify.com imgur.com meetup.com "
    "issuu.com mixcloud.com ted.com kickstarter.com kck.st cloudup.com reverbnation.com reddit.com "
    "speakerdeck.com screencast.com tumblr.com tiktok.com wolframcloud.com pca.st anghami.com bsky.app hulu.com "
    "animoto.com blip.tv funnyordie.com photobucket.com viddler.com collegehumor.com revision3.com qik.com "
    "gfycat.com vine.co giphy.com codepen.io gist.github.com archive.org bandcamp.com documentcloud.org "
    "datawrapper.dwcdn.net flourish.studio threads.net mastodon.social twitch.tv streamable.com loom.com "
    "wistia.com pinterest.com"
)
_HOSTS = frozenset(_HOSTS_NAMES.split())
_PATHS = re.compile(r"^(?:www\.)?google\.[a-z.]+/maps|^maps\.google\.[a-z.]+/|^(?:www\.)?amazon\.[a-z.]+/")
_BARE = re.compile(r"^[ \t]*(https?://[^\s<>\"]+)[ \t]*$", re.MULTILINE)
_BARE_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>\s*(https?://[^\s<>\"]+)\s*</p>")
_LEFT_ALONE = ("pre", "script", "style", "textarea", "a", "object", "video", "audio")

_SERVICES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "vine": "https://vine.co/v/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}",
    "ted": "https://www.ted.com/talks/{}",
    "googlevideo": "https://video.google.com/videoplay?docid={}",
    "spotify": "https://open.spotify.com/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "flickr": "https://www.flickr.com/{}",
    "facebook": "https://www.facebook.com/{}",
    "googlemaps": "https://maps.google.com/{}",
    "scribd": "https://www.scribd.com/doc/{}",
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/{}",
    "polldaddy": "https://poll.fm/{}",
    "bandcamp": "https://bandcamp.com/EmbeddedPlayer/album={}",
    "twitch": "https://www.twitch.tv/{}",
    "blip.tv": "https://blip.tv/play/{}",
    "archiveorg": "https://archive.org/details/{}",
}
SERVICES = frozenset(_SERVICES)
"""The names of shortcodes that embed something of one service."""


def embed(url: str, caption: str = "") -> str:
    """An embed as HTML: a frame, in a figure with its caption."""
    return figure(element("iframe", {"src": url}, ""), caption)


def is_embeddable(url: str) -> bool:
    """Whether WordPress shows what is at that address instead of the address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    names = host.split(".")
    return any(".".join(names[n:]) in _HOSTS for n in range(len(names) - 1)) or bool(_PATHS.match(host + parts.path))


def service_address(service: str, value: str) -> str:
    """The address of a service's film or post, from the address or the id that a shortcode names; empty where it is
    neither."""
    value = value.strip()
    if value.startswith(("http://", "https://", "//")):
        return f"https:{value}" if value.startswith("//") else value
    if not value or any(char.isspace() for char in value):
        return ""
    return _SERVICES[service].format(quote(value, safe="/?=&;%-_.~,:"))


def with_embeds(text: str) -> str:
    """The text with every address that stands alone on its line, or in its paragraph, shown: as an embed, or else as a
    link. One within code, a link or another element is left alone."""
    if "://" not in text:
        return text
    text = _BARE_PARAGRAPH.sub(lambda match: _shown(match[1], match[0]), text)
    if not _BARE.search(text):
        return text
    out: list[str] = []
    for token in tokens(text, _LEFT_ALONE):
        is_text = not token.startswith("<")
        out.append(_BARE.sub(lambda match: f"\n\n{_shown(match[1])}\n\n", token) if is_text else token)
    return "".join(out)


def _shown(url: str, otherwise: str = "") -> str:
    address = url.replace("&amp;", "&").replace("&#038;", "&")
    if is_embeddable(address):
        return embed(address)
    return otherwise if otherwise and len(url) > 2000 else f"<p>{element('a', {'href': address}, url)}</p>"
