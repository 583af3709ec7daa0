"""Lists and definition lists."""

import re

from backfile.importers.conversion.blocks import (
    Block,
    CodeBlock,
    Definitions,
    Heading,
    Inlines,
    List,
    Paragraph,
    Quote,
    Rule,
    Style,
)
from backfile.importers.conversion.figures import read_captioned
from backfile.importers.conversion.flow import Flow
from backfile.importers.conversion.raw_html import write_html
from backfile.importers.conversion.tree import BOUNDARY, Element, Node, is_blank

_NUMBER = re.compile(r"\d{1,9}$")


def read_list(flow: Flow, element: Element) -> None:
    """A list. What stands in it outside of items belongs to the item before."""
    items: list[tuple[Block, ...]] = []
    stray: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li":
            _add_stray(flow, items, stray)
            if id(child) not in flow.scope.notes.left_out:
                items.append(_item(flow, child))
        else:
            stray.append(child)
    _add_stray(flow, items, stray)
    if "galler" in element.get("class").lower():
        for block in (block for item in items for block in item):
            flow.add(block)
    elif items:
        attributes = tuple((name, element.get(name)) for name in ("id", "lang", "dir") if element.get(name))
        flow.add(List(tuple(items), _start(element), all(map(is_tight, items)), attributes))


def _add_stray(flow: Flow, items: list[tuple[Block, ...]], stray: list[Node]) -> None:
    if any(not is_blank(one) and one is not BOUNDARY for one in stray):
        blocks = flow.inside(stray)
        if blocks and items:
            items[-1] = (*items[-1], *blocks)
        elif blocks:
            items.append(blocks)
    stray.clear()


def _item(flow: Flow, element: Element) -> tuple[Block, ...]:
    language = tuple((name, element.get(name)) for name in ("lang", "dir") if element.get(name))
    return flow.inside(element.children, element.get("id"), (Style("span", language),) if language else ())


def read_item(flow: Flow, element: Element) -> None:
    """An item outside of any list: one list with the items before it."""
    blocks = _item(flow, element)
    flow.flush()
    last = flow.blocks[-1] if flow.blocks else None
    if isinstance(last, List) and last.start is None and last.attributes == _LOOSE:
        flow.blocks.pop()
        blocks_before = last.items
    else:
        blocks_before = ()
    items = (*blocks_before, blocks)
    flow.add(List(items, None, all(map(is_tight, items)), _LOOSE))


_LOOSE = (("stray", ""),)


def is_tight(item: tuple[Block, ...]) -> bool:
    """Whether an item is no paragraph: bare text, and only what needs no blank line before it."""
    return all(_needs_no_blank(before, block, after) for before, block, after in zip((None, *item), item, (*item[1:], None), strict=False))


def _needs_no_blank(before: Block | None, block: Block, after: Block | None) -> bool:
    if isinstance(block, Paragraph):
        return block.is_bare and (before is None or isinstance(before, (Heading, CodeBlock, Rule)))
    if isinstance(block, Quote):
        return not isinstance(before, Quote) and not (block.attributes and before)
    if isinstance(block, List):
        return (block.is_tight or after is None) and not (block.attributes and before)
    return isinstance(block, (Heading, CodeBlock, Rule)) and not (block.attributes and before)


def _start(element: Element) -> int | None:
    if element.tag != "ol":
        return None
    first = next((one for one in element.elements if one.tag == "li"), None)
    for value in (element.get("start"), first.get("value") if first else ""):
        if _NUMBER.match(value.strip()):
            return int(value)
    return 1


def read_definitions(flow: Flow, element: Element) -> None:
    """A definition list; as HTML where a term has no meaning or several share one; a gallery of old WordPress as
    figures."""
    parts = [one for one in element.elements if one.tag in ("dt", "dd")]
    if "galler" in element.get("class").lower() or "caption" in element.get("class").lower():
        read_captioned(flow, element)
    elif _is_regular(element, parts):
        entries = tuple(_entries(flow, parts))
        if all(term for term, _ in entries) and all(all(meanings) for _, meanings in entries):
            attributes = tuple((name, element.get(name)) for name in ("id", "lang", "dir") if element.get(name))
            flow.add(Definitions(entries, attributes))
        else:
            flow.add(write_html(element, flow.scope.notes))
    elif parts:
        flow.add(write_html(element, flow.scope.notes))
    else:
        flow.read_block(element)


def _is_regular(element: Element, parts: list[Element]) -> bool:
    if not parts or parts[0].tag != "dt" or parts[-1].tag != "dd":
        return False
    if any(not is_blank(one) and one is not BOUNDARY and one not in parts for one in element.children):
        return False
    return all(a.tag == "dd" or b.tag == "dd" for a, b in zip(parts, parts[1:], strict=False))


def _entries(flow: Flow, parts: list[Element]) -> list[tuple[Inlines, tuple[tuple[Block, ...], ...]]]:
    entries: list[tuple[Inlines, tuple[tuple[Block, ...], ...]]] = []
    for part in parts:
        if part.tag == "dt":
            entries.append((flow.line(part.children), ()))
        else:
            term, meanings = entries[-1]
            entries[-1] = (term, (*meanings, _item(flow, part)))
    return entries
