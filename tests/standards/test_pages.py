"""Pages as other people's parsers read them: HTML, links, microformats, JSON-LD, Open Graph, Dublin Core."""

import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import extruct
import html5lib
import mf2py
import pytest

from backfile.build.request import Request
from backfile.build.settings import read_settings
from site_builder import Site


def html_pages(site: Site) -> dict[str, bytes]:
    """Every whole page of the site."""
    return {
        p: d for p, d in site.files().items() if p.endswith(".html") and not p.startswith(("fragments/", "pagefind/"))
    }


def base_of(site: Site) -> str:
    """The address of the site."""
    return read_settings(Request(root=site.root, now=0)).config.base_url


@lru_cache(maxsize=4000)
def tree_of(data: bytes) -> ElementTree.Element:
    """The page as a tree without namespaces; a parse error fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(data.decode("utf-8"))


def url_of(path: str, base: str) -> str:
    """The address of a file of the site."""
    return base + re.sub(r"(^|/)index\.html$", r"\1", path)


def test_every_page_parses_strictly(site: Site) -> None:
    """html5lib finds no error in any page; each has a title, a language and, but for redirects, one h1."""
    for path, data in html_pages(site).items():
        try:
            tree = tree_of(data)
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{path}: {error}")
        assert tree.get("lang") and tree.findtext(".//title"), path
        if b"http-equiv" not in data:
            assert len(tree.findall(".//h1")) == 1, path


def test_fragments_parse_as_pieces(site: Site) -> None:
    """No whole page in a fragment, and no error."""
    for name in ("menu", "latest", "boxes"):
        text = site.files()[f"fragments/{name}.html"].decode()
        html5lib.HTMLParser(strict=True).parseFragment(text)
        assert "<html" not in text


def test_ids_are_unique_in_every_page(site: Site) -> None:
    """An anchor leads to one place."""
    for path, data in html_pages(site).items():
        ids = [e.get("id") for e in tree_of(data).iter() if e.get("id") is not None]
        assert len(ids) == len(set(ids)), path


def test_every_inside_link_and_anchor_leads_somewhere(site: Site) -> None:
    """Of every page and fragment: pages, files, anchors, canonical, alternate, pictures; none leaves the base path."""
    base, files = base_of(site), set(site.files())
    host, root = urlsplit(base).netloc, urlsplit(base).path
    anchors = {path: {e.get("id") for e in tree_of(data).iter()} for path, data in html_pages(site).items()}
    wrong, checked = [], 0
    for path, data in html_pages(site).items():
        for element in tree_of(data).iter():
            for name in ("href", "src", "action", "poster"):
                written = element.get(name)
                if written is None or (element.tag == "a" and element.get("class") == "outside"):
                    continue
                target, anchor = urldefrag(urljoin(url_of(path, base), written))
                parts = urlsplit(target)
                if parts.netloc != host or parts.scheme not in ("http", "https"):
                    continue
                checked += 1
                if not parts.path.startswith(root):
                    wrong.append(f"{path}: {written} leaves {root}")
                    continue
                found = unquote(parts.path[len(root) :])
                found = f"{found}index.html" if not found or found.endswith("/") else found
                if found not in files and not (found == "search/index.html" and found in files):
                    wrong.append(f"{path}: {written} leads nowhere")
                elif anchor and found in anchors and unquote(anchor) not in anchors[found]:
                    wrong.append(f"{path}: {written} has no such anchor")
    assert checked > 1000
    assert sorted(set(wrong))[:20] == []


def test_nothing_is_fetched_from_another_host_and_nothing_runs_but_the_themes_scripts(site: Site) -> None:
    """No script but the theme's own files and data blocks, no handlers, no styles in elements, no address that runs."""
    base = base_of(site)
    for path, data in html_pages(site).items():
        for element in tree_of(data).iter():
            if element.tag == "script":
                own = urlsplit(base).path + "assets/"
                assert (element.get("src") or "").startswith(own) or element.get("type") == "application/ld+json", path
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on") and name != "style", (path, name)
                if name in ("href", "src", "action", "poster", "content"):
                    assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), (path, value)
            loads = element.tag == "link" and element.get("rel") in ("stylesheet", "icon", "preload", "modulepreload")
            fetched = element.get("src") or element.get("poster") or (element.get("href") if loads else None)
            if fetched:
                assert urlsplit(urljoin(base, fetched)).netloc == urlsplit(base).netloc, (path, fetched)
            assert element.tag not in ("iframe", "object", "embed"), path


