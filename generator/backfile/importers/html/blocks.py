"""The running text of a page, block by block in its order, with what surrounds each. Judges nothing."""

import re

import msgspec
from lxml.html import HtmlElement

from backfile.importers.html.tree import BLOCKS, UNSEEN, holders_of_blocks, is_tag, squeeze

LONGEST_CELL = 40
"""Words in a cell of a table of data; with a longer one the table is taken for the page's layout."""

_WORD = re.compile(r"\w+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPEAKING = frozenset(
    ["li", "td", "th", "dd", "dt", "figcaption", "caption", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"]
)


class Block(msgspec.Struct, frozen=True, eq=False):
    """An element with text and no block element inside, or a whole table of data.

    `linked` is how many of its `words` stand in links. `path` are the elements around it, the outermost first.
    """

    index: int
    element: HtmlElement
    text: str
    words: tuple[str, ...]
    linked: int
    path: tuple[HtmlElement, ...]
    tag: str

    @property
    def link_share(self) -> float:
        """How much of it is links, from 0 to 1."""
        return self.linked / len(self.words)


class _Step(msgspec.Struct, frozen=True):
    element: HtmlElement
    path: tuple[HtmlElement, ...]
    in_link: bool = False


def list_blocks(root: HtmlElement) -> tuple[Block, ...]:
    """Every block with words in it, hidden ones too."""
    holders = holders_of_blocks(root)
    found: list[Block] = []
    body = root.find("body")
    stack = [_Step(root if body is None else body, ())]
    while stack:
        step = stack.pop()
        is_whole = step.element.tag == "table" and is_data_table(step.element)
        if (step.element in holders or step.element.tag in ("html", "body")) and not is_whole:
            path = (*step.path, step.element)
            inner = [child for child in step.element if is_tag(child) and child.tag not in UNSEEN]
            stack += [_step_into(child, path, step) for child in reversed(inner)]
        else:
            _add(found, step)
    return tuple(found)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded; in scripts without spaces every sign is one."""
    if _IDEOGRAPHS.search(text):
        text = _IDEOGRAPHS.sub(r" \g<0> ", text)
    return tuple(_WORD.findall(text.casefold()))


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds data and not the page's layout: two rows or more of short cells, no table inside."""
    if next(table.iterdescendants("table"), None) is not None or len(list(table.iterdescendants("tr"))) < 2:
        return False
    cells = list(table.iterdescendants("td", "th"))
    return len(cells) >= 4 and all(len("".join(cell.itertext()).split()) <= LONGEST_CELL for cell in cells)


def is_hidden(element: HtmlElement) -> bool:
    """Whether the page keeps the element itself from being seen."""
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None


def _step_into(child: HtmlElement, path: tuple[HtmlElement, ...], step: _Step) -> _Step:
    return _Step(child, path, step.in_link or child.tag == "a")


def _add(found: list[Block], step: _Step) -> None:
    texts, linked = _texts(step.element)
    text = squeeze("".join(texts))
    words = words_of(text)
    if words:
        count = len(words) if step.in_link else min(len(words), len(words_of("".join(linked))))
        tag = _speaking_tag(step.element, step.path)
        found.append(Block(len(found), step.element, text, words, count, step.path, tag))


def _speaking_tag(element: HtmlElement, path: tuple[HtmlElement, ...]) -> str:
    """The element's own tag, or that of the item, cell or quotation that it is only the text of."""
    if element.tag in ("span", "div", "p") and path and path[-1].tag in _SPEAKING:
        return str(path[-1].tag)
    return str(element.tag)


def _texts(element: HtmlElement) -> tuple[list[str], list[str]]:
    """The pieces of text in a block, and those of them in links."""
    texts, linked = [element.text or ""], []
    for child in element:
        if is_tag(child) and child.tag not in UNSEEN:
            inner, inner_linked = _texts(child)
            separate = [" "] if child.tag in BLOCKS or child.tag == "br" else []
            texts += [*separate, *inner, *separate]
            linked += [*inner, " "] if child.tag == "a" else inner_linked
        texts.append(child.tail or "")
    return texts, linked
