"""Cards in Ghost's HTML into plain HTML: what they show is read out of their frames, players and buttons. Pictures lose
their smaller copies."""

import turbohtml
from turbohtml import Element

from backfile.importers.ghost.document import Cards, Document

_FIELDS: dict[str, dict[str, str]] = {
    "bookmark": {
        "title": ".kg-bookmark-title",
        "description": ".kg-bookmark-description",
        "author": ".kg-bookmark-author",
        "publisher": ".kg-bookmark-publisher",
        "caption": "figcaption",
        "url": "a@href",
    },
    "callout": {"calloutEmoji": ".kg-callout-emoji", "calloutText": ".kg-callout-text"},
    "toggle": {"heading": ".kg-toggle-heading-text", "content": ".kg-toggle-content"},
    "video": {"src": "video@src", "caption": "figcaption"},
    "audio": {"src": "audio@src", "title": ".kg-audio-title"},
    "file": {
        "src": "a@href",
        "fileTitle": ".kg-file-card-title",
        "fileCaption": ".kg-file-card-caption",
        "fileName": ".kg-file-card-filename",
    },
    "product": {
        "productTitle": ".kg-product-card-title",
        "productDescription": ".kg-product-card-description",
        "productImageSrc": "img@src",
        "productUrl": "a.kg-product-card-button@href",
        "productButton": "a.kg-product-card-button",
    },
    "signup": {"header": ".kg-signup-card-heading", "subheader": ".kg-signup-card-subheading"},
}
_AS_HTML = ("caption", "calloutText", "content", "productTitle", "productDescription")


def plain_cards(html: str) -> Document:
    """The HTML with every card that has a frame of its own as plain HTML."""
    if "kg-" not in html:
        return Document(html)
    body = turbohtml.parse(html).find("body")
    if body is None:
        return Document(html)
    cards = Cards()
    for picture in body.select("img[srcset]"):
        picture.attrs.pop("srcset", None)
    for card in reversed(body.select('[class*="-card"]')):
        name = _name(card)
        if name:
            card.insert_adjacent_html("beforebegin", cards.write(name, _payload(card, _FIELDS[name])))
            card.decompose()
    return cards.document(body.inner_html)


def _name(card: Element) -> str:
    """The card that an element is the frame of."""
    return next((name for name in _FIELDS if card.has_class(f"kg-{name}-card")), "")


def _payload(card: Element, fields: dict[str, str]) -> dict[str, str]:
    """The fields of a card, each by its selector; behind `@` stands the attribute that is meant."""
    return {name: _read(card, *where.partition("@")[::2], name in _AS_HTML) for name, where in fields.items()}


def _read(card: Element, selector: str, attribute: str, is_html: bool) -> str:
    found = card.select_one(selector)
    if found is None:
        return ""
    if attribute:
        return str(found.attrs.get(attribute) or "")
    return found.inner_html if is_html else " ".join(found.text.split())
