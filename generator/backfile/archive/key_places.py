"""Where the keys of a header stand, told from its text, as parsers of TOML and JSON do not say. A message points to a
line by it; what a value is never hangs on it."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

Place = tuple[int, int]
"""Line and column, from 1; column 0 where it is not known."""


def key_places(header: str, form: str) -> dict[str, Place]:
    """The places of the values of a header's topmost keys, by key as written, lines counted from the header's first."""
    starts = [0, *(match.end() for match in re.finditer("\n", header))]
    places: dict[str, Place] = {}
    for key, start, value in _KEYS[form](header):
        line = bisect_right(starts, start)
        if form == "yaml" or key not in places:  # of two values the last one holds in YAML
            places[key] = (line, value - starts[line - 1] + 1)
    return places


def part_place(header: str, form: str, place: Place, part: str) -> Place:
    """The place of a key within the value that stands at `place`; that place where it is not found."""
    named = re.compile(rf"(?<![\w-])[\"']?{re.escape(part)}[\"']?[ \t]*[:=]", re.IGNORECASE)
    for number, line in enumerate(header.split("\n")[place[0] - 1 :], place[0]):
        if found := named.search(line, place[1] - 1 if number == place[0] else 0):
            return (number, found.start() + 1)
        if number > place[0] and _NEXT[form].match(line):
            break
    return place


_NEXT = {"yaml": re.compile(r"[^\s#\]}-]"), "toml": re.compile(r"\["), "json": re.compile("(?!)")}
"""What a line begins with that belongs to another key for certain."""

# Each of these looks at a sign once: headers may be as long as novels, and may have been written to hurt.
_YAML_KEY = re.compile(
    r"""^(?:(?:"([^"\n]+)"|'([^'\n]+)')[ \t]*|([^\s"'#\[{].*?)):(?:[ \t]+|$)["']?""",
    re.MULTILINE,
)
_TOML_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)"""
_TOML_KEY = re.compile(
    rf"""^[ \t]*(?:({_TOML_PART}(?:[ \t]*\.[ \t]*{_TOML_PART})*)[ \t]*=[ \t]*["']?|\[\[?([^\]\n]+)\])""",
    re.MULTILINE,
)
_JSON_TOKEN = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")(?P<colon>\s*:\s*)?|[{\[]|[}\]]')


def _in_yaml(header: str) -> Iterator[tuple[str, int, int]]:
    for match in _YAML_KEY.finditer(header):
        yield match[1] or match[2] or match[3].rstrip(), match.start(), match.end()


def _in_toml(header: str) -> Iterator[tuple[str, int, int]]:
    """Keys up to the first table, and tables; of `a.b` also `a`."""
    is_inside = False
    for match in _TOML_KEY.finditer(header):
        is_inside = is_inside or bool(match[2])
        if match[2] or not is_inside:
            key = match[2] or match[1]
            yield key.strip(" \t\"'"), match.start(), match.end()
            yield key.split(".")[0].strip(" \t\"'"), match.start(), match.end()


def _in_json(header: str) -> Iterator[tuple[str, int, int]]:
    depth = 0
    for match in _JSON_TOKEN.finditer(header):
        if match["colon"] and depth == 1:
            is_text = header.startswith('"', match.end())
            yield json.loads(match["text"], strict=False), match.start(), match.end() + is_text
        elif not match["text"]:
            depth += 1 if match[0] in "{[" else -1


_KEYS = {"yaml": _in_yaml, "toml": _in_toml, "json": _in_json}
