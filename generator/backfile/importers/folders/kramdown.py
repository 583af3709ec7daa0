"""Kramdown's own marks, as Jekyll's Markdown has them, in ours: attribute lists, tables of contents, comments,
Markdown within HTML."""

import re

from backfile.importers.folders.code import outside_code
from backfile.importers.importer import Dropped
from backfile.markdown.attributes import ATTRIBUTES

_ATTRIBUTE = r"""(?:\#[\w:-]+|\.[\w:-]+|[\w-]+=(?:"[^"]*"|'[^']*'))"""
_LIST = rf"\{{:[ \t]*(?P<given>\s*{_ATTRIBUTE}(?:\s*{_ATTRIBUTE})*)\s*\}}"
_CONTENTS = r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+\S.*\n\{:\s*(?:[.#][\w-]+\s+)*toc\b[^}\n]*\}[ \t]*$"
_PATTERN = outside_code(
    rf"(?P<contents>{_CONTENTS})"
    rf"|(?P<heading>^\#{{1,6}}[ \t].*?)[ \t]*\n{_LIST.replace('<given>', '<heading_given>')}[ \t]*$"
    rf"|(?P<block>(?:(?<=\n)|(?<=\A)){_LIST.replace('<given>', '<block_given>')}[ \t]*$)"
    rf"|(?P<span>(?<=[)\]`*_>]){_LIST})"
    r"|(?P<comment>\{::comment\}[\s\S]*?\{:/(?:comment)?\})"
    r"|(?P<option>\{::(?:options|nomarkdown)[^}]*/?\}|\{:/(?:nomarkdown)?\})"
    r"|(?P<html><\w+[^<>]*?)\s+markdown=[\"'](?:1|block|span)[\"'](?P<html_rest>[^<>]*>)"
    r"|(?P<eob>^\^[ \t]*$)"
)
_BLOCK_LIST = re.compile(rf"^([ \t]*)\{{:[ \t]*(\s*{_ATTRIBUTE}(?:\s*{_ATTRIBUTE})*)\s*\}}[ \t]*$")


def from_kramdown(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """The text with its attribute lists written as ours, and what was left out of it."""
    if "{:" not in text and "markdown=" not in text and "\n^\n" not in text:
        return text, ()
    dropped: list[Dropped] = []

    def turned(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start()) + 1
        return _turned(match, line, dropped)

    return _blocks_marked_before(_PATTERN.sub(turned, text)), tuple(dropped)


def _turned(match: re.Match[str], line: int, dropped: list[Dropped]) -> str:
    if match["code"] is not None:
        return match[0]
    if match["contents"]:
        dropped.append(Dropped(line, match[0], "it asks for a table of contents, which the theme makes"))
        return ""
    if match["heading"]:
        return f"{match['heading']}{_after(_kept(match['heading_given'], line, dropped))}"
    if match["block"]:
        given = _kept(match["block_given"], line, dropped)
        return f"{{:{given}}}" if given else ""
    if match["span"]:
        given = _kept(match["given"], line, dropped)
        return f"{{{given}}}" if given else ""
    if match["html"]:
        return f"{match['html']}{match['html_rest']}\n\n"
    reason = "it is a comment in the source" if match["comment"] else "it is an order to Kramdown"
    dropped.append(Dropped(line, match[0], reason))
    return ""


def _after(given: str) -> str:
    return f" {{{given}}}" if given else ""


def _kept(written: str, line: int, dropped: list[Dropped]) -> str:
    """The attributes that an archive has; styles and targets, which it has not, are told."""
    kept = []
    for attribute in re.findall(_ATTRIBUTE, written):
        name = attribute.split("=", 1)[0]
        if attribute[0] in "#." or name in ATTRIBUTES:
            kept.append(attribute.replace("'", '"') if attribute[0] not in "#." else attribute)
        else:
            dropped.append(Dropped(line, attribute, "it says how something looks or opens, which the theme decides"))
    return " ".join(kept)


def _blocks_marked_before(text: str) -> str:
    """A list behind a block stands before it with us: `{: .x}` goes above the paragraph that it follows."""
    if "{:" not in text:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        found = _BLOCK_LIST.match(line)
        if not found:
            lines.append(line)
            continue
        mark = f"{found[1]}{{{' '.join(found[2].split())}}}"
        lines.insert(_start_of_block(lines), mark)
    return "\n".join(lines)


def _start_of_block(lines: list[str]) -> int:
    start = len(lines)
    while start and lines[start - 1].strip() and not re.match(r"\s*(?:`{3}|~{3})", lines[start - 1]):
        start -= 1
    return start