def test_canonical_prev_and_next_agree(site: Site) -> None:
    """Every page that is to be found names itself; `next` and `prev` of neighbours point at each other."""
    base, links = base_of(site), {}
    for path, data in html_pages(site).items():
        found = {
            e.get("rel"): e.get("href")
            for e in tree_of(data).iter("link")
            if e.get("rel") in ("canonical", "prev", "next")
        }
        links[url_of(path, base)] = found
        hidden = b'name="robots" content="noindex"' in data
        if not hidden and "canonical" in found:
            assert unquote(found["canonical"] or "") == unquote(url_of(path, base)), path
        assert hidden or "canonical" in found, path
    links = {unquote(url): found for url, found in links.items()}
    pairs = 0
    for url, found in links.items():
        if following := found.get("next"):
            back = unquote(links[unquote(following)].get("prev") or "")
            # The newest full page of a list points on to the page after it, which leads to the front until it is full.
            led_on = unquote(links.get(back, {}).get("canonical") or back)
            assert url in (back, led_on), (url, following)
            pairs += 1
    assert pairs > 10


def test_every_redirect_works(small_site: Site) -> None:
    """An old address leads to a page that is there, at once, by a link too, and is not indexed."""
    files, base = small_site.files(), "https://example.org/archive"
    old = {"old/full/index.html", "old.html", "Alt/Stück/index.html", "tags/wireless/index.html"}
    assert old <= set(files)
    for path, data in html_pages(small_site).items():
        tree = tree_of(data)
        refresh = [m.get("content") or "" for m in tree.iter("meta") if m.get("http-equiv") == "refresh"]
        assert bool(refresh) or path not in old
        if refresh:
            target = refresh[0].split("url=", 1)[1]
            assert refresh[0].startswith("0;")
            assert f"{unquote(target).removeprefix('/archive/')}index.html" in files, path
            assert [a.get("href") for a in tree.iter("a")] == [target]
            canonical = next(e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical")
            assert canonical == base + target.removeprefix("/archive")
            assert any(m.get("name") == "robots" and m.get("content") == "noindex" for m in tree.iter("meta"))


@pytest.fixture(scope="module", params=["small_site", "plain_site"])
def full(request: pytest.FixtureRequest) -> str:
    """The page of the article that has every field, in each theme."""
    page: str = request.getfixturevalue(request.param).html("2021/07/full/")
    return page


def test_microformats(full: str) -> None:
    """mf2py finds one h-entry with every property of the contract."""
    url = "https://example.org/archive/2021/07/full/"
    entries = [i for i in mf2py.parse(doc=full, url=url)["items"] if "h-entry" in i["type"]]
    assert len(entries) == 1
    found: dict[str, Any] = entries[0]["properties"]
    assert found["name"] == ['Full & <"quoted"> ’title’']
    assert found["summary"] == ["Under the <b>headline</b> & more"]
    assert datetime.fromisoformat(found["published"][0]) == datetime.fromisoformat("2021-07-04T09:30:00+02:00")
    assert found["updated"] == ["2021-07-05"]
    assert url in found["url"]
    assert {"Radio", "AT&T", "C++", "日本"} <= set(found["category"])
    assert "A quote." in found["content"][0]["value"]
    cards = [author for author in found["author"] if isinstance(author, dict)]
    assert [card["properties"]["name"] for card in cards] == [["Jane Doe"], ["John <Roe>"]]
    assert cards[0]["properties"]["url"] == ["https://example.org/archive/authors/jane-doe/"]


def test_structured_data(full: str) -> None:
    """extruct finds NewsArticle and BreadcrumbList, Open Graph, Dublin Core."""
    url = "https://example.org/archive/2021/07/full/"
    found = extruct.extract(full, base_url=url, syntaxes=["json-ld", "opengraph", "dublincore"])
    article = next(item for item in found["json-ld"] if item["@type"] == "NewsArticle")
    assert article["headline"] == 'Full & <"quoted"> ’title’'
    assert article["datePublished"] == "2021-07-04T09:30:00+02:00"
    assert article["dateModified"] == "2021-07-05"
    assert article["mainEntityOfPage"] == article["url"] == url
    assert [author["name"] for author in article["author"]] == ["Jane Doe", "John <Roe>"]
    assert article["image"] == "https://example.org/archive/2021/07/mast.svg"
    assert article["inLanguage"] == "fr"
    crumbs = next(item for item in found["json-ld"] if item["@type"] == "BreadcrumbList")["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
    assert crumbs[-1]["item"] == url
    graph = dict(found["opengraph"][0]["properties"])
    assert graph["og:type"] == "article" and graph["og:url"] == url
    assert graph["og:title"] == article["headline"]
    assert graph["og:image"] == article["image"]
    core = {part["name"].lower(): part["content"] for part in found["dublincore"][0]["elements"]}
    assert core["dc.title"] == article["headline"]
    assert core["dc.date"] == "2021-07-04"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "CollectionPage"),
        ("tags/", "CollectionPage"),
        ("tags/radio/", "CollectionPage"),
        ("archive/", "CollectionPage"),
        ("2021/", "CollectionPage"),
        ("2021/07/", "CollectionPage"),
        ("search/", "SearchResultsPage"),
        ("about/", "WebPage"),
        ("2021/07/full/", "NewsArticle"),
        ("404.html", None),
    ],
)
def test_each_page_says_what_kind_it_is(small_site: Site, path: str, kind: str | None) -> None:
    """Before anything else that it says in JSON-LD, so that no list is taken for an article."""
    found = extruct.extract(small_site.html(path), syntaxes=["json-ld"])["json-ld"]
    assert (found[0]["@type"] if found else None) == kind


