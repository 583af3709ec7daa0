"""What stands between an article's head and its foot and is not in its body, though it could be. Only raises doubts."""

from collections.abc import Iterator, Set

from backfile.importers.prose import count_words, ends_sentence
from backfile.importers.textdump.body import Body
from backfile.importers.textdump.credit import is_credit_line
from backfile.importers.textdump.extent import is_lead
from backfile.importers.textdump.kinds import Kind, kind_of
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.settling import is_statement, speaks_to_reader

LONG_SENTENCE = 15
NEAR = 2
"""Lines right behind the body in which a short sentence with a page's words is in doubt too."""
LONGEST_FOOT = 12

_RUNNING = frozenset({Kind.SENTENCE, Kind.ITEM_SENTENCE, Kind.LONG})
_FEET = frozenset({Kind.CLOSING, Kind.COMMENTS, Kind.SHARE_ROW, Kind.AGO})
_WORDY = frozenset({Kind.PROMPT, Kind.CAPTION, Kind.LEGAL, Kind.ASIDE, Kind.POINTER})


def find_outside(page: Page, title: int, taken: Set[int], body: Body) -> Iterator[str]:
    """A doubt for the first line that may belong to the article, for the first that the site repeats in it, and for a
    list that may not belong to it."""
    first = max(title, *taken, 0) if taken and max(taken) < page.span.start else max(title, 0)
    foot = _foot(page, taken)
    about = [index for index, reason in body.left_out.items() if reason == Kind.ABOUT_AUTHOR]
    kept = {*body.lines, *taken, *about, title, body.standfirst}
    for index in range(first + 1, foot):
        if index not in kept and _may_belong(page, index):
            yield f"Line {page.lines[index].number} reads like the article's, but was left out."
            break
    repeated = [index for index in range(first + 1, foot) if index not in kept and _is_repeated(page, body, index)]
    for index in repeated[:1]:
        yield f"Line {page.lines[index].number} is on other pages of the site too, and was left out."
    last = body.lines[-1] if body.lines else -1
    if last >= 0 and page.lines[last].bullet and page.kinds[last] is not Kind.ITEM_SENTENCE and not _is_led(page, last):
        yield f"The list that ends in line {page.lines[last].number} may not belong to the article."


def _foot(page: Page, taken: Set[int]) -> int:
    """The first line behind the span that is of the page's foot, or the end of the span if there is none near."""
    for index in range(page.span.end, min(len(page.lines), page.span.end + LONGEST_FOOT)):
        line = page.lines[index]
        kind = kind_of(line) if page.kinds[index] is Kind.REPEATED else page.kinds[index]
        # One word, such as `News`, is a share row by accident.
        is_foot = kind in _FEET and (kind is not Kind.SHARE_ROW or count_words(line.text) > 1)
        if is_foot or index in taken:
            return index
    return page.span.end


def _may_belong(page: Page, index: int) -> bool:
    text, kind = page.lines[index].text, page.kinds[index]
    if is_credit_line(text) or not ends_sentence(text):
        return False
    if kind in _RUNNING:
        return count_words(text) >= LONG_SENTENCE
    is_near = page.span.end <= index < page.span.end + NEAR or index in page.span
    if kind not in _WORDY or not is_statement(text, kind) or speaks_to_reader(text):
        return False
    return is_near or count_words(text) >= LONG_SENTENCE


def _is_repeated(page: Page, body: Body, index: int) -> bool:
    """Whether a sentence in or right behind the body was left out for its standing on other pages too."""
    is_beside = index - 1 in body.lines or index + 1 in body.lines
    return page.kinds[index] is Kind.REPEATED and is_beside and kind_of(page.lines[index]) in _RUNNING


def _is_led(page: Page, last: int) -> bool:
    first = last
    while first and page.lines[first - 1].bullet:
        first -= 1
    return first > 0 and is_lead(page.lines[first - 1])
