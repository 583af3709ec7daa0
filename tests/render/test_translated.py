"""A site in another language: its words, dates, labels and plurals, where they come from, and what a person is told."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import Site, assert_same_files, files_of

PO = "locale/{}/LC_MESSAGES/messages.po"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Three articles of one year, two of them of one tag."""
    site = Site(tmp_path).article("2020/10/a", tags=["Radio"], section="Monde", author=["Jeanne Doe", "Jean Roe"])
    site.article("2020/10/b", tags=["Radio"], section="Monde", updated="2020-11-02")
    return site.article("2020/11/c", tags=["Espace"])


def text_of(html: str) -> str:
    """What of a page is read, with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S)).split())


@pytest.mark.parametrize(
    ("language", "path", "said"),
    [
        ("fr", "tags/", "Mots-clés – Test archive"),
        ("fr", "tags/", "Accueil Mots-clés Mots-clés 2 mots-clés"),
        ("fr", "tags/radio/", "2 articles"),
        ("fr", "2020/10/a/", "Par Jeanne Doe et Jean Roe"),
        ("fr", "2020/10/b/", "15 octobre 2020 Mis à jour le 2 novembre 2020"),
        ("fr", "2020/10/b/", "Avant A 15 octobre 2020 Après C 15 novembre 2020"),
        ("fr", "2020/10/", "octobre 2020 – Test archive"),
        ("fr", "search/", "Recherche – Test archive"),
        ("fr", "search/", "Rechercher"),
        ("fr", "404.html", "Page introuvable – Test archive"),
        ("ar", "tags/", "وسمان"),
        ("ar", "tags/radio/", "مقالتان"),
        ("ar", "tags/espace/", "مقالة واحدة"),
        ("ar", "archive/", "3 مقالات"),
        ("ar-EG", "archive/", "٣ مقالات"),
        ("ar-EG", "2020/10/", "أكتوبر ٢٠٢٠"),
        ("ar-EG", "2020/", "٢٠٢٠ – Test archive"),
        ("zh-Hans", "2020/10/", "2020年10月"),
        ("zh-CN", "tags/radio/", "2 篇文章"),
        ("zh-CN", "2020/10/a/", "作者： Jeanne Doe 、 Jean Roe 2020年10月15日 阅读约 1 分钟"),
        ("en", "2020/10/a/", "By Jeanne Doe and Jean Roe 15 October 2020 1 min read"),
        ("en-US", "2020/10/a/", "October 15, 2020"),
    ],
)
def test_a_page_speaks_the_site_s_language(site: Site, language: str, path: str, said: str) -> None:
    """Title, breadcrumb, labels, counts, dates, bylines."""
    site.config(language=language).build(search=False)
    assert not site.problems
    assert said in text_of(site.html(path))


@pytest.mark.parametrize(
    ("language", "path", "said"),
    [
        ("fr", "2020/10/a/", "Par Jeanne Doe et Jean Roe · 15 octobre 2020"),
        ("fr", "2020/10/b/", "15 octobre 2020 · Mis à jour le 2 novembre 2020"),
        ("fr", "2020/10/b/", "Avant : A Après : C"),
        ("fr", "search/", "Recherche – Test archive"),
        ("ar", "archive/", "3 مقالات"),
        ("ar", "tags/radio/", "مقالتان"),
        ("ar-EG", "archive/", "٢٠٢٠ ٣ مقالات"),
        ("ar-EG", "2020/10/", "أكتوبر ٢٠٢٠"),
        ("zh-Hans", "2020/", "2020年"),
        ("zh-CN", "2020/10/a/", "作者： Jeanne Doe 、 Jean Roe · 2020年10月15日"),
        ("en", "2020/10/a/", "By Jeanne Doe and Jean Roe · 15 October 2020"),
        ("en", "2020/10/b/", "15 October 2020 · Updated 2 November 2020"),
    ],
)
def test_the_plain_theme_speaks_it_too(site: Site, language: str, path: str, said: str) -> None:
    """In its own catalogues; no count and no year is bare."""
    site.config(language=language, theme="plain").build(search=False)
    assert not site.problems
    assert said in text_of(site.html(path))


@pytest.mark.parametrize("theme", ["broadsheet", "plain"])
def test_no_english_is_left(site: Site, theme: str) -> None:
    """Of all that the site says itself, not a word of the English table stands on a Chinese page. Citations have
    the words of their styles."""
    site.config(
        language="zh-Hans", theme=theme, newsletter={"url": "https://example.com/"}, feeds={"enabled": True}
    ).build()
    names = "Test archive|Radio|Espace|Monde|Jeanne Doe|Jean Roe|Backfile|LinkedIn|Facebook|WhatsApp|Telegram"
    names += r"|JavaScript|Markdown|Ctrl|Some text\.|https?://\S+"
    for path in ("", "2020/10/a/", "tags/", "tags/radio/", "archive/", "2020/", "2020/10/", "search/", "404.html"):
        html = re.sub(r'(<details class="cite".*?</summary>).*?</details>', r"\1", site.html(path), flags=re.S)
        rest = re.sub(names, "", text_of(html))
        assert re.findall(r"[A-Za-z]{2,}", rest) == []


def test_the_settings_own_labels_stay(site: Site) -> None:
    """A label that the settings give is nobody's to translate, though a catalogue has the word."""
    site.config(
        language="fr", taxonomies={"tag": {"label": "Tags"}, "place": {}}, newsletter={"url": "https://a.example/"}
    )
    html = site.build().html("")
    assert '<a href="/tags/">Tags</a>' in html
    assert "Lettre d’information" in html and "S’abonner" in html
    titled = site.config(newsletter={"url": "https://a.example/", "title": "Newsletter"}).build().html("")
    assert "Newsletter" in titled


