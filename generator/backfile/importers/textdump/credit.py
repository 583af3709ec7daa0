"""The credit that closes an article: who reported, whose copyright it is. Takes it out, never makes one up."""

import re

import msgspec

from backfile.importers.prose import count_words, ends_sentence, fold

MOST_WORDS = 30

_DASH = re.compile(r"(?<=[.!?…\"”’»)\]])(?:\s*[—–―]\s*|\s+--?\s+)(?P<tail>[^—–―]{2,200})$")
_SIGNS = re.compile(
    r"^\(?(additional )?(reported|reporting|written|editing|edited|compiled|photograph(y|s)|research) (by|from)\b|"
    r"^\(?(with|by) .*(agenc|staff|reuters|afp|bloomberg|press|wire|news)|(©|\(c\)|\bcopyright\b)|"
    r"^\(?(source|sources|quelle|fonte|fuente|bron|via)\s*:|"
    r"^\(?(mit material von|avec|con informacion|com informacoes)\b|"
    r"^\W*(reuters|afp|ap|dpa|bloomberg|ansa|efe|upi|pti|ians|ani|xinhua|tass|associated press|agence france-presse|"
    r"pa media)\W*$"
)
_OWN_LINE = re.compile(
    r"^\W*(additional )?(reported|reporting|editing|compiled) by\b|^\W*(©|\(c\)|copyright)\s*\d{4}|"
    r"^\W*(with (reporting|files|additional reporting|inputs?) (from|by))\b|"
    r"^\W*(reuters|afp|dpa|bloomberg|ansa|efe|upi|pti|ians|xinhua|associated press|agence france-presse)\W*$"
)


class Closing(msgspec.Struct, frozen=True):
    """A last paragraph and the credit that was at its end; either may be empty."""

    paragraph: str
    credit: str


def split_credit(paragraph: str) -> Closing:
    """The paragraph without the credit that a dash sets off behind its last sentence."""
    match = _DASH.search(paragraph)
    if match is None:
        return Closing(paragraph, "")
    tail = match["tail"].strip()
    if not _is_credit(tail):
        return Closing(paragraph, "")
    return Closing(paragraph[: match.start()].rstrip(), tail)


def is_credit_line(text: str) -> bool:
    """Whether a line of its own, at the article's end, is nothing but its credit."""
    return count_words(text) <= MOST_WORDS and _OWN_LINE.search(fold(text)) is not None


def _is_credit(tail: str) -> bool:
    if count_words(tail) > MOST_WORDS:
        return False
    if _SIGNS.search(fold(tail)):
        return True
    return not ends_sentence(tail) and count_words(tail) <= 4 and all(word[0].isupper() for word in tail.split())
