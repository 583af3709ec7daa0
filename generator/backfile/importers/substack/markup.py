"""The markup of Substack's editor into HTML that says the same without it. What is no part of the text (forms to
subscribe, buttons to share, polls) is taken out and told."""

import re
from urllib.parse import unquote, urlsplit

import turbohtml
from turbohtml import Element, parse_fragment

from backfile.importers.importer import Dropped
from backfile.importers.substack.cards import CARDS
from backfile.importers.substack.embedded import attributes, outermost, text_of, value_of
from backfile.importers.substack.settings import Publication

_FURNITURE = (
    (".subscription-widget-wrap, .subscription-widget-wrap-editor, .subscription-widget", "a form to subscribe"),
    (".poll-embed", "a poll, of which the export has neither question nor answers"),
    (".paywall-jump, .paywall", "the place where the paywall stood"),
    (".install-substack-app-embed, .community-chat, .directMessage", "an invitation to Substack's own services"),
    (".native-audio-embed", "a recording that is not in the export"),
    (".native-video-embed", "a film that is not in the export"),
)
"""What is taken out, and why."""

_CALLS = re.compile(
    r"/subscribe\b|action=share|/comments?\b|%%|/leaderboard\b|/account\b|gift=true|donate=|/referrals?\b|/survey/"
)
"""Addresses of buttons that ask a reader to do something on Substack."""

_OPEN = re.compile(r"https://open\.substack\.com/pub/([\w-]+)(/p/[^?#]+)")


def plain_html(html: str, publication: Publication) -> tuple[str, tuple[Dropped, ...]]:
    """The text's HTML, and what was taken out of it."""
    body = turbohtml.parse(html).find("body")
    if body is None:
        return "", ()
    dropped = [told for selector, reason in _FURNITURE for told in _take_out(body, selector, reason)]
    dropped += _without_calls(body)
    for selector, rule in CARDS:
        for element in outermost(body, selector):
            if (card := rule(element)) is not None and element.parent is not None:
                dropped += card.dropped
                element.replace_with(*list(parse_fragment(card.html)))
    for image in body.select("img[data-attrs]"):
        _original(image)
    for link in body.select("a[href]"):
        _own(link, publication)
    return body.inner_html, tuple(dropped)


def _take_out(body: Element, selector: str, reason: str) -> list[Dropped]:
    told = []
    for element in outermost(body, selector):
        shown = text_of(element) or value_of(element, "label", "text", "id", "mediaUploadId") or _class(element)
        told.append(Dropped(element.source_line or 0, shown[:200], reason))
        element.decompose()
    return told


def _class(element: Element) -> str:
    """What Substack calls an element that has no words."""
    names = element.attrs.get("class")
    return str(names[0] if isinstance(names, list) and names else names or element.tag)


def _without_calls(body: Element) -> list[Dropped]:
    """Buttons to subscribe, share or comment go with what stands above them; a button that leads elsewhere is a
    link."""
    told = []
    for element in outermost(body, ".captioned-button-wrap, .button-wrapper"):
        links = [value_of(one, "href") for one in element.select("a[href]")]
        if _CALLS.search(" ".join((value_of(element, "url"), *links))):
            told.append(Dropped(element.source_line or 0, text_of(element)[:200] or "button", "a button of Substack's"))
            element.decompose()
    return told


def _original(image: Element) -> None:
    """The picture as it was uploaded, which its attributes name, instead of the smaller copies; a link around it that
    leads to that picture goes."""
    told = attributes(image)
    source = str(told.get("src") or "")
    if not source.startswith(("http://", "https://")):
        return
    image.attrs["src"] = image.attrs["data-full-url"] = source  # which the conversion prefers to all copies
    if not image.attrs.get("alt"):
        image.attrs["alt"] = str(told.get("alt") or "")
    link = image.closest("a[href]")
    if link is not None and _file(value_of(link, "href")) == _file(source):
        link.unwrap()


def _file(address: str) -> str:
    """The name of the file behind an address, or behind one that is written within it."""
    return unquote(unquote(address)).partition("?")[0].rsplit("/", 1)[-1]


def _own(link: Element, publication: Publication) -> None:
    """Links to other posts of the publication lose what counts readers in them, and the detour by Substack's app; where
    an address was filled in for each reader, only the text stays."""
    href = value_of(link, "href")
    if href.startswith("%%"):
        link.unwrap()
        return
    opened = _OPEN.match(href)
    if opened and publication.host == f"{opened[1].lower()}.substack.com":
        link.attrs["href"] = f"{publication.site}{opened[2]}"
    elif publication.site and _is_post(href, publication.host):
        before, mark, anchor = href.partition("#")
        link.attrs["href"] = before.partition("?")[0] + mark + anchor


def _is_post(href: str, host: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.hostname == host and parts.path.startswith("/p/") and "/comment" not in parts.path
