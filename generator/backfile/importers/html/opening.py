"""Lines that open an article's text and say no more than its fields do: headline, byline, date. Changes nothing."""

import re
from collections.abc import Iterator, Sequence

from backfile.importers.dates import find_dates
from backfile.importers.html.blocks import Block, words_of

REACH = 4
MOST_WORDS = 60

_GLUE_WORDS = """
by posted published updated modified written created submitted filed first last on in at of from to and under
the a an author date time news section category story article report reporter staff writer correspondent editor
mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
am pm gmt utc est edt cst cdt mst mdt pst pdt bst cet cest ist h hrs uhr min read minutes
von am um uhr veröffentlicht aktualisiert geschrieben par le publié publie à mis jour por el la publicado
actualizado escrito di da il pubblicato aggiornato door op gepubliceerd bijgewerkt em às
"""
_GLUE = frozenset(_GLUE_WORDS.split())
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|am|pm|h)?")


def repeated_lines(blocks: Sequence[Block], kept: Sequence[bool], title: str, labels: Sequence[str]) -> tuple[int, ...]:
    """The places of the kept blocks at the text's beginning that hold nothing but the title, `labels` (names and
    section), a date, and words that only join these; at least one of these, and the text must go on behind them."""
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    known = [words for text in (title, *labels) if (words := words_of(text))]
    found: list[int] = []
    for place in places[:REACH]:
        block = blocks[place]
        if len(block.words) > MOST_WORDS or not _repeats(block, known):
            break
        found.append(place)
    return tuple(found) if len(found) < len(places) else ()


def _repeats(block: Block, known: Sequence[tuple[str, ...]]) -> bool:
    undated = tuple(_undated_words(block.text))
    rest = undated
    for run in known:
        rest = _without(rest, run)
    return len(rest) < len(block.words) and all(word in _GLUE or _NUMBER.fullmatch(word) for word in rest)


def _without(words: tuple[str, ...], run: tuple[str, ...]) -> tuple[str, ...]:
    """The words without a run of them, once."""
    size = len(run)
    place = next((place for place in range(len(words) - size + 1) if words[place : place + size] == run), -1)
    return words if place < 0 else (*words[:place], *words[place + size :])


def _undated_words(text: str) -> Iterator[str]:
    end = 0
    for date in find_dates(text):
        yield from words_of(text[end : date.start])
        end = date.end
    yield from words_of(text[end:])
