"""Marks of template languages as data: what a mark is, what it may become, and by which rule."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from backfile.importers.folders.arguments import Arguments
from backfile.importers.importer import Dropped
from backfile.problems import Location, Problem, warning


class Block(msgspec.Struct, frozen=True):
    """What a mark becomes where it has a paragraph of its own: lines of Markdown; `inline` is what it becomes within a
    line, `html` in a text that is HTML (empty where there is no such form)."""

    text: str
    inline: str
    html: str = ""


class Gone(msgspec.Struct, frozen=True):
    """A mark that has no place in an article, and why."""

    reason: str


Turned = str | Block | Gone | None
"""What a mark becomes; None where it cannot be said."""

Rule = Callable[[Arguments, str, Any], Turned]
"""Turns a mark's arguments, and what stands between it and its end, by a context of the generator's own."""


class Mark(msgspec.Struct, frozen=True):
    """A mark as it was found: its name, its arguments as written, whether it ends the one of its name (of any, where it
    is `ANY`) or never has an end. `until` is the pattern of its end where all up to there is taken as it stands. With
    `is_text` that, or else `inside`, is text that was only kept from being read as a mark. `rule` names its rule where
    the name does not."""

    name: str
    written: str = ""
    is_end: bool = False
    is_single: bool = False
    until: str = ""
    inside: str = ""
    is_text: bool = False
    rule: str = ""


ANY = "*"
UNKNOWN = "*"
"""The name of the rule for marks that have none."""


class Language(msgspec.Struct, frozen=True):
    """A template language: the pattern of its marks (one of `outside_code`), how a match and its arguments are read,
    and what is done within code. Where it is partial, marks without a rule are mere text."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Mark]
    arguments: Callable[[str], Arguments]
    in_code: Callable[[str], str] = lambda code: code
    is_partial: bool = False


class Rewritten(msgspec.Struct, frozen=True):
    """A text without the marks that have a rule; the marks that stayed, by name with the lines of each (from 1 in the
    text as it was); and what was left out."""

    text: str
    kept: dict[str, tuple[int, ...]] = {}
    dropped: tuple[Dropped, ...] = ()


def told(rewritten: Rewritten, name: str, body_line: int) -> tuple[Problem, ...]:
    """One warning for each name of marks that stayed in the body, which begins at that line of the file."""
    return tuple(_told(mark, lines, name, body_line) for mark, lines in rewritten.kept.items())


def _told(mark: str, lines: tuple[int, ...], name: str, body_line: int) -> Problem:
    often = f", {len(lines)} times," if len(lines) > 1 else ""
    message = f"nothing is known of `{mark}`{often} which stays in the text as it was written."
    hint = "Replace it in the imported article by what it showed."
    return warning(Location(name, lines[0] + body_line - 1), message, hint)
