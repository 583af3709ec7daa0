"""The article's title: the heading that agrees with what the page declares, without the site's name. Invents none."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from backfile.importers.html.blocks import Block, words_of
from backfile.importers.html.statements import Statement, of_field
from backfile.importers.html.tree import seen_text
from backfile.importers.prose import letters

LONGEST = 300
REACH = 10
FEWEST_WORDS = 2
MOST_WORDS = 40
AGREEMENT = 0.6
SOME_AGREEMENT = 0.25

_SEPARATOR = re.compile(r"\s+[|\-–—:•·»«~/]+\s+|\s*[|»•｜]\s*|\s+::\s+|(?<=[^\s\d])\s*[:：]\s+")
_TITLE_NAME = re.compile(r"headline|title|heading|titulo|titre|überschrift")


class Title(msgspec.Struct, frozen=True):
    """The title, where it was read, how sure it is, and the place of its block among the page's, or -1."""

    text: str = ""
    where: str = ""
    confidence: float = 0.0
    place: int = -1


def find_title(
    blocks: Sequence[Block], statements: Sequence[Statement], first: int, site_names: Sequence[str]
) -> Title:
    """The title of the article whose text begins at block `first`."""
    declared = list(_declared(statements, site_names))
    headings = list(_headings(blocks, first, site_names))
    best = max(headings, key=lambda heading: heading.score(declared), default=None)
    if best and best.score(declared) >= 1:
        agrees = max((likeness(best.words, words) for words, _ in declared), default=0.0)
        return Title(best.block.text, f"<{best.block.tag}>", round(0.7 + 0.3 * agrees, 2), best.block.index)
    if declared:
        _, statement = declared[0]
        text = _shown_part(without_site(statement.value, site_names), blocks[max(0, first - REACH) : first + 3])
        return Title(text, statement.where, round(statement.trust, 2), _place_of(blocks, text, first))
    if best:
        return Title(best.block.text, f"<{best.block.tag}>", 0.5, best.block.index)
    return Title()


def without_site(title: str, site_names: Sequence[str]) -> str:
    """The title without the site's name before or behind it."""
    names = {letters(name) for name in site_names if letters(name)}
    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(title))
        for cut in reversed(cuts):
            if _is_site(title[cut.end() :], names):
                title = title[: cut.start()]
                break
        else:
            if cuts and _is_site(title[: cuts[0].start()], names):
                title = title[cuts[0].end() :]
                continue
            break
    return title.strip()


def likeness(words: Sequence[str], others: Sequence[str]) -> float:
    """What share of their words two titles have in common, from 0 to 1; all of the shorter one counts for 0.8."""
    if not words or not others:
        return 0.0
    both = len(set(words) & set(others))
    whole = both / len(set(words) | set(others))
    part = both / min(len(set(words)), len(set(others)))
    return max(whole, 0.8 * part if min(len(words), len(others)) > 2 else 0.0)


class _Heading(msgspec.Struct, frozen=True):
    block: Block
    words: tuple[str, ...]
    nearness: float
    is_named: bool

    def score(self, declared: Sequence[tuple[tuple[str, ...], Statement]]) -> float:
        """From 1 on it is surely the title: it agrees with what is declared, or is the first heading right there."""
        agrees = max((likeness(self.words, words) for words, _ in declared), default=0.0)
        level = {"h1": 0.5, "h2": 0.2, "h3": 0.0}.get(self.block.tag, -0.1)
        base = 1.5 * (agrees >= AGREEMENT) + agrees + level + 0.6 * self.nearness + 0.1 * self.is_named
        # A site's name is a first heading too; it has nothing in common with what the page declares.
        is_likely = self.block.tag == "h1" and self.nearness > 0.5 and (agrees >= SOME_AGREEMENT or not declared)
        return base if agrees >= AGREEMENT or is_likely else min(base, 0.9)


def _declared(
    statements: Sequence[Statement], site_names: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], Statement]]:
    for statement in of_field(statements, "title", "page title"):
        text = without_site(statement.value, site_names)
        if text and letters(text) not in {letters(name) for name in site_names}:
            yield words_of(text), msgspec.structs.replace(statement, value=text)


def _headings(blocks: Sequence[Block], first: int, site_names: Sequence[str]) -> Iterator[_Heading]:
    names = {letters(name) for name in site_names}
    for block in blocks[: first + 30]:
        is_named = _TITLE_NAME.search((block.element.get("class") or "").lower()) is not None
        if block.tag not in ("h1", "h2", "h3") and not (is_named and block.index <= first):
            continue
        if len(block.text) <= LONGEST and letters(block.text) not in names:
            distance = first - block.index
            nearness = 1 - min(1.0, distance / 40) if distance >= 0 else 0.2
            yield _Heading(block, block.words, nearness, is_named)


def _is_site(part: str, names: set[str]) -> bool:
    key = letters(part)
    return bool(key) and (key in names or any(key in (f"the{name}", f"{name}com", f"www{name}") for name in names))


def _shown_part(title: str, blocks: Sequence[Block]) -> str:
    """The part of a title of several, the longest, that stands by itself at the article's beginning; else the title.
    So a site's name goes that nothing else on the page tells."""
    parts = [part.strip() for part in _SEPARATOR.split(title)]
    known = {words_of(part): part for part in parts if len(words_of(part)) >= FEWEST_WORDS}
    if len(parts) < 2 or not known:
        return title
    shown = {words for block in blocks for words in _lines_of(block)}
    return max((part for words, part in known.items() if words in shown), key=len, default=title)


def _lines_of(block: Block) -> Iterator[tuple[str, ...]]:
    """The words of a block and of each element in it, of those that a title could fill."""
    if len(block.words) <= MOST_WORDS:
        yield block.words
    for element in block.element.iter("b", "strong", "font", "big", "span", "center", "em", "i", "u"):
        words = words_of(seen_text(element))
        if FEWEST_WORDS <= len(words) <= MOST_WORDS:
            yield words


def _place_of(blocks: Sequence[Block], text: str, first: int) -> int:
    wanted = words_of(text)
    return next((block.index for block in blocks[: first + 3] if block.words == wanted), -1)
