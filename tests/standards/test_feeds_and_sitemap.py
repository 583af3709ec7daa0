"""Feeds, sitemap and robots.txt as other people's parsers read them."""

import json
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser
import pytest
from lxml import etree

from site_builder import Site

SCHEMAS = Path(__file__).parents[3] / "shared/data/schemas"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
BASE = re.compile(r"https://example\.org/")


def atom_feeds(site: Site) -> list[str]:
    """The paths of Atom feeds: of a large site every ninth, for feedparser takes its time."""
    paths = sorted(path for path in site.files() if path.endswith("feed.xml"))
    return paths if len(paths) < 40 else paths[::9]


def test_every_atom_feed_is_well_formed_and_complete(site: Site) -> None:
    """feedparser finds no fault; each entry has an id, a link, dates, a summary; newest first; ids never twice."""
    assert len(atom_feeds(site)) > 5
    for path in atom_feeds(site):
        data = site.files()[path]
        feed = feedparser.parse(data)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        assert feed.feed.title and feed.feed.id and feed.feed.updated_parsed
        assert feed.feed.links[1].rel == "self" and unquote(feed.feed.links[1].href).endswith(path)
        assert feed.entries
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            assert entry.title and entry.link == entry.id and BASE.match(entry.link)
            assert entry.published_parsed and entry.updated_parsed
            assert RFC_3339.match(entry.published), (path, entry.published)
        stamps = [entry.published_parsed for entry in feed.entries if entry.published_parsed.tm_year > 1]
        assert stamps == sorted(stamps, reverse=True)


def test_site_and_section_feeds_carry_whole_articles(small_site: Site) -> None:
    """Full text with whole addresses there, summaries in the feeds of tags."""
    for path, is_full in (("feed.xml", True), ("sections/space/feed.xml", True), ("tags/at-and-t/feed.xml", False)):
        entry = next(e for e in feedparser.parse(small_site.files()[path]).entries if e.link.endswith("/full/"))
        assert entry.title_detail.type == "text/plain"
        assert entry.title == 'Full & <"quoted"> ’title’'
        assert bool(entry.get("content")) == is_full
        if is_full:
            assert "https://example.org/archive/2021/07/mast.svg" in entry.content[0].value
            assert "https://example.org/archive/2010/01/piece-0/" in entry.content[0].value
        assert [a.name for a in entry.authors] == ["Jane Doe", "John <Roe>"]
        assert {"Space", "AT&T", "C++", "日本"} <= {tag.term for tag in entry.tags}


def test_every_json_feed_is_a_json_feed_1_1(site: Site) -> None:
    """Required fields, whole addresses, RFC 3339 dates; the same entries as the Atom feed beside it."""
    files = set(site.files())
    assert {p.replace(".json", ".xml") for p in files if p.endswith("feed.json")} == {
        p for p in files if p.endswith("feed.xml")
    }
    for path in (path.replace(".xml", ".json") for path in atom_feeds(site)):
        feed = json.loads(site.files()[path])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] and unquote(feed["feed_url"]).endswith(path) and BASE.match(feed["home_page_url"])
        for item in feed["items"]:
            assert isinstance(item["id"], str) and BASE.match(item["url"])
            assert "content_html" in item or "content_text" in item
            assert RFC_3339.match(item["date_published"])
            assert all(author["name"] and BASE.match(author["url"]) for author in item["authors"])
            assert all(isinstance(tag, str) for tag in item["tags"])
        atom = feedparser.parse(site.files()[path.replace(".json", ".xml")])
        assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]


def test_the_sitemap_lists_every_page_that_is_to_be_found(site: Site) -> None:
    """All whole pages but redirects, search, 404 and what is not to be indexed; each once; dates as W3C has them."""
    tree = ElementTree.fromstring(site.files()["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert tree.tag == f"{space}urlset"
    addresses = [url.findtext(f"{space}loc") or "" for url in tree]
    assert len(set(addresses)) == len(addresses) > 20
    for stamp in tree.iter(f"{space}lastmod"):
        datetime.fromisoformat(stamp.text or "")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z))?", stamp.text or "")
    pages = {
        path
        for path, data in site.files().items()
        if path.endswith("index.html")
        and b'name="robots" content="noindex"' not in data
        and b"elsewhere.example" not in data
        and path != "search/index.html"
    }
    assert len(addresses) == len(pages)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of sitemaps.org are not beside the repository")
def test_the_sitemap_is_valid_by_its_schema(site: Site) -> None:
    """By the XSD of sitemaps.org."""
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    assert schema.validate(etree.fromstring(site.files()["sitemap.xml"])), schema.error_log


def test_robots_names_the_sitemap(small_site: Site) -> None:
    """With its whole address, below the base path."""
    assert b"Sitemap: https://example.org/archive/sitemap.xml" in small_site.files()["robots.txt"]


def test_an_entry_says_what_its_article_is(tmp_path: Path) -> None:
    """Its section apart from its tags, its last change, language, rights and picture."""
    site = Site(tmp_path).write("content/mast.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    values = {"title": "A", "section": "Radio", "tags": ["Radio", "masts"], "updated": "2021-07-09"}
    site.article("2021/07/a", lang="fr", credit="© Agency", image="/mast.svg", **values).build()
    feed = feedparser.parse(site.html("feed.xml"))
    (entry,) = feed.entries
    assert [(tag.term, tag.scheme.rsplit("/", 2)[1]) for tag in entry.tags] == [
        ("Radio", "sections"),
        ("Radio", "tags"),
        ("masts", "tags"),
    ]
    assert entry.updated == feed.feed.updated == "2021-07-09T00:00:00Z"
    assert (entry.rights, entry.content[0].language) == ("© Agency", "fr")
    assert entry.media_content[0]["url"] == "https://example.org/mast.svg"
    (item,) = json.loads(site.html("feed.json"))["items"]
    assert (item["date_modified"], item["language"]) == ("2021-07-09T00:00:00Z", "fr")
