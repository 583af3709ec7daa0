"""What shortcodes and tags of every generator show, in our Markdown: pictures, embeds, code, quotes, films, notes."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from backfile.importers.folders.arguments import Arguments
from backfile.importers.folders.code import fenced
from backfile.importers.folders.marks import UNKNOWN, Block, Gone, Rule, Turned
from backfile.importers.markdown_text import escape_inline


def figure(given: Arguments, inside: str, context: Any) -> Turned:
    """A picture with caption, credit and size, under any of the names that themes use."""
    source = given.get("src", "url", "path", "image_path", "image", "file", "link_src", "img", "0")
    if not source or source.startswith(("page.", "site.", "include.")):
        return None
    alt = given.get("alt", "caption", "title") or (given.get("1") if not given.named else "")
    return picture(source, escape_inline(_bare(alt)), _caption(given, inside, source), _attributes(given))


def picture(source: str, alt: str, caption: str = "", attributes: str = "") -> Block:
    """A picture as a figure of its own, or within a line as a picture."""
    title = f' "{_in_title(caption)}"' if caption else ""
    image = f"![{alt}]({_address(source)}{title}){attributes}"
    tag = f'<img src="{escape(source)}" alt="{escape(_bare(alt))}">'
    html = f"<figure>{tag}<figcaption>{caption}</figcaption></figure>" if caption else tag
    return Block(image, image, html)


def _caption(given: Arguments, inside: str, source: str) -> str:
    title, text = given.get("title"), given.get("caption", "description", "desc", "legend") or inside.strip()
    caption = f"**{title}** {text}" if title and text else text or title
    link = given.get("link", "href")
    if link and link != source and link not in ("true", "false"):
        caption = f"[{caption or 'Source'}]({_address(link)})" if "](" not in caption else f"{caption} <{link}>"
    return caption


def _in_title(caption: str) -> str:
    return " ".join(caption.split()).replace('"', '\\"')


def _bare(text: str) -> str:
    """A text without its marks of HTML and its links."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<[^>]+>", " ", text))
    return " ".join(re.sub(r"(?<!\w)[*_]+|[*_]+(?!\w)", "", text).split())


def _attributes(given: Arguments) -> str:
    names = [f".{name}" for name in given.get("class").split() if re.fullmatch(r"[A-Za-z][\w-]*", name)]
    for key in ("width", "height"):
        size = given.get(key)
        if re.fullmatch(r"\d+(?:px|%)?", size):
            names.append(f'{key}="{size}"')
    credit = given.get("attr", "credit", "attribution", "source")
    if credit:
        names.append(f'credit="{_in_title(_bare(credit))}"')
    return f"{{{' '.join(names)}}}" if names else ""


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def embed(address: str, title: str = "") -> Block:
    """An embed of what stands at that address, with its title where it has one; within a line a link."""
    if title:
        link = f"[{escape_inline(_bare(title))}]({_address(address)})"
        return Block(f"::: embed\n{link}\n:::", link, f'<p><a href="{escape(address)}">{escape(title)}</a></p>')
    return Block(f"::: embed\n{address}\n:::", f"<{address}>", f'<iframe src="{escape(address)}"></iframe>')


_ID = re.compile(r"[\w./:?=&%@-]+")


def _embed_rule(pattern: str, *names: str) -> Rule:
    """Embeds what a service shows under an id, or the whole address where one is given instead."""

    def rule(given: Arguments, inside: str, context: Any) -> Turned:
        found = given.get(*names, "0")
        if not _ID.fullmatch(found) or found.startswith(("page.", "include.")):
            return None
        address = found if found.startswith("http") else pattern.format(found.strip("/"))
        return embed(address, given.get("title", "caption", "alt"))

    return rule


def _tweet(given: Arguments, inside: str, context: Any) -> Turned:
    number, user = given.get("id", "tweet", "0"), given.get("user") or "i"
    if not number.isdigit() and given.get("1").isdigit():
        user, number = number, given.get("1")
    if number.startswith("http"):
        return embed(number)
    return embed(f"https://twitter.com/{user}/status/{number}") if number.isdigit() else None


def _gist(given: Arguments, inside: str, context: Any) -> Turned:
    parts = [part for part in (given.get("user", "username"), given.get("id", "gist")) if part] or list(
        given.values[:2]
    )
    if len(parts) == 2 and ("/" in parts[0] or "." in parts[1]):
        parts = parts[:1]
    if not parts or not all(_ID.fullmatch(part) for part in parts):
        return None
    return embed(parts[0] if parts[0].startswith("http") else "https://gist.github.com/" + "/".join(parts))


def _film(given: Arguments, inside: str, context: Any) -> Turned:
    source = given.get("src", "url", "mp4", "webm", "file", "0")
    poster = given.get("poster")
    if not re.search(r"\.(?:mp4|webm|ogv|mov|m4v|avi)$", source, re.IGNORECASE):
        return embed(source) if source.startswith("http") else None
    shown = f' poster="{poster}"' if poster else ""
    tag = f'<video src="{source}"{shown} controls></video>'
    return Block(tag, tag)


def _sound(given: Arguments, inside: str, context: Any) -> Turned:
    source = given.get("src", "url", "file", "0")
    tag = f'<audio src="{source}" controls></audio>'
    return Block(tag, tag) if source else None


