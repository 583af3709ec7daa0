"""What its neighbours make of a line: an article's own sentence may have the words of a page about itself, and stays
where sentences stand before and behind it, and so may a line that another article of the site has too."""

import re
from collections.abc import Sequence

from backfile.importers.prose import count_words, ends_sentence, fold
from backfile.importers.textdump.kinds import Kind, kind_of
from backfile.importers.textdump.lines import Line
from backfile.importers.textdump.repetition import Repeats

LONGEST_RUN = 2
"""Sentences in a row that have a page's words; more are a page's."""
FEWEST_WORDS = 4
FEWEST_OF_LAST = 10
FEWEST_BEHIND = 2
"""Sentences behind a word that heads parts of pages, such as `Latest`, if it is the article's subhead."""

_PAGE_WORDS = frozenset(
    {Kind.PROMPT, Kind.ABOUT_AUTHOR, Kind.CAPTION, Kind.LEGAL, Kind.POINTER, Kind.ASIDE, Kind.CLOSING, Kind.SHARE_ROW}
)
_HEADS = frozenset({Kind.ASIDE, Kind.CLOSING, Kind.COMMENTS})
_RUNNING = frozenset({Kind.SENTENCE, Kind.ITEM_SENTENCE, Kind.LONG})
_SUBHEAD = re.compile(
    r"latest|next|top|about us|about the .{3,25}|categories|archives?|previous|popular|what do you think\?"
)
_SPEECH = re.compile(r"\b(said|says|told|asked|wrote|according)\b")
_ADDRESS = re.compile(
    r"\W*(please |to |you can )?(sign(ing)? (up|in)|subscri(be|bing) (to|for|now|today)|"
    r"click(ing)? (here|on|the|below)|tap (here|on)|follow (us|him|her|them|me)|"
    r"(like|join|find|contact|e-?mail|support) us|enter your|"
    r"register (to|for|now|here|with)|download (our|the) app|"
    r"(get|receive) (our|your|the (best|latest|day))|join (our|more than)|donate|by (signing|subscrib|click|register|"
    r"submitting|entering|using)|this (site|website|page|form|article contains)|we (use|may|value|also use|earn)|"
    r"your (e-?mail|privacy|browser|account|comment)|if you (would like|have|want|wish|enjoy|are)|already a|"
    r"(story|article|advertisement) continues|continue reading|all rights reserved|view (this|our|all)|"
    r"do you have|have (you|a)|want (to|more)|thank you for|unsubscribe|support our)\b"
)
_CALL = re.compile(
    r"\b(newsletters?|(un)?subscri\w+|sign(ing)? up|sign in|log ?in|inbox|spam|cookies?|click\w*|tap|follow|donat\w+|"
    r"e-?mail|privacy|terms (of|and)|affiliate|commission|delivered|free|javascript|advertis\w+|reproduced|permission|"
    r"all rights|registered|contribut\w+|inscri\w+|abonn\w+|suscri\w+|assin\w+|iscri\w+|abbonat\w+|cadastr\w+|"
    r"moderat\w+|comments?|datenschutz\w*|anmelden)\b|@\w"
)
_READER = re.compile(r"\b(you|your|our|us)\b|@\w|\bfollow\b|\bmay earn\b")
_LEGAL_START = re.compile(r"\W*(©|\(c\)|copyright\b|all rights)|.*\ball rights reserved\W*$")
_CREDITED = re.compile(r".*[(\[] ?(photo|image|picture|pic|foto|credit|courtesy|getty)\b[^)\]]*[)\]]\W*")
_PICTURE_START = re.compile(r"\W*(photo|photos|photograph|picture|image|images|credit|caption)\b( \w+)? ?[:/]")
_AMBIGUOUS_LEAD = re.compile(r"(see|video|opinion|more|photos|explainer|watch|listen|mehr|voir|lire|ver) ?:")
_REACH = re.compile(r"\W*(follow|contact|reach|e-?mail)\b.*(@|\.\w{2,3}\b\W*$|\btwitter\b|\bfacebook\b|\bx\b)")


