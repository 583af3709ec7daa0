"""The objects of a JSON file, one after the other: a list of them, one alone, or one a line. What is damaged is passed
over up to where the next object begins. No more than one of them is in memory."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from backfile.importers.exports.decoding import Bytes, as_ascii_compatible, without_illegal

MAX_OBJECT = 32 * 1024 * 1024
"""The longest object, in characters: beyond it its end is taken as lost."""

_READ = 1 << 20
_NEXT_OBJECT = re.compile(r'[,\[\n]\s*(?=\{\s*"(?:id|ID|_id)"\s*:)')
_SIGN = re.compile(r"\S")
_AT_THE_END = 16
_LONGEST_MARK = 200
_KEPT = 1 << 16
_OPENINGS = re.compile(r"(?:[^\[{]*+[\[{]){0,400}+")


class Piece(msgspec.Struct, frozen=True):
    """An object, or what is wrong where one should be; and the line on which it begins."""

    value: dict[str, Any] | None
    line: int
    wrong: str = ""


def objects(stream: Bytes) -> Iterator[Piece]:
    """The objects of a file. One whose values are lists of objects (all of a site in one file) gives those."""
    window = Window(stream)
    while window.find_object():
        line = window.line
        value, wrong = window.take()
        if value is None:
            yield Piece(None, line, wrong)
            window.skip_damage()
        else:
            yield from _unpacked(value, line)


def _unpacked(value: dict[str, Any], line: int) -> Iterator[Piece]:
    lists = [one for one in value.values() if isinstance(one, list) and one and all(isinstance(x, dict) for x in one)]
    if "id" in value or "ID" in value or not lists:
        yield Piece(value, line)
        return
    for items in lists:
        yield from (Piece(item, line) for item in items)


class Window:
    """The part of a text that is looked at; what stands before `at` is done with."""

    def __init__(self, stream: Bytes) -> None:
        self._stream = as_ascii_compatible(stream)
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")
        self._json = json.JSONDecoder(strict=False)
        self._text = ""
        self._at = 0
        self._is_done = False
        self.line = 1

    def find_object(self) -> bool:
        """Goes to where the next object begins."""
        while (start := self._text.find("{", self._at)) < 0:
            self._advance(len(self._text))
            if not self._more():
                return False
        self._advance(start)
        return True

    def take(self) -> tuple[dict[str, Any] | None, str]:
        """The object that begins here, or why there is none."""
        self._forget()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                is_open = error.pos >= len(self._text) - _AT_THE_END or error.msg.startswith("Unterminated")
                if is_open and len(self._text) - self._at < MAX_OBJECT and self._more():
                    continue
                return None, error.msg[:1].lower() + error.msg[1:]
            except RecursionError:
                self._advance(self._openings().end())
                return None, "it is nested too deeply"
            except ValueError:
                return None, "it has a number that is too long"
            self._advance(end)
            return value, ""

    def _openings(self) -> re.Match[str]:
        """The first brackets of an object that is nested too deeply, all of them within it: each may begin an object
        that is, too, and a million of them are not to be tried one by one."""
        match = _OPENINGS.match(self._text, self._at)
        assert match is not None
        return match

    def _forget(self) -> None:
        """Lets go of what is done with, where it is much: an error of JSON counts all lines that stand before it."""
        if self._at > _KEPT:
            self._text, self._at = self._text[self._at :], 0

    def skip_damage(self) -> None:
        """Goes to the next place where an object seems to begin."""
        self.step()
        self.find(_NEXT_OBJECT)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Goes behind the next place where the pattern fits; to the end, where it fits nowhere."""
        while (match := pattern.search(self._text, self._at)) is None:
            self._advance(max(self._at, len(self._text) - _LONGEST_MARK))
            if not self._more():
                self._advance(len(self._text))
                return None
        self._advance(match.end())
        return match

    def next_sign(self) -> str:
        """Goes to the next character that is no white space; empty at the end."""
        while not (match := _SIGN.search(self._text, self._at)):
            self._advance(len(self._text))
            if not self._more():
                return ""
        self._advance(match.start())
        return match[0]

    def step(self) -> None:
        """Goes one character on."""
        self._advance(min(self._at + 1, len(self._text)))

    @property
    def last_sign(self) -> str:
        """The last character that was read and is no white space."""
        return self._text.rstrip()[-1:]

    def _more(self) -> bool:
        if self._is_done:
            return False
        data = self._stream.read(max(_READ, len(self._text) - self._at))
        self._is_done = not data
        self._text = self._text[self._at :] + without_illegal(self._utf8.decode(data, final=not data))
        self._at = 0
        return not self._is_done

    def _advance(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to