def _code(given: Arguments, inside: str, context: Any) -> Turned:
    language = given.get("lang", "language", "0") if not given.get("0").startswith("lang:") else given.get("0")[5:]
    word = language if re.fullmatch(r"[\w+#.-]+", language) else ""
    kind = f' class="language-{word}"' if word else ""
    html = f"<pre><code{kind}>{escape(inside.strip(chr(10)), quote=False)}</code></pre>"
    return Block(fenced(inside, word), f"`{inside.strip()}`", html)


def _quote(given: Arguments, inside: str, context: Any) -> Turned:
    if not inside.strip():
        return None
    credit = " ".join(filter(None, (given.get("author", "footer"), given.get("source", "cite", "link", "title"))))
    if not given.named:
        credit = given.written.strip("\"'")
    lines = [*inside.strip().split("\n"), *(["", f"— {credit}"] if credit else [])]
    text = "\n".join(f"> {line}".rstrip() for line in lines)
    return Block(text, text)


def _note(given: Arguments, inside: str, context: Any) -> Turned:
    """A box with a remark: a quote with its kind or title before it."""
    if not inside.strip():
        return None
    title = given.get("title", "heading", "type", "kind", "level", "0")
    lines = [*([f"**{escape_inline(title.capitalize())}**", ""] if title else []), *inside.strip().split("\n")]
    text = "\n".join(f"> {line}".rstrip() for line in lines)
    return Block(text, text)


def note_named(name: str) -> Rule:
    """A box whose shortcode's name says what it is: `warning`, `tip`."""

    def rule(given: Arguments, inside: str, context: Any) -> Turned:
        title = given.get("title", "0") or name
        return _note(Arguments((), {"title": title}), inside, context)

    return rule


def _details(given: Arguments, inside: str, context: Any) -> Turned:
    if not inside.strip():
        return None
    summary = given.get("summary", "title", "label", "0") or "Details"
    text = f"<details><summary>{summary}</summary>\n\n{inside.strip()}\n\n</details>"
    return Block(text, text)


def as_it_stands(given: Arguments, inside: str, context: Any) -> Turned:
    """What stands within the mark."""
    return Block(inside.strip("\n"), inside) if inside.strip() else None


def _picture_in(given: Arguments, inside: str, context: Any) -> Turned:
    """A mark that is not known but names a picture: the picture, and what stands within."""
    if not re.search(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", given.get("src"), re.IGNORECASE):
        return None
    shown = figure(given, "", context)
    if not isinstance(shown, Block):
        return None
    parts = "\n\n".join(filter(None, (shown.text, inside.strip())))
    return Block(parts, parts if inside.strip() else shown.inline)


def comment(given: Arguments, inside: str, context: Any) -> Turned:
    """A remark for those who write the site."""
    return Gone("it is a comment in the source")


def _gallery(given: Arguments, inside: str, context: Any) -> Turned:
    """The pictures within, each for itself, and the caption that they share."""
    if not inside.strip():
        return None
    caption = given.get("caption", "title")
    text = "\n\n".join(filter(None, (inside.strip("\n"), f"*{escape_inline(caption)}*" if caption else "")))
    return Block(text, text)


def _button(given: Arguments, inside: str, context: Any) -> Turned:
    address = given.get("href", "link", "url", "relref", "ref", "0")
    label = inside.strip() or given.get("text", "label", "content", "1")
    return f"[{label}]({_address(address)})" if address and label else None


_YOUTUBE = _embed_rule("https://www.youtube.com/watch?v={}", "id", "video", "yt", "v", "youtubeid")
_VIMEO = _embed_rule("https://vimeo.com/{}", "id", "video")
_INSTAGRAM = _embed_rule("https://www.instagram.com/p/{}/", "id")
_FIGURES = ("figure", "fig", "img", "image", "imgproc", "figureforgallery", "picture", "responsive_image", "imagecap")
_NOTES = ("tip", "note", "info", "warning", "caution", "danger", "important", "attention", "hint")

SHOWN: Mapping[str, Rule] = {
    **dict.fromkeys(_FIGURES, figure),
    "youtube": _YOUTUBE,
    "youtubeplayer": _YOUTUBE,
    "youtube-lite": _YOUTUBE,
    "youtubelite": _YOUTUBE,
    "yt": _YOUTUBE,
    "vimeo": _VIMEO,
    "vimeo_simple": _VIMEO,
    "instagram": _INSTAGRAM,
    "instagram_simple": _INSTAGRAM,
    "tweet": _tweet,
    "twitter": _tweet,
    "twitter_simple": _tweet,
    "x": _tweet,
    "gist": _gist,
    "asciinema": _embed_rule("https://asciinema.org/a/{}", "id", "key"),
    "soundcloud": _embed_rule("https://soundcloud.com/{}", "id", "url"),
    "codepen": _embed_rule("https://codepen.io/{}", "url"),
    "iframe": _embed_rule("{}", "src", "url"),
    "video": _film,
    "audio": _sound,
    "highlight": _code,
    "codeblock": _code,
    "code": _code,
    "quote": _quote,
    "blockquote": _quote,
    "notice": _note,
    "admonition": _note,
    "alert": _note,
    "callout": _note,
    **{name: note_named(name) for name in _NOTES},
    "details": _details,
    "spoiler": _details,
    "expand": _details,
    "collapse": _details,
    "gallery": _gallery,
    "button": _button,
    "comment": comment,
    UNKNOWN: _picture_in,
}
"""The rules that hold for every generator, by the small letters of a mark's name."""
