"""What the search finds and how it shows it: words, beginnings of words, phrases, and nothing that is not there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from search_page import ask, choose, count, html_of, open_filters, results, settle, show_all, urls

from site_builder import Site

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("zyzzyva", "/1999/09/every-part/"),
        ("Freax", "/1991/08/just-a-hobby/"),
        ("Lo, and the line went dead", "/1969/10/lo-and-the-line-went-dead/"),
        ("Every part of a page: ampersands & “quotes”", "/1999/09/every-part/"),
        ("Guest writer", "/1999/09/every-part/"),
    ],
)
def test_the_article_that_is_meant_comes_first(query: str, url: str, sample: str, page_at: PageAt) -> None:
    """By a word of one article only, by a headline, by an author's name."""
    page = page_at(f"{sample}/search/")
    ask(page, query, "main")
    settle(page)
    assert urls(page)[0] == url


def test_a_tags_name_finds_the_articles_with_that_tag(sample: str, sample_site: Path, page_at: PageAt) -> None:
    """All of them, and the first one has the tag."""
    page = page_at(f"{sample}/search/")
    ask(page, "free software", "main")
    settle(page)
    show_all(page)
    listed = re.findall(r'class="p-name u-url" href="([^"]+)"', html_of(sample_site, "/tags/free-software/"))
    assert len(listed) > 2
    assert set(listed) <= set(urls(page))
    assert urls(page)[0] in listed


