"""The header of a content file, read in four forms and written in one. Knows no field's meaning."""

import json
import re
import tomllib
from functools import partial
from typing import Any

import msgspec

from backfile.archive.key_places import Place, key_places, part_place
from backfile.archive.plain_values import HeaderError, Twice, doubled, plain_mapping, too_deep
from backfile.archive.yaml_values import load_yaml_header
from backfile.config.depth import line_of_long_key
from backfile.problems import Location, Problem


class FrontMatter(msgspec.Struct, frozen=True):
    """A header's values as written (text, numbers, lists, mappings), the body below it and where that begins.

    `body_line` is the line where the body starts. `places` gives the line and column of each top-level key's value,
    lines counted in `header`, which begins in the file's line `header_line`. `twice` has the values of keys that are
    there more than once, but for the one that holds.
    """

    values: dict[str, Any]
    body: str
    body_line: int
    places: dict[str, Place]
    form: str
    header: str
    header_line: int = 1
    twice: tuple[Twice, ...] = ()

    def place(self, key: str, part: str = "") -> Place:
        """Line and column in the file of a key's value (key as written), or of a part of it; line 1 for no place."""
        found = self.places.get(key)
        if found is None:
            return (1, 0)
        line, column = part_place(self.header, self.form, found, part) if part else found
        return (line + self.header_line - 1, column)


def parse_front_matter(text: str, path: str) -> FrontMatter | Problem:
    """The header and body of `text`, or what is wrong with the header. Headers are YAML between `---`, TOML
    between `+++`, a JSON object, or Pelican's `Key: value` lines."""
    opening = text[:4]
    try:
        if opening.startswith("---") and re.match(r"---[ \t]*\n", text):
            return _parse_fenced(text, "---", load_yaml_header, "yaml")
        if opening.startswith("+++"):
            return _parse_fenced(text, "+++", _load_toml, "toml")
        if opening.startswith("{"):
            return _parse_json(text)
        return _parse_pelican(text)
    except HeaderError as error:
        return Problem(Location(path, error.line, error.column), error.message, error.hint)


def _parse_fenced(text: str, fence: str, load: Any, form: str) -> FrontMatter:
    match = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(text, 3)
    if match is None or "\n" not in text[: match.start()]:
        hint = f"Close it with a line that holds only {fence}."
        raise HeaderError(1, 1, f"the front matter that begins here has no end ({fence}).", hint)
    header = text[text.index("\n") + 1 : match.start()]
    values, twice = load(header)
    body = text[match.end() + 1 :]
    body_line = text.count("\n", 0, match.end()) + 2
    return FrontMatter(values, body, body_line, key_places(header, form), form, header, 2, twice)


def _load_toml(header: str) -> tuple[dict[str, Any], tuple[Twice, ...]]:
    if line := line_of_long_key(header):
        raise too_deep(line + 1)
    try:
        return plain_mapping(tomllib.loads(header)), ()
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(match[1]) + 1, int(match[2])) if match else (2, 0)
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        hint = "Text goes in quotes; the form is described at toml.io."
        raise HeaderError(line, column, f"the TOML front matter cannot be read: {reason}.", hint) from None
    except RecursionError:
        raise too_deep(2) from None
    except ValueError as error:  # Python refuses numbers of thousands of digits
        raise HeaderError(2, 0, f"the TOML front matter cannot be read: {error}.", "Put it in quotes.") from None


def _parse_json(text: str) -> FrontMatter:
    try:
        values, end = json.JSONDecoder(object_pairs_hook=partial(_without_doubles, text)).raw_decode(text)
    except json.JSONDecodeError as error:
        message = f"the JSON front matter cannot be read: {error.msg}."
        raise HeaderError(error.lineno, error.colno, message, "Mend the line, or use YAML between ---.") from None
    except RecursionError:
        raise too_deep(1) from None
    except ValueError as error:  # as in TOML
        raise HeaderError(1, 1, f"the JSON front matter cannot be read: {error}.", "Put it in quotes.") from None
    header, rest = text[:end], text[end:]
    body = rest.lstrip(" \t").removeprefix("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    values = plain_mapping(values)
    return FrontMatter(values, body, body_line, key_places(header, "json"), "json", header)


def _without_doubles(text: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The mapping of these pairs. The decoder does not say where it is: a key that is there twice is looked for."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            lines = [text.count("\n", 0, m.start()) + 1 for m in re.finditer(rf'"{re.escape(key)}"\s*:', text)]
            raise doubled(key, lines[-1] if lines else 1, 0, lines[0] if len(lines) == 2 else 0)
        values[key] = value
    return values


_PELICAN_LINE = re.compile(r"(?:([A-Za-z][\w -]*):(?:[ \t]+|$)|([A-Za-z][\w-]*):(?!//))(.*)$")
"""As Python-Markdown has it, no space need follow; then the key is one word, and no address's scheme."""


def _parse_pelican(text: str) -> FrontMatter:
    """`Key: value` lines up to the first empty one, a line that is indented going on with the value above it. Of two
    lines with one key Pelican takes the first."""
    lines: list[tuple[str, str, Place]] = []
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        match = _PELICAN_LINE.match(line.rstrip("\n"))
        if not line.strip():
            break
        if match:
            key = (match[1] or match[2]).strip().lower()
            lines.append((key, match[3].strip(), (number, match.start(3) + 1)))
        elif lines and line[0] in " \t":
            key, value, place = lines.pop()
            lines.append((key, f"{value}\n{line.strip()}".strip(), place))
        else:
            break
        offset += len(line)
    values = {key: value for key, value, _ in reversed(lines)}
    if "title" not in values:
        return FrontMatter({}, text, 1, {}, "none", "")
    places = {key: place for key, _, place in reversed(lines)}
    twice = tuple(Twice(key, value, *place) for key, value, place in lines if places[key] != place)
    body = text[offset:].removeprefix("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    values = {key: values[key] for key, _, _ in lines}
    return FrontMatter(plain_mapping(values), body, body_line, places, "pelican", text[:offset], 1, twice)
