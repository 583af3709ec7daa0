"""Shortcodes: `[name attribute="value"]`, with or without a text up to `[/name]`; `[[name]]` is one that is only shown.
Knows their form by WordPress's rules, and none of their meanings."""

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Container, Sequence

import msgspec

from backfile.importers.exports.markup import spans_of_tags, tokens

_MARK = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]*)(?=[\s=:\]/])([^\]\[]*?)(/?)\](?!\()(\]?)")
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"(?:\s|$)|([\w-]+)\s*=\s*'([^']*)'(?:\s|$)|([\w-]+)\s*=\s*([^\s'"]+)(?:\s|$)"""
    r"""|"([^"]*)"(?:\s|$)|'([^']*)'(?:\s|$)|(\S+)(?:\s|$)"""
)
_CURLY = str.maketrans("“”″„«»‘’", '""""""\'\'')
_LEFT_ALONE = ("pre", "code", "script", "style", "textarea")
_REACHES_FURTHER = re.compile(r"<(?:!--|(?:pre|code|script|style|textarea)[\s/>])", re.IGNORECASE)
_MAX_OPEN = 50


class Shortcode(msgspec.Struct, frozen=True):
    """A shortcode: its name, its attributes, what stands in it without a name, the text that it encloses (None where it
    encloses none), and the whole as it was written."""

    name: str
    attributes: dict[str, str]
    positional: tuple[str, ...]
    inside: str | None
    written: str

    def get(self, *names: str) -> str:
        """The first attribute of those names that is not empty."""
        return next((self.attributes[name] for name in names if self.attributes.get(name)), "")


Meaning = Callable[[Shortcode], str | None]
"""The HTML of a shortcode; None for one that is left as it is."""


class _Mark(msgspec.Struct, frozen=True):
    """A shortcode's mark in a text: where it begins and ends without brackets that are not its own, the match, and
    whether brackets stand before and behind it, as around one that is only shown."""

    match: re.Match[str]
    name: str
    start: int
    end: int
    is_end: bool
    is_bracketed: tuple[bool, bool]


class _Frame(msgspec.Struct):
    """A shortcode whose text is being read: its first mark, and the text so far."""

    mark: _Mark
    parts: list[str]


def expand(text: str, meaning: Meaning, names: Container[str]) -> str:
    """The text with every shortcode replaced by its meaning, those within others first. What stands in `<pre>`,
    `<code>`, scripts and tags is left alone. An end mark belongs to the last mark of its name before it. Of an escaped
    one only the outer brackets go, if its name is one of `names`."""
    return _Expansion(text, meaning, names).text() if "[" in text else text


class _Expansion:
    """Goes through the marks of a text once, from the inside out, with a frame for each text that is open."""

    def __init__(self, text: str, meaning: Meaning, names: Container[str]) -> None:
        self._text = text
        self._meaning = meaning
        self._names = names
        self._frames: list[_Frame] = []
        self._out: list[str] = []
        self._at = 0

    def text(self) -> str:
        """The text with its shortcodes replaced."""
        marks = _marks(self._text)
        if "<" in self._text:
            ranges = _ranges(self._text)
            marks = [mark for mark in marks if _is_within(mark.start, ranges)]
        partners = _partners(marks)
        for number, mark in enumerate(marks):
            self._parts.append(self._text[self._at : mark.start])
            self._at = mark.end
            if number not in partners:
                self._take_alone(mark)
            elif mark.is_end:
                self._take_end(self._frames.pop(), mark)
            else:
                self._frames.append(_Frame(mark, []))
        return "".join([*self._out, self._text[self._at :]])

    @property
    def _parts(self) -> list[str]:
        return self._frames[-1].parts if self._frames else self._out

    def _take_alone(self, mark: _Mark) -> None:
        written = self._text[mark.start : mark.end]
        is_escaped = all(mark.is_bracketed)
        if is_escaped and mark.name in self._names and not mark.is_end:
            self._put_unescaped(written)
            return
        is_text = is_escaped or mark.is_end
        shown = None if is_text else self._meaning(_shortcode(self._text, mark, None, mark.end))
        self._parts.append(written if shown is None else shown)

    def _take_end(self, frame: _Frame, last: _Mark) -> None:
        first, text = frame.mark, self._text
        if first.is_bracketed[0] and last.is_bracketed[1] and first.name in self._names:
            self._put_unescaped(text[first.start : last.end])
            return
        inside = "".join(frame.parts)
        shown = self._meaning(_shortcode(text, first, inside, last.end))
        if shown is None:
            shown = text[first.start : first.end] + inside + text[last.start : last.end]
        self._parts.append(shown)

    def _put_unescaped(self, written: str) -> None:
        """The shortcode as text; the brackets around it go, of which the first has been written already."""
        self._parts[-1] = self._parts[-1][:-1]
        self._parts.append(written)
        self._at += 1


