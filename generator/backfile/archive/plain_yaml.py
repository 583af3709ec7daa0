"""Writes the plainest of values as YAML, in the very bytes that PyYAML writes for them, in an eighth of its time. What
is not that plain is left to PyYAML: a test compares the two."""

import re
from collections.abc import Sequence
from typing import Any

_KEY = re.compile(r"[a-z][a-z0-9_]*\Z")
_TEXT = re.compile(
    r"(?:[A-Za-z\u00c0-\u024f]|/(?=[\w?])|[1-9][0-9]*[A-Za-z]|0[0-9]+[A-Za-z])"
    r"(?:[\w\u00a1-\u024f\u2010-\u2027!\"#$%&'()*+,\-./;<=>?@\[\]^`{|}~]|:(?=[^\s:])|[ ](?=[^\s#:]))*\Z",
    re.ASCII,
)
"""Text that no reader of YAML could take for a mark or another kind of value: it begins with a letter, a slash, or
digits that a letter follows; colons, hashes and blanks stand only where they mean nothing."""

_WORDS = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+\Z")


def plain_entry(key: str, value: Any, is_date: bool) -> str:
    """The lines of an entry at the top of a header; empty for one that is not plain. With `is_date` a text is a date
    that is written as it stands."""
    if not _is_plain_key(key):
        return ""
    if isinstance(value, dict):
        return _mapping(key, value)
    if isinstance(value, list):
        return _list(key, value)
    text = _scalar(value, is_date)
    return f"{key}: {text}\n" if text else ""


def _is_plain_key(key: str) -> bool:
    return bool(_KEY.match(key)) and key not in _WORDS


def _mapping(key: str, values: dict[str, Any]) -> str:
    """A mapping of scalars."""
    lines = []
    for name, value in values.items():
        text = _scalar(value, False) if _is_plain_key(name) else ""
        if not text:
            return ""
        lines.append(f"  {name}: {text}\n")
    return "".join((f"{key}:\n", *lines)) if lines else ""


def _list(key: str, values: Sequence[Any]) -> str:
    """A list of scalars."""
    lines = []
    for value in values:
        text = _scalar(value, False)
        if not text:
            return ""
        lines.append(f"- {text}\n")
    return "".join((f"{key}:\n", *lines)) if lines else ""


def _scalar(value: Any, is_date: bool) -> str:
    """The value as one word or text; empty for what is not plain."""
    if isinstance(value, str):
        is_plain = is_date or (bool(_TEXT.match(value)) and value.lower() not in _WORDS)
        return value if is_plain else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return text if isinstance(value, float) and _DECIMAL.match(text := repr(value)) else ""
