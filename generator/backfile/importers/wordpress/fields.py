"""The fields of one element of an export: by XML's rules where it is well-formed, else by the look of its tags. Each
field is flat; `wp:postmeta` and `wp:comment` come as empty fields before what stands in them."""

import html
import re
from collections.abc import Iterator
from pyexpat import ExpatError, ParserCreate
from typing import Any

import msgspec

_GROUPS = ("wp:postmeta", "wp:commentmeta", "wp:comment", "wp:termmeta")
_FLAT = (
    r"title|link|pubDate|guid|description|category|dc:creator|content:encoded|excerpt:encoded|"
    r"wp:(?!postmeta|commentmeta|comment[\s>]|termmeta|author[\s>]|category[\s>]|tag[\s>]|term[\s>])[\w-]+"
)
_TAG = re.compile(rf"<({'|'.join(_GROUPS)}|{_FLAT})(\s[^<>]*)?(/?)>")
_KNOWN = re.compile(_FLAT)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NEXT_FIELD = re.compile(rf"\n\s*(?:<(?:{'|'.join(_GROUPS)}|{_FLAT})[\s>/]|</(?:item|wp:comment|wp:postmeta)>)")
_OUTER_CDATA = re.compile(r"\A\s*<!\[CDATA\[|\]\]>?\s*(?:</?[^<>]*>?)?\s*\Z")
_PREFIX = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["']([^"']+)["']""")


class Field(msgspec.Struct, frozen=True):
    """A field: its name with the usual prefix, its text, its attributes, and the line on which its text begins."""

    name: str
    text: str
    attributes: dict[str, str]
    line: int


def prefixes_of(head: str) -> dict[str, str]:
    """The prefixes that an export uses, each with the usual one for the same namespace, where the two differ."""
    usual = {prefix: _usual_prefix(uri) for prefix, uri in _PREFIX.findall(head)}
    return {prefix: name for prefix, name in usual.items() if name and name != prefix}


def _usual_prefix(uri: str) -> str:
    if uri.startswith("http://wordpress.org/export/"):
        return "excerpt" if uri.rstrip("/").endswith("excerpt") else "wp"
    return {
        "http://purl.org/rss/1.0/modules/content/": "content",
        "http://purl.org/dc/elements/1.1/": "dc",
    }.get(uri, "")


def read_fields(text: str, line: int, prefixes: dict[str, str]) -> tuple[tuple[Field, ...], str, int]:
    """The fields of an element whose text begins on `line`; what is not well-formed in it (empty for nothing), and on
    which line."""
    try:
        return tuple(_Parser(line, prefixes).parse(text)), "", 0
    except ExpatError as error:
        told, where = str(error).partition(":")[0], line + error.lineno - 1
    except _NotFlatError as error:
        told, where = "an element stands where text should", line + error.args[0] - 1
    for prefix, usual in prefixes.items():
        text = re.sub(rf"(</?){re.escape(prefix)}:", rf"\g<1>{usual}:", text)
    return tuple(_scan(text, line)), told, where


class _NotFlatError(Exception):
    """A field holds elements: the line."""


class _Parser:
    """Reads one element with expat. No document type is ever read, so that no entity can grow."""

    def __init__(self, line: int, prefixes: dict[str, str]) -> None:
        self._first = line - 1
        self._prefixes = prefixes
        self._fields: list[Field] = []
        self._open: list[str] = []
        self._attributes: dict[str, str] = {}
        self._parts: list[str] | None = None
        self._line = 0
        self._expat = ParserCreate("utf-8")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._text

    def parse(self, text: str) -> list[Field]:
        """The fields. Raises ExpatError and _NotFlatError."""
        self._expat.Parse(text.encode("utf-8"), True)
        return self._fields

    def _name(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return f"{self._prefixes[prefix]}:{local}" if colon and prefix in self._prefixes else name

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        name = self._name(name) if self._prefixes else name
        if self._parts is not None and _KNOWN.fullmatch(self._open[-1]):
            raise _NotFlatError(self._expat.CurrentLineNumber)
        if self._open:
            if name in _GROUPS:
                self._fields.append(Field(name, "", {}, self._first + self._expat.CurrentLineNumber))
            else:
                self._attributes, self._parts = attributes, []
                self._line = self._first + self._expat.CurrentLineNumber
        self._open.append(name)

    def _end(self, _: str) -> None:
        name = self._open.pop()
        if self._parts is not None:
            self._fields.append(Field(name, "".join(self._parts), self._attributes, self._line))
            self._parts = None

    def _text(self, text: str) -> None:
        if self._parts is not None:
            self._parts.append(text)


def _scan(text: str, line: int) -> Iterator[Field]:
    """The fields that can be seen in a damaged element: a field reaches to its end tag, and one without to where the
    next field begins."""
    at, counted = 0, 0
    while match := _TAG.search(text, at):
        line += text.count("\n", counted, match.end())
        counted = at = match.end()
        name = match[1]
        if name in _GROUPS or match[3]:
            yield Field(name, "", _attributes(match[2]), line)
            continue
        end, at = _end_of(text, name, at)
        yield Field(name, _plain(text[counted:end]), _attributes(match[2]), line)


def _end_of(text: str, name: str, at: int) -> tuple[int, int]:
    """Where the field's text ends, and where what follows it begins."""
    end = text.find(f"</{name}>", at)
    if end >= 0:
        return end, end + len(name) + 3
    following = _NEXT_FIELD.search(text, at)
    end = following.start() if following else len(text)
    return end, end


def _plain(raw: str) -> str:
    """The text of a field that was not read by XML's rules: CDATA is taken as it is, entities are resolved once."""
    if "<![CDATA[" in raw:
        return _OUTER_CDATA.sub("", raw).replace("]]]]><![CDATA[>", "]]>").replace("]]><![CDATA[", "")
    return raw if "<" in raw else html.unescape(raw)


def _attributes(raw: str | None) -> dict[str, str]:
    return {name: html.unescape(first or second) for name, first, second in _ATTRIBUTE.findall(raw or "")}
