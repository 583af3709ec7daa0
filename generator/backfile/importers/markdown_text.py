"""Plain text into Markdown that renders as exactly that text. Escapes only where a parser would see a mark; never
reads Markdown."""

import re
from html.entities import html5

_ENTITY = re.compile(r"&(?=#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z][A-Za-z0-9]*);)")
_ANGLE = re.compile(r"<(?=[A-Za-z/!?])")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\\$", re.MULTILINE)
_RUN = re.compile(r"[*_]+")
_TILDES = re.compile(r"~~+")
_LINK_LIKE = re.compile(r"\](?=[(\[{:\\])|\[\^|\^\[")
_BRACES = re.compile(r"(?<=[)\]`>])\{")

_CLOSING_HASHES = re.compile(r"(^|\s)(#+)$")

# What opens a block when it stands first in a paragraph.
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BLOCK_START = re.compile(
    r"#{1,6}(?=\s|$)|[-+](?=\s|$)|>|:(?=\s)|:{3,}|~(?=\s)|~{3,}|\{|=+\s*$|(?:-[ \t]*){3,}$|\|(?=.*\|)|\[\^"
)


def escape_inline(text: str) -> str:
    """The text, in one line, as it must stand within a Markdown line. Line breaks become spaces."""
    text = " ".join(text.split("\n")) if "\n" in text else text
    text = _BACKSLASH.sub(r"\\\\", text)
    text = text.replace("`", "\\`")
    text = _RUN.sub(_escape_run, text)
    text = _TILDES.sub(lambda run: "\\~" * len(run[0]), text)
    text = _escape_brackets(text)
    text = _ANGLE.sub(r"\\<", text)
    text = _BRACES.sub(r"\\{", text)
    return _ENTITY.sub(_escape_entity, text)


def escape_paragraph(text: str) -> str:
    """The text as a paragraph of one line: `escape_inline`, and nothing at its start that would open another block."""
    line = escape_inline(text).strip()
    number = _NUMBERED.match(line)
    if number:
        return f"{number[1]}\\{line[number.end(1) :]}"
    if _BLOCK_START.match(line):
        return f"\\{line}"
    return line


def escape_heading(text: str) -> str:
    """The text as what stands after `## `: hashes at its end would be taken for the heading's own."""
    return _CLOSING_HASHES.sub(lambda hashes: f"{hashes[1]}\\{hashes[2]}", escape_paragraph(text))


def _escape_run(match: re.Match[str]) -> str:
    """Escapes stars and underlines unless they can neither open nor close emphasis."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    alone = before.isspace() and after.isspace() and start > 0
    inside_word = match[0][0] == "_" and before.isalnum() and after.isalnum()
    if alone or inside_word:
        return match[0]
    return "".join(f"\\{mark}" for mark in match[0])


def _escape_brackets(text: str) -> str:
    """Escapes every `[` where one could begin a link, footnote or span; `[he]` alone stays, as no definition exists."""
    return text.replace("[", "\\[") if _LINK_LIKE.search(text) else text


def _escape_entity(match: re.Match[str]) -> str:
    name = match[1]
    return "\\&" if name is None or f"{name};" in html5 else match[0]
