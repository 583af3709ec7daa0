"""What a header's values may be: text, numbers, lists and mappings with text keys, neither too deep nor too many. Knows
no form of header."""

from typing import Any

import msgspec

from backfile.config.depth import MOST_INSIDE

MAX_NODES = 20_000
"""The most values a header may come to once its YAML aliases are followed: beyond it lies a bomb, not a header."""

MAX_DEPTH = MOST_INSIDE
"""The most values within values."""


class Twice(msgspec.Struct, frozen=True):
    """A value whose key is there twice, and which is not the one that holds; line and column from 1 in the file."""

    key: str
    value: Any
    line: int
    column: int


class HeaderError(Exception):
    """What keeps a header from being read, with its place in the file (from 1)."""

    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


def too_deep(line: int) -> HeaderError:
    """There are more values within values than MAX_DEPTH."""
    message = f"the front matter has more than {MAX_DEPTH} values within values."
    return HeaderError(line, 0, message, "An article's header needs two or three.")


def too_many(line: int) -> HeaderError:
    """There are more values than MAX_NODES."""
    message = f"the front matter comes to more than {MAX_NODES:,} values."
    return HeaderError(line, 0, message, "Write the values out; an article's header needs no aliases.")


def doubled(key: str, line: int, column: int, first: int) -> HeaderError:
    """A key is there twice where only one can be kept. `first` is the line of the other, 0 where it is not known."""
    before = f", first in line {first}" if first else ""
    hint = "Put both values into one place, or remove one of them."
    return HeaderError(line, column, f"the key `{key}` is there twice{before}.", hint)


def plain_mapping(values: Any) -> dict[str, Any]:
    """The values of a header as plain ones. Raises HeaderError."""
    if not isinstance(values, dict):
        hint = "Begin with a line like `title: A headline`."
        raise HeaderError(2, 0, "the front matter is not a list of keys and values.", hint)
    return _Plain().mapping(values)


def plain_key(key: Any) -> str:
    """A key as the text that was written."""
    return {True: "true", False: "false", None: "null"}[key] if key is None or isinstance(key, bool) else str(key)


class _Plain:
    """Values of text, numbers, lists and mappings only: anything else (dates, sets, numbers that no file format holds)
    as text, so that equal headers have equal digests. Refuses what is too deep or too much."""

    def __init__(self) -> None:
        self._count = 0

    def mapping(self, values: dict[Any, Any], depth: int = 1) -> dict[str, Any]:
        return {self._text(plain_key(key)): self._value(value, depth) for key, value in values.items()}

    def _value(self, value: Any, depth: int) -> Any:
        self._count += 1
        if self._count > MAX_NODES:
            raise too_many(2)
        if isinstance(value, dict | list | tuple | set) and depth >= MAX_DEPTH:
            raise too_deep(2)
        if isinstance(value, dict):
            return self.mapping(value, depth + 1)
        if isinstance(value, set):
            value = sorted(value, key=str)
        if isinstance(value, list | tuple):
            return [self._value(part, depth + 1) for part in value]
        if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 1 << 63):
            return value
        return self._text(str(value))

    def _text(self, text: str) -> str:
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            raise HeaderError(1, 0, "the front matter holds half a character (a lone surrogate).", "Remove it.")
        return text
