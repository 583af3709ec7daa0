"""The rows of Ghost's export, table by table. A table is a list of objects under a name; within a text no such name can
stand, as its quotation marks are escaped there. So damage reaches no further than its own row."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from backfile.importers.exports.decoding import Bytes
from backfile.importers.exports.json_stream import Window

_TABLE = re.compile(r'"(?!db")(\w{1,60})"\s{0,40}:\s{0,40}\[\s{0,40}(?=[\]{])')
_NEXT = re.compile(rf"\}}\s{{0,40}},\s{{0,40}}(?=\{{\s{{0,40}}\")|{_TABLE.pattern}")


class Row(msgspec.Struct, frozen=True):
    """A row of a table, or what is wrong where one should be; and the line on which it begins."""

    table: str
    value: dict[str, Any] | None
    line: int
    wrong: str = ""


def rows(stream: Bytes) -> Iterator[Row]:
    """The rows of all tables, in their order; at the end, where the file breaks off, what is wrong with that. Nothing
    for a file without tables."""
    window = Window(stream)
    is_told = True  # of a file without tables the importer tells as a whole
    while match := window.find(_TABLE):
        is_told = False
        for row in _rows_of(match[1], window):
            is_told = bool(row.wrong)
            yield row
    if window.last_sign != "}" and not is_told:
        yield Row("", None, window.line, "the file breaks off here")


def _rows_of(table: str, window: Window) -> Iterator[Row]:
    """The rows of one table; of those after it too, where its end is lost."""
    while True:
        sign, line = window.next_sign(), window.line
        if sign == "]":
            return
        value, wrong = window.take() if sign == "{" else (None, "a row should stand here")
        if value is not None:
            yield Row(table, value, line)
            if window.next_sign() == ",":
                window.step()
                continue
            if window.next_sign() == "]":
                return
            line, wrong = window.line, "a comma or the end of the list should stand here"
        yield Row(table, None, line, wrong)
        window.step()
        match = window.find(_NEXT)
        if match is None:
            return
        table = match[1] or table
