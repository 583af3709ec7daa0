"""The header of a content file, read in four forms and written in one. Knows no field's meaning."""

import json
import re
import tomllib
from typing import Any

import msgspec
import yaml
from frontmatter.default_handlers import YAMLHandler

from backfile.problems import Location, Problem

MAX_NODES = 20_000
"""The most values a header may come to once its YAML aliases are followed: beyond it lies a bomb, not a header."""

MAX_DEPTH = 50
"""The most values within values. A fixed bound: how deep the interpreter could go depends on who called it."""

_FEW = 100
"""A header with fewer signs than this that could begin a value is neither deep nor large."""


class FrontMatter(msgspec.Struct, frozen=True):
    """A header's values as written (text, numbers, lists, mappings), the body below it and where that begins.

    `places` gives the line and column in the file of each top-level key's value; `body_line` the line where
    the body starts.
    """

    values: dict[str, Any]
    body: str
    body_line: int
    places: dict[str, tuple[int, int]]
    form: str = "yaml"


def parse_front_matter(text: str, path: str) -> FrontMatter | Problem:
    """The header and body of `text`, or what is wrong with the header. Headers are YAML between `---`, TOML
    between `+++`, a JSON object, or Pelican's `Key: value` lines."""
    opening = text[:4]
    try:
        if opening.startswith("---") and re.match(r"---[ \t]*\n", text):
            return _parse_fenced(text, "---", load_yaml_mapping, "yaml")
        if opening.startswith("+++"):
            return _parse_fenced(text, "+++", _load_toml, "toml")
        if opening.startswith("{"):
            return _parse_json(text)
        return _parse_pelican(text)
    except HeaderError as error:
        return Problem(Location(path, error.line, error.column), error.message, error.hint)


class HeaderError(Exception):
    """What keeps a header from being read, with its place in the file (from 1)."""

    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


def _parse_fenced(text: str, fence: str, load: Any, form: str) -> FrontMatter:
    match = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(text, 3)
    if match is None or "\n" not in text[: match.start()]:
        hint = f"Close it with a line that holds only {fence}."
        raise HeaderError(1, 1, f"the front matter that begins here has no end ({fence}).", hint)
    header = text[text.index("\n") + 1 : match.start()]
    values = load(header)
    body = text[match.end() + 1 :]
    body_line = text.count("\n", 0, match.end()) + 2
    separator = ":" if form == "yaml" else "="
    return FrontMatter(values, body, body_line, _key_places(header, separator), form)


def _key_places(header: str, separator: str) -> dict[str, tuple[int, int]]:
    pattern = re.compile(rf"^[\"']?([\w .-]+?)[\"']?[ \t]*{separator}[ \t]*[\"']?", re.MULTILINE)
    places: dict[str, tuple[int, int]] = {}
    for match in pattern.finditer(header):
        place = (header.count("\n", 0, match.start()) + 2, match.end() - match.start() + 1)
        places.setdefault(match[1].lower(), place)
    return places


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the class is chosen at run time
    """YAML's safe loader (libyaml's where it is there: six times as fast) that keeps what was written.

    Dates stay text, for our own reading of them names the place of an impossible one; `yes`, `no` and `on` stay
    words, as YAML 1.2 has it; a number is one only if it would
    be written back the same, so that a tag `3.10` or `007` survives.
    """


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN\0"),
    ("tag:yaml.org,2002:int", r"0|-?[1-9][0-9]{0,17}", "-0123456789"),
    ("tag:yaml.org,2002:float", r"-?(?:0|[1-9][0-9]{0,14})\.(?:0|[0-9]{0,14}[1-9])", "-0123456789"),
    ("tag:yaml.org,2002:merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), list(_first))
_Loader.yaml_implicit_resolvers.setdefault("", []).append(("tag:yaml.org,2002:null", re.compile("^$")))


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_str)


class _YamlHeader(YAMLHandler):
    """python-frontmatter's YAML handler with our loader."""

    def load(self, fm: str, **kwargs: object) -> Any:
        return yaml.load(fm, _Loader)


def load_yaml_mapping(header: str) -> dict[str, Any]:
    """The mapping that the YAML holds (empty for none). Raises HeaderError, lines counted as below a `---`."""
    try:
        if _may_be_a_bomb(header):
            _refuse_bomb(header)
        values = _YamlHeader().load(header)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 0)
        reason = error.problem or "it cannot be read"
        hint = "Text with `: ` or `#` in it, or that begins with a sign, goes in quotes."
        raise HeaderError(line, column, f"the YAML front matter cannot be read: {reason}.", hint) from None
    except yaml.YAMLError as error:
        line = header.count("\n", 0, getattr(error, "position", 0) or 0) + 2
        raise HeaderError(line, 0, "the YAML front matter holds a character that YAML forbids.", "Remove it.") from None
    except (ValueError, OverflowError, RecursionError, TypeError, AttributeError) as error:
        raise HeaderError(2, 0, f"the YAML front matter cannot be read: {error}.", "Simplify it.") from None
    if values is None:
        return {}
    return _checked_mapping(values)


def _may_be_a_bomb(header: str) -> bool:
    return ("&" in header and "*" in header) or sum(map(header.count, ("[", "{", "- ", "? ", ":", ","))) > _FEW


