"""Hugo's shortcodes in Markdown bodies, and those of Nikola, which look the same: which marks they have, and what
becomes of them."""

import re
from collections.abc import Mapping
from typing import Protocol

from backfile.importers.folders.arguments import Arguments, read_arguments
from backfile.importers.folders.code import fenced, outside_code
from backfile.importers.folders.marks import Block, Language, Mark, Rule, Turned
from backfile.importers.folders.shown import SHOWN, as_it_stands
from backfile.importers.markdown_text import escape_inline


class Around(Protocol):
    """What a body's shortcodes may ask for: the address of a page by any of its names, and a value of the header or of
    the site's settings."""

    def page_link(self, name: str) -> str: ...

    def value(self, name: str) -> str | None: ...


_VERBATIM = ("highlight", "raw", "rawhtml", "html", "mermaid", "math", "katex", "latex", "comment", "plantuml")
"""Shortcodes up to whose end nothing is read."""

_PATTERN = outside_code(
    r"\{\{(?P<quoted_open>[<%])/\*(?P<quoted>(?:(?!\*/|\{\{)[\s\S]){0,20000}+)\*/(?P<quoted_end>[>%])\}\}"
    r"|\{\{[<%]\s*+(?P<end>/)?\s*+(?P<name>[\w.-]++(?:/[\w.-]++)*+)"
    r"(?P<given>(?:(?!\{\{[<%]|/?[>%]\}\})[\s\S]){0,20000}+)(?P<single>/)?[>%]\}\}"
)


def _read(match: re.Match[str]) -> Mark:
    if match["quoted"] is not None:
        return Mark("", inside=_unquoted(match), is_text=True)
    name, is_end = match["name"], bool(match["end"])
    if name in _VERBATIM and not is_end and not match["single"]:
        return Mark(name, match["given"], until=rf"\{{\{{[<%]\s*+/\s*+{name}\s*+[>%]\}}\}}")
    return Mark(name, match["given"], is_end, bool(match["single"]))


def _unquoted(match: re.Match[str]) -> str:
    """`{{</* figure */>}}` shows a shortcode without running it."""
    return escape_inline(f"{{{{{match['quoted_open']}{match['quoted']}{match['quoted_end']}}}}}")


_QUOTED = re.compile(r"(\{\{[<%])/\*((?:(?!\*/|\{\{)[\s\S]){0,20000}+)\*/([>%]\}\})")

SHORTCODES = Language(_PATTERN, _read, read_arguments, lambda code: _QUOTED.sub(r"\1\2\3", code))
"""`{{< name … >}}` and `{{% name … %}}`."""


def _ref(given: Arguments, inside: str, around: Around) -> Turned:
    name = given.get("path", "0")
    path, mark, anchor = name.partition("#")
    found = around.page_link(path) if path else ""
    return f"{found}{mark}{anchor}" if found or not path else None


def _param(given: Arguments, inside: str, around: Around) -> Turned:
    return around.value(given.get("0", "name"))


def _mermaid(given: Arguments, inside: str, around: Around) -> Turned:
    return Block(fenced(inside, "mermaid"), f"`{inside.strip()}`")


def _math(given: Arguments, inside: str, around: Around) -> Turned:
    return Block(fenced(inside, "math"), f"`{inside.strip()}`")


SHORTCODE_RULES: Mapping[str, Rule] = {
    **SHOWN,
    "ref": _ref,
    "relref": _ref,
    "param": _param,
    "raw": as_it_stands,
    "rawhtml": as_it_stands,
    "html": as_it_stands,
    "mermaid": _mermaid,
    "math": _math,
    "katex": _math,
    "latex": _math,
    "center": as_it_stands,
    "columns": as_it_stands,
}
