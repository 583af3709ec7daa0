"""The fields of one element of an export: by XML's rules where it is well-formed, else by the look of its tags. Each
field is flat; elements that group others come as empty fields before what stands in them."""

import html
import re
from collections.abc import Iterator
from pyexpat import ExpatError, ParserCreate
from typing import Any

import msgspec

_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OUTER_CDATA = re.compile(r"\A\s*<!\[CDATA\[|\]\]>?\s*(?:</?[^<>]*>?)?\s*\Z")
_PREFIX = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["']([^"']+)["']""")


class Field(msgspec.Struct, frozen=True):
    """A field: its name with the usual prefix, its text, its attributes, and the line on which its text begins."""

    name: str
    text: str
    attributes: dict[str, str]
    line: int


class Grammar:
    """Which fields an element has: names of those that group others, a pattern of the names of the flat ones, tags that
    end what holds fields, and the usual prefix of each namespace by the beginning of its URI. Where texts are in CDATA,
    tags may stand in them, and a field begins a line; where they are `escaped`, every tag is one of the export."""

    def __init__(
        self,
        groups: tuple[str, ...],
        flat: str,
        ends: tuple[str, ...],
        namespaces: dict[str, str],
        *,
        escaped: bool = False,
    ) -> None:
        names = f"{'|'.join(groups)}|{flat}"
        self.groups = frozenset(groups)
        self.known = re.compile(flat)
        self.tag = re.compile(rf"<({names})(\s[^<>]*?)?(/?)>")
        before = "" if escaped else r"\n\s*"
        self.next_field = re.compile(rf"{before}(?:<(?:{names})[\s>/]|</(?:{'|'.join(ends)})>)")
        self._namespaces = namespaces

    def prefixes_of(self, head: str) -> dict[str, str]:
        """The prefixes that an export uses, each with the usual one for the same namespace, where the two differ."""
        usual = {prefix: self._usual_prefix(uri) for prefix, uri in _PREFIX.findall(head)}
        return {prefix: name for prefix, name in usual.items() if name is not None and name != prefix}

    def _usual_prefix(self, uri: str) -> str | None:
        return next((prefix for start, prefix in self._namespaces.items() if uri.startswith(start)), None)


def read_fields(text: str, line: int, grammar: Grammar, prefixes: dict[str, str]) -> tuple[tuple[Field, ...], str, int]:
    """The fields of an element whose text begins on `line`; what is not well-formed in it (empty for nothing), and on
    which line."""
    try:
        return tuple(_Parser(line, grammar, prefixes).parse(text)), "", 0
    except ExpatError as error:
        told, where = str(error).partition(":")[0], line + error.lineno - 1
    except _NotFlatError as error:
        told, where = "an element stands where text should", line + error.args[0] - 1
    for prefix, usual in prefixes.items():
        text = re.sub(rf"(</?){re.escape(prefix)}:", rf"\g<1>{_with_colon(usual)}", text)
    return tuple(_scan(text, line, grammar)), told, where


def _with_colon(prefix: str) -> str:
    return f"{prefix}:" if prefix else ""


class _NotFlatError(Exception):
    """A field holds elements: the line."""


class _Parser:
    """Reads one element with expat. No document type is ever read, so that no entity can grow."""

    def __init__(self, line: int, grammar: Grammar, prefixes: dict[str, str]) -> None:
        self._first = line - 1
        self._grammar = grammar
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
        return f"{_with_colon(self._prefixes[prefix])}{local}" if colon and prefix in self._prefixes else name

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        name = self._name(name) if self._prefixes else name
        if self._parts is not None and self._grammar.known.fullmatch(self._open[-1]):
            raise _NotFlatError(self._expat.CurrentLineNumber)
        if self._open:
            if name in self._grammar.groups:
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


def _scan(text: str, line: int, grammar: Grammar) -> Iterator[Field]:
    """The fields that can be seen in a damaged element: a field reaches to its end tag, and one without to where the
    next field begins."""
    at, counted = 0, 0
    while match := grammar.tag.search(text, at):
        line += text.count("\n", counted, match.end())
        counted = at = match.end()
        name = match[1]
        if name in grammar.groups or match[3]:
            yield Field(name, "", _attributes(match[2]), line)
            continue
        end, at = _end_of(text, name, at, grammar)
        yield Field(name, _plain(text[counted:end]), _attributes(match[2]), line)


def _end_of(text: str, name: str, at: int, grammar: Grammar) -> tuple[int, int]:
    """Where the field's text ends, and where what follows it begins."""
    end = text.find(f"</{name}>", at)
    if end >= 0:
        return end, end + len(name) + 3
    following = grammar.next_field.search(text, at)
    end = following.start() if following else len(text)
    return end, end


def _plain(raw: str) -> str:
    """The text of a field that was not read by XML's rules: CDATA is taken as it is, entities are resolved once."""
    if "<![CDATA[" in raw:
        return _OUTER_CDATA.sub("", raw).replace("]]]]><![CDATA[>", "]]>").replace("]]><![CDATA[", "")
    return raw if "<" in raw else html.unescape(raw)


def _attributes(raw: str | None) -> dict[str, str]:
    return {name: html.unescape(first or second) for name, first, second in _ATTRIBUTE.findall(raw or "")}