def _refuse_bomb(header: str) -> None:
    """Walks YAML's events, of which nothing is built yet: composing a header of a thousand levels overflows the stack
    of libyaml's binding, and merging a few keys that merge others takes for ever."""
    inside: list[tuple[str | None, int]] = []
    sizes: dict[str, int] = {}
    for event in yaml.parse(header, _Loader):
        size = 1
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append((event.anchor, 1))
            if len(inside) > MAX_DEPTH:
                raise _too_deep(_line(event))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = inside.pop()
            if anchor:
                sizes[anchor] = size
        elif isinstance(event, yaml.AliasEvent):
            is_open = any(anchor == event.anchor for anchor, _ in inside)
            size = MAX_NODES + 1 if is_open else sizes.get(event.anchor or "", 1)
        elif not isinstance(event, yaml.ScalarEvent):
            continue
        if inside:
            anchor, count = inside[-1]
            inside[-1] = (anchor, count + size)
            if count + size > MAX_NODES:
                raise _too_many(_line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 2 if event.start_mark else 2


def _too_deep(line: int) -> HeaderError:
    message = f"the front matter has more than {MAX_DEPTH} values within values."
    return HeaderError(line, 0, message, "An article's header needs two or three.")


def _too_many(line: int) -> HeaderError:
    message = f"the front matter comes to more than {MAX_NODES:,} values."
    return HeaderError(line, 0, message, "Write the values out; an article's header needs no aliases.")


# tomllib's time grows with the square of a dotted key's length.
_LONG_DOTTED_KEY = re.compile(rf"(?<![\w-])(?:[\w-]+[ \t]*\.[ \t]*){{{MAX_DEPTH}}}")


def _load_toml(header: str) -> dict[str, Any]:
    if found := _LONG_DOTTED_KEY.search(header):
        raise _too_deep(header.count("\n", 0, found.start()) + 2)
    try:
        return _checked_mapping(tomllib.loads(header))
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(match[1]) + 1, int(match[2])) if match else (2, 0)
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        hint = "Text goes in quotes; the form is described at toml.io."
        raise HeaderError(line, column, f"the TOML front matter cannot be read: {reason}.", hint) from None
    except RecursionError:
        raise _too_deep(2) from None
    except ValueError as error:  # Python refuses numbers of thousands of digits
        raise HeaderError(2, 0, f"the TOML front matter cannot be read: {error}.", "Put it in quotes.") from None


def _parse_json(text: str) -> FrontMatter:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        message = f"the JSON front matter cannot be read: {error.msg}."
        raise HeaderError(error.lineno, error.colno, message, "Mend the line, or use YAML between ---.") from None
    except RecursionError:
        raise _too_deep(1) from None
    except ValueError as error:  # as in TOML
        raise HeaderError(1, 1, f"the JSON front matter cannot be read: {error}.", "Put it in quotes.") from None
    rest = text[end:]
    body = rest.lstrip(" \t").removeprefix("\n")
    header = text[:end]
    keys = re.finditer(r'"([^"\\]+)"\s*:', header)
    places = {m[1].lower(): (header.count("\n", 0, m.start()) + 1, 0) for m in keys}
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return FrontMatter(_checked_mapping(values), body, body_line, places, "json")


_PELICAN_LINE = re.compile(r"([A-Za-z][\w -]*):(?:[ \t]+(.*))?$")


def _parse_pelican(text: str) -> FrontMatter:
    """`Key: value` lines up to the first empty one, a line that is indented going on with the value above it."""
    values: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    key, offset = "", 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        match = _PELICAN_LINE.match(line.rstrip("\n"))
        if not line.strip():
            break
        if match:
            key = match[1].strip().lower()
            values[key], places[key] = (match[2] or "").strip(), (number, match.start(2) + 1)
        elif key and line[0] in " \t":
            values[key] = f"{values[key]}\n{line.strip()}" if values[key] else line.strip()
        else:
            break
        offset += len(line)
    if "title" not in values:
        return FrontMatter({}, text, 1, {}, "none")
    body = text[offset:].removeprefix("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return FrontMatter(_checked_mapping(values), body, body_line, places, "pelican")


def _checked_mapping(values: Any) -> dict[str, Any]:
    if not isinstance(values, dict):
        hint = "Begin with a line like `title: A headline`."
        raise HeaderError(2, 0, "the front matter is not a list of keys and values.", hint)
    return _Plain().mapping(values)


class _Plain:
    """Values of text, numbers, lists and mappings only: anything else (dates, sets, numbers that no file format holds)
    as text, so that equal headers have equal digests. Refuses what is too deep or too much."""

    def __init__(self) -> None:
        self._count = 0

    def mapping(self, values: dict[Any, Any], depth: int = 1) -> dict[str, Any]:
        return {self._text(str(key)): self._value(value, depth) for key, value in values.items()}

    def _value(self, value: Any, depth: int) -> Any:
        self._count += 1
        if self._count > MAX_NODES:
            raise _too_many(2)
        if isinstance(value, dict | list | tuple | set) and depth >= MAX_DEPTH:
            raise _too_deep(2)
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
