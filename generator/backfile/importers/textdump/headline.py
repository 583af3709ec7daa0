"""The title and section of an article: from a breadcrumb, from repetition, from what stands around. Reads no body
structure and no byline."""

import re

import msgspec

from backfile.importers.dates import has_date
from backfile.importers.prose import count_words, ends_sentence, fold, letters, words
from backfile.importers.textdump import wording
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.names import is_desk, is_name
from backfile.importers.textdump.page import Page

REACH = 80
"""How many lines before the body a title is looked for."""
INTO_BODY = 25
"""How far into the span the title is looked for: teasers above it may have been taken for text."""
SURE_MARGIN = 0.7
"""On 90 development pages 8 of 15 titles with a smaller lead are wrong, and 4 of 75 with a greater."""
NEARLY = 1.0
BLOCK = 8
"""The lines of one headline block: title, standfirst, byline, date, share row."""

SHORTEST_PREFIX = 12
KICKER_REACH = 2
LONGEST_KICKER = 3
SHORTEST_ECHO = 18
LONGEST_SECTION = 5
LONGEST_LEAD = 60
"""Letters of which a longer line is taken for the title with something around it."""

_SEPARATOR = re.compile(r"\s+[»›>→/|·•:]{1,2}\s+|\s*[»›→]\s*")
_HOME = frozenset(wording.HOME.split())
_EXCLUDED = frozenset(
    {Kind.COMMENTS, Kind.CLOSING, Kind.LEGAL, Kind.SHARE_ROW, Kind.ASIDE, Kind.PROMPT, Kind.DATED, Kind.ABOUT_AUTHOR}
)
_BYLINE_START = re.compile(r"(?:by|von|par|por|di|door)\b(?! the\b)", re.I)
_CREDIT_START = re.compile(r"(by|von|par|por|di|door|photos?|image|updated|published|posted|author|last)\b[: ]", re.I)


class Headline(msgspec.Struct, frozen=True):
    """A title, the line it was read from (-1: none), how far it leads the next candidate, every line that only
    repeats it or leads to it, and the section with what told it."""

    title: str = ""
    index: int = -1
    margin: float = 0.0
    copies: tuple[int, ...] = ()
    section: str = ""


class Crumbs(msgspec.Struct, frozen=True):
    """A breadcrumb: its line and its parts after the home page."""

    index: int
    parts: tuple[str, ...]


def find_headline(page: Page) -> Headline:
    """The title that most speaks for, with its section; empty without a candidate."""
    crumbs = find_breadcrumbs(page)
    vocabulary = _body_words(page)
    ranked = sorted(((_score(page, index, crumbs, vocabulary), -index) for index in _candidates(page)), reverse=True)
    if not ranked:
        return Headline()
    score, index = _first_of_equals([(score, -place) for score, place in ranked])
    rival = next((other for other, place in ranked if _is_rival(page, -place, index)), score - 5)
    copies = _copies(page, index, crumbs)
    section = _section(page, index, copies, crumbs)
    return Headline(clean_title(page.lines[index].text), index, score - rival, copies, section)


def _is_rival(page: Page, other: int, index: int) -> bool:
    """Whether another line could be the title instead: not one that is its beginning or holds it, no kicker, and below
    it no sentence and no byline."""
    own, key = page.keys[index], page.keys[other]
    if own == key or (len(key) >= SHORTEST_PREFIX and key in own) or (len(own) >= SHORTEST_PREFIX and own in key):
        return False
    text = page.lines[other].text
    if index - KICKER_REACH <= other < index:
        return count_words(text) > LONGEST_KICKER
    is_below = index < other <= index + BLOCK and page.lines[other].heading != 1
    return not (is_below and (text.endswith((".", ".”")) or is_desk(text) or _is_byline(text)))


