"""An article in another language than its archive: what is its own is marked, and the rest of the page is not."""

import re
from pathlib import Path

import pytest

from site_builder import Site

FRENCH = {"lang": "fr", "title": "Le télégraphe", "standfirst": "De colline en colline.", "section": "Réseaux"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An English archive with an article in French, one in Hebrew, a page in German and one that says it is English."""
    site = Site(tmp_path).article("2020/10/francais", "Il portait les dépêches.\n", credit="Domaine public.", **FRENCH)
    site.article("2020/10/hebrew", "שלום.\n", title="שלום", lang="he").article("2020/10/english", lang="en")
    return site.page("ueber", "Wir.\n", title="Über uns", lang="de").build()


def in_language(html: str, lang: str) -> set[str]:
    """The names of the elements that are marked as that language, with the first class of each."""
    found = re.findall(rf'<(\w+)((?: [\w-]+="[^"]*")*? lang="{lang}")', html)
    return {name + "".join(f".{one}" for one in re.findall(r'class="([\w-]+)', rest)) for name, rest in found}


def test_a_foreign_article_marks_what_is_its_own(site: Site) -> None:
    """Title, headline, standfirst, text, credit, its name in the breadcrumb; the page keeps its menus' language."""
    html = site.html("2020/10/francais/")
    own = {"title", "span", "h1.headline", "p.standfirst", "div.text", "p.story-credit"}
    assert in_language(html, "fr") == own
    assert in_language(html, "en") == {"html"}


def test_metadata_tells_the_article_s_language(site: Site) -> None:
    """Open Graph, Dublin Core, Highwire and JSON-LD."""
    html = site.html("2020/10/francais/")
    for name in ('property="og:locale"', 'name="DC.language"', 'name="citation_language"'):
        assert f'<meta {name} content="fr">' in html
    assert '"inLanguage": "fr"' in html
    assert '<meta property="og:locale" content="en">' in site.html("")


def test_a_text_from_right_to_left_is_set_so(site: Site) -> None:
    """In a page that is not, and the other way round."""
    html = site.html("2020/10/hebrew/")
    assert '<div class="text e-content begins-with-letter" lang="he" dir="rtl">' in html
    assert re.search(r'<html lang="en" data-', html)
    html = site.config(language="he").build().html("2020/10/english/")
    assert '<html lang="he" dir="rtl" data-' in html
    assert '<div class="text e-content begins-with-letter" lang="en" dir="ltr">' in html


def test_a_foreign_page_without_a_date_is_marked_as_one(site: Site) -> None:
    """Nothing in it is the theme's."""
    html = site.html("ueber/")
    assert '<article class="story h-entry" lang="de">' in html
    assert '<title lang="de">' in html


def test_an_article_in_the_archive_s_language_is_not_marked(site: Site) -> None:
    """The page says it once."""
    assert re.findall(r' lang="[^"]*"', site.html("2020/10/english/")) == [' lang="en"']
