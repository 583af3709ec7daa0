"""How deep TOML goes, told before it is read: Python's parser takes the square of a dotted key's length, and what it
gives can be nested deeper than anything can walk."""

import re
from typing import Any

MOST_INSIDE = 50
"""The most values within values. A fixed bound: how deep the interpreter could go depends on who called it."""

_LONG_DOTTED_KEY = re.compile(rf"(?<![\w-])(?:[\w-]+[ \t]*\.[ \t]*){{{MOST_INSIDE}}}")


def line_of_long_key(text: str) -> int:
    """The line (from 1) of the first key with more than MOST_INSIDE parts; 0 for none."""
    found = _LONG_DOTTED_KEY.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def line_of_depth(text: str) -> int:
    """The line (from 1) in which brackets come to stand within more than MOST_INSIDE others; 0 for none."""
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > MOST_INSIDE:
            return text.count("\n", 0, found.start()) + 1
    return 0


def line_of_long_number(text: str) -> int:
    """The line (from 1) of the first number with more digits than Python reads; 0 for none."""
    found = re.search(r"[\w+-]{4300,}", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def is_too_deep(value: Any) -> bool:
    """Whether there are more than MOST_INSIDE lists and tables within one another."""
    level = [value]
    for _ in range(MOST_INSIDE + 1):
        level = [part for one in level for part in _parts(one)]
        if not level:
            return False
    return True


def _parts(value: Any) -> Any:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
