"""The body's lines as blocks: paragraphs, subheads, pull quotes, lists. Decides structure, writes no Markdown."""

from enum import Enum

import msgspec

from backfile.importers.prose import count_words, ends_sentence, letters
from backfile.importers.textdump.lines import Line
from backfile.importers.textdump.pullquotes import is_pull_quote, tokens

NEARBY = 8
"""How many lines before and after are searched for a pull quote's sentences."""
LONGEST_SUBHEAD = 14
LONGEST_RUN = 2
"""Short lines in a row that may still be subheads; more are a table or verse, and stay paragraphs."""


class Role(Enum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    PULL_QUOTE = "pull quote"
    QUOTE = "quote"
    ITEM = "item"
    NUMBERED = "numbered item"


class Block(msgspec.Struct, frozen=True):
    """A part of the body: its role, its plain text, the line it came from, and a subhead's level."""

    role: Role
    text: str
    number: int
    level: int = 2


def build_blocks(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """The blocks of the body's lines, in their order."""
    shown = [tokens(line.text) if not line.heading else () for line in lines]
    runs = _short_runs(lines)
    blocks = []
    for index, line in enumerate(lines):
        role = _role(lines, index, shown, runs[index])
        blocks.append(Block(role, line.text, line.number, max(2, line.heading)))
    return tuple(blocks)


def _short_runs(lines: tuple[Line, ...]) -> list[int]:
    """Of each short line how many stand together with it; 0 for any other, and for those that nothing follows."""
    runs, start = [0] * len(lines), -1
    for index, line in enumerate(lines):
        if _is_short(line):
            start = index if start < 0 else start
        elif start >= 0:
            runs[start:index] = [index - start] * (index - start)
            start = -1
    return runs


def _role(lines: tuple[Line, ...], index: int, shown: list[tuple[str, ...]], run: int) -> Role:
    line = lines[index]
    if line.heading:
        return Role.SUBHEAD
    if line.bullet:
        return Role.NUMBERED if line.is_numbered and _is_in_numbered_list(lines, index) else Role.ITEM
    if is_pull_quote(line.text, shown[max(0, index - NEARBY) : index] + shown[index + 1 : index + NEARBY + 1]):
        return Role.PULL_QUOTE
    if line.quoted:
        return Role.QUOTE
    return Role.SUBHEAD if _is_subhead(line.text, run) else Role.PARAGRAPH


def _is_in_numbered_list(lines: tuple[Line, ...], index: int) -> bool:
    return any(0 <= place < len(lines) and lines[place].is_numbered for place in (index - 1, index + 1))


def _is_subhead(text: str, run: int) -> bool:
    """Whether a short line with prose or a list behind it, not one of a long run of short lines, begins as one."""
    if not 1 <= run <= LONGEST_RUN or text.endswith((",", ";", ":")):
        return False
    starts = text.lstrip("“\"‘'«¿¡([0123456789.) ")[:1]
    return not starts or not starts.islower()


def _is_short(line: Line) -> bool:
    text = line.text
    if line.bullet or count_words(text) > LONGEST_SUBHEAD or not letters(text):
        return False
    return not ends_sentence(text) or text.rstrip('"”’»').endswith("?")
