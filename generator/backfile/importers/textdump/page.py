"""A dump read line by line: each line's kind and weight, and the span of the body. Builds no article."""

import msgspec

from backfile.importers.dates import Order, learn_order
from backfile.importers.prose import letters
from backfile.importers.textdump.extent import extend_span, free_lists
from backfile.importers.textdump.kinds import Kind, kind_of
from backfile.importers.textdump.lines import Line
from backfile.importers.textdump.repetition import Repeats
from backfile.importers.textdump.settling import settle_kinds, settle_repeats
from backfile.importers.textdump.span import Span, greatest_span, weigh

LEAST_ARTICLE = 10.0
LEAST_SHARE = 0.2
NOTHING = Repeats()


class Page(msgspec.Struct, frozen=True):
    """The lines of a dump with what each is; `keys` are their folded letters, to find copies by."""

    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    kinds: tuple[Kind, ...]
    weights: tuple[float, ...]
    span: Span
    order: Order
    repeats: Repeats = NOTHING

    def copies(self, index: int) -> tuple[int, ...]:
        """Where else the same text stands."""
        key = self.keys[index]
        return tuple(other for other, value in enumerate(self.keys) if value == key and other != index)


def read_page(lines: tuple[Line, ...], repeats: Repeats = NOTHING) -> Page:
    """The page that the lines make; `repeats` are the lines that other pages of the site have too."""
    keys = tuple(letters(line.text) for line in lines)
    seen = [kind_of(line, key in repeats) for line, key in zip(lines, keys, strict=True)]
    kinds = settle_kinds(lines, settle_repeats(lines, keys, seen, repeats))
    weights = free_lists(lines, kinds, [weigh(line, kind) for line, kind in zip(lines, kinds, strict=True)])
    span = extend_span(lines, keys, kinds, choose_span(kinds, weights))
    order = learn_order(line.text for line in lines)
    return Page(lines, keys, kinds, weights, span, order, repeats)


def choose_span(kinds: tuple[Kind, ...], weights: tuple[float, ...]) -> Span:
    """The greatest span, but one before the readers' comments if that could be an article: comments may be longer."""
    best = greatest_span(weights)
    for index in range(best.start):
        if kinds[index] is Kind.COMMENTS:
            above = greatest_span(weights[:index])
            if above.weight >= max(LEAST_ARTICLE, LEAST_SHARE * best.weight):
                return above
    return best
