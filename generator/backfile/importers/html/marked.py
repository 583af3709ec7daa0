"""The article of a page that marks it as microformats2 do: an `h-entry` and its `e-content`. Guesses nothing."""

import copy
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree
from lxml.html import HtmlElement

from backfile.importers.html.blocks import Block
from backfile.importers.html.bylines import Head
from backfile.importers.html.choosing import Choice
from backfile.importers.html.evidence import HEADINGS
from backfile.importers.html.furniture import is_furniture_name
from backfile.importers.html.microdata import owner_of
from backfile.importers.html.titles import Title
from backfile.importers.html.tree import classes, seen_text

SURE = 4.0
"""The margin of a choice that is the page's own: 98 of 100."""

_SHOWN = ("img", "video", "audio", "iframe")
_OUTSIDE = "outside the text that the page marks"


class Marked(msgspec.Struct, frozen=True, eq=False):
    """The entry and its text as elements; `html` is the text as the page has it, before anybody touched the tree.
    `name` is its headline, `summary` and `address` what it says of itself (`p-summary`, `u-url`), outside its text;
    `language` is that of the text where it is told at the text."""

    entry: HtmlElement
    text: HtmlElement
    html: str
    name: HtmlElement | None = None
    summary: str = ""
    address: str = ""
    language: str = ""


def find_marked(root: HtmlElement) -> Marked | None:
    """The one entry of the page with its one text; nothing of a page that marks several, or none. Entries within
    others are answers to them."""
    entries = [one for one in _of_class(root, "h-entry") if not any(map(_is_entry, one.iterancestors()))]
    if len(entries) != 1:
        return None
    entry = entries[0]
    texts = [one for one in _of_class(entry, "e-content") if owner_of(one) is entry]
    if len(texts) != 1 or not (seen_text(texts[0]) or next(texts[0].iter(*_SHOWN), None) is not None):
        return None
    text = texts[0]
    names = [one for one in _own(entry, "p-name", text) if one.tag in HEADINGS]
    return Marked(
        entry,
        text,
        _bare_html(text),
        name=names[0] if names else None,
        summary=" ".join(map(seen_text, _own(entry, "p-summary", text)[:1])),
        address=next((one.get("href") or "" for one in _own(entry, "u-url", text)), ""),
        language=text.get("lang") or entry.get("lang") or "",
    )


def choose_marked(blocks: Sequence[Block], choices: Sequence[Choice], marked: Marked) -> tuple[Choice, ...]:
    """All blocks within the marked text, and no others; furniture that was put there (`share`, `related`) stays out
    where the signs speak against it too."""
    return tuple(_choice(block, choice, marked) for block, choice in zip(blocks, choices, strict=True))


def title_of(blocks: Sequence[Block], marked: Marked) -> Title | None:
    """The entry's headline as the article's title, whatever it looks like."""
    if marked.name is None:
        return None
    place = next((block.index for block in blocks if block.element is marked.name), -1)
    return Title(seen_text(marked.name), "class p-name", 1.0, place) if seen_text(marked.name) else None


def head_of(head: Head, marked: Marked) -> Head:
    """Of the blocks around the text those of the entry that are neither in its text nor its name or summary, nor in a
    box that a reader has to open, where it may stand once more, as in a citation."""
    others = (marked.text, marked.name, *_own(marked.entry, "p-summary", marked.text))

    def is_beside(block: Block) -> bool:
        is_folded = any(element.tag == "details" for element in block.path)
        return _is_in(marked.entry, block) and not is_folded and not any(_is_in(one, block) for one in others)

    return Head(tuple(filter(is_beside, head.around)), tuple(filter(is_beside, head.behind)), head.order)


def _is_in(element: HtmlElement | None, block: Block) -> bool:
    return element is not None and (element is block.element or element in block.path)


def pictures_apart(marked: Marked) -> list[HtmlElement]:
    """The figures and pictures of the entry that stand outside its text."""
    found = [one for one in marked.entry.iter("figure", "img") if marked.text not in one.iterancestors()]
    return [one for one in found if not any(outer in found for outer in one.iterancestors())]


def _choice(block: Block, choice: Choice, marked: Marked) -> Choice:
    around = (*block.path, block.element)
    if marked.text not in around:
        return Choice(False, -SURE, choice.reason or _OUTSIDE)
    inside = around[around.index(marked.text) + 1 :]
    is_put_there = not choice.is_kept and any(is_furniture_name(classes(element)) for element in inside)
    return choice if is_put_there and block.link_share > 0 else Choice(True, SURE)


def _bare_html(text: HtmlElement) -> str:
    """The text's HTML without what is told of all of it: its language is the article's."""
    copied = copy.deepcopy(text)
    for name in ("lang", "dir"):
        copied.attrib.pop(name, None)
    return str(etree.tostring(copied, encoding="unicode", method="html", with_tail=False))


def _own(entry: HtmlElement, name: str, text: HtmlElement) -> list[HtmlElement]:
    """What of that name is the entry's own and stands outside its text."""
    return [one for one in _of_class(entry, name) if owner_of(one) is entry and text not in one.iterancestors()]


def _of_class(root: HtmlElement, name: str) -> Iterator[HtmlElement]:
    found = root.xpath("descendant-or-self::*[contains(@class, $name)]", name=name)
    return (one for one in found if name in (one.get("class") or "").split())


def _is_entry(element: HtmlElement) -> bool:
    return "h-entry" in (element.get("class") or "").split()
