"""YAML read as it was written: no value turns into another, no key hides another, and no bomb goes off."""

import re
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from backfile.archive.plain_headers import read_plain_header
from backfile.archive.plain_values import (
    MAX_DEPTH,
    MAX_NODES,
    HeaderError,
    Twice,
    doubled,
    plain_key,
    plain_mapping,
    too_deep,
    too_many,
)

_FEW = 100
"""A header with fewer signs than this that could begin a value is neither deep nor large."""


def load_yaml_mapping(header: str, first: int = 2) -> dict[str, Any]:
    """The mapping that the YAML holds (empty for none). Raises HeaderError, lines counted so that the header's first
    one is `first`: 2 below a `---`."""
    values, hidden = load_yaml_header(header, first)
    if hidden:
        raise doubled(hidden[0].key, hidden[0].line, hidden[0].column, 0)
    return values


def load_yaml_header(header: str, first: int = 2) -> tuple[dict[str, Any], tuple[Twice, ...]]:
    """The same, and of each of its topmost keys that is there more than once all values but the last: readers of YAML
    let that one hold."""
    plain = read_plain_header(header)
    return (plain, ()) if plain is not None else load_by_library(header, first)


def load_by_library(header: str, first: int = 2) -> tuple[dict[str, Any], tuple[Twice, ...]]:
    """The same for any header, read by the YAML library."""
    try:
        if _may_be_a_bomb(header):
            _refuse_bomb(header, first)
        values, hidden = _YamlHeader().load(header)
    except _DoubledKeyError as error:
        raise doubled(error.key, error.mark.line + first, error.mark.column + 1, error.before.line + first) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first, mark.column + 1) if mark else (1, 0)
        reason = error.problem or "it cannot be read"
        hint = "Text with `: ` or `#` in it, or that begins with a sign, goes in quotes."
        raise HeaderError(line, column, f"the YAML front matter cannot be read: {reason}.", hint) from None
    except yaml.YAMLError as error:
        line = header.count("\n", 0, getattr(error, "position", 0) or 0) + first
        raise HeaderError(line, 0, "the YAML front matter holds a character that YAML forbids.", "Remove it.") from None
    except (ValueError, OverflowError, RecursionError, TypeError, AttributeError) as error:
        message = f"the YAML front matter cannot be read: {error}."
        raise HeaderError(first, 0, message, "Simplify it.") from None
    twice = (Twice(key, plain_mapping({key: v})[key], mark.line + first, mark.column + 1) for key, v, mark in hidden)
    return {} if values is None else plain_mapping(values), tuple(twice)


def compose_yaml(header: str) -> yaml.Node | None:
    """The nodes of YAML that `load_yaml_mapping` has read: they know their places."""
    return yaml.compose(header, _Loader)


_Pair = tuple[yaml.Node, yaml.Node]
"""A key and its value."""


class _DoubledKeyError(yaml.YAMLError):
    """A mapping has a key twice, and would lose one of its values."""

    def __init__(self, key: str, mark: yaml.Mark, before: yaml.Mark) -> None:
        super().__init__(key)
        self.key, self.mark, self.before = key, mark, before


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the class is chosen at run time
    """YAML's safe loader (libyaml's where it is there: six times as fast) that keeps what was written.

    Dates stay text, for our own reading of them names the place of an impossible one; `yes`, `no` and `on` stay
    words, as YAML 1.2 has it; a number is one only if it would be written back the same, so that a tag `3.10` or `007`
    survives; a key that is there twice is an error, and of the topmost ones what would be lost is kept in `hidden`.
    """

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self._seen: set[yaml.Node] = set()
        self._root: yaml.Node | None = None
        self.hidden: list[tuple[str, Any, yaml.Mark]] = []

    def construct_document(self, node: yaml.Node) -> Any:
        """The node of the whole is the one whose doubled keys are no error."""
        self._root = node
        return super().construct_document(node)

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Every mapping comes by here before it is built and before keys of another are merged into it."""
        if node not in self._seen:
            self._seen.add(node)
            for hidden, key in self._doubles(node):
                node.value = [pair for pair in node.value if pair is not hidden]
                self.hidden.append((key, self.construct_object(hidden[1], deep=True), hidden[0].start_mark))
        super().flatten_mapping(node)

    def _doubles(self, node: yaml.MappingNode) -> list[tuple[_Pair, str]]:
        """The pairs that a later one hides, with their keys. Also `1` hides `'1'`, which are one key as text, and
        `true` hides `1`, which are one in Python."""
        found: list[tuple[_Pair, str]] = []
        latest: dict[Any, _Pair] = {}
        for pair in node.value:
            if not isinstance(pair[0], yaml.ScalarNode) or pair[0].tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(pair[0])
            before = latest.get(key) or latest.get(plain_key(key))
            if before and node is not self._root:
                raise _DoubledKeyError(plain_key(key), pair[0].start_mark, before[0].start_mark)
            if before:
                found.append((before, plain_key(self.construct_object(before[0]))))
            latest[key] = latest[plain_key(key)] = pair
        return found


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
        loader = _Loader(fm)
        try:
            return loader.get_single_data(), loader.hidden
        finally:
            loader.dispose()


def _may_be_a_bomb(header: str) -> bool:
    return ("&" in header and "*" in header) or sum(map(header.count, ("[", "{", "- ", "? ", ":", ","))) > _FEW


def _refuse_bomb(header: str, first: int) -> None:
    """Walks YAML's events, of which nothing is built yet: composing a header of a thousand levels overflows the stack
    of libyaml's binding, and merging a few keys that merge others takes for ever."""
    inside: list[tuple[str | None, int]] = []
    sizes: dict[str, int] = {}
    for event in yaml.parse(header, _Loader):
        size = 1
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append((event.anchor, 1))
            if len(inside) > MAX_DEPTH:
                raise too_deep(_line(event, first))
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
                raise too_many(_line(event, first))


def _line(event: yaml.Event, first: int) -> int:
    return event.start_mark.line + first if event.start_mark else first
