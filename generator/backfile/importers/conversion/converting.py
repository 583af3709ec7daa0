"""The whole way of an article's HTML: parsed, made a tree, its footnotes found, read into blocks, written as
Markdown."""

import re
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from backfile.importers.conversion.addresses import Base
from backfile.importers.conversion.blocks import Anchor, Block, Inlines, Paragraph
from backfile.importers.conversion.building import Builder, TooLargeError
from backfile.importers.conversion.flow import Flow
from backfile.importers.conversion.footnotes import Notes, find_footnotes, without_mark
from backfile.importers.conversion.html_text import note_anchor
from backfile.importers.conversion.inline_writing import Addresses
from backfile.importers.conversion.plain_html import Plain, plain_markdown
from backfile.importers.conversion.rules import scope
from backfile.importers.conversion.source import parse_html, without_controls
from backfile.importers.conversion.tree import Element
from backfile.importers.conversion.writing import write_blocks, write_footnote
from backfile.importers.importer import Dropped

_PARTS = re.compile(r"\n\s*\n")


class Converted(msgspec.Struct, frozen=True):
    """An article's text as Markdown; the addresses of pictures, sound and film and those of links, each once and as
    they stand in it; and what was left out and why."""

    markdown: str
    media: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def to_markdown(html: str, base_url: str = "") -> Converted:
    """The Markdown of HTML that is an article's text, a fragment or a whole document. With `base_url`, the address of
    its page, addresses become whole. Raises nothing, whatever it is handed."""
    plain = plain_markdown(html, lambda part: _alone(part, base_url))
    return Converted(*plain) if plain else by_tree(html, base_url)


def _alone(html: str, base_url: str) -> Plain | None:
    """A part by itself; None where something of it is left out, as it does not know its line."""
    found = by_tree(html, base_url)
    return None if found.dropped else (found.markdown, found.media, found.links)


def by_tree(html: str, base_url: str = "") -> Converted:
    """The same by the long way, which knows all of HTML."""
    body = parse_html(html)
    if body is None:
        return Converted("")
    builder = Builder(Base(base_url))
    try:
        root = builder.build(body)
    except TooLargeError:
        return _as_text(body.to_text())
    notes = find_footnotes(root) if builder.anchors else Notes()
    flow = Flow(scope(notes))
    flow.read(root.children)
    flow.flush()
    addresses = Addresses()
    parts = [write_blocks(flow.blocks, addresses), *_footnotes(flow, notes, addresses)]
    markdown = "\n\n".join(part for part in parts if part)
    return Converted(markdown, tuple(addresses.media), tuple(addresses.links), tuple(builder.dropped))


def _as_text(text: str) -> Converted:
    """Only the text, where there is too much markup to read in time."""
    parts = (Paragraph((" ".join(part.split()),)) for part in _PARTS.split(without_controls(text)) if part.strip())
    markdown = write_blocks(tuple(parts), Addresses())
    return Converted(
        markdown, dropped=(Dropped(0, "", "the markup: there is too much of it, and only the text was read"),)
    )


def _footnotes(flow: Flow, notes: Notes, addresses: Addresses) -> Iterable[str]:
    """The footnotes that have a mark in the text, and then those whose mark stands in a table or caption, as
    paragraphs."""
    waiting = dict(notes.bodies)
    while label := next((one for one in waiting if one in addresses.notes), ""):
        blocks = _note(flow, waiting.pop(label), notes.marks[label])
        yield write_footnote(label, _anchored(blocks, label, addresses), addresses)
    for label, body in waiting.items():
        blocks = _anchored(_note(flow, body, notes.marks[label]), label, addresses)
        yield write_blocks((_numbered(blocks[0], label), *blocks[1:]) if blocks else (), addresses)


def _numbered(block: Block, label: str) -> Block:
    return (
        replace(block, inlines=(f"{label}. ", *block.inlines), attributes=()) if isinstance(block, Paragraph) else block
    )


def _anchored(blocks: tuple[Block, ...], label: str, addresses: Addresses) -> tuple[Block, ...]:
    """The note with an anchor, where a mark that Markdown does not know of leads to it; never without anything."""
    anchor: Inlines = (Anchor(note_anchor(label)),) if label in addresses.raw_notes else ()
    if blocks and isinstance(blocks[0], Paragraph):
        return (replace(blocks[0], inlines=(*anchor, *blocks[0].inlines)), *blocks[1:])
    return (Paragraph(anchor or ("\u00a0",)), *blocks) if anchor or not blocks else blocks


def _note(flow: Flow, body: Element, mark: str) -> tuple[Block, ...]:
    """What the note says, without the mark that some markups repeat at its beginning."""
    blocks = flow.inside(body.children)
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and isinstance(first.inlines[0], str):
        text = without_mark(first.inlines[0], "" if body.tag == "li" else mark)
        inlines = (text, *first.inlines[1:]) if text else first.inlines[1:]
        return (replace(first, inlines=inlines), *blocks[1:]) if inlines else blocks[1:]
    return blocks
