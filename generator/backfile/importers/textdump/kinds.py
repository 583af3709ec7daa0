"""What each line of a page is, judged by the line alone. Never looks at where it stands."""

from enum import StrEnum

from backfile.importers.dates import has_date
from backfile.importers.prose import count_words, ends_sentence
from backfile.importers.textdump import vocabulary
from backfile.importers.textdump.lines import Line

SHORTEST_SENTENCE = 5
LONGEST_LABEL = 12
SHORTEST_LONG = 25


class Kind(StrEnum):
    """A kind of line; its value is the reason given when such a line is left out."""

    COMMENTS = "readers' comments"
    CLOSING = "heading of another part of the page"
    LEGAL = "copyright notice of the page"
    REPEATED = "repeats on other pages of the site"
    SHARE_ROW = "share row"
    POINTER = "points to another article"
    ASIDE = "label or control of the page"
    PROMPT = "the page speaking about itself"
    CAPTION = "caption or credit of a picture that is not here"
    ABOUT_AUTHOR = "note about the author"
    DATED = "dated line"
    AGO = "time of a comment or teaser"
    SIGNATURE = "signature of a quoted post"
    SENTENCE = "paragraph outside the article"
    ITEM_SENTENCE = "list item outside the article"
    ITEM = "menu or list outside the article"
    PHRASE = "line outside the article"
    LONG = "long line outside the article"
    SHORT = "short line outside the article"


def kind_of(line: Line, is_repeated: bool = False) -> Kind:
    """The kind of the line. What a page always says comes before what the line looks like."""
    text = line.text
    if is_repeated:
        return Kind.COMMENTS if vocabulary.is_comments(text) else Kind.REPEATED
    return _kind_by_words(text) or _kind_by_shape(line)


_BY_WORDS = (
    (vocabulary.is_comments, Kind.COMMENTS),
    (vocabulary.is_aside, Kind.ASIDE),
    (vocabulary.is_closing, Kind.CLOSING),
    (vocabulary.is_share_row, Kind.SHARE_ROW),
    (vocabulary.is_pointer, Kind.POINTER),
    (vocabulary.is_caption, Kind.CAPTION),
    (vocabulary.is_post_signature, Kind.SIGNATURE),
    (vocabulary.is_relative_time, Kind.AGO),
    (vocabulary.is_prompt, Kind.PROMPT),
    (vocabulary.is_about_author, Kind.ABOUT_AUTHOR),
)


def _kind_by_words(text: str) -> Kind | None:
    # A claim of copyright at the end of a paragraph is the article's credit, not the page's footer.
    if vocabulary.is_legal(text) and count_words(text) < SHORTEST_LONG:
        return Kind.LEGAL
    for test, kind in _BY_WORDS:
        if test(text):
            return kind
    return None


def _kind_by_shape(line: Line) -> Kind:
    count = count_words(line.text)
    if ends_sentence(line.text) and count >= SHORTEST_SENTENCE:
        return Kind.ITEM_SENTENCE if line.bullet else Kind.SENTENCE
    if count < 16 and has_date(line.text):
        return Kind.DATED
    if line.bullet and count < LONGEST_LABEL:
        return Kind.ITEM
    if count < LONGEST_LABEL:
        return Kind.SHORT
    return Kind.PHRASE if count < SHORTEST_LONG else Kind.LONG
