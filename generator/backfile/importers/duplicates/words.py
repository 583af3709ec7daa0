"""A text as its words: without marks, addresses, case, or ways of writing one letter. Text in, words out."""

import re
import unicodedata

_ADDRESSES = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)|<[^<>\n]{1,2000}>|https?://[^\s)>\]]+"
)
_PICTURES = re.compile(r"<img\b", re.IGNORECASE)
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_WORDS = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese set no spaces between words: each of their signs counts as one."""


_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
"""Blanks for what is no part of a word: a sixth of the pattern's time, where that is all there is."""


def words_of(text: str) -> list[str]:
    """The words of a Markdown text in their order."""
    plain = _ADDRESSES.sub(" ", text)
    if plain.isascii():
        return plain.lower().translate(_BLANKS).split()
    return _WORDS.findall(unicodedata.normalize("NFKC", plain).casefold())


def pictures_in(text: str) -> int:
    """How many pictures a Markdown text shows."""
    return text.count("![") + (len(_PICTURES.findall(text)) if "<" in text else 0)