def test_what_an_article_says_of_its_end_and_its_mistakes(tmp_path: Path) -> None:
    """When it goes, what was put right and when, and its own address beside the canonical one."""
    corrections = [{"date": "2021-07-06", "text": "It was 3 m & <more>."}]
    site = Site(tmp_path).article(
        "2021/07/a", expires="2090-01-01", corrections=corrections, canonical="https://elsewhere.example/x"
    )
    found = extruct.extract(site.build().html("2021/07/a/"), syntaxes=["json-ld", "opengraph"])
    article = found["json-ld"][0]
    assert article["expires"] == dict(found["opengraph"][0]["properties"])["article:expiration_time"] == "2090-01-01"
    wanted = {"@type": "CorrectionComment", "datePublished": "2021-07-06", "text": "It was 3 m & <more>."}
    assert article["correction"] == [wanted]
    assert (article["url"], article["mainEntityOfPage"]) == (
        "https://example.org/2021/07/a/",
        "https://elsewhere.example/x",
    )


def test_reference_managers_tags(full: str) -> None:
    """Highwire's citation_* tags, one for each author."""
    tags = [(m.get("name"), m.get("content")) for m in tree_of(full.encode()).iter("meta")]
    assert ("citation_title", 'Full & <"quoted"> ’title’') in tags
    assert [content for name, content in tags if name == "citation_author"] == ["Jane Doe", "John <Roe>"]
    assert ("citation_publication_date", "2021/07/04") in tags


def zotero_item(page: str) -> dict[str, Any]:
    """What Zotero's translator for embedded metadata makes of a page: it takes the kind from the first DC.type that it
    knows, and Highwire's values before those of Dublin Core."""
    tags = [(m.get("name") or "", m.get("content") or "") for m in tree_of(page.encode()).iter("meta")]
    first = dict(reversed(tags))
    authors = [content for name, content in tags if name == "citation_author"]
    kinds = {"NewsItem": "newspaperArticle", "Text": "journalArticle"}
    return {
        "itemType": kinds.get(first["DC.type"], "journalArticle"),
        "title": first["citation_title"],
        "creators": [_zotero_creator(author) for author in authors],
        "date": first["citation_publication_date"],
        "publicationTitle": first["citation_journal_title"],
        "url": first["citation_public_url"],
        "language": first["citation_language"],
        "abstractNote": first["DC.description"],
        "rights": first["DC.rights"],
        "tags": [content for name, content in tags if name == "DC.subject"],
    }