def settle_kinds(lines: Sequence[Line], kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds, with sentences and subheads between an article's sentences taken for what they are."""
    settled = list(kinds)
    for index, kind in enumerate(kinds):
        is_open = kind in _PAGE_WORDS and is_statement(lines[index].text, kind)
        if is_open and (_is_between(kinds, lines, index) or _is_last_paragraph(lines, kinds, index)):
            settled[index] = Kind.SENTENCE
        elif kind in _HEADS and _is_subhead(lines, kinds, index):
            settled[index] = Kind.SHORT
    return tuple(settled)


def settle_repeats(
    lines: Sequence[Line], keys: Sequence[str], kinds: Sequence[Kind], repeats: Repeats
) -> tuple[Kind, ...]:
    """The kinds, where a repeated line between two sentences that do not repeat is the article's own: any, if two dumps
    have it, or else a subhead. Between other neighbours it is the page."""
    settled = list(kinds)
    for index in range(1, len(lines) - 1):
        beside = (index - 1, index + 1)
        if kinds[index] is Kind.REPEATED and all(_may_run(lines[place], kinds[place]) for place in beside):
            own = kind_of(lines[index])
            if keys[index] in repeats.twice or own is Kind.SHORT:
                settled[index] = own
    return tuple(settled)


def _may_run(line: Line, kind: Kind) -> bool:
    is_open = kind in _PAGE_WORDS and is_statement(line.text, kind) and not speaks_to_reader(line.text)
    return kind in _RUNNING or is_open


def is_statement(text: str, kind: Kind) -> bool:
    """Whether a line of this kind reads as a sentence of an article, and is not unmistakably the page's own."""
    if not ends_sentence(text) or count_words(text) < FEWEST_WORDS:
        return False
    folded = fold(text)
    if kind is Kind.LEGAL:
        return _LEGAL_START.match(folded) is None
    if kind is Kind.CAPTION:
        return _CREDITED.fullmatch(folded) is None and _PICTURE_START.match(folded) is None
    if kind is Kind.POINTER:
        return _AMBIGUOUS_LEAD.match(folded) is not None and folded.endswith(".")
    if kind is Kind.ABOUT_AUTHOR:
        return _REACH.match(folded) is None
    return _SPEECH.search(folded) is not None or _ADDRESS.match(folded) is None


def _is_between(kinds: Sequence[Kind], lines: Sequence[Line], index: int) -> bool:
    """Whether sentences stand on both sides, past another line of the same doubt at most; a sentence that does not
    speak to the reader may have a subhead or label beside it."""
    past_labels = not speaks_to_reader(lines[index].text)
    return all(_nearest(kinds, lines, index, step, past_labels) in _RUNNING for step in (-1, 1))


def _nearest(kinds: Sequence[Kind], lines: Sequence[Line], index: int, step: int, past_labels: bool) -> Kind | None:
    for place in range(index + step, index + step * (LONGEST_RUN + 1), step):
        if not 0 <= place < len(kinds):
            return None
        is_doubtful = kinds[place] in _PAGE_WORDS and is_statement(lines[place].text, kinds[place])
        is_label = past_labels and kinds[place] in (Kind.ASIDE, Kind.SHORT)
        if not is_doubtful and not is_label:
            return kinds[place]
    return None


def _is_last_paragraph(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> bool:
    """Whether a sentence with a page's words closes the article: right behind a paragraph, long enough to be one, and
    nothing in it calls to do something."""
    text = lines[index].text
    follows = index > 0 and kinds[index - 1] is Kind.SENTENCE and not lines[index].bullet
    is_alone = index + 1 == len(lines) or kinds[index + 1] not in _PAGE_WORDS - {Kind.SHARE_ROW, Kind.CLOSING}
    calls = _CALL.search(fold(text)) is not None
    return kinds[index] is Kind.PROMPT and follows and is_alone and not calls and count_words(text) >= FEWEST_OF_LAST


def speaks_to_reader(text: str) -> bool:
    """Whether a line with a page's words says `you` or `us`, and reports nobody's saying it."""
    folded = fold(text)
    return _READER.search(folded) is not None and _SPEECH.search(folded) is None


def is_open_heading(text: str) -> bool:
    """Whether a short line could as well head a part of the page as of an article."""
    return _SUBHEAD.fullmatch(fold(text)) is not None


def _is_subhead(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> bool:
    """Whether a page's word stands where a subhead does: a sentence before it, two behind, and no bullet."""
    behind = kinds[index + 1 : index + 1 + FEWEST_BEHIND]
    return (
        index > 0
        and not lines[index].bullet
        and is_open_heading(lines[index].text)
        and kinds[index - 1] is Kind.SENTENCE
        and len(behind) == FEWEST_BEHIND
        and all(kind is Kind.SENTENCE for kind in behind)
    )