def _first_of_equals(ranked: list[tuple[float, int]]) -> tuple[float, int]:
    """The best candidate, or one closely above it that is nearly as good: a standfirst often scores like its title."""
    best, place = ranked[0]
    near = [pair for pair in ranked if pair[0] > best - NEARLY and place - BLOCK <= pair[1] <= place]
    return min(near, key=lambda pair: pair[1])


def find_breadcrumbs(page: Page) -> tuple[Crumbs, ...]:
    """Lines before or at the body's start that read `Home » Section » Title`."""
    found = []
    for index in range(min(len(page.lines), page.span.start + INTO_BODY)):
        parts = [part.strip() for part in _SEPARATOR.split(page.lines[index].text) if part.strip()]
        if len(parts) > 1 and len(page.lines[index].text) < 300 and fold(parts[0]) in _HOME:
            found.append(Crumbs(index, tuple(parts[1:])))
    return tuple(found)


def clean_title(text: str) -> str:
    """The title without marks that only decorate it."""
    return text.strip(" \t|»›·•#*_")


def _candidates(page: Page) -> list[int]:
    first = max(0, page.span.start - REACH)
    within = range(page.span.start, min(page.span.end, page.span.start + INTO_BODY))
    last = next((index + 1 for index in within if page.kinds[index] in (Kind.SENTENCE, Kind.LONG)), within.stop)
    return [index for index in range(first, last) if _may_be_title(page, index)]


def _may_be_title(page: Page, index: int) -> bool:
    text = page.lines[index].text
    if page.kinds[index] in _EXCLUDED or len(text) > 250 or not any(char.isalpha() for char in text):
        return False
    return not _CREDIT_START.match(text) and 1 <= count_words(text) <= 35


def _body_words(page: Page) -> frozenset[str]:
    found: set[str] = set()
    for index in range(page.span.start, page.span.end):
        if page.weights[index] > 0 and count_words(page.lines[index].text) > 15:
            found.update(words(page.lines[index].text))
    return frozenset(found)


def _score(page: Page, index: int, crumbs: tuple[Crumbs, ...], body: frozenset[str]) -> float:
    line, key = page.lines[index], page.keys[index]
    before = page.span.start - index
    score = -0.06 * before if before > 0 else 0.3 * before
    score += _score_length(line.text) + _score_overlap(line.text, body)
    score += 3.0 if any(_leads_to(trail, key) for trail in crumbs) else 0.0
    score += min(1.5, 0.8 * len(page.copies(index)))
    score += 2.0 if _heads_document(page, index) else 1.0 if _is_echoed(page, index) else 0.0
    score += {0: 0.0, 1: 4.0, 2: 1.0}.get(line.heading, 0.3)
    score += 0.4 if line.gap else 0.0
    score -= 2.0 if line.bullet else 0.0
    score -= 3.0 if _is_cut_off(page, index) else 0.0
    score -= 2.0 if page.kinds[index] in (Kind.REPEATED, Kind.CAPTION, Kind.POINTER) else 0.0
    return score + _score_neighbours(page, index)


def _is_cut_off(page: Page, index: int) -> bool:
    """Whether an ellipsis ends the line and another goes on from there."""
    key = page.keys[index]
    is_open = page.lines[index].text.endswith(("…", "...")) and len(key) >= SHORTEST_PREFIX
    return is_open and any(other.startswith(key) and other != key for other in page.keys)


def _score_length(text: str) -> float:
    count = count_words(text)
    stop = -1.5 if text.rstrip().endswith(".") else 0.0
    if count < 3:
        return stop + (-2.0 if count == 1 else -1.2)
    return stop + (1.0 if 4 <= count <= 18 else 0.0 if count <= 25 else -1.5)


def _score_overlap(text: str, body: frozenset[str]) -> float:
    telling = [word for word in words(text) if len(word) > 3]
    return 3.0 * sum(word in body for word in telling) / len(telling) if telling else 0.0


