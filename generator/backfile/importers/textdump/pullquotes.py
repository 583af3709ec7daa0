"""Tells pull quotes: sentences set apart that the article's paragraphs have too. Reads no layout."""

import re

from backfile.importers.prose import fold, sentences

FEWEST_WORDS = 6
MOST_WORDS = 70
FOUND_SHARE = 0.9
FEWEST_RUN = 3
"""Words in a row that count as found: below three, any text holds any words."""

_TOKEN = re.compile(r"[^\W_]+")


def tokens(text: str) -> tuple[str, ...]:
    """The folded words by which two versions of a sentence are compared."""
    return tuple(_TOKEN.findall(fold(text).replace("'", "")))


def is_pull_quote(text: str, paragraphs: list[tuple[str, ...]]) -> bool:
    """Whether each sentence of the text is nearly whole in one of the paragraphs, given as their tokens.

    It may be cut in two there, by “X said”. A text that is as long as the paragraph is a copy and not a quote.
    """
    own = tokens(text)
    if not FEWEST_WORDS <= len(own) <= MOST_WORDS:
        return False
    longer = [paragraph for paragraph in paragraphs if len(paragraph) > len(own)]
    return bool(longer) and all(_is_found(tokens(sentence), longer) for sentence in sentences(text))


def _is_found(sentence: tuple[str, ...], paragraphs: list[tuple[str, ...]]) -> bool:
    if not sentence:
        return True
    wanted = min(FEWEST_RUN, len(sentence))
    return any(covered(sentence, paragraph, wanted) >= FOUND_SHARE for paragraph in paragraphs)


def covered(sentence: tuple[str, ...], paragraph: tuple[str, ...], fewest: int) -> float:
    """The share of the sentence's words that stand in the paragraph in the same order, in runs of `fewest` or more."""
    places: dict[tuple[str, ...], list[int]] = {}
    for index in range(len(paragraph) - fewest + 1):
        places.setdefault(paragraph[index : index + fewest], []).append(index)
    index, after, found = 0, 0, 0
    while index <= len(sentence) - fewest:
        start = next((place for place in places.get(sentence[index : index + fewest], ()) if place >= after), None)
        if start is None:
            index += 1
            continue
        length = _run(sentence, paragraph, index, start)
        found, index, after = found + length, index + length, start + length
    return found / len(sentence)


def _run(sentence: tuple[str, ...], paragraph: tuple[str, ...], index: int, start: int) -> int:
    length = 0
    while (
        index + length < len(sentence)
        and start + length < len(paragraph)
        and sentence[index + length] == paragraph[start + length]
    ):
        length += 1
    return length
