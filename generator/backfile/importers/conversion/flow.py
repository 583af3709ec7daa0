"""Reads a run of our tree into blocks: what stands in the line gathers into a paragraph until a block ends it. Which
element is read how is in rules.py."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape

import msgspec

from backfile.importers.conversion.blocks import (
    Anchor,
    Attributes,
    Block,
    Break,
    Close,
    Code,
    CodeBlock,
    Embed,
    Figure,
    Html,
    Inline,
    Inlines,
    Open,
    Paragraph,
    Style,
    Table,
)
from backfile.importers.conversion.elements import BLOCKS
from backfile.importers.conversion.footnotes import Notes
from backfile.importers.conversion.tidying import tidy
from backfile.importers.conversion.tree import BOUNDARY, Element, Node, is_blank

MAX_STYLES = 16
"""Styles within styles: each is written again in every paragraph, and no text has so many that can be seen."""

_TAG = re.compile(r"<[^>]*>")


class Scope(msgspec.Struct, frozen=True):
    """What holds for a whole article: how each element is read, and its footnotes."""

    rules: Mapping[str, Callable[["Flow", Element], None]]
    notes: Notes


class Flow:
    """A run of blocks being read. Styles that are open around it hold for each of its paragraphs."""

    def __init__(self, scope: Scope, styles: Iterable[Style] = ()) -> None:
        self.scope = scope
        self.blocks: list[Block] = []
        self.language = ""
        self._styles = list(styles)
        self._inlines: list[Inline] = [*map(Open, self._styles)]
        self._attributes: Attributes = ()
        self._is_bare = True
        self._in_code = False

    def read(self, nodes: Iterable[Node]) -> None:
        """Reads all of them."""
        for node in with_lists(tuple(nodes)):
            if isinstance(node, str):
                self._inlines.append(Code(node) if self._in_code and node else node)
            elif node is BOUNDARY:
                self.flush()
            else:
                self._element(node)

    def _element(self, element: Element) -> None:
        notes = self.scope.notes
        if id(element) in notes.left_out:
            return
        label = notes.references.get(id(element))
        if label:
            self.put(label)
            return
        if element.tag in BLOCKS:
            self.flush()
        elif "id" in element.attributes:
            self.put(Anchor(element.attributes["id"]))
        rule = self.scope.rules.get(element.tag)
        if rule:
            rule(self, element)
        else:
            self.read_block(element)

    def read_block(self, element: Element) -> None:
        """Reads what is in it; where it is a block, as paragraphs of their own."""
        if element.tag not in BLOCKS:
            self.read(element.children)
            return
        self.flush()
        if element.get("id"):
            self.put(Anchor(element.get("id")))
        self.read(element.children)
        self.flush()

    def put(self, inline: Inline) -> None:
        """Adds to the line."""
        if not isinstance(inline, Anchor) or inline.name not in self.scope.notes.spent:
            self._inlines.append(inline)

    def put_break(self) -> None:
        """Ends the line; twice in a row it ends the paragraph, as old pages do."""
        for inline in reversed(self._inlines):
            if isinstance(inline, Break):
                self.flush()
                return
            if not isinstance(inline, (Open, Close)) and (not isinstance(inline, str) or inline.strip(" \t\r\n\f")):
                break
        self._inlines.append(Break())

    def read_styled(self, style: Style, nodes: Iterable[Node]) -> None:
        """Reads them with a style, which goes on in each paragraph that they make."""
        if (style in self._styles and style.kind != "em") or len(self._styles) >= MAX_STYLES:
            self.read(nodes)
            return
        self._inlines.append(Open(style))
        self._styles.append(style)
        self.read(nodes)
        self._styles.pop()
        self._inlines.append(Close(style))

    def read_code(self, nodes: Iterable[Node]) -> None:
        """Reads them as code within the line; pictures and links in it stay what they are."""
        was, self._in_code = self._in_code, True
        self.read(nodes)
        self._in_code = was

    def read_paragraph(self, nodes: Iterable[Node], attributes: Attributes) -> None:
        """Reads them as a paragraph that an element holds."""
        self.flush()
        self._attributes, self._is_bare = attributes, False
        self.read(nodes)
        self.flush()
        self._attributes, self._is_bare = (), True

    def flush(self) -> None:
        """Ends the paragraph."""
        if self._inlines:
            inlines = tidy([*self._inlines, *map(Close, reversed(self._styles))])
            if any(not isinstance(one, str) or one.strip() for one in inlines if not isinstance(one, (Open, Close))):
                self.blocks.append(Paragraph(inlines, self._attributes, self._is_bare))
                self._attributes = ()
        self._inlines = [*map(Open, self._styles)]

    def add(self, block: Block) -> None:
        """Adds a block, after the paragraph so far."""
        self.flush()
        self.blocks.append(block)

    def inside(self, nodes: Iterable[Node], anchor: str = "", styles: Iterable[Style] = ()) -> tuple[Block, ...]:
        """The blocks of a part within this one."""
        part = Flow(self.scope, (*self._styles, *styles))
        part.language = self.language
        if anchor:
            part.put(Anchor(anchor))
        part.read(nodes)
        part.flush()
        return tuple(part.blocks)

    def line(self, nodes: Iterable[Node]) -> Inlines:
        """All of them in one line, as a heading, a cell or a caption has it."""
        return in_line(self.inside(nodes))


def with_lists(nodes: tuple[Node, ...]) -> Iterable[Node]:
    """The nodes, with a list around items that stand in none."""
    for node in nodes:
        if isinstance(node, Element) and node.tag == "li":
            break
    else:
        return nodes
    found: list[Node] = []
    items: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag == "li":
            items.append(node)
        elif items and is_blank(node):
            continue
        else:
            found += [Element("ul", {}, tuple(items))] if items else []
            items = []
            found.append(node)
    return [*found, Element("ul", {}, tuple(items))] if items else found


def in_line(blocks: Iterable[Block]) -> Inlines:
    """The text of blocks in one line, with line ends between them."""
    parts: list[Inline] = []
    for block in blocks:
        inner = _text_of(block)
        parts += [Break(), *inner] if parts and inner else inner
    return tidy(parts)


def _text_of(block: Block) -> Inlines:
    if isinstance(block, CodeBlock):
        return (Code(" ".join(block.text.split())),) if block.text.strip() else ()
    if isinstance(block, Figure):
        return (
            (block.image, " ", *block.caption, " ", block.credit) if block.caption or block.credit else (block.image,)
        )
    if isinstance(block, Embed) and block.address:
        style = Style("link", (("href", block.address),))
        return (Open(style), block.label or block.address, Close(style))
    if isinstance(block, Html):
        return (unescape(_TAG.sub(" ", block.html)),)
    if isinstance(block, Table):
        cells = [cell for row in (block.header, *block.rows) for cell in row]
        return tuple(one for cell in cells for one in (*cell, " "))
    return block.inlines if hasattr(block, "inlines") else in_line(_parts(block))


def _parts(block: Block) -> Iterable[Block]:
    items = getattr(block, "items", None) or (getattr(block, "blocks", ()),)
    for term, meanings in getattr(block, "entries", ()):
        items = (*items, (Paragraph(term),), *meanings)
    return [inner for item in items for inner in item]
