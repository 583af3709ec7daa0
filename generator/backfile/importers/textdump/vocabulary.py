"""Tells by its words what part of a page a line is. Each test sees one line alone; the words are in `wording`."""

import re

from backfile.importers.prose import count_words, fold
from backfile.importers.textdump import wording

NETWORKS = frozenset(wording.NETWORKS.split())
ACTIONS = frozenset(wording.ACTIONS.split())

LONGEST_LABEL = 90
SHORTEST_STATEMENT = 4
DENSITY = 12
"""Of how many words one must be a page's word about itself: articles mention websites and e-mail too, more thinly."""


def _any_of(patterns: str) -> str:
    return f"(?:{'|'.join(patterns.split(chr(10))[1:-1])})"


_CLOSING_LINE = re.compile(rf"{_any_of(wording.CLOSING)}\W*")
_COMMENTS_LINE = re.compile(rf"{_any_of(wording.COMMENTS)}\W*")
_ASIDE_LINE = re.compile(rf"{_any_of(wording.ASIDE)}\W*")
_PROMPT_WORD = re.compile(rf"(?<!\w){_any_of(wording.PROMPT)}(?!\w)")
_POINTER_LINE = re.compile(rf"{_any_of(wording.POINTER)}( ?[:>|»→]| -) ?\S.*")
_CAPTION_LINE = re.compile(
    rf"{_any_of(wording.PICTURE)}( credit| courtesy| source)?( by)? ?(:|/|©).*|"
    r"(photo|image|picture|photograph|video) (by|courtesy|credit|via) .*|"
    rf".*[(\[] ?{_any_of(wording.PICTURE_SOURCE)}\b[^)\]]{{0,80}}[)\]]?\.?|.*{_any_of(wording.PICTURE_AGENCY)}.{{0,40}}"
)
_BIO = re.compile(
    r".{3,60}? (is|was|ist|est|es|e) (an?|the|our|ein|eine|une?|una?|um|uma|il|la)( [\w-]+){0,8}? "
    rf"{_any_of(wording.PROFESSION)}\b.*|(follow|contact|reach|e-?mail) .{{3,60}} (on|at|via) .*"
)
_AGO = re.compile(
    r"(.{0,30} )?(\d+|an?|one) ?(s|m|h|d|w|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?) ago"
    r"( at .*| [·•|-].*)?|"
    r"vor \d+ \w+|il y a \d+ \w+|hace \d+ \w+|ha \d+ \w+|\d+ \w+ fa|\d+ \w+ geleden|\d+ \w+ atras"
)
_SIGNATURE = re.compile(r"[—–-]\s?.{1,60} \(@\w+\)")
_COOKIES = re.compile(r"\bcookies?\b")
_LEGAL_PART = re.compile(_any_of(wording.LEGAL))


def is_closing(text: str) -> bool:
    """Whether the line heads a part of the page that follows articles: related items, the newest, the footer."""
    return _matches(_CLOSING_LINE, text, 60) and not _is_statement(text)


def is_comments(text: str) -> bool:
    """Whether the line heads or invites readers' comments."""
    return _matches(_COMMENTS_LINE, text, LONGEST_LABEL)


def is_aside(text: str) -> bool:
    """Whether the line is a label or control within a page: `Advertisement`, `Read more`, `2 min read`."""
    return _matches(_ASIDE_LINE, text, LONGEST_LABEL)


def is_legal(text: str) -> bool:
    """Whether the line claims copyright."""
    return len(text) < 300 and _LEGAL_PART.search(fold(text)) is not None


def is_relative_time(text: str) -> bool:
    """Whether the line tells a time by its distance from the visit: `2 days ago at 07:52 am`."""
    return _matches(_AGO, text, 60)


def is_post_signature(text: str) -> bool:
    """Whether the line signs a quoted post: `— Name (@name) 9 October 2018`."""
    return len(text) < 120 and _SIGNATURE.match(text) is not None


def is_prompt(text: str) -> bool:
    """Whether the page speaks to its reader about itself: cookies, newsletters, terms, how to comment.

    Two such words are needed, and one in twelve.
    """
    if len(text) > 1500:
        return False
    folded = fold(text)
    hits = {match[0] for match in _PROMPT_WORD.finditer(folded)}
    if len(_COOKIES.findall(folded)) > 1:
        return True
    return len(hits) >= 2 and len(hits) * DENSITY >= len(folded.split())


def is_pointer(text: str) -> bool:
    """Whether the line sends the reader to another article: `Related: …`, `Read more: …`."""
    return _matches(_POINTER_LINE, text, 200)


def is_caption(text: str) -> bool:
    """Whether the line names the maker of a picture."""
    return _matches(_CAPTION_LINE, text, 400)


def is_about_author(text: str) -> bool:
    """Whether the sentence introduces who wrote the article, or how to reach them."""
    return _matches(_BIO, text, 500)


def is_share_row(text: str) -> bool:
    """Whether every word of the line is a network or something one does with a page, and at least one a network."""
    if len(text) > 160:
        return False
    tokens = [token for token in re.split(r"[\s.,:|/·•()\d–—-]+", fold(text)) if token]
    named = any(token in NETWORKS for token in tokens)
    return named and all(token in NETWORKS or token in ACTIONS for token in tokens)


def _is_statement(text: str) -> bool:
    """Whether a full stop closes the line and there are words enough for a sentence: headings have none."""
    return text.rstrip().endswith((".", ".”", '."')) and count_words(text) >= SHORTEST_STATEMENT


def _matches(pattern: re.Pattern[str], text: str, longest: int) -> bool:
    return len(text) <= longest and pattern.fullmatch(fold(text).strip(" []()|:»›-–—")) is not None
