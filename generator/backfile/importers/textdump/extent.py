"""What belongs to a body besides its sentences: the lists between them, the list and the short sentence that close it.
Judges no line by its words."""

from collections.abc import Sequence

from backfile.importers.prose import count_words, ends_sentence
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.lines import Line
from backfile.importers.textdump.span import Span

MOST_ITEMS = 30
FEWEST_ITEMS = 2
LEAST_WORDS = 3
"""Words an item of a closing list has on average, if no line leads to the list: tags and menus have fewer."""

_ITEMS = frozenset({Kind.ITEM, Kind.ITEM_SENTENCE, Kind.DATED})


def free_lists(lines: Sequence[Line], kinds: Sequence[Kind], weights: Sequence[float]) -> tuple[float, ...]:
    """The weights, of which the items of a list between two sentences, and the line that leads to it, cost nothing."""
    freed = list(weights)
    for start, end in list_runs(lines, kinds):
        lead = start - 1 if start and is_lead(lines[start - 1]) else start
        before, after = kinds[lead - 1] if lead else None, kinds[end] if end < len(kinds) else None
        if before is Kind.SENTENCE and after is Kind.SENTENCE:
            for index in range(lead, end):
                freed[index] = max(0.0, freed[index])
    return tuple(freed)


def list_runs(lines: Sequence[Line], kinds: Sequence[Kind]) -> tuple[tuple[int, int], ...]:
    """Every run of two items or more, as its first index and the one behind its last."""
    runs, start = [], -1
    for index in range(len(lines) + 1):
        is_item = index < len(lines) and bool(lines[index].bullet) and kinds[index] in _ITEMS
        if is_item and start < 0:
            start = index
        elif not is_item and start >= 0:
            if FEWEST_ITEMS <= index - start <= MOST_ITEMS:
                runs.append((start, index))
            start = -1
    return tuple(runs)


def is_lead(line: Line) -> bool:
    """Whether the line leads to a list."""
    return not line.bullet and line.text.endswith(":")


def extend_span(lines: Sequence[Line], keys: Sequence[str], kinds: Sequence[Kind], span: Span) -> Span:
    """The span with the list or the short sentence right behind it."""
    end = _behind_list(lines, keys, kinds, span)
    if end < len(lines) and kinds[end] is Kind.SHORT and not lines[end].bullet and ends_sentence(lines[end].text):
        end += 1
    return Span(span.start, end, span.weight)


def _behind_list(lines: Sequence[Line], keys: Sequence[str], kinds: Sequence[Kind], span: Span) -> int:
    end = span.end
    first = end + 1 if end < len(lines) and is_lead(lines[end]) else end
    for start, behind in list_runs(lines, kinds):
        if start == first and (_is_led(lines, start) or _is_own(lines, keys, start, behind)):
            return behind
    return end


def _is_led(lines: Sequence[Line], start: int) -> bool:
    return start > 0 and is_lead(lines[start - 1])


def _is_own(lines: Sequence[Line], keys: Sequence[str], start: int, end: int) -> bool:
    """Whether the items are no menu: of some words, and nowhere else on the page."""
    words = sum(count_words(lines[index].text) for index in range(start, end))
    elsewhere = {*keys[:start], *keys[end:]}
    return words >= LEAST_WORDS * (end - start) and not any(key in elsewhere for key in keys[start:end])
