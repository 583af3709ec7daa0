"""Blocks into the archive's Markdown, one small rule a kind of block. Decides nothing about what the article is."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from backfile.importers.conversion.blocks import (
    Anchor,
    Around,
    Block,
    Close,
    CodeBlock,
    Definitions,
    Embed,
    Figure,
    Heading,
    Html,
    Image,
    Inlines,
    List,
    More,
    Open,
    Paragraph,
    Quote,
    Rule,
    Style,
    Table,
)
from backfile.importers.conversion.inline_writing import (
    Addresses,
    Place,
    can_be_quoted,
    write_attributes,
    write_image,
    write_inlines,
)

_BARE_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9./?=%:+,@#-]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])|&(?!#?\w+;))*[A-Za-z0-9/]")
_FENCES = re.compile(r"^ *(`{3,})", re.MULTILINE)
_COLONS = re.compile(r"^[ >]*(:{3,})", re.MULTILINE)
_SEPARATOR = "<!-- -->"
"""What parts two blocks that would else be one. The renderer leaves it out."""


def write_blocks(blocks: Sequence[Block], addresses: Addresses) -> str:
    """The Markdown of these blocks, with a blank line between them."""
    parts: list[str] = []
    other = False
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        other = not other if isinstance(before, List) and _continues(before, block) else False
        if isinstance(block, Definitions) and isinstance(before, Definitions):
            parts.append(_SEPARATOR)
        parts.append(_write(block, addresses, other))
    return "\n\n".join(part for part in parts if part)


def _continues(before: List, block: Block) -> bool:
    """Whether two lists would be read as one if they had the same marks."""
    return isinstance(block, List) and (before.start is None) == (block.start is None)


def _write(block: Block, addresses: Addresses, other: bool = False) -> str:
    if isinstance(block, List):
        text = _list(block, addresses, other)
    else:
        text = _WRITERS[type(block)](block, addresses)
    attributes = write_attributes([one for one in block.attributes if one != ("stray", "")])
    return f"{attributes}\n{text}" if attributes and text else text


def _paragraph(block: Paragraph, addresses: Addresses) -> str:
    inlines = block.inlines
    if len(inlines) == 1 and isinstance(inlines[0], Image):  # its title would be shown as a caption
        return _figure(Figure(inlines[0]), addresses)
    return write_inlines(inlines, addresses)


def _heading(block: Heading, addresses: Addresses) -> str:
    return f"{'#' * block.level} {write_inlines(block.inlines, addresses, Place.HEADING)}"


def _quote(block: Quote, addresses: Addresses) -> str:
    return _prefixed(write_blocks(block.blocks, addresses), "> ", "> ")


def _prefixed(text: str, first: str, others: str) -> str:
    """The text with `first` before its first line and `others` before the rest, without blanks at line ends."""
    lines = text.split("\n")
    rest = (f"{others}{line}" if line else others.rstrip() for line in lines[1:])
    return "\n".join((f"{first}{lines[0]}".rstrip() if not lines[0] else f"{first}{lines[0]}", *rest))


def _list(block: List, addresses: Addresses, other: bool) -> str:
    items = []
    for number, item in enumerate(block.items):
        mark = ("+ " if other else "- ") if block.start is None else f"{min(block.start + number, 999_999_999)}{')' if other else '.'} "
        inner = _tight(item, addresses) if block.is_tight else write_blocks(item, addresses)
        items.append(_prefixed(inner, mark, " " * len(mark)))
    return ("\n" if block.is_tight else "\n\n").join(items)


def _tight(item: tuple[Block, ...], addresses: Addresses) -> str:
    """An item without blank lines, which would make paragraphs of all items."""
    parts = []
    other = False
    for before, block in pairwise((None, *item)):
        if isinstance(block, Paragraph):
            parts.append(write_inlines(_with_anchor(block), addresses))
        elif block is not None:
            other = not other if isinstance(before, List) and _continues(before, block) else False
            parts.append(_write(block, addresses, other))
    return "\n".join(parts)


def _with_anchor(block: Paragraph) -> Inlines:
    """The text with what would stand in braces before a paragraph inside of it."""
    names = [Anchor(value) for name, value in block.attributes if name == "id"]
    language = tuple(one for one in block.attributes if one[0] in ("lang", "dir"))
    span = Style("span", language)
    return (*names, Open(span), *block.inlines, Close(span)) if language else (*names, *block.inlines)


def _definitions(block: Definitions, addresses: Addresses) -> str:
    entries = []
    is_tight = all(len(one) == 1 and isinstance(one[0], Paragraph) for _, meanings in block.entries for one in meanings)
    between = "\n" if is_tight else "\n\n"
    for term, meanings in block.entries:
        lines = [write_inlines(term, addresses, Place.TERM)]
        lines += [_prefixed(write_blocks(one, addresses), ":   ", "    ") for one in meanings]
        entries.append(between.join(lines))
    return "\n\n".join(entries)


def _code(block: CodeBlock, addresses: Addresses) -> str:
    longest = max((len(run) for run in _FENCES.findall(block.text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.language}\n{block.text}\n{fence}"


def _table(block: Table, addresses: Addresses) -> str:
    marks = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
    lines = [_row(block.header, addresses), f"| {' | '.join(marks[one] for one in block.alignments)} |"]
    return "\n".join((*lines, *(_row(row, addresses) for row in block.rows)))


def _row(cells: tuple[Inlines, ...], addresses: Addresses) -> str:
    return f"| {' | '.join(write_inlines(cell, addresses, Place.CELL) for cell in cells)} |"


def _figure(block: Figure, addresses: Addresses) -> str:
    addresses.media[block.image.address] = None
    image = Image(block.image.address, block.image.alt)
    caption = write_inlines(block.caption, addresses, Place.CAPTION)
    if block.credit and not can_be_quoted(block.credit):
        span = Style("span", (("class", "credit"),))
        shown = write_inlines((Open(span), block.credit, Close(span)), addresses, Place.CAPTION)
        return write_image(image, f"{caption} {shown}".strip())
    return write_image(image, caption, write_attributes((("credit", block.credit),)) if block.credit else "")


def _embed(block: Embed, addresses: Addresses) -> str:
    if block.blocks:
        inner = write_blocks(block.blocks, addresses)
    elif not block.is_medium and not block.label and _BARE_ADDRESS.fullmatch(block.address):
        addresses.links[block.address] = None
        inner = block.address
    else:
        link = Style("link", (("href", block.address),))
        inner = write_inlines((Open(link), block.label or block.address, Close(link)), Addresses())
        (addresses.media if block.is_medium else addresses.links)[block.address] = None
    colons = ":" * max(3, *(len(run) + 1 for run in _COLONS.findall(inner)), 3)
    return f"{colons} embed\n{inner}\n{colons}"


def _html(block: Html, addresses: Addresses) -> str:
    addresses.media.update(dict.fromkeys(block.media))
    addresses.links.update(dict.fromkeys(block.links))
    addresses.raw_notes.update(dict.fromkeys(block.notes))
    return block.html


def _around(block: Around, addresses: Addresses) -> str:
    return "\n\n".join(filter(None, (block.opening, write_blocks(block.blocks, addresses), block.closing)))


def write_footnote(label: str, blocks: Sequence[Block], addresses: Addresses) -> str:
    """A footnote as it stands at the end of the text."""
    return _prefixed(write_blocks(blocks, addresses), f"[^{label}]: ", "    ")


_WRITERS: dict[type, Callable[[Any, Addresses], str]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Quote: _quote,
    Definitions: _definitions,
    CodeBlock: _code,
    Table: _table,
    Figure: _figure,
    Embed: _embed,
    Rule: lambda block, addresses: "***",
    More: lambda block, addresses: "<!--more-->",
    Html: _html,
    Around: _around,
}

