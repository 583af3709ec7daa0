"""Finds where exactly a front matter's tags are written, in each of its four forms. Changes nothing."""

import json
import re
import tomllib
from collections.abc import Iterator

import msgspec
import yaml

from backfile.archive.frontmatter import FrontMatter


class Place(msgspec.Struct, frozen=True):
    """A tag as written: its label, the span of its value in the text, and the span that goes when the tag goes (None
    where that cannot be told). `quote` is the sign around it, `form` the front matter's."""

    label: str
    start: int
    end: int
    cut: tuple[int, int] | None
    quote: str
    form: str


class TagText(msgspec.Struct, frozen=True):
    """Tags written as one text, parted by commas or semicolons: the text's value and its span."""

    value: str
    start: int
    end: int
    quote: str
    form: str


TagPlaces = tuple[Place, ...] | TagText


class UnplacedError(Exception):
    """Why the places cannot be told, as a sentence."""


def find_tags(text: str, front: FrontMatter) -> TagPlaces:
    """The places of the tags in `text`, which `front` was read from. Raises UnplacedError."""
    finder = _FINDERS.get(front.form)
    found = finder(text, len(text) - len(front.body)) if finder else None
    if found is None:
        raise UnplacedError("its tags are written in a way that is not understood here.")
    return found


def _in_yaml(text: str, end: int) -> TagPlaces | None:
    """PyYAML's own composer tells where each value begins and ends, whatever the style."""
    begin = text.index("\n") + 1
    closing = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, begin)
    header = text[begin : closing.start() if closing else end]
    try:
        root = yaml.compose(header, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnplacedError(f"its front matter is YAML of an unusual kind ({type(error).__name__}).") from None
    node = _yaml_value(root, "tags") or _yaml_value(_yaml_value(root, "taxonomies"), "tags")
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            raise UnplacedError("its tags are a text of several lines.")
        return TagText(node.value, begin + node.start_mark.index, begin + node.end_mark.index, node.style or "", "yaml")
    if isinstance(node, yaml.SequenceNode):
        return tuple(_yaml_places(node, header, begin))
    return None


def _yaml_value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    found = None
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        is_empty = isinstance(value, yaml.ScalarNode) and not value.style and value.value in ("", "~", "null")
        if isinstance(name, yaml.ScalarNode) and name.value.lower() == key and not is_empty:
            found = value
    return found


def _yaml_places(sequence: yaml.SequenceNode, header: str, begin: int) -> Iterator[Place]:
    before = 0
    for number, item in enumerate(sequence.value):
        label = item
        if isinstance(item, yaml.MappingNode):
            label = next((found for key in ("name", "label", "title") if (found := _yaml_value(item, key))), item)
        if not isinstance(label, yaml.ScalarNode) or label.style in ("|", ">"):
            raise UnplacedError("one of its tags is no plain value.")
        start, end = label.start_mark.index, label.end_mark.index
        cut = None
        if label is item and sequence.flow_style:
            cut = (begin + before, begin + end) if number else None
        elif label is item:
            cut = _line_of(header, start, end, begin)
        before = end
        yield Place(label.value, begin + start, begin + end, cut, label.style or "", "yaml")


def _line_of(header: str, start: int, end: int, begin: int) -> tuple[int, int] | None:
    """The whole line of a list's item, if it has one for itself."""
    first = header.rfind("\n", 0, start) + 1
    last = header.find("\n", end)
    if not re.fullmatch(r"[ \t]*-[ \t]+", header[first:start]) or last < 0:
        return None
    return begin + first, begin + last + 1


_VALUE = {"toml": r"^[ \t]*[\"']?tags[\"']?[ \t]*=[ \t]*", "json": r"\"tags\"\s*:\s*"}


def _in_toml(text: str, end: int) -> TagPlaces | None:
    return _in_literals(text, end, "toml")


def _in_json(text: str, end: int) -> TagPlaces | None:
    return _in_literals(text, end, "json")


_TOKEN = re.compile(r"""(?P<skip>\s+|\#[^\n]*|,)|(?P<text>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|(?P<close>\])""")


def _in_literals(text: str, end: int, form: str) -> TagPlaces | None:
    """A list of texts, or one text, behind the first key `tags`. Should that be another table's, the check of what
    came of it tells."""
    key = re.compile(_VALUE[form], re.MULTILINE | re.IGNORECASE).search(text, 0, end)
    if key is None:
        return None
    at = key.end()
    if text[at] != "[":
        literal = _TOKEN.match(text, at, end)
        if literal is None or not literal["text"] or text.startswith('"""', at):
            return None
        return TagText(_literal(literal[0], form), at, literal.end(), text[at], form)
    places: list[Place] = []
    before, at = at, at + 1
    while token := _TOKEN.match(text, at, end):
        if token["close"]:
            return tuple(places)
        if token["text"]:
            cut = (before, token.end()) if places else None
            places.append(Place(_literal(token[0], form), token.start(), token.end(), cut, token[0][0], form))
            before = token.end()
        at = token.end()
    return None


def _literal(written: str, form: str) -> str:
    try:
        return str(json.loads(written) if form == "json" else tomllib.loads(f"x = {written}")["x"])
    except (ValueError, tomllib.TOMLDecodeError):
        raise UnplacedError("one of its tags is no plain text.") from None


def _in_pelican(text: str, end: int) -> TagPlaces | None:
    line = re.compile(r"^tags:[ \t]+(.*)\n(?![ \t])", re.MULTILINE | re.IGNORECASE).search(text, 0, end)
    return TagText(line[1], line.start(1), line.end(1), "", "pelican") if line else None


_FINDERS = {"yaml": _in_yaml, "toml": _in_toml, "json": _in_json, "pelican": _in_pelican}
