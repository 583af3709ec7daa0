"""Rows of JSON Lines and CSV, one at a time, each with its line. Bytes in, values out; what they mean is a format's to
know."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from backfile.problems import is_text

csv.field_size_limit(1 << 27)  # an article is longer than the 128 KB that csv takes for a mistake

DELIMITERS = ",;\t|"


class Row(msgspec.Struct, frozen=True):
    """A record and the line (from 1) where it begins; `fault` says why there is none."""

    line: int
    values: dict[str, Any] = {}
    fault: str = ""


def json_rows(stream: BinaryIO) -> Iterator[Row]:
    """A row a line. Empty lines are passed over."""
    for number, line in enumerate(stream, 1):
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
        if text:
            yield _json_row(number, text, is_whole="\ufffd" not in text)


def _json_row(number: int, text: str, *, is_whole: bool) -> Row:
    if not is_whole:
        return Row(number, fault="the line is not UTF-8")
    try:
        value = json.loads(text)
        is_readable = not _HALF.search(text) or is_text(json.dumps(value, ensure_ascii=False))
    except (ValueError, RecursionError) as error:
        return Row(number, fault=f"the line is not JSON: {error}")
    if not is_readable:
        return Row(number, fault="the line has a half of a character, as no text can")
    return Row(number, value) if isinstance(value, dict) else Row(number, fault="the line holds no object")


def csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """A row a record, by the names in the first one. The delimiter is the one that the first line has most of."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    head = text.readline()
    names = next(csv.reader([_readable(head)], delimiter=delimiter_of(head)), [])
    if _STRAY.search(head):
        yield Row(1, fault="the names of the fields are not UTF-8")
    reader = csv.reader(text, delimiter=delimiter_of(head))
    line = 2
    try:
        for values in reader:
            if values:
                yield _csv_row(line, names, values)
            line = reader.line_num + 2
    except csv.Error as error:
        yield Row(line, fault=f"the line is not CSV: {error}")


_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_STRAY = re.compile("[\ud800-\udfff]")
"""What stands for a byte that is no UTF-8."""


def _readable(text: str) -> str:
    return _STRAY.sub("\ufffd", text)


def _csv_row(line: int, names: list[str], values: list[str]) -> Row:
    if any(_STRAY.search(value) for value in values):
        return Row(line, fault="the record is not UTF-8")
    if len(values) > len(names):
        return Row(line, fault=f"the record has {len(values)} fields and the first line {len(names)} names")
    return Row(line, dict(zip(names, values, strict=False)))


def columns_of(sample: bytes) -> tuple[str, ...]:
    """The names of the columns of a CSV file that begins with these bytes; none where its first line is no CSV."""
    first = sample.decode("utf-8-sig", "replace").partition("\n")[0]
    try:
        return tuple(next(csv.reader([first], delimiter=delimiter_of(first)), []))
    except csv.Error:  # a carriage return within the line
        return ()


def delimiter_of(head: str) -> str:
    """What parts the fields of that line."""
    return max(DELIMITERS, key=head.count)
