"""Under which letter a term stands."""

import pytest

from backfile.pages.letters import letters_of
from backfile.pages.views import Counted


def letters(*labels: str, language: str = "en") -> dict[str, list[str]]:
    """The labels by letter, in order."""
    found = letters_of([Counted(label, "/", 1) for label in labels], labels, language)
    return {letter.letter: [term.label for term in letter.terms] for letter in found}


def test_latin_letters_lose_their_marks_and_signs_come_last() -> None:
    """In any language."""
    wanted = {"A": ["apple", "Äpfel"], "E": ["Éire"], "Ł": ["Łódź"], "#": ["$", "42"]}
    assert letters("apple", "Äpfel", "Éire", "Łódź", "42", "$") == wanted
    assert list(letters("42", "b", "a")) == ["A", "B", "#"]


def test_the_arabic_article_is_passed_over() -> None:
    """And an alef with a hamza is an alef; a word that only begins like the article stays whole."""
    found = letters("الأدب", "الرياضة", "راديو", "آسيا", "إذاعة", "ألمانيا", "ال", language="ar")
    assert found == {"ا": ["آسيا", "الأدب", "ألمانيا", "إذاعة", "ال"], "ر": ["راديو", "الرياضة"]}


def test_simplified_chinese_stands_under_its_reading() -> None:
    """With the Latin letters; what the standard does not order stands together."""
    found = letters("北京", "Apple", "阿里", "重庆", "上海", "中国", "足球", "鑫", language="zh-CN")
    assert found == {
        "A": ["Apple", "阿里"],
        "B": ["北京"],
        "S": ["上海"],
        "Z": ["中国", "足球", "重庆"],
        "漢字": ["鑫"],
    }


@pytest.mark.parametrize("language", ["zh-TW", "zh-Hant", "ja", "en"])
def test_elsewhere_characters_stand_together(language: str) -> None:
    """After the letters and before the signs, as nothing tells their reading."""
    found = letters("日本", "東京", "Radio", "1", language=language)
    assert list(found.items()) == [("R", ["Radio"]), ("漢字", ["日本", "東京"]), ("#", ["1"])]


def test_kana_and_hangul() -> None:
    """Katakana with hiragana, voiced with bare; Hangul by its first consonant."""
    assert letters("がく", "カメラ", "かな", language="ja") == {"か": ["かな", "がく", "カメラ"]}
    assert letters("한국", "서울", "사진", language="ko") == {"ㅅ": ["사진", "서울"], "ㅎ": ["한국"]}


def test_an_empty_label_is_no_letter() -> None:
    """Nor is one of a mark alone."""
    assert letters("", "\u0301") == {"#": ["", "\u0301"]}
