"""The lines of a dump as values: number, text, indent, bullet, heading mark, the gap before. Judges nothing."""

import re

import msgspec

_BULLET = re.compile(r"(?P<mark>[•◦▪‣·●○■□►▸∙⁃*+-]|o(?= {2}))\s+(?=\S)")
_NUMBER = re.compile(r"(?P<mark>\d{1,3}[.)])\s+(?=\S)")
_RULE = re.compile(r"(?:[-_=*~—–─━═•·.#] ?){3,}")
_BLANK_RUN = re.compile(r"[ \t]{2,}|\t")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line that is not blank. `number` is where it begins in the source, from 1; `bullet` its mark, or empty;
    `heading` the level that a Markdown mark gives it, or 0; `gap` whether a blank line stands before it."""

    number: int
    text: str
    indent: int = 0
    bullet: str = ""
    heading: int = 0
    gap: bool = False
    quoted: bool = False

    @property
    def is_numbered(self) -> bool:
        return self.bullet[:1].isdigit()


def read_lines(text: str) -> tuple[Line, ...]:
    """Every line of the text that is not blank."""
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw.strip():
            lines.append(read_line(number, raw, gap))
        gap = not raw.strip()
    return tuple(lines)


def read_line(number: int, raw: str, gap: bool) -> Line:
    """The value of one line that is not blank."""
    expanded = raw.expandtabs(4)
    content = expanded.strip()
    indent = len(expanded) - len(expanded.lstrip())
    bullet = _BULLET.match(content) or _NUMBER.match(content)
    if bullet and not is_rule(content):
        content = content[bullet.end() :]
    else:
        bullet = None
    return Line(
        number=number,
        text=_BLANK_RUN.sub(" ", content),
        indent=indent,
        bullet=bullet["mark"] if bullet else "",
        gap=gap,
    )


def is_rule(text: str) -> bool:
    """Whether the text is a drawn line only."""
    return _RULE.fullmatch(text.strip()) is not None
