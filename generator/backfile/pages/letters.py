"""The A to Z of a list of terms: under which letter each stands, in the way of its script and of the site's language.

- A letter with a mark stands under the bare one (`É` under `E`), as does a voiced kana and an alef with a hamza; Hangul
  stands under its first consonant.
- The Arabic article is passed over: `الرياضة` stands under `ر`, or nearly all would stand under the alef.
- In simplified Chinese a character stands under the first letter of its reading, as far as the 3,755 common ones of
  GB 2312 go, which that standard has in this order; there and elsewhere the others stand together, under `漢字`.
- Digits and signs stand under `#`, which comes last.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from backfile.pages.views import Counted, Letter

HAN = "漢字"
SIGNS = "#"

_ARTICLE = "ال"
_CHOSEONG = "ᄀᄁᄂᄃᄄᄅᄆᄇᄈᄉᄊᄋᄌᄍᄎᄏᄐᄑᄒ"
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"

_FIRSTS = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first of the common characters of GB 2312 for each of `_PINYIN`."""

_PINYIN = "ABCDEFGHJKLMNOPQRSTWXYZ"
_BEGINNINGS = [character.encode("gb2312") for character in _FIRSTS]
_END_OF_COMMON = "座".encode("gb2312")


def letters_of(terms: Sequence[Counted], filed: Sequence[str], language: str) -> tuple[Letter, ...]:
    """The terms by letter, each by what it is `filed` under. Within a letter they keep their order, but for an article,
    which does not count."""
    is_simplified = _is_simplified(language)
    found: dict[str, list[tuple[str, Counted]]] = {}
    for term, name in zip(terms, filed, strict=True):
        found.setdefault(_letter(name, is_simplified), []).append((_without_article(name).casefold(), term))
    return tuple(
        Letter(letter, tuple([term for _, term in sorted(found[letter], key=itemgetter(0))]))
        for letter in sorted(found, key=_place)
    )


def _place(letter: str) -> tuple[bool, bool, str]:
    return letter == SIGNS, letter == HAN, letter


def _without_article(label: str) -> str:
    is_word = len(label) > len(_ARTICLE) + 1 and label.startswith(_ARTICLE)
    return label[len(_ARTICLE) :] if is_word else label


def _is_simplified(language: str) -> bool:
    parts = language.lower().split("-")
    return parts[0] == "zh" and not {"hant", "tw", "hk", "mo"} & set(parts)


def _letter(label: str, is_simplified: bool) -> str:
    first = unicodedata.normalize("NFKD", _without_article(label))[:1]
    if not first:
        return SIGNS
    if first in _CHOSEONG:
        return _CONSONANTS[_CHOSEONG.index(first)]
    if unicodedata.name(first, "").startswith("CJK "):
        return (is_simplified and _pinyin(first)) or HAN
    return _as_hiragana(first).upper() if first.isalpha() else SIGNS


def _as_hiragana(letter: str) -> str:
    return chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter


def _pinyin(character: str) -> str:
    """The first letter of the usual reading; empty where GB 2312 does not tell it."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    place = bisect_right(_BEGINNINGS, code)
    return _PINYIN[place - 1] if place and code <= _END_OF_COMMON else ""
