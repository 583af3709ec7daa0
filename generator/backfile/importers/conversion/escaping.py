"""Text into Markdown that shows exactly that text: a backslash where a parser would see a mark, and nowhere else. Sees
one run of text and the characters before and after it."""

import re
import unicodedata
from html.entities import html5

_MARK = re.compile(r"[\\`<&{\[\]!^~*_]")
_SPECIAL = re.compile(r"[\\`<&{\[\]!^~]|\*+|_+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z][A-Za-z0-9]*);)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TAG_START = re.compile(r"[A-Za-z/!?]")

_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_BLOCK = re.compile(
    r"#{1,6}(?=\s|$)|[-+](?=\s|$)|>|[:~](?=\s|$)|:{3,}|~{3,}|\{|=+\s*$|(?:-[ \t]*){3,}$|[-:|][-:| ]*$|\|(?=.*\|)"
)
_LINK_LIKE = re.compile(r"\](?=[(\[{:\\])|\[\^|\^\[")


def is_link_like(text: str) -> bool:
    """Whether brackets in this text could be taken for a link, a footnote or a span; `[he]` alone cannot."""
    return "[" in text and _LINK_LIKE.search(text) is not None


def has_marks(text: str) -> bool:
    """Whether there is anything in it that `escape` looks at."""
    return _MARK.search(text) is not None


def escape(text: str, before: str, after: str, brackets: bool) -> str:
    """The text as it must stand between what ends in `before` and what begins with `after` (one character each, empty
    at the ends of a line). With `brackets` every `[` and `]` is escaped."""
    if not has_marks(text):  # one class is found in half the time that alternatives take
        return text
    return _SPECIAL.sub(lambda match: _escaped(match, before, after, brackets), text)


def _escaped(match: re.Match[str], before: str, after: str, brackets: bool) -> str:
    run, text, end = match[0], match.string, match.end()
    following = text[end] if end < len(text) else after
    preceding = text[match.start() - 1] if match.start() else before
    if run[0] in "*_":
        return run if _is_no_emphasis(run, preceding, following) else "".join(f"\\{mark}" for mark in run)
    return f"\\{run}" if _acts(match, run, preceding, following, brackets) else run


def _acts(match: re.Match[str], mark: str, preceding: str, following: str, brackets: bool) -> bool:
    match mark:
        case "\\":
            return not following or following in _PUNCTUATION or following == "\n"
        case "`":
            return True
        case "<":
            return _TAG_START.match(following or " ") is not None or match.end() == len(match.string)
        case "&":
            return _is_entity(match.string, match.start())
        case "{":
            return match.start() == 0 and preceding != "" and preceding in ")]`>"
        case "[" | "]":
            return brackets
        case "!" | "^":
            return following == "[" and match.end() == len(match.string)
    return "~" in (preceding, following)


def _is_entity(text: str, start: int) -> bool:
    found = _ENTITY.match(text, start)
    return found is not None and (found[1] is None or f"{found[1]};" in html5)


def _is_no_emphasis(run: str, preceding: str, following: str) -> bool:
    """Whether stars or underlines can neither open nor close emphasis here."""
    if preceding.isspace() and following.isspace():
        return True
    return run[0] == "_" and preceding.isalnum() and following.isalnum()


def escape_line_start(line: str) -> str:
    """The line with a backslash where its beginning would open a block."""
    number = _NUMBERED.match(line)
    if number:
        return f"{number[0]}\\{line[number.end() :]}"
    return f"\\{line}" if _BLOCK.match(line) else line


def edge_spaces(text: str) -> str:
    """The text with white space other than blanks at its beginning as entities, as a parser would take it off."""
    bare = text.lstrip()
    edge = text[: len(text) - len(bare)].strip(" \n")
    return "".join(map(_entity, edge)) + bare if edge else text


def _entity(char: str) -> str:
    return "&nbsp;" if char == "\u00a0" else f"&#{ord(char)};"


def is_space(char: str) -> bool:
    """Whether a parser takes it for white space beside emphasis; so are the ends of a line."""
    return not char or char.isspace()


def is_punctuation(char: str) -> bool:
    """Whether a parser takes it for punctuation beside emphasis: symbols too."""
    return char in _PUNCTUATION or unicodedata.category(char)[0] in "PS"
