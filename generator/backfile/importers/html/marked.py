"""The article of a page that marks it as microformats2 do: an `h-entry` and its `e-content`. Guesses nothing."""

import copy
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree
from lxml.html import HtmlElement

from backfile.importers.html.blocks import Block
from backfile.importers.html.choosing import Choice
from backfile.importers.html.furniture import is_furniture_name
from backfile.importers.html.microdata import owner_of
from backfile.importers.html.tree import classes, seen_text

SURE = 4.0
"""The margin of a choice that is the page's own: 98 of 100."""

_OUTSIDE = "outside the text that the page marks"


class Marked(msgspec.Struct, frozen=True, eq=False):
    """The entry and its text as elements; `html` is the text as the page has it, before anybody touched the tree.
    `summary` and `address` are what the entry says of itself (`p-summary`, `u-url`), outside its text; `language` is
    that of the text where it is told at the text."""

    entry: HtmlElement
    text: HtmlElement
    html: str
    summary: str = ""
    address: str = ""
    language: str = ""


def find_marked(root: HtmlElement) -> Marked | None:
    """The one entry of the page with its one text; nothing of a page that marks several, or none. Entries within
    others are answers to them."""
    entries = [one for one in _of_class(root, "h-entry") if not any(map(_is_entry, one.iterancestors()))]
    texts = (
        [one for one in _of_class(entries[0], "e-content") if owner_of(one) is entries[0]] if len(entries) == 1 else []
    )
    if len(texts) != 1 or texts[0] is entries[0] or not seen_text(texts[0]):
        return None
    entry, text = entries[0], texts[0]
    own = {
        name: [one for one in _of_class(entry, name) if owner_of(one) is entry and text not in one.iterancestors()]
        for name in ("p-summary", "u-url")
    }
    summary = " ".join(map(seen_text, own["p-summary"][:1]))
    address = next((one.get("href") or "" for one in own["u-url"]), "")
    return Marked(entry, text, _bare_html(text), summary, address, text.get("lang") or entry.get("lang") or "")


def choose_marked(blocks: Sequence[Block], choices: Sequence[Choice], marked: Marked) -> tuple[Choice, ...]:
    """All blocks within the marked text, and no others; furniture that was put there (`share`, `related`) stays out
    where the signs speak against it too."""
    return tuple(_choice(block, choice, marked) for block, choice in zip(blocks, choices, strict=True))


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


def _of_class(root: HtmlElement, name: str) -> Iterator[HtmlElement]:
    found = root.xpath("descendant-or-self::*[contains(@class, $name)]", name=name)
    return (one for one in found if name in (one.get("class") or "").split())


def _is_entry(element: HtmlElement) -> bool:
    return "h-entry" in (element.get("class") or "").split()
