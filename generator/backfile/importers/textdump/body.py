"""The lines of the body: from the end of the headline's lines to the end of the span, without what the page put
between. Keeps the reason of every line it leaves out."""

import re

import msgspec

from backfile.importers.prose import count_words, ends_sentence, fold, words
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.page import Page

HEAD_REACH = 8
"""How far into the span a byline, date or second title may stand."""
LONGEST_STANDFIRST = 70
SAID_AGAIN = 0.6
AUTHOR_BOX = 4
"""Lines at the end of the span in which the note about the author is looked for."""

_DOES = re.compile(
    r",? (is|was|covers?|writes?|reports?|edits?|works?|joined|has (been|covered|written)|lives|leads)\b"
)

_LEFT_OUT = frozenset(
    {
        Kind.COMMENTS,
        Kind.CLOSING,
        Kind.LEGAL,
        Kind.REPEATED,
        Kind.SHARE_ROW,
        Kind.POINTER,
        Kind.ASIDE,
        Kind.PROMPT,
        Kind.CAPTION,
        Kind.ABOUT_AUTHOR,
    }
)
_TEASERS = frozenset({Kind.ITEM, Kind.SHORT, Kind.PHRASE, Kind.DATED, Kind.ITEM_SENTENCE, Kind.REPEATED, Kind.POINTER})


class Body(msgspec.Struct, frozen=True):
    """Indices of the body's lines, that of the standfirst's line (-1: none), and why others in the span are out."""

    lines: tuple[int, ...]
    standfirst: int = -1
    left_out: dict[int, str] = {}


def find_body(page: Page, title: int, taken: frozenset[int], authors: tuple[str, ...] = ()) -> Body:
    """The body; `taken` are lines that are something else already: title, byline, tags."""
    start = _start(page, title, taken)
    standfirst = _standfirst(page, title, start)
    left_out: dict[int, str] = {}
    for index in range(page.span.start, page.span.end):
        reason = _reason(page, index, start, left_out)
        if reason and index not in taken and index != standfirst:
            left_out[index] = reason
    box = find_author_box(page, start, authors)
    left_out |= {index: str(Kind.ABOUT_AUTHOR) for index in range(box, page.span.end) if index not in taken}
    lines = [index for index in range(start, page.span.end) if index not in left_out and index not in taken]
    return _without_loose_end(page, Body(tuple(lines), standfirst, left_out))


def find_author_box(page: Page, start: int, authors: tuple[str, ...]) -> int:
    """Where near the end the note about an author begins, with the name or a sentence on what they do; else the end."""
    names = {fold(name) for name in authors if " " in name}
    for index in range(max(start + 1, page.span.end - AUTHOR_BOX), page.span.end):
        text = fold(page.lines[index].text)
        if any(text == name or _DOES.match(text.removeprefix(name)) for name in names if text.startswith(name)):
            return index
    return page.span.end


def _start(page: Page, title: int, taken: frozenset[int]) -> int:
    """The first line behind title, byline and date; a byline behind the second paragraph does not count."""
    start = max(page.span.start, title + 1)
    for index in range(start, min(start + HEAD_REACH, page.span.end)):
        if index in taken:
            between = [place for place in range(start, index) if place not in taken]
            prose = sum(page.kinds[place] in (Kind.SENTENCE, Kind.LONG) for place in between)
            if not prose or (prose == 1 and _is_standfirst(page, between)):
                start = index + 1
    return start


def _is_standfirst(page: Page, between: list[int]) -> bool:
    return sum(count_words(page.lines[place].text) for place in between) <= LONGEST_STANDFIRST


def _standfirst(page: Page, title: int, start: int) -> int:
    """The one sentence between title and byline; a picture's text and caption may follow it."""
    if title < 0:
        return -1
    between = [
        index
        for index in range(title + 1, start)
        if page.kinds[index] in (Kind.SENTENCE, Kind.LONG, Kind.PHRASE) and page.keys[index] != page.keys[title]
    ]
    if not between or count_words(page.lines[between[0]].text) > LONGEST_STANDFIRST:
        return -1
    is_first = page.kinds[between[0]] is Kind.SENTENCE and all(_is_of_picture(page, index) for index in between[1:])
    return between[0] if len(between) == 1 or is_first else -1


def _is_of_picture(page: Page, index: int) -> bool:
    """Whether the line is no sentence, or says again what the line above says: a caption below its picture's text."""
    text, above = page.lines[index].text, set(words(page.lines[index - 1].text))
    own = set(words(text))
    return not ends_sentence(text) or len(own & above) >= SAID_AGAIN * min(len(own), len(above))


def _reason(page: Page, index: int, start: int, left_out: dict[int, str]) -> str:
    kind = page.kinds[index]
    if index < start or kind in _LEFT_OUT:
        return str(kind)
    follows_teaser = left_out.get(index - 1) in (Kind.CLOSING, _TEASER)
    return _TEASER if follows_teaser and kind in _TEASERS else ""


_TEASER = "item of another part of the page"


def _without_loose_end(page: Page, body: Body) -> Body:
    """The body without short lines at its end: a subhead with nothing behind it is not one."""
    lines, left_out = list(body.lines), dict(body.left_out)
    while lines and page.kinds[lines[-1]] in (Kind.SHORT, Kind.ITEM, Kind.DATED, Kind.REPEATED):
        if ends_sentence(page.lines[lines[-1]].text) or _closes(page, lines[-1]):
            break
        left_out[lines.pop()] = "short line behind the article"
    return msgspec.structs.replace(body, lines=tuple(lines), left_out=left_out)


def _closes(page: Page, index: int) -> bool:
    """Whether the line is the last item of a list with which the span was extended."""
    return index == page.span.end - 1 and bool(page.lines[index].bullet) and page.kinds[index] is not Kind.REPEATED
