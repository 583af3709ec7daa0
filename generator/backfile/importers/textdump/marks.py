"""Takes off what text browsers and converters add: link numbers with their list of references, Markdown's marks for
links, emphasis and headings. What it takes off it hands back. Invents no structure."""

import re

import msgspec

from backfile.importers.textdump.lines import Line, is_rule

FEWEST_LINKS = 3
FEWEST_REFERENCES = 2

_REFERENCES = re.compile(r"\W*(references|links|visible links|hidden links|notes)\W*", re.I)
_REFERENCE = re.compile(r"\[?(\d{1,4})[\].]?\s*(?:\w+:\S+|https?://\S*|/\S*|mailto:\S+)\s*")
_ADDRESS = re.compile(r"(?:https?|ftp|file|mailto|javascript|about|data):\S*|/\S*|#\S*|\S+\.\w{2,5}(?:/\S*)?")
_MARK = re.compile(r"(?<!\w)\^?\[(\d{1,4})\](?=[^(\s:]|\s|$)")
_INLINE = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\]){0,500})\]"
    r"\((?:<[^<>]*>|[^()\s\"]{0,2000}(?:\([^()\s]*\)[^()\s\"]*){0,3}(?: [^()\s\"]+){0,9})(?:\s+\"[^\"]*\")?\s*\)"
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]+?)(?<=[^\s*_])\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SETEXT = re.compile(r"={3,}")


class Unmarked(msgspec.Struct, frozen=True):
    """Lines without their marks, and the lines that were nothing else."""

    lines: tuple[Line, ...]
    removed: tuple[Line, ...] = ()


def remove_marks(lines: tuple[Line, ...]) -> Unmarked:
    """The lines without link numbers and Markdown marks, where the text shows that it has them."""
    numbered = _remove_references(lines)
    has_marks = is_markdown(numbered.lines)
    plain = (_plain(line) if has_marks else line for line in numbered.lines)
    kept = tuple(line for line in plain if line.text and not is_rule(line.text))
    numbers = {line.number for line in kept}
    return Unmarked(kept, tuple(line for line in lines if line.number not in numbers))


def is_markdown(lines: tuple[Line, ...]) -> bool:
    """Whether the text writes links as `[text](address)`, or headings with `#`."""
    links = sum(len(_INLINE.findall(line.text)) for line in lines if "](" in line.text)
    headings = sum(_HEADING.fullmatch(line.text) is not None for line in lines if line.text.startswith("#"))
    return links >= FEWEST_LINKS or (headings >= 1 and _first_level(lines)) or headings + links >= FEWEST_LINKS


def _first_level(lines: tuple[Line, ...]) -> bool:
    return any(re.match(r"# \S", line.text) for line in lines)


def _remove_references(lines: tuple[Line, ...]) -> Unmarked:
    """Without the closing list `References: 1. https://…` and the `[1]` that point into it."""
    start = len(lines)
    while start and _is_of_list(lines[start - 1]):
        start -= 1
    if sum(_is_reference(line) for line in lines[start:]) < FEWEST_REFERENCES:
        return Unmarked(lines)
    return Unmarked(tuple(msgspec.structs.replace(line, text=_without_numbers(line.text)) for line in lines[:start]))


def _is_of_list(line: Line) -> bool:
    return _is_reference(line) or _REFERENCES.fullmatch(line.text) is not None


def _is_reference(line: Line) -> bool:
    numbered = line.is_numbered and _ADDRESS.fullmatch(line.text) is not None
    return numbered or _REFERENCE.fullmatch(line.text) is not None


def _without_numbers(text: str) -> str:
    return " ".join(_MARK.sub("", text).split()) if "[" in text else text


def _plain(line: Line) -> Line:
    text, quoted = line.text, False
    while text.startswith(">"):
        text, quoted = text[1:].lstrip(), True
    heading = _HEADING.fullmatch(text)
    level = len(heading[1]) if heading else line.heading
    text = heading[2] if heading else text
    return msgspec.structs.replace(line, text=plain_text(text), heading=level, quoted=quoted)


def plain_text(text: str) -> str:
    """The text of inline Markdown: of a link its words, of a picture nothing."""
    for _ in range(2):
        text = _INLINE.sub(lambda link: "" if link[1] else link[2], text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _ESCAPED.sub(r"\1", text)
    return " ".join(text.split())
