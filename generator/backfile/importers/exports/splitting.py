"""An export's bytes cut into its elements, one after the other: its head, its items, and what else it lists. Reads no
XML: where an element ends is known even in one that is damaged, so that no damage reaches further than its own item."""

import re
from collections.abc import Iterator

import msgspec

from backfile.importers.exports.decoding import Bytes

HEAD_BYTES = 256 * 1024
"""How much of what stands before the first element is looked at for the site's name and address."""

MAX_ELEMENT = 32 * 1024 * 1024
"""The largest item: beyond it the end of an item is taken as lost, and the next item is looked for."""

_READ = 1 << 20
_MAX_TAG = 4096
_OPENER = re.compile(rb"<([\w:.-]+)(?:\s[^<>]*)?>\s*\Z")


class Shape(msgspec.Struct, frozen=True):
    """What an export is cut into: the tag of its items by its local name, a pattern of all elements that are cut out,
    of which the first group is the tag's name, and one of what only stands behind the end of an item."""

    item: bytes
    start: re.Pattern[bytes]
    after_item: re.Pattern[bytes]


class Chunk(msgspec.Struct, frozen=True):
    """One element: its name (without prefix; `head` for what stands before all), its bytes, the line on which it
    begins, whether its end is missing, and at which byte of the stream it begins."""

    name: str
    data: bytes
    line: int
    is_cut: bool = False
    start: int = 0


def split(stream: Bytes, shape: Shape) -> Iterator[Chunk]:
    """The elements of an export in their order; no more than one of them is in memory."""
    window = _Window(stream, shape)
    head = window.seek(HEAD_BYTES)
    if head:
        yield Chunk("head", head, 1)
    while name := window.start():
        line, start = window.line, window.place
        data, is_cut = window.take(name)
        yield Chunk(name.rpartition(b":")[2].decode(), data, line, is_cut, start)
        window.seek(0)


class _Window:
    """The part of a stream that is looked at: `data` from `at` on is what no element has taken yet. `passed` bytes of
    the stream stood before `data`."""

    def __init__(self, stream: Bytes, shape: Shape) -> None:
        self._stream = stream
        self._shape = shape
        self._data = b""
        self._at = 0
        self._is_done = False
        self._passed = 0
        self._searched: dict[bytes, tuple[int, int]] = {}
        self._lost = -1
        self.line = 1

    @property
    def place(self) -> int:
        """How many bytes of the stream stand before what is looked at."""
        return self._passed + self._at

    def start(self) -> bytes:
        """The name of the element that begins here; empty at the end of the stream."""
        match = self._shape.start.match(self._data, self._at)
        return match[1] if match else b""

    def seek(self, keep: int) -> bytes:
        """Goes to where the next element begins; the first `keep` bytes of what was passed."""
        passed = b""
        while True:
            match = self._shape.start.search(self._data, self._at)
            if match and match.start() == self._at:
                return passed
            end = match.start() if match else len(self._data) - (0 if self._is_done else _MAX_TAG)
            if end > self._at:
                passed += self._data[self._at : min(end, self._at + keep - len(passed))]
                self._advance(end)
            if match or not self._more():
                return passed

    def take(self, name: bytes) -> tuple[bytes, bool]:
        """The element that begins here, and whether its end is missing."""
        length, is_cut = self._length(name)
        data = self._data[self._at : self._at + length]
        self._advance(self._at + length)
        return data, is_cut

    def _length(self, name: bytes) -> tuple[int, bool]:
        """The quick way: the first end tag is the end where no other item begins before it and every CDATA section is
        closed."""
        closing = b"</" + name + b">"
        while (end := self._find(closing, 0)) < 0:
            if self._size > MAX_ELEMENT or not self._more():
                return self._length_by_tokens(name)
        following = self._find(b"<" + self._item(name), 1)
        if not 0 <= following < end:
            body = self._data[self._at : self._at + end]
            if body.count(b"<![CDATA[") == body.count(b"]]>"):
                return end + len(closing), False
        return self._length_by_tokens(name)

    def _find(self, mark: bytes, start: int) -> int:
        """Where the mark next stands, from `start` on, both counted from here; -1 for nowhere. What was searched once
        is not searched again, or a file of a million first tags would be read a million times."""
        first = self._passed + self._at + start
        searched, found = self._searched.get(mark, (0, -1))
        if found >= first >= searched:
            return found - self._passed - self._at
        if found < 0 and searched > first:
            first = max(first, searched - len(mark))
        place = self._data.find(mark, first - self._passed)
        if place < 0:
            self._searched[mark] = (self._passed + len(self._data), -1)
            return -1
        self._searched[mark] = (first, self._passed + place)
        return place - self._at

    def _length_by_tokens(self, name: bytes) -> tuple[int, bool]:
        """The careful way: end tags within CDATA are text; an item that begins within another ends it."""
        item = self._item(name)
        token = re.compile(rb"<!\[CDATA\[|</" + re.escape(name) + rb"\s*>|<" + re.escape(item) + rb"[\s>]")
        at = 1
        while True:
            match = token.search(self._data, self._at + at)
            if match is None:
                at = max(1, self._size - 32)
                if self._size > MAX_ELEMENT or not self._more():
                    return self._size, True
            elif match[0].startswith(b"<!"):
                at = self._after_cdata(match.start() - self._at)
            elif match[0].startswith(b"</"):
                return match.end() - self._at, False
            else:
                return match.start() - self._at, True

    def _after_cdata(self, start: int) -> int:
        """Where the scan goes on behind the CDATA section that begins at `start`. One whose end is damaged would run on
        into the next item: it is known by an end that is not followed by its element's end tag."""
        within = start + 9
        while (end := self._find(b"]]>", start)) < 0:
            if self._size > MAX_ELEMENT or not self._more():
                return within
        if self._is_proper(self._at + start, self._at + end):
            return end + 3
        if self._lost < self._passed + self._at + start:
            lost = self._shape.after_item.search(self._data, self._at + start, self._at + end)
            self._lost = self._passed + lost.start() if lost else -1
        return within if self._lost >= 0 else end + 3

    def _is_proper(self, start: int, end: int) -> bool:
        """Whether a section ends as one does: before its element's end tag, or, where its text has such an end in it,
        before the next section."""
        following = self._data[end + 3 : end + 300].lstrip()
        if following.startswith(b"<![CDATA["):
            return True
        if self._data.startswith(b"]]>", start - 3):
            return following.startswith(b"</")
        opener = _OPENER.search(self._data, max(self._at, start - 200), start)
        return opener is not None and following.startswith(b"</" + opener[1])

    def _item(self, name: bytes) -> bytes:
        """The tag of an item, with the prefix that an element of that name shows items to have."""
        return name if name.rpartition(b":")[2] == self._shape.item else self._shape.item

    @property
    def _size(self) -> int:
        return len(self._data) - self._at

    def _more(self) -> bool:
        """Reads on, more at once the longer the element is; positions relative to `at` stay. False at the end."""
        if self._is_done:
            return False
        read = self._stream.read(max(_READ, self._size))
        self._is_done = not read
        self._data = self._data[self._at :] + read
        self._passed += self._at
        self._at = 0
        return not self._is_done

    def _advance(self, to: int) -> None:
        self.line += self._data.count(b"\n", self._at, to)
        self._at = to
