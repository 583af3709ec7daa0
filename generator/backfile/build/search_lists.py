"""The small static lists that are searched beside Pagefind: the names of terms, and the words of headlines and names,
by which typing errors are corrected. Each is in pieces, of which the browser fetches those that a query needs. Pure.

The theme's `lists.js` folds words and numbers pieces in the same way.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from backfile.build.output import SEARCH_LIST
from backfile.build.search_records import token_of
from backfile.build.shards import Shard
from backfile.pages.cards import Desk
from backfile.pages.labels import hub_label

SEARCH_LISTS = "fragments/search/"
"""Where the pieces stand in the site."""

TERMS_A_PIECE = 64
WORDS_A_PIECE = 256
"""So that a piece has some 4 kB; a word stands in two."""

LEAST_LETTERS = 4
"""Shorter words are not corrected: too many others are one letter away."""

ENDS = 2
"""A word of four letters or more with one error in it has its first two letters as they should be, or its last two:
but for two that changed places in the middle of one of four."""


def search_lists(desk: Desk, shards: Sequence[Shard]) -> dict[str, bytes]:
    """Every list by its path in the site, as JSON."""
    names = _names(desk)
    words = _words(desk)
    terms_in, words_in = _piece_count(len(names), TERMS_A_PIECE), _piece_count(2 * len(words), WORDS_A_PIECE)
    ends: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for end in dict.fromkeys((f"{word[:ENDS]}-", f"-{word[-ENDS:]}")):
            ends[end].append(word)
    whole = {"indexes": [f"/{shard.folder}/" for shard in shards], "terms": terms_in, "words": words_in}
    pieces = {**_pieces("terms", names, terms_in), **_pieces("words", ends, words_in)}
    return {SEARCH_LIST: _json(whole), **{path: _json(piece) for path, piece in pieces.items()}}


def folded(text: str) -> str:
    """A name as it is looked up: small letters without marks, one space for whatever is between words."""
    letters = text.lower()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFD", letters)
        letters = "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))
    return " ".join(part for part in _BETWEEN.split(letters) if part)


_BETWEEN = re.compile(r"(?:[^\w+#&@]|_)+")


def piece_of(key: str, count: int) -> int:
    """In which of so many pieces a key stands."""
    number = 0
    for byte in key.encode():
        number = (number * 31 + byte) % 2**32
    return number % count


def _names(desk: Desk) -> dict[str, list[tuple[str, str, str, str]]]:
    """By folded name the terms that have it: taxonomy, label, address, and the word that stands for it in articles."""
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for name in sorted(desk.archive.taxonomies, key=lambda name: (name != "tag", name)):
        taxonomy = desk.archive.taxonomies[name]
        label = hub_label(taxonomy, desk.language)
        for term in taxonomy.terms:
            url = taxonomy.url(term)
            if key := folded(term.label):
                found[key].append((label, term.label, url, token_of(url)))
    return found


def _words(desk: Desk) -> list[str]:
    """The words of headlines and of terms, in order."""
    texts = [card.title for card in desk.cards]
    texts += [link.label for links in desk.links.values() for link in links.values()]
    words = {word for text in texts for word in folded(text).split()}
    return sorted(word for word in words if len(word) >= LEAST_LETTERS)


def _piece_count(entries: int, in_one: int) -> int:
    """A power of two, so that the pieces seldom are other ones."""
    count = 1
    while count * in_one < entries:
        count *= 2
    return count


def _pieces(name: str, entries: Mapping[str, object], count: int) -> dict[str, dict[str, object]]:
    pieces: dict[str, dict[str, object]] = {f"{SEARCH_LISTS}{name}-{number}.json": {} for number in range(count)}
    for key in sorted(entries):
        pieces[f"{SEARCH_LISTS}{name}-{piece_of(key, count)}.json"][key] = entries[key]
    return pieces


def _json(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"
