"""Names, dates, titles and JSON-LD as pages write them, in many forms; what leaves a doubt is not taken."""

import pytest

from backfile.importers.dates import Order
from backfile.importers.html import jsonld
from backfile.importers.html.moments import read_moment
from backfile.importers.html.names import read_names
from backfile.importers.html.titles import without_site
from backfile.importers.html.tree import parse


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021-03-04", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("2021-03-04T08:30:00+0100", "2021-03-04T08:30:00+01:00"),
        ("2021-03-04 08:30:00", "2021-03-04T08:30:00"),
        ("2021-03-04T08:30:00.123Z", "2021-03-04T08:30:00+00:00"),
        ("Thu, 04 Mar 2021 08:30:00 GMT", "2021-03-04T08:30:00+00:00"),
        ("Thu Mar 04 2021 08:30:00", "2021-03-04T08:30:00"),
        ("1614846600", "2021-03-04T08:30:00+00:00"),
        ("March 4, 2021 8:30 pm", "2021-03-04T20:30:00"),
        ("4. März 2021", "2021-03-04"),
        ("le 4 mars 2021", "2021-03-04"),
        ("2021年3月4日", "2021-03-04"),
        ("31/12/2021", "2021-12-31"),
        ("4/3/2021", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("2021-02-31", ""),
        ("yesterday", ""),
    ],
)
def test_moments(text: str, iso: str) -> None:
    """ISO 8601 comes out, with the offset that was given; a doubtful date does not."""
    assert read_moment(text).iso == iso


def test_the_pages_other_dates_settle_an_open_one() -> None:
    """4/3 is the fourth of March on a page that writes 31/12."""
    assert read_moment("4/3/2021", Order(day_first=True)).iso == "2021-03-04"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada King", ("Ada King",)),
        ("By ADA KING, AP Science Writer", ("Ada King",)),
        ("Ada King and Mary Anning", ("Ada King", "Mary Anning")),
        ("Written by: Ada King | 4 March 2021", ("Ada King",)),
        ("Von Ada King und Mary Anning", ("Ada King", "Mary Anning")),
        ("Ada King, ada@harbour.example, @adaking", ("Ada King",)),
        ("Ada King, PhD", ("Ada King",)),
        ("Ada King, MA Harbour News", ("Ada King",)),
        ("Ada King, MD, and Mary Anning, PhD", ("Ada King", "Mary Anning")),
        ("Ada (Augusta) King", ("Ada (Augusta) King",)),
        ("Ada King (Reuters)", ("Ada King",)),
        ("Ada King (words) and Mary Anning (photographs)", ("Ada King",)),
        ("Ada King, Wednesday", ("Ada King",)),
        ("Ada King / 2 days ago", ("Ada King",)),
        ("Reuters, Lisbon", ("Reuters",)),
        ("Ada King, ADA KING", ("Ada King",)),
        ("The Associated Press", ("The Associated Press",)),
        ("The Harbour", ()),
        ("admin", ()),
        ("Staff", ()),
        ("https://harbour.example/ada", ()),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    """Names without roles, addresses and the site's own."""
    assert read_names(text, "The Harbour") == names


@pytest.mark.parametrize(
    "title",
    ["Tides | The Harbour", "Tides - The Harbour", "The Harbour: Tides", "Tides", "Tides | harbour | The Harbour"],
)
def test_titles_lose_the_sites_name(title: str) -> None:
    """Before or behind, once or twice."""
    assert without_site(title, ("The Harbour", "harbour")) == "Tides"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Tides"}',
        '[{"@type": ["Thing", "BlogPosting"], "headline": "Tides",}]',
        '<!-- {"@type": "Article", "headline": "Tides"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Tides"}\n//]]>',
        '{"@graph": [{"@type": "WebSite", "name": "The Harbour"}, {"@type": "Article", "headline": "Tides"}]}',
        '{"@type": "Article", "headline": "Tides", "description": "a line\nbreak"}',
        '{"@type": "Article", "headline": "Tides", "articleBody": "cut off he',
    ],
)
def test_json_ld_is_repaired(script: str) -> None:
    """Comments, trailing commas, line breaks in texts, and a script that is cut off."""
    parsed = parse(
        f"<html><head><script type='application/ld+json'>{script}</script></head><body><p>x</p></body></html>"
    )
    assert parsed is not None
    article = jsonld.main_article(jsonld.read_objects(parsed.root), "", "")
    assert article is not None and article["headline"] == "Tides"


def test_json_ld_that_leads_in_a_circle_ends() -> None:
    """An author that is the article itself."""
    script = '{"@type": "Article", "@id": "a", "author": {"@id": "a"}, "headline": {"@id": "a"}}'
    parsed = parse(f"<html><script type='application/ld+json'>{script}</script><body>x</body></html>")
    assert parsed is not None
    objects = jsonld.read_objects(parsed.root)
    article = jsonld.main_article(objects, "", "")
    assert article is not None
    list(jsonld.state_article(article, objects))
