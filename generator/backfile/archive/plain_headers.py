"""Reads headers of the plainest YAML, as nearly all are, a line at a time and in a fifth of libyaml's time. What is in
the least doubtful it leaves to the YAML library; a test compares the two."""

import re
from collections.abc import Sequence
from typing import Any

MOST_LINES = 400
"""A header of more lines is left to the library, which counts its values."""

_ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Tabs, characters that YAML forbids, and those that it takes for line ends."""

_KEY = r"[A-Za-z_][\w-]*"
_PLAIN = r"""[\w/(+.“‘«„](?:[^\n:#]|:(?=[^\s])|(?<=\S)\#)*"""
_IN_FLOW = r"""[\w/(+.“‘«„](?:[^\n:#,\[\]{}?"']|(?<=\S)\#)*"""
_QUOTED = r""""[^"\\\n]*"|'[^'\n]*'"""
_ENTRY = re.compile(rf"({_KEY}):(?: +({_QUOTED}|{_PLAIN}))? *\Z")
_FLOW = re.compile(rf"({_KEY}): +\[ *((?:{_QUOTED}|{_IN_FLOW})(?:, *(?:{_QUOTED}|{_IN_FLOW}))*)\] *\Z")
_FLOW_ITEM = re.compile(rf"({_QUOTED}|{_IN_FLOW})(?:, *|\Z)")
_ITEM = re.compile(rf"( *)- +({_QUOTED}|{_PLAIN}) *\Z")
_NOT_TEXT = re.compile(
    r"true|True|TRUE|false|False|FALSE|null|Null|NULL|0|[1-9][0-9]{0,17}|(?:0|[1-9][0-9]{0,14})\.(?:0|[0-9]{0,14}[1-9])"
)
_BOOLEANS = {"true": True, "false": False}
_NOT_KEYS = frozenset(("true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL"))


def read_plain_header(header: str) -> dict[str, Any] | None:
    """The values of a header as the YAML library would read them; None for one that is not plain."""
    lines = header.removesuffix("\n").split("\n")
    if len(lines) > MOST_LINES or _ODD.search(header):
        return None
    values: dict[str, Any] = {}
    number, count = 0, len(lines)
    while number < count:
        line = lines[number]
        number += 1
        match = _ENTRY.match(line)
        if match is None:
            flow = _FLOW.match(line)
            key = flow[1] if flow else ""
            value: Any = _flow_items(flow[2]) if flow else None
        elif match[2] is not None:
            key, value = match[1], _scalar(match[2])
        else:
            key, start = match[1], number
            while number < count and lines[number].startswith((" ", "-")):
                number += 1
            value = _block(lines[start:number])
        if value is None or key in values or key in _NOT_KEYS:
            return None
        values[key] = value
    return values or None


def _block(lines: Sequence[str]) -> list[Any] | dict[str, Any] | None:
    """A list of scalars, or a mapping of them; None for anything else, an empty value too."""
    if not lines:
        return None
    return _items(lines) if lines[0].lstrip(" ").startswith("-") else _entries(lines)


def _items(lines: Sequence[str]) -> list[Any] | None:
    found = []
    indent = None
    for line in lines:
        match = _ITEM.match(line)
        value = _scalar(match[2]) if match else None
        if match is None or value is None or indent not in (None, match[1]):
            return None
        indent = match[1]
        found.append(value)
    return found


def _entries(lines: Sequence[str]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    for line in lines:
        match = _ENTRY.match(line, indent)
        value = _scalar(match[2]) if match and match[2] is not None and not line[:indent].strip(" ") else None
        if match is None or value is None or match[1] in found or match[1] in _NOT_KEYS:
            return None
        found[match[1]] = value
    return found


def _flow_items(text: str) -> list[Any] | None:
    found = [_scalar(item) for item in _FLOW_ITEM.findall(text)]
    return None if None in found else found


def _scalar(written: str) -> Any:
    """The value of what was written: text, a truth, a whole number; None for what the library shall decide."""
    if written[0] in "\"'":
        return written[1:-1]
    text = written.rstrip(" ")
    if not _NOT_TEXT.fullmatch(text):
        return text
    return _BOOLEANS.get(text) if text in _BOOLEANS else int(text) if text.isdecimal() else None
