"""What both of the editor's documents become: HTML, and cards that could not be shown in it."""

from collections.abc import Mapping
from html import escape
from typing import Any

import msgspec

from backfile.importers.ghost.cards import NO_TEXT, card_html, card_text


class Document(msgspec.Struct, frozen=True):
    """A document's HTML; the names of cards that are not known, whose text was kept, and what was left out with the
    reason."""

    html: str
    unknown: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()


class Cards:
    """Writes cards, and remembers those that are not known or left out."""

    def __init__(self) -> None:
        self._unknown: dict[str, None] = {}
        self._dropped: list[tuple[str, str]] = []

    def write(self, name: str, payload: Any) -> str:
        """The HTML of a card; of one that is not known its text."""
        values = payload if isinstance(payload, Mapping) else {}
        if name in NO_TEXT:
            self._dropped.append((card_text(values) or name, NO_TEXT[name]))
        shown = card_html(name, values)
        if shown is not None:
            return shown
        self._unknown[name] = None
        said = card_text({key: one for key, one in values.items() if key not in ("type", "version")})
        return f"<p>{escape(said, quote=False)}</p>" if said else ""

    def document(self, html: str) -> Document:
        """The whole document."""
        return Document(html, tuple(self._unknown), tuple(self._dropped))
