"""How far the body stays the same when lines are weighed a little differently: where it does not, its ends are not
sure. Changes no reading."""

from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.span import Span, greatest_span

# Each other way of weighing, and the share of the body that must stay. On 90 development pages these let 9 be
# doubted, 3 of the 4 read badly among them.
_LENIENT = {Kind.SHORT: -0.3, Kind.ITEM: -0.4, Kind.DATED: -1.0}
_BORDERLESS = {Kind.COMMENTS: -2.0, Kind.CLOSING: -1.5, Kind.AGO: -1.5, Kind.LEGAL: -2.0}
_STRICT_FLOOR = 1.5


def is_steady(page: Page) -> bool:
    """Whether the span is nearly the same with short lines forgiven, with borders forgiven, and with doubled faults."""
    pairs = list(zip(page.kinds, page.weights, strict=True))
    lenient = greatest_span([_LENIENT.get(kind, weight) for kind, weight in pairs])
    borderless = greatest_span([_BORDERLESS.get(kind, weight) for kind, weight in pairs])
    strict = greatest_span([weight if weight > _STRICT_FLOOR else min(0.0, 2 * weight) for _, weight in pairs])
    shares = (_shared(page, lenient), _shared(page, borderless), _shared(page, strict))
    return shares[0] >= 0.8 and shares[1] >= 0.8 and shares[2] >= 0.6


def _shared(page: Page, other: Span) -> float:
    """Of the text in either span, weighed, how much is in both."""
    first, last = max(page.span.start, other.start), min(page.span.end, other.end)
    both = _text(page, first, last)
    either = _text(page, page.span.start, page.span.end) + _text(page, other.start, other.end) - both
    return both / either if either else 0.0


def _text(page: Page, start: int, end: int) -> float:
    return sum(max(0.0, weight) for weight in page.weights[start:end])
