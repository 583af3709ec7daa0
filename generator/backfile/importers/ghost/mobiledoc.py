"""The Mobiledoc document of Ghost's editor (1.0 to 5) into HTML: sections of text with marks, lists, and cards."""

from collections.abc import Iterator
from html import escape
from typing import Any

from backfile.importers.exports.markup import element
from backfile.importers.ghost.document import Cards, Document

_SECTION, _PICTURE, _LIST, _CARD = 1, 2, 3, 10
_MARKUPS = ("strong", "b", "em", "i", "a", "s", "u", "sub", "sup", "code", "mark", "del")
_TAGS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pull-quote", "aside")


def mobiledoc_html(value: Any) -> Document | None:
    """The document of parsed JSON; None for what is none."""
    if not isinstance(value, dict) or not isinstance(value.get("sections"), list):
        return None
    cards = Cards()
    writer = _Writer(value, cards)
    return cards.document("".join(writer.section(one) for one in _list(value["sections"]) if isinstance(one, list)))


class _Writer:
    """Writes the sections of one document, which name its marks, atoms and cards by their numbers."""

    def __init__(self, value: dict[str, Any], cards: Cards) -> None:
        self._value = value
        self._cards = cards

    def section(self, section: list[Any]) -> str:
        """One section."""
        kind, first, second = (_at(section, number) for number in range(3))
        if kind == _SECTION:
            tag = first if isinstance(first, str) and first in _TAGS else "p"
            tag = "blockquote" if tag in ("pull-quote", "aside") else tag
            inside = self._markers(second)
            return element(tag, {}, inside) if inside else ""
        if kind == _PICTURE:
            return element("img", {"src": str(first), "alt": ""}) if isinstance(first, str) else ""
        if kind == _LIST:
            items = "".join(f"<li>{self._markers(one)}</li>" for one in _list(second) if isinstance(one, list))
            return element("ol" if first == "ol" else "ul", {}, items)
        if kind == _CARD:
            card = self._named("cards", first)
            return self._cards.write(str(_at(card, 0) or "without a name"), _at(card, 1))
        return self._cards.write(f"section {kind}", {"text": first} if isinstance(first, str) else {})

    def _named(self, table: str, number: Any) -> Any:
        return _at(self._value.get(table), number)

    def _markers(self, markers: Any) -> str:
        """Text whose marks open and close in it; those that never close, close at its end."""
        parts: list[str] = []
        opened: list[str] = []
        for marker in _list(markers):
            for number in _list(_at(marker, 1)):
                parts.append(self._open(number, opened))
            parts.append(self._said(marker))
            closing = _at(marker, 2)
            parts += _closed(opened, closing if isinstance(closing, int) else 0)
        return "".join([*parts, *_closed(opened, len(opened))])

    def _open(self, number: Any, opened: list[str]) -> str:
        markup = self._named("markups", number)
        tag = _at(markup, 0)
        opened.append(tag if isinstance(tag, str) and tag in _MARKUPS else "")
        if not opened[-1]:
            return ""
        return element(opened[-1], {"href": _href(_at(markup, 1))} if tag == "a" else {})

    def _said(self, marker: Any) -> str:
        text = _at(marker, 3)
        if _at(marker, 0) == 0:
            return escape(text, quote=False) if isinstance(text, str) else ""
        atom = self._named("atoms", text)
        said = _at(atom, 1)
        return "<br>" if _at(atom, 0) == "soft-return" else escape(said, quote=False) if isinstance(said, str) else ""


def _at(values: Any, number: Any) -> Any:
    """What stands in a list under a number; None for nothing, and where it is no list."""
    is_there = isinstance(values, list) and isinstance(number, int) and 0 <= number < len(values)
    return values[number] if is_there else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _closed(opened: list[str], count: int) -> Iterator[str]:
    for _ in range(min(count, len(opened))):
        tag = opened.pop()
        yield f"</{tag}>" if tag else ""


def _href(attributes: Any) -> str:
    """The address among attributes, which are names and values in one row."""
    row = _list(attributes)
    return next((str(value) for name, value in zip(row[::2], row[1::2], strict=False) if name == "href"), "")
