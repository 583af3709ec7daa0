"""What Substack writes into the attributes of its elements: values as JSON, of which nothing is taken for granted."""

from typing import Any

import msgspec
from turbohtml import Element

MOST = 2000
"""Elements of a kind that are rewritten: far more than a post has, and few enough where each holds all the others."""


def outermost(body: Element, selector: str) -> list[Element]:
    """The elements that are found, but for those within others that are."""
    found = body.select(selector)[:MOST]
    return [one for one in found if not isinstance(one.parent, Element) or one.parent.closest(selector) is None]


def attributes(element: Element) -> dict[str, Any]:
    """The values in `data-attrs`; none where it is no object."""
    written = element.attrs.get("data-attrs")
    try:
        found = msgspec.json.decode(written) if isinstance(written, str) else None
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return {}
    return found if isinstance(found, dict) else {}


def value_of(element: Element, *names: str) -> str:
    """The first of these that is a text or number: of the element's own attributes or in `data-attrs`."""
    told = attributes(element)
    for name in names:
        for value in (element.attrs.get(name), told.get(name)):
            if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
                return str(value).strip()
    return ""


def text_of(element: Element | None) -> str:
    """The text in it, in one line."""
    return " ".join(element.text.split()) if element is not None else ""
