"""Scripts without spaces between words: how their letters come into the search index."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from backfile.build.spaceless import LETTERS, spaced
from site_builder import Site

THEME = Path(__file__).parents[2] / "themes" / "broadsheet"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Plain &amp; simple</p>", "<p>Plain &amp; simple</p>"),
        ("<p>Übergroß, été</p>", "<p>Übergroß, été</p>"),
        ("<p>北京大学。图书馆</p>", "<p>北 京 大 学。 图 书 馆</p>"),
        ("1908年，上海", "1908 年， 上 海"),
        ("《史记》AT&amp;T公司", "《史 记》 AT&amp;T 公 司"),
        ("東京とテレビ", "東 京 と テ レ ビ"),
        ('<a title="北京" href="#">北<b>京</b></a>', '<a title="北京" href="#">北<b>京</b></a>'),
        ("ภาษาไทย", "ภ า ษ า ไ ท ย"),
        ("ที่นี่", "ที่ นี่"),
        ("한국 뉴스", "한국 뉴스"),
    ],
)
def test_each_letter_stands_apart(html: str, wanted: str) -> None:
    """With the signs that belong to it; tags and all other words stay as they are."""
    assert spaced(html) == wanted


def test_the_theme_knows_the_same_letters() -> None:
    """Else a query would be parted otherwise than the index."""
    script = (THEME / "static/words.js").read_text(encoding="utf-8")
    assert f"SPACELESS = /[{LETTERS}]/u" in script


def test_the_extended_pagefind_is_not_taken_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It parts words by a dictionary, and the index would hang on what a machine happens to have."""
    extended = ModuleType("pagefind_bin_extended")
    monkeypatch.setattr(extended, "get_executable", lambda: tmp_path / "no-such-program", raising=False)
    monkeypatch.setitem(sys.modules, "pagefind_bin_extended", extended)
    site = Site(tmp_path / "site").config(language="ja").article("2020/01/a", "図書館\n").build(search=True)
    assert not site.result.failed
    assert site.result.search.indexed == 1
