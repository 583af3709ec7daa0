"""Which paragraphs are surely running text, and which element holds them: what everything else is measured by."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from lxml.html import HtmlElement

from backfile.importers.html.blocks import Block, is_hidden

FEWEST_WORDS = 10
MOST_LINKED = 0.4
HOLDER_SHARE = 0.8
"""How much of the running text the article's element must hold: the rest is what an extractor took by mistake."""

FAMILY_SHARE = 0.15
"""How much of the running text paragraphs of one make must have for others of that make to count too."""

ENOUGH_WORDS = 30
NEAR = (1.0, 0.7, 0.4)
LONGEST_COUNTED = 60

_RUNNING = frozenset(["p", "div", "blockquote", "li", "td", "pre", "span", "dd", "section", "article", "center"])
_FURNITURE_ZONES = frozenset(["nav", "footer", "aside", "form"])

Make = tuple[object, ...]


class Spine(msgspec.Struct, frozen=True):
    """`is_core` tells for each block whether it is running text of the article; `holder` is the innermost element with
    most of it, `own_holder` the one found without an extractor; `makes` the share of each make of block in it.
    """

    is_core: tuple[bool, ...]
    is_running: tuple[bool, ...]
    holder: HtmlElement | None
    own_holder: HtmlElement | None
    makes: dict[Make, float]
    zones: frozenset[HtmlElement]
    first: int
    last: int


def find_spine(blocks: Sequence[Block], votes: Sequence[float]) -> Spine:
    """The spine of a page, from what an extractor found (`votes`) where that is enough, else from its long
    paragraphs alone."""
    zones = find_zones(blocks)
    running = tuple(is_running(block, zones) for block in blocks)
    voted = [is_one and vote >= 0.5 for is_one, vote in zip(running, votes, strict=True)]
    own_holder = _densest(blocks, running)
    if _words(blocks, voted) < ENOUGH_WORDS:
        voted = [is_one and own_holder in block.path for block, is_one in zip(blocks, running, strict=True)]
    core = _with_family(blocks, running, voted)
    places = [place for place, is_one in enumerate(core) if is_one]
    holder = _innermost(blocks, core)
    first, last = (places[0], places[-1]) if places else (0, -1)
    return Spine(tuple(core), running, holder, own_holder, _makes(blocks, core), zones, first, last)


def find_zones(blocks: Sequence[Block]) -> frozenset[HtmlElement]:
    """The menus, asides, forms, footers and hidden parts of a page. One that holds half of the page's words is none:
    whole pages stand in a form, and an unclosed footer swallows what follows."""
    mass: Counter[HtmlElement] = Counter()
    for block in blocks:
        for element in block.path:
            if element.tag in _FURNITURE_ZONES or is_hidden(element):
                mass[element] += len(block.words)
    total = sum(len(block.words) for block in blocks)
    return frozenset(element for element, words in mass.items() if 2 * words < total)


def is_running(block: Block, zones: frozenset[HtmlElement]) -> bool:
    """Whether a block is running text by its own looks: long enough, few links, and not in a menu or footer."""
    return (
        len(block.words) >= FEWEST_WORDS
        and block.link_share < MOST_LINKED
        and block.tag in _RUNNING
        and not is_hidden(block.element)
        and zones.isdisjoint(block.path)
    )


def make_of(block: Block) -> Make:
    """What paragraphs of one article share: tag and class of the block and of the two elements around it."""
    around = [(element.tag, element.get("class")) for element in block.path[-2:]]
    return (block.element.tag, block.element.get("class"), *around)


def _words(blocks: Sequence[Block], flags: Sequence[bool]) -> int:
    return sum(len(block.words) for block, is_one in zip(blocks, flags, strict=True) if is_one)


def _with_family(blocks: Sequence[Block], running: Sequence[bool], voted: list[bool]) -> list[bool]:
    """The voted blocks and running text made as they are: extractors lose the second half of an article when a pull
    quote or a picture cuts it in two."""
    makes = _makes(blocks, voted)
    strong = {make for make, share in makes.items() if share >= FAMILY_SHARE}
    return [
        is_voted or (is_one and make_of(block) in strong)
        for block, is_one, is_voted in zip(blocks, running, voted, strict=True)
    ]


def _makes(blocks: Sequence[Block], flags: Sequence[bool]) -> dict[Make, float]:
    mass: Counter[Make] = Counter()
    for block, is_one in zip(blocks, flags, strict=True):
        if is_one:
            mass[make_of(block)] += len(block.words)
    total = mass.total()
    return {make: words / total for make, words in mass.items()}


def _innermost(blocks: Sequence[Block], core: Sequence[bool]) -> HtmlElement | None:
    """The innermost element that holds most of the core."""
    mass: Counter[HtmlElement] = Counter()
    depth: dict[HtmlElement, int] = {}
    for block, is_one in zip(blocks, core, strict=True):
        if is_one:
            for level, element in enumerate(block.path):
                mass[element] += len(block.words)
                depth[element] = level
    needed = HOLDER_SHARE * _words(blocks, core)
    holders = [element for element, words in mass.items() if words >= needed]
    return max(holders, key=depth.__getitem__, default=None)


def _densest(blocks: Sequence[Block], running: Sequence[bool]) -> HtmlElement | None:
    """The element with most running text close below it, as readability scores: parents whole, grandparents less."""
    mass: dict[HtmlElement, float] = {}
    for block, is_one in zip(blocks, running, strict=True):
        if is_one:
            for element, share in zip(reversed(block.path), NEAR, strict=False):
                mass[element] = mass.get(element, 0.0) + share * min(len(block.words), LONGEST_COUNTED)
    return max(mass, key=mass.__getitem__, default=None)
