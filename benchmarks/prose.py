"""The body of an article in Markdown: paragraphs, subheads, emphasis, a link, a list. Draws, and writes nothing."""

import re
from collections.abc import Iterator
from random import Random

from words import Zipf, sentence

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
EDGE_WORDS = 6


def write_body(random: Random, words: Zipf) -> str:
    """500 to 900 words of paragraphs, up to three subheads, a link in a third and a list in a tenth of bodies."""
    blocks = list(_paragraphs(random, words.draw(random, random.randint(500, 900))))
    _emphasise(random, blocks)
    if random.random() < 1 / 3:
        _link(random, blocks)
    if random.random() < 1 / 10:
        blocks.insert(random.randrange(1, len(blocks)), _listing(random, words))
    for _ in range(random.randint(0, 3)):
        _subhead(random, words, blocks)
    return "\n\n".join(blocks) + "\n"


def first_words(body: str) -> str:
    """The first words of a body as a reader sees them."""
    return " ".join(_plain(body.lstrip()).split()[:EDGE_WORDS])


def last_words(body: str) -> str:
    """The last words of a body as a reader sees them."""
    return " ".join(_plain(body).split()[-EDGE_WORDS:])


def _plain(markdown: str) -> str:
    return LINK.sub(r"\1", markdown).replace("*", "")


def _paragraphs(random: Random, words: list[str]) -> Iterator[str]:
    sentences = list(_sentences(random, words))
    start = 0
    while start < len(sentences):
        end = start + random.randint(3, 6)
        if len(sentences) - end < 3:
            end = len(sentences)
        yield " ".join(sentences[start:end])
        start = end


def _sentences(random: Random, words: list[str]) -> Iterator[str]:
    start = 0
    while start < len(words):
        end = start + random.randint(8, 22)
        if len(words) - end < 8:
            end = len(words)
        yield sentence(random, words[start:end])
        start = end


def _emphasise(random: Random, blocks: list[str]) -> None:
    for _ in range(random.randint(0, 4)):
        mark, length = random.choice((("*", 1), ("*", 3), ("**", 2)))
        _wrap(random, blocks, length, mark, mark)


def _link(random: Random, blocks: list[str]) -> None:
    address = f"https://elsewhere.example/{random.getrandbits(40):010x}"
    _wrap(random, blocks, 3, "[", f"]({address})")


def _wrap(random: Random, blocks: list[str], length: int, before: str, after: str) -> None:
    """Puts marks around plain words in the midst of some paragraph; leaves it where it has marks there already."""
    number = random.randrange(len(blocks))
    words = blocks[number].split(" ")
    start = random.randrange(1, len(words) - length)
    chosen = " ".join(words[start : start + length])
    if chosen.replace(" ", "").isalpha():
        marked = f"{before}{chosen}{after}"
        blocks[number] = " ".join([*words[:start], marked, *words[start + length :]])


def _listing(random: Random, words: Zipf) -> str:
    items = (words.draw(random, random.randint(3, 9)) for _ in range(random.randint(3, 7)))
    return "\n".join("- " + sentence(random, item) for item in items)


def _subhead(random: Random, words: Zipf, blocks: list[str]) -> None:
    place = random.randrange(1, len(blocks))
    if not blocks[place].startswith("## ") and not blocks[place - 1].startswith("## "):
        blocks.insert(place, "## " + " ".join(words.draw(random, random.randint(3, 6))).capitalize())