def _score_neighbours(page: Page, index: int) -> float:
    """A byline or date follows a title closely; a run of titles each with a date is a menu."""
    near = range(index + 1, min(index + 5, len(page.lines)))
    dated = [place for place in near if page.kinds[place] is Kind.DATED or _is_byline(page.lines[place].text)]
    score = 1.5 - 0.2 * (dated[0] - index) if dated else -_is_behind_byline(page, index)
    score -= 1.0 if is_name(page.lines[index].text) else 0.0
    if index + 3 < len(page.lines) and page.kinds[index + 1] is Kind.DATED and page.kinds[index + 3] is Kind.DATED:
        score -= 2.5
    return score


def _is_behind_byline(page: Page, index: int) -> float:
    """1 for a line some way behind a byline: it heads a picture, a video or another article."""
    above = range(max(0, index - 12), max(0, index - 3))
    return float(any(_is_byline(page.lines[place].text) for place in above))


def _is_byline(text: str) -> bool:
    return len(text) < 120 and (_BYLINE_START.match(text) is not None or has_date(text))


def _leads_to(trail: Crumbs, key: str) -> bool:
    last = letters(trail.parts[-1])
    return bool(last) and (last == key or (len(last) > 15 and key.startswith(last)))


def _heads_document(page: Page, index: int) -> bool:
    """Whether one of the first lines is this title with the site's name behind it, as a browser's title bar has it."""
    key = page.keys[index]
    return len(key) > 12 and any(
        other != index and page.keys[other].startswith(key) for other in range(min(4, len(page.lines)))
    )


def _is_echoed(page: Page, index: int) -> bool:
    """Whether a longer line holds the title: a breadcrumb without marks, `Share all options for: …`."""
    key = page.keys[index]
    return len(key) >= SHORTEST_ECHO and any(
        key in other and len(key) < len(other) < len(key) + LONGEST_LEAD for other in page.keys
    )


def _copies(page: Page, index: int, crumbs: tuple[Crumbs, ...]) -> tuple[int, ...]:
    trails = [trail.index for trail in crumbs if _leads_to(trail, page.keys[index])]
    return tuple(sorted({*page.copies(index), *trails}))


def _section(page: Page, index: int, copies: tuple[int, ...], crumbs: tuple[Crumbs, ...]) -> str:
    for trail in crumbs:
        parts = trail.parts[:-1] if _ends_with_page(trail, page, index) else trail.parts
        if parts and count_words(parts[-1]) <= LONGEST_SECTION:
            return parts[-1]
    return _section_of_list(page, copies) or _section_above(page, index)


def _ends_with_page(trail: Crumbs, page: Page, index: int) -> bool:
    """Whether the last part is the page itself: its title, or what else it is called, which is longer than a section or
    has the title's words."""
    last, key = trail.parts[-1], page.keys[index]
    if _leads_to(trail, key) or letters(last) == key or count_words(last) > LONGEST_SECTION:
        return True
    own = set(words(last))
    return len(own) > 1 and len(own & set(words(page.lines[index].text))) * 2 > len(own)


def _section_of_list(page: Page, copies: tuple[int, ...]) -> str:
    """The section of a breadcrumb whose parts stand one a line: `• Home`, `• Section`, `• Title`."""
    for copy in copies:
        if 1 < copy < page.span.start and page.lines[copy].bullet:
            above = [fold(page.lines[place].text) for place in range(max(0, copy - 4), copy)]
            if any(text in _HOME for text in above[:-1]) and above[-1] not in _HOME:
                return page.lines[copy - 1].text
    return ""


def _section_above(page: Page, index: int) -> str:
    """The short line right above the title, if the page's menu has it too: a menu names sections."""
    if index < 1 or count_words(page.lines[index - 1].text) > 4 or page.kinds[index - 1] in _EXCLUDED:
        return ""
    text = page.lines[index - 1].text
    in_menu = any(place < index - 1 and page.lines[place].bullet for place in page.copies(index - 1))
    return text if in_menu and not ends_sentence(text) and fold(text) not in _HOME else ""
