"""HTML as it was handed over, into a parsed body: control characters taken out, cells given their table, and what was
escaped as a whole unescaped once."""

import re
from html import unescape

import turbohtml
from turbohtml import Element as Parsed

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_CELLS = re.compile(r"\s*<(?:td|th|tr|tbody|thead|tfoot)[\s>]", re.IGNORECASE)
_ESCAPED = re.compile(r"\s*&(?:lt|#60|#x3c);(p|div|h[1-6]|ul|ol|blockquote|figure|article|section|table)\b", re.IGNORECASE)
_ESCAPED_END = "&(?:lt|#60|#x3c);/{}\\s*&(?:gt|#62|#x3e);"


def without_controls(text: str) -> str:
    """The text without the characters that neither XML nor Markdown can hold, and without marks of byte order."""
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text


def parse_html(html: str) -> Parsed | None:
    """The body of the document or fragment; None where there is nothing in it."""
    html = _unescaped(without_controls(html))
    if _CELLS.match(html):
        html = f"<table>{html}</table>"
    return turbohtml.parse(html).find("body")


def _unescaped(html: str) -> str:
    """Only where all of it is markup that someone escaped: no tag of its own, and an escaped block with its end."""
    found = _ESCAPED.match(html) if "<" not in html else None
    if found and re.search(_ESCAPED_END.format(found[1]), html, re.IGNORECASE):
        return unescape(html)
    return html
