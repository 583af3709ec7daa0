"""The Lexical document of Ghost's editor (since 5.0) into HTML."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from backfile.importers.exports.markup import element
from backfile.importers.ghost.document import Cards, Document

_MAX_DEPTH = 60
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"), (128, "mark"))
_BLOCKS = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "table": "table",
    "tablerow": "tr",
    "tablecell": "td",
}
_WITHOUT_TEXT = ("zwnj", "at-link-search")

Node = Mapping[str, Any]


def lexical_html(value: Any) -> Document | None:
    """The document of parsed JSON; None for what is none."""
    root = value.get("root") if isinstance(value, dict) else None
    if not isinstance(root, dict):
        return None
    cards = Cards()
    return cards.document("".join(_written(one, cards, 0) for one in _children(root)))


def _children(node: Node) -> Iterator[Node]:
    found = node.get("children")
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            yield one


def _text(node: Node, name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) else ""


def _written(node: Node, cards: Cards, depth: int) -> str:
    kind = _text(node, "type")
    if depth > _MAX_DEPTH:
        return escape(_all_text(node), quote=False)
    if kind in ("text", "extended-text", "tk"):
        return _run(node)
    if kind == "linebreak":
        return "<br>"
    if kind == "tab":
        return " "
    if kind in _WITHOUT_TEXT:
        return ""
    if kind == "list":
        return _list(node, cards, depth)
    if not isinstance(node.get("children"), list):
        return cards.write(kind or "without a name", node)
    inside = "".join(_written(one, cards, depth + 1) for one in _children(node))
    return _wrapped(kind, node, inside)


def _wrapped(kind: str, node: Node, inside: str) -> str:
    """An element of the document with what is in it; of one that is not known only that."""
    if kind in ("heading", "extended-heading"):
        tag = _text(node, "tag")
        return element(tag if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2", {}, inside)
    if kind in ("link", "autolink", "at-link"):
        return element("a", {"href": _text(node, "url")}, inside)
    return element(_BLOCKS[kind], {}, inside) if kind in _BLOCKS else inside


def _run(node: Node) -> str:
    """A text in one style, whose styles are bits of a number."""
    shown = escape(_text(node, "text"), quote=False)
    bits = node.get("format")
    for bit, tag in reversed(_FORMATS):
        if isinstance(bits, int) and bits & bit and shown:
            shown = f"<{tag}>{shown}</{tag}>"
    return shown


def _list(node: Node, cards: Cards, depth: int) -> str:
    """A list. One within an item stands in an item of its own, which belongs to the one before it."""
    items: list[str] = []
    for one in _children(node):
        inside = "".join(_written(child, cards, depth + 1) for child in _children(one))
        is_nested = [_text(child, "type") for child in _children(one)] == ["list"]
        if is_nested and items:
            items[-1] += inside
        else:
            items.append(_box(one) + inside)
    start = node.get("start")
    is_numbered = _text(node, "listType") == "number" or _text(node, "tag") == "ol"
    values = {"start": str(start)} if is_numbered and isinstance(start, int) and start != 1 else {}
    return element("ol" if is_numbered else "ul", values, "".join(f"<li>{item}</li>" for item in items))


def _box(node: Node) -> str:
    """The box of an item of a check list."""
    checked = node.get("checked")
    return f'<input type="checkbox"{" checked" if checked else ""}> ' if isinstance(checked, bool) else ""


def _all_text(node: Node) -> str:
    """The text of what is nested too deeply to be real."""
    found: list[str] = []
    waiting: list[Node] = [node]
    while waiting:
        one = waiting.pop()
        found.append(_text(one, "text"))
        waiting.extend(reversed(list(_children(one))))
    return "".join(found)
