"""What pages write before their tags, and what stands among tags without being one. Cuts nothing."""

import re

import msgspec

from backfile.importers.prose import fold

LONGEST = 600

_NAME = (
    r"(?:tags?|filed (?:under|in)|topics?|keywords?|labels?|tagged(?: (?:with|as|in|under))?|"
    r"(?:related|article|post|story) (?:tags?|topics?)|"
    r"schlagw[oö]rter|schlagworte?|stichw[oö]rter|themen|mots[- ]cl[eé]s|[eé]tiquettes?|th[eè]mes|etiquetas|temas|"
    r"palabras clave|palavras[- ]chave|assuntos|marcadores|argomenti|parole chiave|etichette|trefwoorden|onderwerpen|"
    r"tagi|теги|タグ)"
)
_LABELLED = re.compile(rf"#?\s*{_NAME}\s*(?P<mark>[:：]|»|–|—|-(?=\s)|$)\s*(?P<rest>.*)", re.IGNORECASE)
_BEHIND_SECTION = re.compile(
    r"(?:filed (?:under|in)|posted (?:in|on|under)|categor(?:y|ies|i[sz]ed(?: in| as)?)|this entry was posted in)\b.*?"
    r"\b(?:and )?(?:tagged(?: with| as)?|tags?)\b\s*:?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:(?:read )?more (?:on|about)|in this (?:article|story)|mentioned in this \w+)\s*:\s*(?P<rest>\S.*)|"
    r"(?-i:Tags|Tagged|Keywords|TAGS)\s+(?P<bare>\S.*)",
    re.IGNORECASE,
)
# A name such as `Amazon.com` is a tag; a path behind it makes it an address.
_ADDRESS = re.compile(r"\w+://|www\.|\S+@\S+\.\w|[\w-]+\.(?:\w{2,6}/|html?\b)", re.IGNORECASE)
_NO_TAGS = frozenset(
    [
        "permanent address",
        "permanent link",
        "permalink",
        "short url",
        "short link",
        "copy link",
        "trackback",
        "leave a comment",
        "leave a reply",
        "no comments",
        "comments",
        "bookmark the permalink",
        "edit",
        "print",
        "share",
        "more",
        "read more",
        "show more",
        "previous",
        "next",
        "tags",
    ]
)


class Label(msgspec.Struct, frozen=True):
    """What stands behind a label, or nothing if the tags stand below; `is_open` if the label may head other things."""

    rest: str = ""
    is_open: bool = False


def read_label(text: str) -> Label | None:
    """The label of a line, if it has one."""
    if len(text) > LONGEST:
        return None
    behind = _BEHIND_SECTION.fullmatch(text)
    if behind:
        return Label(behind["rest"].rstrip("."))
    match = _LABELLED.fullmatch(text)
    if match:
        is_sure = not match["rest"] or match["mark"] in (":", "：", "»")
        return Label(match["rest"]) if is_sure else None
    opened = _OPEN.fullmatch(text)
    return Label(opened["rest"] or opened["bare"], is_open=True) if opened else None


def is_part(text: str) -> bool:
    """Whether a part of a tag line is a word and no address or bar."""
    return any(char.isalnum() for char in text) and _ADDRESS.search(text) is None


def may_be_tag(text: str) -> bool:
    """Whether a part of a tag line is no address, single letter, bar or label of the page."""
    is_letter = len(text) == 1 and ord(text) < 0x2E80  # one ideograph may be a word
    return is_part(text) and not is_letter and fold(text) not in _NO_TAGS