def expand_code(text: str, meaning: Meaning, names: frozenset[str]) -> str:
    """The text with the shortcodes of those names replaced by their meaning, wherever they stand; what is in them is
    not looked at."""
    if "[" not in text:
        return text
    marks = [mark for mark in _marks(text) if mark.name in names]
    ends: dict[str, list[int]] = {}
    for number, mark in enumerate(marks):
        if mark.is_end:
            ends.setdefault(mark.name, []).append(number)
    out: list[str] = []
    at = 0
    for number, mark in enumerate(marks):
        following = ends.get(mark.name, [])
        place = bisect_left(following, number)
        if mark.is_end or mark.start < at or place == len(following) or mark.is_bracketed[0]:
            continue
        last = marks[following[place]]
        shown = meaning(_shortcode(text, mark, text[mark.end : last.start], last.end))
        if shown is not None:
            out.extend((text[at : mark.start], shown))
            at = last.end
    return "".join([*out, text[at:]])


def _marks(text: str) -> list[_Mark]:
    """All that looks like the mark of a shortcode, in the order of the text."""
    found: list[_Mark] = []
    for match in _MARK.finditer(text) if "[" in text else ():
        brackets = (match[1] == "[", match[6] == "]")
        start, end = match.start() + len(match[1]), match.end() - len(match[6])
        found.append(_Mark(match, match[3].lower(), start, end, bool(match[2]), brackets))
    return found


def _partners(marks: Sequence[_Mark]) -> set[int]:
    """The numbers of marks that begin or end a text, none of which overlap."""
    found: set[int] = set()
    open_marks: list[int] = []
    counts: dict[str, int] = {}
    for number, mark in enumerate(marks):
        if not mark.is_end:
            if not mark.match[5] and not (mark.is_bracketed[0] and mark.is_bracketed[1]):
                open_marks.append(number)
                counts[mark.name] = counts.get(mark.name, 0) + 1
        elif counts.get(mark.name):
            while True:
                last = open_marks.pop()
                counts[marks[last].name] -= 1
                if marks[last].name == mark.name:
                    break
            if len(open_marks) <= _MAX_OPEN:
                found.update((last, number))
    return found


def _shortcode(text: str, mark: _Mark, inside: str | None, end: int) -> Shortcode:
    named, positional = read_attributes(mark.match[4])
    return Shortcode(mark.name, named, positional, inside, text[mark.start : end])


def read_attributes(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Attributes by lower-case name, and what has no name; entities are resolved, and typographic quotes taken for
    quotes, as editors write them unasked."""
    text = text.replace("\u00a0", " ").replace("&nbsp;", " ").replace("&quot;", '"')
    if '"' not in text and "'" not in text:
        text = html.unescape(text).translate(_CURLY)
    named: dict[str, str] = {}
    positional: list[str] = []
    for match in _ATTRIBUTE.finditer(text.strip().removeprefix("=").removesuffix("/").strip()):
        name, value = next(
            ((match[n] or "", match[n + 1]) for n in (1, 3, 5) if match[n]),
            ("", next((match[n] for n in (7, 8, 9) if match[n]), "")),
        )
        if name:
            named.setdefault(name.lower(), html.unescape(value))
        elif value:
            positional.append(html.unescape(value))
    return named, tuple(positional)


def _ranges(text: str) -> list[tuple[int, int]]:
    """Where shortcodes may begin: outside of tags, comments and code."""
    found: list[tuple[int, int]] = []
    at = 0
    if not _REACHES_FURTHER.search(text):
        for start, end in spans_of_tags(text):
            if start > at:
                found.append((at, start))
            at = end
        return [*found, (at, len(text))] if at < len(text) else found or [(-1, -1)]
    for token in tokens(text, _LEFT_ALONE):
        if not token.startswith("<"):
            found.append((at, at + len(token)))
        at += len(token)
    return found or [(-1, -1)]


def _is_within(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    number = bisect_left(ranges, (place + 1,)) - 1
    return number >= 0 and ranges[number][0] <= place < ranges[number][1]


def looks_unknown(found: Shortcode) -> bool:
    """Whether a shortcode that nobody knows is one at all, and not a word in brackets such as [sic]."""
    return bool(found.attributes) or found.inside is not None or "_" in found.name or found.written.endswith("/]")
