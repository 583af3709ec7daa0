"""Posts of the block editor: HTML between comments that name blocks. A block holds its HTML, so most comments only go;
`BlockMeanings` says what else is to be done. Blocks are read from the inside out, without recursion."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

_NAME = re.compile(r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?:\s+(\{.*\}))?\s*(/?)\s*\Z", re.DOTALL)


_MAX_DEPTH = 200
"""Blocks within blocks within blocks: beyond this a comment is no block but damage or malice."""


class Block(msgspec.Struct, frozen=True):
    """A block: its name without `core/`, its attributes, the HTML in it with the blocks in it already given their
    meaning, whether it has no HTML of its own, the text of its comment, and where in the post it begins."""

    name: str
    attributes: dict[str, Any]
    inside: str
    is_void: bool
    written: str
    place: int


class _Open(msgspec.Struct):
    """A block whose end has not come yet."""

    name: str
    raw: str
    written: str
    place: int
    parts: list[str]


def has_blocks(content: str) -> bool:
    """Whether a post was written in the block editor."""
    return "<!-- wp:" in content


def without_comments(content: str, meaning: Callable[[Block], str], free: Callable[[str], str]) -> str:
    """The HTML of a post with each block replaced by its meaning; text outside of all blocks goes through `free`."""
    stack: list[_Open] = [_Open("", "", "", 0, [])]
    for text, match, place in _pieces(content):
        if text:
            stack[-1].parts.append(free(text) if len(stack) == 1 else text)
        if match is None:
            continue
        name = match[2].removeprefix("core/")
        if match[1]:
            _close(stack, name, meaning)
        elif match[4]:
            block = Block(name, _attributes(match[3]), "", True, match[0].strip(), place)
            stack[-1].parts.append(meaning(block))
        elif len(stack) < _MAX_DEPTH:
            stack.append(_Open(name, match[3] or "", match[0].strip(), place, []))
    while len(stack) > 1:
        _close(stack, stack[-1].name, meaning)
    return "".join(stack[0].parts)


def _pieces(content: str) -> Iterator[tuple[str, re.Match[str] | None, int]]:
    """Texts, each with the block comment behind it and its place."""
    at, search = 0, 0
    while (start := content.find("<!--", search)) >= 0:
        end = content.find("-->", start)
        if end < 0:
            break
        search = end + 3
        match = _NAME.match(content[start + 4 : end])
        if match:
            yield content[at:start], match, start
            at = search
    yield content[at:], None, at


def _close(stack: list[_Open], name: str, meaning: Callable[[Block], str]) -> None:
    """Ends the block of that name, and those within it that have no end; an end without a block is nothing."""
    if all(one.name != name for one in stack[1:]):
        return
    while True:
        done = stack.pop()
        block = Block(done.name, _attributes(done.raw), "".join(done.parts), False, done.written, done.place)
        stack[-1].parts.append(meaning(block))
        if done.name == name:
            return


def _attributes(raw: str | None) -> dict[str, Any]:
    """The attributes; none where they are no JSON."""
    try:
        values = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
