"""Cards of Ghost's editor as plain HTML: what each of them showed, without its frame. Captions, headings and contents
of cards are HTML themselves; titles, names and addresses are text."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from backfile.importers.exports.markup import element, figure, plain_text
from backfile.markdown.parser import markdown_parser

Payload = Mapping[str, Any]

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")


def card_html(name: str, payload: Payload) -> str | None:
    """The HTML of a card; empty for one that shows nothing, None for one that is not known."""
    write = _CARDS.get(name)
    return write(payload) if write else None


def card_text(payload: Any, depth: int = 8) -> str:
    """All that is text in a card, for one that is not known; colours are none."""
    parts = payload.values() if isinstance(payload, Mapping) else payload if isinstance(payload, list) else ()
    found = [one if isinstance(one, str) else card_text(one, depth - 1) for one in parts if depth]
    return " ".join(part for part in map(plain_text, found) if part and not _COLOUR.fullmatch(part))


def _value(payload: Payload, *names: str) -> str:
    """The first of the fields that is a text with something in it."""
    found = (payload.get(name) for name in names)
    return next((one for one in found if isinstance(one, str) and one.strip()), "")


def _image(payload: Payload) -> str:
    values = {"src": _value(payload, "src"), "alt": _value(payload, "alt"), "title": _value(payload, "title")}
    picture = element("img", values)
    link = _value(payload, "href")
    if not values["src"]:
        return ""
    return figure(element("a", {"href": link}, picture) if link else picture, _value(payload, "caption"))


def _gallery(payload: Payload) -> str:
    shown = "".join(f"<div>{_image(one)}</div>" for one in _objects(payload.get("images")))
    return element("figure", {"class": "kg-gallery-card"}, f"{shown}{_caption(payload, 'figcaption')}") if shown else ""


def _caption(payload: Payload, tag: str = "p") -> str:
    caption = _value(payload, "caption")
    return f"<{tag}>{caption}</{tag}>" if caption else ""


def _objects(value: Any) -> Iterator[Payload]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping):
            yield one


def _embed(payload: Payload) -> str:
    """What the service gave to be shown; its address where that is nothing but a script."""
    shown, url = _value(payload, "html"), _value(payload, "url")
    has_frame = any(mark in shown for mark in ("<iframe", "<blockquote", "<video", "<audio"))
    if not has_frame and url:
        shown = element("iframe", {"src": url, "title": _value(payload, "title") or _inner(payload, "title")}, "")
    return shown + _caption(payload)


def _inner(payload: Payload, name: str) -> str:
    inner = payload.get("metadata")
    return _value(inner, name) if isinstance(inner, Mapping) else ""


def _bookmark(payload: Payload) -> str:
    """A quotation of what the other page says of itself, under a link to it."""
    url = _value(payload, "url")
    title, description, author, publisher = (
        escape(_value(payload, name) or _inner(payload, name), quote=False)
        for name in ("title", "description", "author", "publisher")
    )
    link = element("a", {"href": url}, title or escape(url, quote=False)) if url else title
    lines = [part for part in (link, description, " · ".join(filter(None, (author, publisher)))) if part]
    return f"<blockquote><p>{'<br>'.join(lines)}</p></blockquote>{_caption(payload)}" if lines else ""


def _html(payload: Payload) -> str:
    return _value(payload, "html")


def _markdown(payload: Payload) -> str:
    return markdown_html(_value(payload, "markdown"))


def markdown_html(text: str) -> str:
    """The HTML of Markdown as Ghost shows it; of what is nested too deeply the text."""
    try:
        return str(markdown_parser().render(text))
    except RecursionError:
        return f"<p>{escape(text, quote=False)}</p>"


def _code(payload: Payload) -> str:
    language = _value(payload, "language").split()
    values = {"class": f"language-{language[0]}"} if language else {}
    return f"<pre>{element('code', values, escape(_value(payload, 'code'), quote=False))}</pre>{_caption(payload)}"


def _callout(payload: Payload) -> str:
    said = _value(payload, "calloutText")
    shown = " ".join(filter(None, (escape(_value(payload, "calloutEmoji")), said)))
    return f"<blockquote>{shown if said.lstrip().startswith('<p') else f'<p>{shown}</p>'}</blockquote>" if said else ""


def _toggle(payload: Payload) -> str:
    heading, content = plain_text(_value(payload, "heading")), _value(payload, "content")
    return f"<details><summary>{escape(heading, quote=False)}</summary>{content}</details>"


def _button(payload: Payload) -> str:
    url, said = _value(payload, "buttonUrl"), _value(payload, "buttonText")
    return f"<p>{element('a', {'href': url}, escape(said or url, quote=False))}</p>" if url else ""


def _file(payload: Payload) -> str:
    url, name = _value(payload, "src"), _value(payload, "fileName")
    title = _value(payload, "fileTitle") or name or url.rpartition("/")[2]
    said = escape(_value(payload, "fileCaption"), quote=False)
    link = element("a", {"href": url}, escape(title, quote=False)) if url else escape(title, quote=False)
    return f"<p>{link}{f'<br>{said}' if said else ''}</p>" if title else ""


def _video(payload: Payload) -> str:
    url = _value(payload, "src")
    return (element("video", {"src": url}, "") if url else "") + _caption(payload)


def _audio(payload: Payload) -> str:
    url = _value(payload, "src")
    return (element("audio", {"src": url, "title": _value(payload, "title")}, "") if url else "") + _caption(payload)


def _header(payload: Payload) -> str:
    header, under = _value(payload, "header"), _value(payload, "subheader")
    picture = _image({"src": payload.get("backgroundImageSrc")})
    parts = (picture, f"<h2>{header}</h2>" if header else "", f"<p>{under}</p>" if under else "", _button(payload))
    return "".join(parts)


def _product(payload: Payload) -> str:
    title, said = _value(payload, "productTitle"), _value(payload, "productDescription")
    button = {"buttonUrl": payload.get("productUrl"), "buttonText": payload.get("productButton")}
    picture = _image({"src": payload.get("productImageSrc")})
    return "".join((picture, f"<h4>{title}</h4>" if title else "", said, _button(button)))


def _call(payload: Payload) -> str:
    button = payload if payload.get("showButton", True) else {}
    return "".join((_image({"src": payload.get("imageUrl")}), _value(payload, "textValue"), _button(button)))


def _rule(payload: Payload) -> str:
    return "<hr>"


def _nothing(payload: Payload) -> str:
    return ""


_CARDS: dict[str, Callable[[Payload], str]] = {
    "image": _image,
    "gallery": _gallery,
    "embed": _embed,
    "bookmark": _bookmark,
    "html": _html,
    **dict.fromkeys(("markdown", "card-markdown"), _markdown),
    **dict.fromkeys(("code", "codeblock"), _code),
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "file": _file,
    "video": _video,
    "audio": _audio,
    "header": _header,
    "product": _product,
    "call-to-action": _call,
    **dict.fromkeys(("hr", "horizontalrule"), _rule),
    **dict.fromkeys(("paywall", "email", "email-cta", "signup"), _nothing),
}
NO_TEXT = {
    "email": "a part that only the newsletter had",
    "email-cta": "a part that only the newsletter had",
    "signup": "a form for readers to sign up",
}
"""Cards of which nothing is in an article, and why."""
