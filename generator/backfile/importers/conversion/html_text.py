"""Text and attributes as HTML that stands within Markdown."""

import re
from collections.abc import Iterable

_ENTITY_LIKE = re.compile(r"&(?=#?[A-Za-z0-9]+;)")


def escape_html(text: str) -> str:
    """The text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attributes_html(attributes: Iterable[tuple[str, str]]) -> str:
    """The attributes as they stand in a tag, with the blank before them. An address keeps its `&`, so that it can be
    found again as it is."""
    return "".join(f' {name}="{_value(value)}"' for name, value in attributes)


def _value(value: str) -> str:
    escaped = _ENTITY_LIKE.sub("&amp;", value)
    return escaped.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def note_anchor(label: str) -> str:
    """The anchor of a footnote for marks that Markdown does not know of."""
    return f"note-{label}"


def note_link(label: str) -> str:
    """The mark of a footnote where Markdown is not read: in HTML and in captions."""
    return f'<sup><a href="#{note_anchor(label)}">{escape_html(label)}</a></sup>'
