"""Search in languages without spaces between words, and in Korean, whose syllables are letters put together."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from search_page import results, urls

from site_builder import Site

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]

TEXTS = {
    "zh": {
        "a": ("上海的电报局", "中国的电话网络始于十九世纪。电报局设在上海。计算机后来连接了电话线。"),
        "b": ("电子计算机的诞生", "早期的电子计算机使用真空管，程序由穿孔卡片输入。"),
        "c": ("电视机", "电视机进入家庭。"),
    },
    "ja": {
        "a": ("東京の電報", "日本の電話は明治時代に始まった。電報は東京と横浜を結んだ。"),
        "b": ("コンピュータの誕生", "初期のコンピュータは真空管を使っていた。"),
    },
    "ko": {
        "a": ("서울의 전신국", "전화는 십구 세기에 시작되었다. 서울에서 전신국이 문을 열었다."),
        "b": ("컴퓨터의 탄생", "초기의 컴퓨터는 진공관을 사용했다."),
    },
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A small archive in each of the languages, by its code; the folders of the sites."""
    built = {}
    for language, texts in TEXTS.items():
        site = Site(tmp_path_factory.mktemp(language)).config(language=language)
        for name, (title, body) in texts.items():
            site.article(f"2001/01/{name}", f"{body}\n", title=title)
        site.build(search=True)
        assert not site.result.failed
        built[language] = site.output
    return built


QUESTIONS = [
    ("ko", "전신국", "a", ["전신국", "전신국이"]),
    ("ko", "컴퓨터", "b", ["컴퓨터의", "컴퓨터는"]),
    ("ko", "“서울의 전신국”", "a", ["서울의 전신국"]),
    ("ko", "전신귝", "a", ["전신국", "전신국이"]),
    ("zh", "电报局", "a", ["电报局", "电报局"]),
    ("zh", "电话网络", "a", ["电话网络"]),
    ("zh", "“电话网络”", "a", ["电话网络"]),
    ("zh", "「电话线」", "a", ["电话线"]),
    ("zh", "真空管", "b", ["真空管"]),
    ("zh", "电视鸭", "", []),
    ("ja", "コンピュータ", "b", ["コンピュータ", "コンピュータ"]),
    ("ja", "真空管", "b", ["真空管"]),
    ("ja", "「明治時代」", "a", ["明治時代"]),
    ("ja", "東京電報", "a", ["東京", "電報", "電報", "東京"]),
]


@pytest.mark.parametrize(("language", "query", "name", "marked"), QUESTIONS)
def test_words_are_found_and_marked(
    language: str,
    query: str,
    name: str,
    marked: list[str],
    sites: dict[str, Path],
    static_server: Serve,
    page_at: PageAt,
) -> None:
    """Parts of a sentence, phrases in the language's own quotes, words that browser and index part differently; no sign
    is taken for a typing error, but a Korean letter is."""
    page = page_at(f"{static_server(sites[language])}/search/?{urlencode({'q': query})}")
    page.wait_for_load_state("networkidle")
    if not name:
        expect(page.locator(".finder-results")).to_have_attribute("aria-busy", "false")
        assert urls(page) == []
        return
    expect(results(page)).to_have_count(1)
    assert urls(page) == [f"/2001/01/{name}/"]
    results(page).locator("a").click()
    page.wait_for_url("**/#highlight=**")
    expect(page.locator(".found-bar")).to_be_visible()
    assert page.locator("mark.found").all_inner_texts() == marked
