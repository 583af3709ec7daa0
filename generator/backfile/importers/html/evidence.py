"""What speaks for and against each block's being part of the article, as numbers from 0 to 1. Weighs nothing."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import msgspec
from lxml.html import HtmlElement

from backfile.importers.html.blocks import Block, words_of
from backfile.importers.html.furniture import is_credit, is_furniture_name, is_pointer
from backfile.importers.html.spine import Spine, make_of
from backfile.importers.html.tree import classes

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
LONG_TITLE = 15
SHORT = 5
FAR = 5
MOST_CAPTION_WORDS = 45

_ZONES = frozenset(["nav", "header", "footer", "aside", "form"])
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?:\d\d\b")

Signs = dict[str, float]


class Opinions(msgspec.Struct, frozen=True):
    """What share of each block the extractor found, and what share is in the text that the page itself declares as
    the article's (empty where it declares none)."""

    extractor: tuple[float, ...]
    declared: tuple[float, ...] = ()


class _Name(msgspec.Struct, frozen=True):
    """What an element's class, id and tag say of it."""

    is_furniture: bool
    is_zone: bool


def gather_evidence(blocks: Sequence[Block], spine: Spine, opinions: Opinions, title: str) -> tuple[Signs, ...]:
    """The signs of every block, by name; none for a block that no extractor found and that stands apart from all
    running text: three of four are menus and the like. `title` is the page's own, as it stands in its head."""
    scene = _Scene(blocks, spine, opinions, "".join(words_of(title)))
    return tuple(scene.signs(block) if _is_candidate(block, spine, opinions) else {} for block in blocks)


def _is_candidate(block: Block, spine: Spine, opinions: Opinions) -> bool:
    return opinions.extractor[block.index] > 0 or spine.holder in block.path or spine.own_holder in block.path


class _Scene:
    """What the blocks of one page are looked at with."""

    def __init__(self, blocks: Sequence[Block], spine: Spine, opinions: Opinions, title: str) -> None:
        self._blocks, self._spine, self._opinions, self._title = blocks, spine, opinions, title
        self._names: dict[HtmlElement, _Name] = {}
        self._sizes: Counter[HtmlElement] = Counter()
        for block in blocks:
            for element in (*block.path, block.element):
                self._sizes[element] += len(block.words)
        self._words = sum(len(block.words) for block in blocks)
        self._counts = Counter(block.words for block in blocks)

    def signs(self, block: Block) -> Signs:
        """Every sign of a block."""
        return self._of_opinions(block) | self._of_place(block) | self._of_neighbours(block) | self._of_text(block)

    def _of_opinions(self, block: Block) -> Signs:
        vote = self._opinions.extractor[block.index]
        is_running = self._spine.is_running[block.index]
        declared = self._opinions.declared[block.index] if self._opinions.declared else None
        return {
            "found": vote,
            "found and running": vote * is_running,
            "declared": declared or 0.0,
            "not declared": 0.0 if declared is None else 1.0 - declared,
        }

    def _of_place(self, block: Block) -> Signs:
        spine = self._spine
        is_inside = spine.holder in block.path
        below = block.path[block.path.index(spine.holder) + 1 :] if is_inside else block.path[-4:]
        names = [self._name(element) for element in (*below, block.element)]
        make = spine.makes.get(make_of(block), 0.0)
        return {
            "outside": float(not is_inside),
            "in densest": float(spine.own_holder in block.path),
            "make": make,
            "after": float(block.index > spine.last),
            "before inside": float(block.index < spine.first and is_inside),
            "far before": min(FAR, max(0, spine.first - block.index)) / FAR,
            "far after": min(FAR, max(0, block.index - spine.last)) / FAR,
            "furniture": float(any(name.is_furniture for name in names)),
            "in figure": float(any(element.tag in ("figure", "figcaption") for element in below)),
            "zone": float(any(name.is_zone for name in names)),
            "with picture": float(self._is_with_picture(below, block)),
            "in article": float(any(element.tag == "article" for element in block.path)),
            "quote": float(any(element.tag == "blockquote" for element in (*below, block.element))),
        }

    def _of_neighbours(self, block: Block) -> Signs:
        core, place = self._spine.is_core, block.index
        is_after, is_before = any(core[max(0, place - 2) : place]), any(core[place + 1 : place + 3])
        is_heading = block.tag in HEADINGS
        return {
            "core before": float(is_after),
            "core behind": float(is_before),
            "heading": float(is_heading),
            "first heading": float(block.tag == "h1"),
            "heads core": float(is_heading and any(core[place + 1 : place + 2])),
        }

    def _of_text(self, block: Block) -> Signs:
        count, share = len(block.words), block.link_share
        joined, is_led = "".join(block.words), is_pointer(block.text)
        return {
            "links": share,
            "plain item": float(block.tag == "li" and share <= 0.7),
            "table": float(block.tag in ("table", "td", "th")),
            "middling": float(SHORT <= count < 2 * SHORT),
            "length": math.log1p(min(count, 100)) / math.log1p(100),
            "pointer": float(is_led),
            "linked pointer": float(is_led and share > 0.3),
            "credit": float(is_credit(block.text)),
            "shouted link": float(share > 0.8 and block.text.isupper()),
            "title": float(self._is_title(joined)),
            "dated": float(count < 14 and _DATE.search(block.text) is not None),
            "repeated": float(self._counts[block.words] > 1),
        }

    def _is_title(self, joined: str) -> bool:
        if len(joined) < LONG_TITLE:
            return False
        return joined in self._title or (len(self._title) > LONG_TITLE and self._title in joined)

    def _is_with_picture(self, below: Sequence[HtmlElement], block: Block) -> bool:
        """Whether it stands with a picture in an element that holds little else, as captions do."""
        for element in below[-2:]:
            is_small = element.tag not in ("li", "td") and self._sizes[element] <= MOST_CAPTION_WORDS
            if is_small and next(element.iter("img", "picture", "amp-img", "video"), None) is not None:
                return True
        return False

    def _name(self, element: HtmlElement) -> _Name:
        known = self._names.get(element)
        if known is None:
            name = classes(element)
            # A post that is shown from elsewhere is part of the text, though its frame is called `social-embed`.
            is_embed = "embed" in name or "tweet" in name or element.get("itemprop") == "articleBody"
            is_furniture = not is_embed and is_furniture_name(name) and 2 * self._sizes[element] < self._words
            known = _Name(is_furniture, element.tag in _ZONES)
            self._names[element] = known
        return known
