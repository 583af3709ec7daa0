"""Kramdown's own marks, as Jekyll's Markdown has them, in ours: attribute lists, tables of contents, comments,
Markdown within HTML."""

import re
from bisect import bisect_left

from backfile.importers.folders.code import outside_code, sub_outside_code
from backfile.importers.importer import Dropped
from backfile.markdown.attributes import ATTRIBUTES

_NAMED = r"""[\w-]++=(?:"[^"\n]{0,2000}+"|'[^'\n]{0,2000}+')"""
_SHORT = r"[#.][\w:-]++"
_ATTRIBUTE = rf"(?:{_SHORT}|{_NAMED})"
_ATTRIBUTES = rf"\s*+{_ATTRIBUTE}(?:\s++{_ATTRIBUTE}|{_SHORT})*+\s*+"
_PATTERN = outside_code(
    r"(?P<contents>^[ \t]*+(?:[-*+]|\d{1,9}\.)[ \t]++\S[^\n]*+\n\{:\s*+(?:[.#][\w-]++\s++)*+toc\b[^}\n]*+\}[ \t]*$)"
    rf"|(?P<heading>^\#{{1,6}}[ \t][^\n]*+)\n\{{:(?P<heading_given>{_ATTRIBUTES})\}}[ \t]*$"
    rf"|(?P<block>^\{{:(?P<block_given>{_ATTRIBUTES})\}}[ \t]*$)"
    rf"|(?<=[)\]`*_>])(?P<span>\{{:(?P<given>{_ATTRIBUTES})\}})"
    r"|(?P<comment>\{::comment\}(?:(?!\{:[/:])[\s\S]){0,100000}+\{:/(?:comment)?\})"
    r"|(?P<option>\{::(?:options|nomarkdown)[^{}]*+\}|\{:/(?:nomarkdown)?\})"
    r"|(?P<html><\w++[^<>]{0,2000}?)\smarkdown=[\"'](?:1|block|span)[\"'](?P<html_rest>[^<>]*+>)"
    r"|(?P<eob>^\^[ \t]*$)"
)
_BLOCK_LIST = re.compile(rf"^([ \t]*+)\{{:({_ATTRIBUTES})\}}[ \t]*$")


def from_kramdown(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """The text with its attribute lists written as ours, and what was left out of it."""
    if "{:" not in text and "markdown=" not in text and "\n^\n" not in text:
        return text, ()
    dropped: list[Dropped] = []
    lines = [match.start() for match in re.finditer("\n", text)]

    def turned(match: re.Match[str]) -> str:
        line = bisect_left(lines, match.start()) + 1
        return _turned(match, line, dropped)

    return _blocks_marked_before(sub_outside_code(text, _PATTERN, turned)), tuple(dropped)


def _turned(match: re.Match[str], line: int, dropped: list[Dropped]) -> str:
    if match["contents"]:
        dropped.append(Dropped(line, match[0], "it asks for a table of contents, which the theme makes"))
        return ""
    if match["heading"]:
        return f"{match['heading'].rstrip()}{_after(_kept(match['heading_given'], line, dropped))}"
    if match["block"]:
        given = _kept(match["block_given"], line, dropped)
        return f"{{:{given}}}" if given else ""
    if match["span"]:
        given = _kept(match["given"], line, dropped)
        return f"{{{given}}}" if given else ""
    if match["html"]:
        return f"{match['html'].rstrip()}{match['html_rest']}\n\n"
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
