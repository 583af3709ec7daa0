"""Shortcodes: `[name attribute="value"]`, with or without a text up to `[/name]`; `[[name]]` is one that is only shown.
Knows their form by WordPress's rules, and none of their meanings."""

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

import msgspec

from backfile.importers.wordpress.markup import tokens

_OPEN = re.compile(r"(\[?)\[([A-Za-z][\w-]*)(?=[\s=:\]/])([^\]\[]*?)(/?)\](?!\()(\]?)")
_CLOSE = re.compile(r"\[/([A-Za-z][\w-]*)\](\]?)")
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"(?:\s|$)|([\w-]+)\s*=\s*'([^']*)'(?:\s|$)|([\w-]+)\s*=\s*([^\s'"]+)(?:\s|$)"""
    r"""|"([^"]*)"(?:\s|$)|'([^']*)'(?:\s|$)|(\S+)(?:\s|$)"""
)
_CURLY = str.maketrans("“”″„«»‘’", '""""""\'\'')
_LEFT_ALONE = ("pre", "code", "script", "style", "textarea")
_MAX_DEPTH = 8


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


def expand(text: str, meaning: Meaning, *, in_code: bool = False, depth: int = 0) -> str:
    """The text with every shortcode replaced by its meaning, those within others first. Without `in_code`, what stands
    in `<pre>`, `<code>`, scripts and tags is left alone."""
    if "[" not in text or depth > _MAX_DEPTH:
        return text
    closes = _closing(text)
    allowed = [] if in_code else _ranges(text)
    out: list[str] = []
    at = 0
    for match in _OPEN.finditer(text):
        if match.start() < at or (allowed and not _is_within(match.start(), allowed)):
            continue
        found, end = _at(text, match, closes)
        shown = _shown(text, match, end)
        if shown is None:
            inner = found.inside
            if inner is not None and not in_code and "[" in inner:
                found = msgspec.structs.replace(found, inside=expand(inner, meaning, depth=depth + 1))
            shown = meaning(found)
        if shown is not None:
            out.extend((text[at : match.start() + _outside(match, end, text)[0]], shown))
            at = end + _outside(match, end, text)[1]
    out.append(text[at:])
    return "".join(out)


def _closing(text: str) -> dict[str, list[int]]:
    """By name the places of end marks."""
    found: dict[str, list[int]] = {}
    for match in _CLOSE.finditer(text):
        found.setdefault(match[1].lower(), []).append(match.start())
    return found


def _at(text: str, match: re.Match[str], closes: dict[str, list[int]]) -> tuple[Shortcode, int]:
    """The shortcode that begins at a match, and where it ends. A bracket that follows is not part of it."""
    name = match[2].lower()
    start, end = match.start(2) - 1, match.end() - len(match[5])
    inside = None
    places = closes.get(name, [])
    number = bisect_left(places, end)
    if not match[4] and number < len(places):
        inside, end = text[end : places[number]], places[number] + len(name) + 3
    named, positional = read_attributes(match[3])
    return Shortcode(name, named, positional, inside, text[start:end]), end


def _shown(text: str, match: re.Match[str], end: int) -> str | None:
    """What is shown of an escaped shortcode; None for one that is not escaped."""
    is_escaped = match[1] == "[" and text[end : end + 1] == "]"
    if is_escaped:
        return text[match.start(2) - 1 : end].replace("[", "&#91;", 1)
    if match[1] == "[" and match[5] == "]":
        return text[match.start(2) - 1 : match.end() - 1].replace("[", "&#91;", 1)
    return None


def _outside(match: re.Match[str], end: int, text: str) -> tuple[int, int]:
    """How many brackets before and behind a shortcode belong to the text and not to it (before), or are used up by an
    escape (behind)."""
    is_escaped = match[1] == "[" and text[end : end + 1] == "]"
    return (0, 1) if is_escaped else (len(match[1]), 0)


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