def test_only_an_articles_own_picture_stands_beside_it(sample: str, page_at: PageAt) -> None:
    """The lead picture, drawn; a picture further down in the text does not take its place."""
    page = page_at(f"{sample}/search/?q=Duvall+Kleinrock")
    settle(page)
    expect(results(page).locator("img").first).not_to_have_js_property("naturalWidth", 0)
    ask(page, "liquid transmitter", "main")
    expect(results(page).first).to_contain_text("Mr. Watson")
    expect(results(page).locator("img")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_results_picture_stands_beside_its_headline(width: int, sample: str, page_at: PageAt) -> None:
    """On a telephone, too: never alone above it."""
    page = page_at(f"{sample}/search/?q=Duvall+Kleinrock", viewport={"width": width, "height": 800})
    settle(page)
    picture = results(page).locator("img").first.bounding_box()
    headline = results(page).locator("a").first.bounding_box()
    assert picture and headline
    assert abs(picture["y"] - headline["y"]) < 8
    assert headline["x"] + headline["width"] <= picture["x"]


def test_a_word_at_the_end_of_a_sentence_is_found(one_index: Path, static_server: Serve, page_at: PageAt) -> None:
    """`telegraphy.` is the word telegraphy."""
    page = page_at(f"{static_server(one_index)}/search/?q=telegraphy")
    settle(page)
    assert urls(page) == ["/2000/09/a-08/"]


def test_markup_in_an_article_is_text_in_an_excerpt(one_index: Path, static_server: Serve, page_at: PageAt) -> None:
    """An article about `<img>` puts none into the list of results."""
    page = page_at(f"{static_server(one_index)}/search/?q=markupcase")
    settle(page)
    expect(results(page).locator(".finder-excerpt")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(results(page).locator("img")).to_have_count(0)


@pytest.fixture(scope="module", params=[5000, 2], ids=["one index", "three"])
def few(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six articles of a few words each, in one index and in three; the folder of the site."""
    site = Site(tmp_path_factory.mktemp("few"))
    site.config(search={"shard_size": request.param}, taxonomies={"company": {}})
    for name, (body, front) in FEW.items():
        site.article(name, body, **front)
    site.write("content/1984/05/nodes.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>').build(search=True)
    assert not site.problems
    assert (site.output / "pagefind/shard-3").exists() == (request.param == 2)
    return site.output


FEW: dict[str, tuple[str, dict[str, Any]]] = {
    "1974/05/nets": (
        "Cerf and Kahn joined packet switching nets.[^1]\n\n{.pullquote}\n> One net of nets.\n\n[^1]: In a journal.\n",
        {"author": "Network desk", "tags": ["gateways"], "section": "Far writing", "standfirst": "Two men had a plan."},
    ),
    "1978/02/language": (
        "K. Thompson and D. Ritchie wrote a system in C. The manual came from AT&T.\n",
        {"date": "1978-02-22", "title": "A small language"},
    ),
    "1984/05/bell": ("The telephone rang in seven companies.\n", {"image": "nodes.svg", "company": ["Ameritech"]}),
    "1990/03/both": ("Telephony and computing grew together.\n", {}),
    "1996/01/cable": ("The copper cable was replaced. “Wi-Fi” was no word yet.\n", {}),
    "1999/07/cafe": ("Students met in the café of the École.\n", {}),
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Kubernetes", []),
        ("C++", []),
        ("zzzzqq", []),
        ("computinq", []),
        ("telephone zzzzqq", []),
        ("svg", []),
        ("22", []),
        ("–", []),
        ("computing", ["both"]),
        ("computers", ["both"]),
        ("comp", ["bell", "both"]),
        ("computi", ["both"]),
        ("compu telepho", ["both"]),
        ("telephones", ["bell", "both"]),
        ("C", ["bell", "both", "cable", "cafe", "language", "nets"]),
        ("at&t", ["language"]),
        ("wifi", ["cable"]),
        ("wi-fi", ["cable"]),
        ("copper-cable", ["cable"]),
        ("copper-telephone", []),
        ("cafe ecole", ["cafe"]),
        ("École", ["cafe"]),
        ("gateways", ["nets"]),
        ("ameritech", ["bell"]),
        ("far writing", ["nets"]),
        ("network desk", ["nets"]),
        ('"packet switching"', ["nets"]),
        ("“packet switching”", ["nets"]),
        ("“switching packet”", []),
    ],
)
def test_only_articles_that_have_the_words_are_found(
    query: str, found: list[str], few: Path, static_server: Serve, page_at: PageAt
) -> None:
    """Whole, in another form, as the beginning of a longer word, or side by side where quotes ask for it; the date's
    digits, the picture's address and what Pagefind would take instead are no words of an article."""
    page = page_at(f"{static_server(few)}/search/?{urlencode({'q': query})}")
    settle(page)
    assert sorted(url.strip("/").split("/")[-1] for url in urls(page)) == found
    assert page.locator("main .finder-status").inner_text().startswith("Nothing found") == (not found)


@pytest.mark.parametrize("query", ["wireless", "wire only07here"])
def test_a_word_that_one_index_lacks_finds_nothing_there(
    query: str, many_shards: Path, static_server: Serve, page_at: PageAt
) -> None:
    """A word of one article alone finds that article alone in however many indexes, and so the filters count."""
    page = page_at(f"{static_server(many_shards)}/search/?q={query}")
    settle(page)
    assert urls(page) == ["/2000/08/a-07/"]
    open_filters(page, "main")
    assert labels(page, "section") == ["Any section", "Space (1)"]
    choose(page, "section", "Space")
    assert labels(page, "section") == ["Any section", "Space (1)"]
    page.locator("main select[name=sort]").select_option("oldest")
    settle(page, 1)
    assert urls(page) == ["/2000/08/a-07/"]


def test_an_excerpt_is_of_the_text(few: Path, static_server: Serve, page_at: PageAt) -> None:
    """Without the headline above it, the signs of its notes, its quotes once more, its author and its tags, even where
    these were found; then the text's beginning is shown."""
    page = page_at(f"{static_server(few)}/search/?q=nets")
    settle(page)
    whole = "Two men had a plan. Cerf and Kahn joined packet switching nets. In a journal."
    for query in ("nets", "gateways", "network desk", "journal"):
        ask(page, query, "main")
        expect(results(page).locator(".finder-excerpt")).to_have_text(whole)


def test_an_excerpt_begins_with_a_sentence_and_shows_most_of_what_was_found(sample: str, page_at: PageAt) -> None:
    """What was left out before or after it is told by an ellipsis; every word that is marked was asked for."""
    page = page_at(f"{sample}/search/?q=Lemmke+linux")
    settle(page)
    excerpt = results(page).first.locator(".finder-excerpt")
    marked = " ".join(excerpt.locator("mark").all_inner_texts())
    assert {"Lemmke", "linux"} <= set(re.findall(r"\w+", marked))
    assert len(excerpt.inner_text().split()) <= 31
    assert re.match(r"[A-Z“…]", excerpt.inner_text())


def labels(page: Page, name: str) -> list[str]:
    """What the choices of a filter say."""
    return page.locator(f"main select[name={name}] option").all_inner_texts()


def test_words_side_by_side_come_first(
    tmp_path_factory: pytest.TempPathFactory, strict_server: Serve, page_at: PageAt
) -> None:
    """A long article whose headline is asked for comes before short ones that say these words apart, and more often."""
    site = Site(tmp_path_factory.mktemp("phrase"))
    for number in range(12):
        site.article(
            f"2001/{number + 1:02}/many", "Wire, old, line. Line, wire, old.\n", title="Wire, line and the old"
        )
    site.article("2002/01/one", "Nothing of it is here. " * 99, title="The old line, wire")
    site.build(search=True)
    page = page_at(f"{strict_server(site.output)}/search/?{urlencode({'q': 'the old line wire'})}")
    settle(page)
    assert count(page) > 1
    assert urls(page)[0] == "/2002/01/one/"