def _zotero_creator(author: str) -> tuple[str, str]:
    """Family and given name: by the first comma, else the last word apart."""
    if "," in author:
        family, given = author.split(",", 1)
        return family, given.strip()
    given, _, family = author.rpartition(" ")
    return family, given


def test_zotero_reads_a_newspapers_article(tmp_path: Path) -> None:
    """All that a reference needs, with names parted as they are filed, and the address in this archive."""
    values = {"standfirst": "Under it", "credit": "© Agency", "lang": "de", "tags": ["Radio", "masts"]}
    authors = ["Jane Doe", "Ludwig van Beethoven", "Gabriel García Márquez"]
    site = Site(tmp_path).article(
        "2021/07/a", title="A & B", author=authors, canonical="https://elsewhere.example/", **values
    )
    site.write("content/authors.yaml", "Gabriel García Márquez: {sort_name: 'García Márquez, Gabriel'}\n").build()
    assert zotero_item(site.html("2021/07/a/")) == {
        "itemType": "newspaperArticle",
        "title": "A & B",
        "creators": [("Doe", "Jane"), ("van Beethoven", "Ludwig"), ("García Márquez", "Gabriel")],
        "date": "2021/07/15",
        "publicationTitle": "Test archive",
        "url": "https://example.org/2021/07/a/",
        "language": "de",
        "abstractNote": "Under it",
        "rights": "© Agency",
        "tags": ["Radio", "masts"],
    }


def test_an_articles_parts(full: str) -> None:
    """What the contract names: tags, authors, breadcrumb, related with dates."""
    tree = tree_of(full.encode())
    assert {a.text for a in tree.iter("a") if a.get("rel") == "tag"} >= {"Radio", "AT&T", "C++", "日本"}
    assert {a.text for a in tree.iter("a") if "author" in (a.get("rel") or "").split()} == {"Jane Doe", "John <Roe>"}
    assert [n for n in tree.iter("nav") if n.get("aria-label") == "Breadcrumb"]
    related = next(s for s in tree.iter("section") if "related" in (s.get("class") or "").split())
    links, times = list(related.iter("a")), list(related.iter("time"))
    assert links and len(links) == len(times) and all(t.get("datetime") for t in times)
    assert "It was < so." in "".join(tree.itertext())
    assert "© Agency" in "".join(tree.itertext())


def test_every_article_of_the_sample_has_its_data(sample_site: Site) -> None:
    """Each page of an article has an h-entry with a name, a date and content, and readable JSON-LD."""
    articles = [p for p in html_pages(sample_site) if re.fullmatch(r"\d{4}/\d\d/[^/]+/index\.html", p)]
    assert len(articles) > 50
    for path in articles:
        text = sample_site.files()[path].decode()
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert {json.loads(block)["@type"] for block in blocks} == {"NewsArticle", "BreadcrumbList"}, path
    for path in articles[::9]:
        text = sample_site.files()[path].decode()
        entry = next(i for i in mf2py.parse(doc=text)["items"] if "h-entry" in i["type"])
        assert entry["properties"]["name"][0] and entry["properties"]["published"][0], path
        assert len(entry["properties"]["content"][0]["value"]) > 500, path


def test_a_base_path_is_everywhere(tmp_path: Path) -> None:
    """The same archive at the root and below a path differs in nothing but the path."""
    at_root = Site(tmp_path / "a").article("2020/01/a", "[b](/2020/02/b/)", tags=["x"]).article("2020/02/b", tags=["x"])
    below = at_root.clean_copy(tmp_path / "b").config(base_url="https://example.org/deep/er/").build()
    at_root.build()
    assert set(at_root.files()) == set(below.files())
    for path, data in html_pages(below).items():
        restored = data.replace(b"example.org/deep/er/", b"example.org/").replace(b'"/deep/er/', b'"/')
        restored = restored.replace(b"url=/deep/er/", b"url=/").replace(b"%2Fdeep%2Fer%2F", b"%2F")
        assert restored == at_root.files()[path], path
