"""The line under a headline and the credit that closes an article, as the page itself shows them."""

import re
from collections.abc import Sequence

from backfile.importers.html.blocks import Block, words_of
from backfile.importers.html.choosing import Choice
from backfile.importers.html.facts import Found
from backfile.importers.html.furniture import is_credit, is_pointer
from backfile.importers.html.marked import Marked
from backfile.importers.html.statements import Statement, of_field
from backfile.importers.html.tree import classes
from backfile.importers.prose import is_drawn_from, letters

REACH = 6
MOST_WORDS = 80
FEWEST_WORDS = 4
MOST_CREDIT_WORDS = 45

_NAME = re.compile(
    r"standfirst|sub-?title|sub-?head|sub_?title|\bdek\b|[-_]dek\b|dek[-_]|\bdeck\b|[-_]deck\b|summary|excerpt|\blede?\b|teaser-text|kicker-text|"
    r"intro\b|chapo|chapeau|bajada|copete|entradilla|vorspann|\bstand\b|article-?description|headline-?desc|bottomtitle|strapline|tagline|blurb"
)


def find_standfirst(
    blocks: Sequence[Block],
    choices: Sequence[Choice],
    title: int,
    statements: Sequence[Statement],
    marked: Marked | None = None,
) -> tuple[Found[str], int]:
    """The standfirst and the place of its block (-1: it is not on the page, or not apart from the text). An entry's own
    summary is one unless its text begins with it."""
    if marked and marked.summary and not _begins(marked.summary, blocks, choices):
        return Found(marked.summary, "class p-summary", 0.9), -1
    descriptions = [one for one in of_field(statements, "standfirst", "description") if not _is_cut(one.value)]
    declared = {letters(one.value) for one in descriptions}
    first = next((place for place, choice in enumerate(choices) if choice.is_kept), len(blocks))
    end = first if marked else first + 1
    for block in blocks[max(0, title + 1) : min(end, title + 1 + REACH)] if title >= 0 else ():
        if not FEWEST_WORDS <= len(block.words) <= MOST_WORDS or block.link_share > 0.3 or is_pointer(block.text):
            continue
        is_named = _NAME.search(f"{classes(block.element)} {classes(block.path[-1])}") is not None
        if (
            is_named
            or letters(block.text) in declared
            or (block.tag == "h2" and block.index == title + 1 and block.index < first)
        ):
            return Found(block.text, "under the title", 0.9 if is_named else 0.8), block.index
    return _from_description(descriptions, blocks, choices, title), -1


def find_credit(blocks: Sequence[Block], choices: Sequence[Choice], *, is_marked: bool = False) -> Found[str]:
    """Who reported or owns the article, in the words of the last line that says so right behind the text. Text that the
    page marks is text to its end."""
    kept = [place for place, choice in enumerate(choices) if choice.is_kept]
    if not kept:
        return Found("")
    for block in blocks[kept[-1] + 1 if is_marked else max(0, kept[-1] - 3) : kept[-1] + 5]:
        if is_credit(block.text) and len(block.words) <= MOST_CREDIT_WORDS:
            return Found(block.text, "behind the text", 0.8)
    return Found("")


def _from_description(
    descriptions: Sequence[Statement], blocks: Sequence[Block], choices: Sequence[Choice], title: int
) -> Found[str]:
    """The declared description, where it is neither the beginning of the text, nor the title, nor cut off."""
    text = [word for block in _kept(blocks, choices) for word in block.words]
    opening = _opening(blocks, choices)
    heading = "".join(blocks[title].words) if title >= 0 else ""
    for one in descriptions:
        words = words_of(one.value)
        joined = "".join(words)
        is_of_text = joined[:60] in opening or is_drawn_from(words, text)
        if FEWEST_WORDS <= len(words) <= MOST_WORDS and not is_of_text and joined != heading:
            return Found(one.value, one.where, 0.6)
    return Found("")


def _begins(summary: str, blocks: Sequence[Block], choices: Sequence[Choice]) -> bool:
    """Whether the text begins as the summary does."""
    beginning = words_of(summary)[:15]
    text = tuple(word for block in _kept(blocks, choices) for word in block.words)
    return text[: len(beginning)] == beginning


def _opening(blocks: Sequence[Block], choices: Sequence[Choice]) -> str:
    return "".join("".join(block.words) for block in _kept(blocks, choices))[:3000]


def _kept(blocks: Sequence[Block], choices: Sequence[Choice]) -> list[Block]:
    return [block for block, choice in zip(blocks, choices, strict=True) if choice.is_kept]


def _is_cut(text: str) -> bool:
    return text.rstrip().endswith(("…", "...", "[…]", "[...]", "…]"))