def test_an_archive_has_words_of_its_own(site: Site) -> None:
    """Its own catalogue before the theme's, and for a language that the theme does not have."""
    site.write(PO.format("fr"), 'msgid "Tags"\nmsgstr "Sujets"\n').config(language="fr").build()
    assert '<a href="/tags/">Sujets</a>' in site.html("") and ">Archives<" in site.html("")
    site.write(PO.format("de"), 'msgid "Tags"\nmsgstr "Themen"\n').config(language="de-AT").build()
    assert not site.problems
    assert '<a href="/tags/">Themen</a>' in site.html("")
    assert "15. November 2020" in site.html("")


def test_a_language_without_words_is_told_once(site: Site) -> None:
    """Its dates are its own, its words English."""
    site.config(language="de").build()
    (told,) = site.problems
    assert not told.is_error
    assert str(told.location) == "backfile.toml:3:1"
    assert 'no words in the language "de"' in told.message
    assert "locale/de/LC_MESSAGES/messages.po" in told.hint
    assert "15. November 2020" in site.html("") and ">Skip to the text<" in site.html("")


def test_a_broken_catalogue_stops_the_build(site: Site) -> None:
    """With its file and line; also one that is no text."""
    path = PO.format("fr")
    site.write(path, 'msgid "By %(names)s"\nmsgstr "Par"\n').config(language="fr").build()
    assert [str(told.location) for told in site.problems] == [f"{path}:1"]
    site.write(path, b'msgid "a"\nmsgstr "\xff"\n').build()
    assert [str(told.location) for told in site.problems] == [f"{path}:2"]
    assert site.result.failed


def test_a_changed_catalogue_renders_pages_again(site: Site, tmp_path: Path) -> None:
    """Those that say its words, and the site is that of a clean build; `--why` names the frame."""
    site.write(PO.format("fr"), 'msgid "Tags"\nmsgstr "Sujets"\n').config(language="fr").build()
    assert site.build().result.written == 0
    site.write(PO.format("fr"), 'msgid "Tags"\nmsgstr "Thèmes"\n').build(why=True)
    assert "2020/10/a/index.html" in dict(site.result.why)
    assert "Thèmes" in site.html("2020/10/a/")
    assert_same_files(site.files(), files_of(site.clean_copy(tmp_path / "clean").build().output))


def test_the_budget_names_changed_words(site: Site) -> None:
    """As what makes all files change."""
    site.write(PO.format("fr"), 'msgid "Tags"\nmsgstr "Sujets"\n').config(language="fr").build()
    site.write(PO.format("fr"), 'msgid "Tags"\nmsgstr "Thèmes"\n').build(max_changed=1)
    assert "the words of the site's language changed" in "\n".join(map(str, site.problems))


def test_the_search_form_has_a_form_for_each_kind_of_number(site: Site) -> None:
    """The script chooses by the browser's rule of the same language."""
    html = site.config(language="ar").build().html("search/")
    assert set(re.findall(r"data-found-(\w+)=", html)) == {"zero", "one", "two", "few", "many", "other"}
    html = site.config(language="zh-Hans").build().html("search/")
    assert set(re.findall(r"data-found-(\w+)=", html)) == {"other"}


def test_feeds_and_search_lists_are_named_in_the_language(site: Site) -> None:
    """The title of a term's feed, and the kind of a term that the search offers."""
    site.config(language="fr").build(search=True)
    assert "<title>Test archive\u00a0: Radio</title>" in site.html("tags/radio/feed.xml")
    lists = [json.loads(path.read_text("utf-8")) for path in (site.output / "fragments/search").glob("terms-*.json")]
    kinds = {term[0] for part in lists for terms in part.values() for term in terms}
    assert kinds == {"Mots-clés", "Rubriques", "Auteurs"}


def test_a_small_change_reads_no_catalogue(tmp_path: Path) -> None:
    """Of a text or a headline: the ledger knows the language, and the library that knows all of them is not loaded."""
    site = Site(tmp_path / "edited").config(language="fr")
    for number in range(1, 10):
        site.article(f"2020/0{number}/a-{number}", tags=["Radio"], section="Monde")
    site.build()
    for change in ({"body": "Other words.\n"}, {"title": "Another headline"}):
        site.edit("2020/03/a-3", **change)
        command = [sys.executable, "-X", "importtime", "-m", "backfile", "build", "--no-search", "-s", str(site.root)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout
        assert "babel" not in done.stderr
    clean = site.clean_copy(tmp_path / "clean").build()
    assert_same_files(files_of(site.output), clean.files())
