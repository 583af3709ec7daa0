"""A post's text as HTML: that which Ghost made of it, else the editor's own document, else plain text."""

import json
from html import escape
from typing import Any

import msgspec

from backfile.importers.ghost.card_markup import plain_cards
from backfile.importers.ghost.cards import markdown_html
from backfile.importers.ghost.document import Document
from backfile.importers.ghost.lexical import lexical_html
from backfile.importers.ghost.mobiledoc import mobiledoc_html
from backfile.importers.ghost.post import Post

PLACEHOLDER = "__GHOST_URL__"


class Body(msgspec.Struct, frozen=True):
    """A text, the field of the post that it was taken from, and the fields that hold a document which cannot be
    read."""

    document: Document
    source: str
    damaged: tuple[str, ...] = ()


def body_of(post: Post, address: str) -> Body:
    """The text, with the site's address (or the way from its root) where Ghost has a sign for it."""
    damaged: list[str] = []
    document, source = _taken(post, damaged)
    html = document.html.replace(PLACEHOLDER, address)
    return Body(msgspec.structs.replace(document, html=html), source, tuple(damaged))


def _taken(post: Post, damaged: list[str]) -> tuple[Document, str]:
    if post.html.strip():
        return plain_cards(post.html), "html"
    for name, written, reader in (
        ("lexical", post.lexical, lexical_html),
        ("mobiledoc", post.mobiledoc, mobiledoc_html),
    ):
        if written.strip():
            found = reader(_parsed(written))
            if found is not None:
                return found, name
            damaged.append(name)
    if post.markdown.strip():
        return Document(markdown_html(post.markdown)), "markdown"
    parts = (escape(part, quote=False) for part in post.plaintext.split("\n\n") if part.strip())
    return Document("".join(f"<p>{part}</p>" for part in parts)), "plaintext"


def _parsed(written: str) -> Any:
    try:
        return json.loads(written, strict=False)
    except (ValueError, RecursionError):
        return None
