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


def _load_toml(header: str) -> dict[str, Any]:
    try:
        return _checked_mapping(tomllib.loads(header))
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(match[1]) + 1, int(match[2])) if match else (2, 0)
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        hint = "Text goes in quotes; the form is described at toml.io."
        raise HeaderError(line, column, f"the TOML front matter cannot be read: {reason}.", hint) from None
    except RecursionError:
        raise HeaderError(2, 0, "the TOML front matter is nested too deeply.", "Simplify it.") from None


def _parse_json(text: str) -> FrontMatter:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        message = f"the JSON front matter cannot be read: {error.msg}."
        raise HeaderError(error.lineno, error.colno, message, "Mend the line, or use YAML between ---.") from None
    except RecursionError:
        raise HeaderError(1, 1, "the JSON front matter is nested too deeply.", "Simplify it.") from None
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
    return FrontMatter(values, body, text.count("\n", 0, len(text) - len(body)) + 1, places, "pelican")


def _checked_mapping(values: Any) -> dict[str, Any]:
    if not isinstance(values, dict):
        hint = "Begin with a line like `title: A headline`."
        raise HeaderError(2, 0, "the front matter is not a list of keys and values.", hint)
    if _count_nodes(values, {}) > MAX_NODES:
        hint = "Write the values out; an article's header needs no aliases."
        raise HeaderError(2, 0, f"the front matter comes to more than {MAX_NODES:,} values.", hint)
    return {str(key): value for key, value in values.items()}


def _count_nodes(value: Any, known: dict[int, int]) -> int:
    """How many values there are with aliases followed, each shared part counted once and added as often as it
    is used: an alias bomb is told from its size without being walked. A loop counts as endless."""
    if not isinstance(value, dict | list | tuple):
        return 1
    if id(value) in known:
        return known[id(value)]
    known[id(value)] = MAX_NODES + 1
    parts = value.values() if isinstance(value, dict) else value
    known[id(value)] = total = 1 + sum(_count_nodes(part, known) for part in parts)
    return total
