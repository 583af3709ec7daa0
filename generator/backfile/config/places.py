"""Where each key of a TOML text stands: TOML's own parser does not say. Scans texts that it has read, and judges
nothing."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from backfile.config.depth import line_of_long_key
from backfile.problems import Location

Keys = tuple[str | int, ...]
"""The way to a value: names of keys, and positions in lists."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|' + r"'''.*?'''(?:'{0,2})|" + r'"(?:\\.|[^"\\])*"|' + r"'[^']*'", re.DOTALL
)


class ConfigText(msgspec.Struct, frozen=True):
    """A file of settings: its text, and the path by which it is told of."""

    text: str
    path: str

    def at(self, *keys: str | int) -> Location:
        """Where that key stands, or the nearest one around it; the file where there is none."""
        places = key_places(self.text)
        for length in range(len(keys), 0, -1):
            if keys[:length] in places:
                return Location(self.path, *places[keys[:length]])
        return Location(self.path)

    def has(self, *keys: str | int) -> bool:
        """Whether the file has that key."""
        return keys in key_places(self.text)


@lru_cache(maxsize=4)
def key_places(text: str) -> Mapping[Keys, tuple[int, int]]:
    """Line and column of every key and of every item of a list; none where the text is no TOML."""
    if line_of_long_key(text):
        return {}
    scanner = _Scanner(text)
    try:
        scanner.document()
    except (LookupError, ValueError, RecursionError):
        return {}
    return {keys: _line_and_column(text, offset) for keys, offset in scanner.offsets.items()}


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _Scanner:
    """Walks over a text from key to key. `offsets` are what it found, `lengths` the lists of tables met so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lengths: dict[Keys, int] = {}
        self.offsets: dict[Keys, int] = {}

    def document(self) -> None:
        table: Keys = ()
        while self._peek():
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Keys:
        """`[a.b]` or `[[a.b]]`: the way to the table that begins. Within a list of tables it is the last one's."""
        ends = "]]" if self._text.startswith("[[", self._at) else "]"
        self._at += len(ends)
        keys: Keys = ()
        for offset, name in list(self._names()):
            keys = (*self._entered(keys), name)
            self.offsets.setdefault(keys, offset)
        self._expect("]")
        if ends == "]":
            return self._entered(keys)
        self._expect("]")
        self._lengths[keys] = self._lengths.get(keys, 0) + 1
        table = self._entered(keys)
        self.offsets[table] = offset
        return table

    def _entered(self, keys: Keys) -> Keys:
        return (*keys, self._lengths[keys] - 1) if keys in self._lengths else keys

    def _pair(self, table: Keys) -> None:
        for offset, name in list(self._names()):
            table = (*table, name)
            self.offsets.setdefault(table, offset)
        self._expect("=")
        self._value(table)

    def _names(self) -> Iterator[tuple[int, str]]:
        """The parts of a dotted key, each with its place."""
        is_more = True
        while is_more:
            self._peek()
            match = _STRING.match(self._text, self._at) or _BARE_KEY.match(self._text, self._at)
            if match is None:
                raise ValueError(f"no key at {self._at}")
            name = match[0] if match.re is _BARE_KEY else tomllib.loads(f"key = {match[0]}")["key"]
            yield self._at, name
            self._at = match.end()
            is_more = self._peek() == "."
            self._at += is_more

    def _value(self, keys: Keys) -> None:
        begins = self._peek()
        if begins in ("{", "["):
            self._at += 1
            number = 0
            while self._peek() not in ("}", "]"):
                if begins == "{":
                    self._pair(keys)
                else:
                    self.offsets[*keys, number] = self._at
                    self._value((*keys, number))
                    number += 1
                self._at += self._peek() == ","
            self._at += 1
            return
        match = _STRING.match(self._text, self._at) or _BARE_VALUE.match(self._text, self._at)
        if match is None or not match[0]:
            raise ValueError(f"no value at {self._at}")
        self._at = match.end()

    def _peek(self) -> str:
        """The next character that is no white space and no comment; empty at the end."""
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._text[self._at : self._at + 1]

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            raise ValueError(f"no {sign} at {self._at}")
        self._at += 1
