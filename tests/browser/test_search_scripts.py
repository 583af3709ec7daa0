"""The search in scripts without spaces between words, in an archive of their language and in one of another."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from search_page import results, urls

from site_builder import Site

CHINESE = "北京大学创办于1898年，最初叫京师大学堂。图书馆里收藏了许多古籍。电报线路也通到了天津。\n"
TRAM = "上海第一条有轨电车线路于1908年通车，从静安寺到外滩。\n"
JAPANESE = "東京と横浜の間で電話の交換業務が始まった。図書館にも電話が引かれ、テレビの実験も行われた。\n"
ENGLISH = "The telegraph line from London to Paris opened in 1852.\n"
TELEPHONE = "/2003/03/c/"


@pytest.fixture(scope="module", params=["zh-Hans", "ja", "en"])
def mixed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in Chinese, Japanese and English, in an archive of each of the languages."""
    site = Site(tmp_path_factory.mktemp("mixed")).config(language=request.param)
    site.article("2001/03/a", CHINESE, title="大学的历史", lang="zh").article(
        "2002/03/b", TRAM, title="电车", lang="zh"
    )
    site.article("2003/03/c", JAPANESE, title="電話の始まり", lang="ja").article("2004/03/d", ENGLISH, lang="en")
    site.build(search=True)
    assert not site.result.failed
    return site.output


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("北京", ["/2001/03/a/"]),
        ("图书馆", ["/2001/03/a/"]),
        ("有轨电车", ["/2002/03/b/"]),
        ("车线路于1908", ["/2002/03/b/"]),
        ("天津 古籍", ["/2001/03/a/"]),
        ("線路", []),
        ("馆书图", []),
        ("図書館", [TELEPHONE]),
        ("テレビ", [TELEPHONE]),
        ("「電話の交換」", [TELEPHONE]),
        ("始まり", [TELEPHONE]),
        ("telegraph", ["/2004/03/d/"]),
    ],
)
def test_what_stands_in_an_article_is_found(
    mixed: Path, static_server: Callable[[Path], str], page_at: Callable[..., Page], query: str, found: list[str]
) -> None:
    """Wherever a dictionary would part the words, and nothing that has the letters elsewhere."""
    page = page_at(f"{static_server(mixed)}/search/?q={query}")
    expect(page.locator(".finder [role=status]")).not_to_have_text("")
    expect(results(page)).to_have_count(len(found))
    assert urls(page) == found


def test_a_result_shows_the_text_as_it_is_written(
    mixed: Path, static_server: Callable[[Path], str], page_at: Callable[..., Page]
) -> None:
    """Without the spaces of the index, what was found in one mark, and a headline with none."""
    page = page_at(f"{static_server(mixed)}/search/?q=図書館")
    expect(results(page).locator(".finder-excerpt")).to_have_text(JAPANESE.strip())
    expect(results(page).locator("mark")).to_have_text(["図書館"])
    expect(results(page).locator("a")).to_have_text("電話の始まり")


def test_an_arabic_count_is_told_in_its_form(
    tmp_path: Path, static_server: Callable[[Path], str], page_at: Callable[..., Page]
) -> None:
    """One, two and three articles, each in words of their own, and a filter's years in the page's digits."""
    site = Site(tmp_path).config(language="ar-EG")
    for number, body in enumerate(["بغداد القاهرة دمشق", "القاهرة دمشق", "دمشق"], 1):
        site.article(f"2001/0{number}/a-{number}", f"{body}\n")
    server = static_server(site.build(search=True).output)
    for word, told, count in (("بغداد", "مقالة واحدة", "١"), ("القاهرة", "مقالتان", "٢"), ("دمشق", "٣ مقالات", "٣")):
        page = page_at(f"{server}/search/?q={word}&from=2001")
        expect(page.locator(".finder [role=status]")).to_have_text(told)
        expect(page.locator("select[name=from] option").nth(1)).to_have_text(f"٢٠٠١ ({count})")
