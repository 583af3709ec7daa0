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
    blocks = []
    for index, line in enumerate(lines):
        role = _role(lines, index, shown)
        blocks.append(Block(role, line.text, line.number, max(2, line.heading)))
    return tuple(blocks)


def _role(lines: tuple[Line, ...], index: int, shown: list[tuple[str, ...]]) -> Role:
    line = lines[index]
    if line.heading:
        return Role.SUBHEAD
    if line.bullet:
        return Role.NUMBERED if line.is_numbered and _is_in_numbered_list(lines, index) else Role.ITEM
    if is_pull_quote(line.text, shown[max(0, index - NEARBY) : index] + shown[index + 1 : index + NEARBY + 1]):
        return Role.PULL_QUOTE
    if line.quoted:
        return Role.QUOTE
    return Role.SUBHEAD if _is_subhead(lines, index) else Role.PARAGRAPH


def _is_in_numbered_list(lines: tuple[Line, ...], index: int) -> bool:
    return any(0 <= place < len(lines) and lines[place].is_numbered for place in (index - 1, index + 1))


def _is_subhead(lines: tuple[Line, ...], index: int) -> bool:
    """A short line with no full stop, with prose or a list behind it, not one of a run of short lines."""
    text = lines[index].text
    if not _is_short(lines[index]) or text.endswith((",", ";", ":")) or index + 1 >= len(lines):
        return False
    after = next((place for place in range(index + 1, len(lines)) if not _is_short(lines[place])), None)
    before = next((place for place in range(index - 1, -1, -1) if not _is_short(lines[place])), -1)
    starts = text.lstrip("“\"‘'«¿¡([0123456789.) ")[:1]
    return after is not None and after - before - 1 <= LONGEST_RUN and (not starts or not starts.islower())


def _is_short(line: Line) -> bool:
    text = line.text
    if line.bullet or count_words(text) > LONGEST_SUBHEAD or not letters(text):
        return False
    return not ends_sentence(text) or text.rstrip('"”’»').endswith("?")
