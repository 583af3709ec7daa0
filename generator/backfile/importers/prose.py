"""Words and sentences of plain text: counting, folding, splitting. Knows nothing of pages."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"(?:[.!?…]|[。！？])[\"”’»›')\]*_]*\s*$")
_BREAK = re.compile(r"(?<=[.!?…])[\"”’»')\]]*\s+(?=[\"“‘«(¿¡\[]?[^\Wa-z_])|(?<=[。！？])[”」』]*")
_FOLDED_QUOTES = str.maketrans("‘’‚‛“”„«»‹›", "''''\"\"\"\"\"''")


def words(text: str) -> list[str]:
    """The words of the text, folded."""
    return _WORD.findall(fold(text))


def count_words(text: str) -> int:
    """How many words the text has; two ideographs or syllable signs count for one."""
    return len(_WORD.findall(text)) + len(_IDEOGRAPHS.findall(text)) // 2


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, quotation marks and brackets behind the stop included."""
    return _SENTENCE_END.search(text[-12:]) is not None


def sentences(text: str) -> list[str]:
    """The text's sentences. An abbreviation may split one too often."""
    return [part for part in (part.strip() for part in _BREAK.split(text)) if part]


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The text without case, accents and the shape of quotation marks, its spaces single."""
    plain = unicodedata.normalize("NFKD", text.translate(_FOLDED_QUOTES).casefold())
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def letters(text: str) -> str:
    """The folded letters and digits of the text: what two copies of one headline have in common."""
    return "".join(char for char in fold(text) if char.isalnum())


def is_drawn_from(summary: Sequence[str], text: Sequence[str]) -> bool:
    """Whether the words of a summary are the text's own beginning, be it with subheads and marks of notes left out:
    they stand there in their order, and not much further apart."""
    rest = iter(text[: 2 * len(summary) + 20])
    return all(word in rest for word in summary)
