"""What the shortcodes of WordPress and of its usual plugins mean, as HTML. One that is not known, or that names what
the export does not hold, stays as it is."""

import html
import re
from collections.abc import Callable, Iterator

from backfile.importers.exports.markup import attributes, element, figure
from backfile.importers.wordpress.embeds import SERVICES, embed, service_address
from backfile.importers.wordpress.library import Library, Medium
from backfile.importers.wordpress.shortcodes import Shortcode

_LANGUAGES_NAMES = (
    "actionscript3 as3 bash shell sh c cpp csharp css delphi pascal diff patch erl erlang fsharp go golang groovy "
    "html xhtml java javafx js javascript jscript json latex tex matlab objc perl pl php plain text powershell ps "
    "py python r ruby rb rails scala sql swift vb vbnet xml xslt yaml"
)
_LANGUAGES = frozenset(_LANGUAGES_NAMES.split())
CODE = frozenset(("code", "sourcecode", "source", "cc", "ccl", "cce", "highlight", "crayon", *_LANGUAGES))
"""The names of shortcodes whose text is source code and stays untouched."""

_HIGHLIGHTERS = frozenset(("code", "sourcecode", "source", "highlight", "crayon", "cc", "ccl", "cce"))
_PLAIN = frozenset(("", "text", "plain", "code"))
_SOUNDS = ("mp3", "ogg", "oga", "m4a", "wav", "flac", "wma")
_FILMS = ("mp4", "m4v", "webm", "ogv", "mov", "flv", "wmv")
_PICTURE = re.compile(r"\s*((?:<a\s[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)\Z", re.DOTALL | re.IGNORECASE)
_BREAKS = re.compile(r"^(?:\s|<br\s*/?>|</?p>)+|(?:\s*(?:<br\s*/?>|</?p>))+\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def code_meaning(found: Shortcode) -> str | None:
    """Source code as `<pre>`, or as `<code>` where it is one line; what it holds is shown as it is."""
    if found.name not in CODE or found.inside is None:
        return None
    language = found.get("language", "lang", "type") or ("" if found.name in _HIGHLIGHTERS else found.name)
    text = found.inside.strip("\r\n")
    is_written_as_html = "<" not in text and ">" not in text and "&" in text
    shown = text if is_written_as_html else html.escape(text, quote=False)
    if "\n" not in found.inside and not language and found.name == "code":
        return f"<code>{shown}</code>"
    name = "" if language.lower() in _PLAIN else f"language-{language.lower()}"
    return f"<pre>{element('code', {'class': name}, shown)}</pre>"


KNOWN = (
    CODE
    | SERVICES
    | {
        "caption",
        "wp_caption",
        "gallery",
        "embed",
        "audio",
        "video",
        "playlist",
        "pullquote",
        "blockquote",
    }
)
"""The names of all shortcodes that have a meaning."""


class Meanings:
    """The meanings of a post's shortcodes. `told` gathers what could not be given a meaning, and why."""

    def __init__(self, library: Library, post: str, told: list[tuple[str, str]]) -> None:
        self._library = library
        self._post = post
        self._told = told
        self._known: dict[str, Callable[[Shortcode], str | None]] = {
            "caption": self._caption,
            "wp_caption": self._caption,
            "gallery": self._gallery,
            "embed": _embed,
            "audio": lambda found: self._player(found, "audio", _SOUNDS),
            "video": lambda found: self._player(found, "video", _FILMS),
            "playlist": self._playlist,
            "pullquote": _pull_quote,
            "blockquote": _quote,
        }

    def __call__(self, found: Shortcode) -> str | None:
        """The HTML of a shortcode; None for one that stays."""
        known = self._known.get(found.name) or (_service if found.name in SERVICES else None)
        if known is None:
            return None
        shown = known(found)
        if shown is None:
            self._told.append((found.written, "nothing that the export holds is meant by this shortcode; kept as text"))
        return shown

    def _caption(self, found: Shortcode) -> str | None:
        """A picture and its caption, which is an attribute in older posts and in newer ones the text behind it."""
        match = _PICTURE.match(found.inside or "")
        if match is None:
            return None
        caption = found.get("caption") or _BREAKS.sub("", match[2])
        return figure(match[1].strip(), caption)

    def _gallery(self, found: Shortcode) -> str | None:
        """The pictures that it names, else all that were uploaded to the post; each as a figure."""
        wanted = list(_NUMBER.findall(found.get("ids", "include")))
        media = [self._library.medium(number) for number in wanted] if wanted else list(self._uploaded(found))
        missing = [number for number, medium in zip(wanted, media, strict=False) if medium is None]
        shown = "\n".join(picture_figure(medium) for medium in media if medium)
        if missing and shown:
            self._told.append((found.written, f"the gallery's pictures {', '.join(missing)} are not in the export"))
        return f"\n\n{shown}\n\n" if shown else None

    def _uploaded(self, found: Shortcode) -> Iterator[Medium]:
        excluded = set(_NUMBER.findall(found.get("exclude")))
        for medium in self._library.media_of(found.get("id") or self._post):
            if medium.id not in excluded and _is_kind(medium, "image", ("jpg", "jpeg", "png", "gif", "webp", "avif")):
                yield medium

    def _player(self, found: Shortcode, name: str, endings: tuple[str, ...]) -> str | None:
        """A recording or a film: its address is an attribute named after its kind, or stands alone; else it is the
        first that was uploaded to the post."""
        url = found.get("src", *endings) or next(iter(found.positional), "").split("|")[0]
        url = url or _source_in(found.inside or "")
        if not url:
            media = self._library.media_of(found.get("id") or self._post)
            url = next((medium.url for medium in media if _is_kind(medium, name, endings)), "")
        if not url:
            return None
        values = {"controls": "controls", "src": url, "poster": found.get("poster") if name == "video" else ""}
        return figure(element(name, values, ""), found.get("caption"))

    def _playlist(self, found: Shortcode) -> str | None:
        """Its recordings or films, one after the other, each with its title."""
        name = "video" if found.get("type") == "video" else "audio"
        wanted = _NUMBER.findall(found.get("ids", "include"))
        uploaded = self._library.media_of(found.get("id") or self._post)
        media = map(self._library.medium, wanted) if wanted else uploaded
        endings = _FILMS if name == "video" else _SOUNDS
        chosen = [medium for medium in media if medium and (wanted or _is_kind(medium, name, endings))]
        players = (
            figure(element(name, {"controls": "controls", "src": medium.url}, ""), html.escape(medium.title))
            for medium in chosen
        )
        return "\n".join(players) or None


def picture_figure(medium: Medium) -> str:
    """A picture of the media library with its caption."""
    picture = element("img", {"src": medium.url, "alt": medium.alt, "class": f"wp-image-{medium.id}"})
    return figure(picture, medium.caption)


def _is_kind(medium: Medium, kind: str, endings: tuple[str, ...]) -> bool:
    if medium.mime:
        return medium.mime.startswith(f"{kind}/")
    return medium.url.lower().partition("?")[0].endswith(tuple(f".{ending}" for ending in endings))


def _source_in(inside: str) -> str:
    """The address in a player's text: of its first `<source>` or link, or the text itself."""
    match = re.search(r"<(?:source|a)\b[^<>]*>", inside)
    if match:
        values = attributes(match[0])
        return values.get("src") or values.get("href", "")
    return inside.strip() if inside.strip().startswith(("http://", "https://")) else ""


def _embed(found: Shortcode) -> str | None:
    url = found.get("src", "url") or _source_in(found.inside or "") or next(iter(found.positional), "")
    return embed(html.unescape(url)) if url.startswith(("http://", "https://")) else None


def _service(found: Shortcode) -> str | None:
    """A film or post of a service, named by its address or its id, as an attribute or as text."""
    value = found.get("id", "v", "url", "src", "href", "video", "tweet")
    value = value or next(iter(found.positional), "") or html.unescape(found.inside or "")
    url = service_address(found.name, _source_in(value) or value)
    return embed(url) if url else None


def _pull_quote(found: Shortcode) -> str | None:
    inside = found.inside
    return f'<figure class="wp-block-pullquote"><blockquote>{inside}</blockquote></figure>' if inside else None


def _quote(found: Shortcode) -> str | None:
    return f"<blockquote>{found.inside}</blockquote>" if found.inside else None
