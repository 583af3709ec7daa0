"""Which marks of emphasis a parser will read as that, beside which characters and other marks. Where none would be, the
emphasis must be written as HTML."""

from backfile.importers.conversion.blocks import (
    Anchor,
    Break,
    Close,
    Code,
    Image,
    Inline,
    Inlines,
    Open,
    Reference,
    Style,
    WordBreak,
)
from backfile.importers.conversion.escaping import is_punctuation, is_space

_EDGES = {"link": "[]", "span": "[]", "strong": "**", "em": "**", "strike": "~~"}
_FIRST = {Code: "`", Image: "!", Reference: "[", Anchor: "[", Break: "\\", WordBreak: "<"}
_EMPHASIS = ("strong", "em", "strike")


def choose_marks(inlines: Inlines, can_end_in_braces: bool = True) -> dict[int, str]:
    """For each beginning and end of emphasis the mark that a parser will read as that; for each span that brackets can
    hold `[`. Those missing must be HTML. At the end of a heading braces would be taken for the heading's own."""
    marks: dict[int, str] = {}
    opened: list[tuple[int, Style]] = []
    for index, inline in enumerate(inlines):
        if isinstance(inline, Open):
            opened.append((index, inline.style))
        elif isinstance(inline, Close) and opened:
            start, style = opened.pop()
            if style.kind == "span":
                mark = "[" if can_end_in_braces and not opened and _is_simple(inlines[start + 1 : index]) else ""
            else:
                mark = _choose(inlines, start, index, style, marks)
            if mark:
                marks[start] = marks[index] = mark
    return marks


def _is_simple(inlines: Inlines) -> bool:
    """Whether there is nothing with brackets of its own, within which the parser loses a span."""
    return all(isinstance(one, (str, Code)) for one in inlines)


def _choose(inlines: Inlines, start: int, end: int, style: Style, marks: dict[int, str]) -> str:
    if style.kind not in _EMPHASIS or style.attributes:
        return ""
    outer = (last_character(inlines, start - 1), first_character(inlines, end + 1))
    inner = (first_character(inlines, start + 1), last_character(inlines, end - 1))
    if any(map(is_space, inner)):
        return ""
    beside = _beside(inlines, start, end, marks) | {
        mark for n in range(start, end) if (mark := marks.get(n)) in ("*", "_")
    }
    pairs = zip(inner, outer, strict=True)
    can_split = all(not is_punctuation(i) or is_space(o) or is_punctuation(o) for i, o in pairs)
    stands_alone = all(is_space(o) or is_punctuation(o) for o in outer)
    if style.kind == "strike":
        return "~~" if can_split and "~" not in outer + inner else ""
    if style.kind == "strong":
        return "**" if can_split and "*" not in beside else ""
    if can_split and "*" not in beside and "?" not in beside:
        return "*"
    return "_" if stands_alone and "_" not in (*outer, *inner, *beside) else ""


def _beside(inlines: Inlines, start: int, end: int, marks: dict[int, str]) -> set[str]:
    """The marks of emphasis that touch it from outside or inside, `?` for those not chosen yet."""
    places = (start - 1, start + 1, end - 1, end + 1)
    return {
        marks.get(n, "?")[0]
        for n in places
        if 0 <= n < len(inlines) and _is_emphasis(inlines[n]) and n not in (start, end)
    }


def _is_emphasis(inline: Inline) -> bool:
    return isinstance(inline, (Open, Close)) and inline.style.kind in ("strong", "em") and not inline.style.attributes


def first_character(inlines: Inlines, index: int) -> str:
    """The first character that the piece there will be written with; empty at the end."""
    if index >= len(inlines):
        return ""
    inline = inlines[index]
    if isinstance(inline, str):
        return inline[0]
    if isinstance(inline, (Open, Close)):
        return _EDGES.get(inline.style.kind, "<<")[isinstance(inline, Close)]
    return _FIRST[type(inline)]


def last_character(inlines: Inlines, index: int) -> str:
    """The last character that the piece there will be written with; empty before the beginning."""
    if index < 0:
        return ""
    inline = inlines[index]
    if isinstance(inline, str):
        return inline[-1]
    return "\n" if isinstance(inline, Break) else ")"
