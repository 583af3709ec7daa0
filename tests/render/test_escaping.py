"""Every text that people write, in every place where a page shows it: shown, and never run."""

import re
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest

from site_builder import Site

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><b>&amp;&lt;",
    "<!--<script>",
    "javascript:alert(1)",
    "\u2028\u202e\ufeffx",
]


@pytest.fixture(scope="module")
def evil_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Ten articles, each with one evil text in every field there is; and in the settings and the terms' file."""
    site = Site(tmp_path_factory.mktemp("evil")).config(
        title=EVIL[0],
        description=EVIL[1],
        copyright=EVIL[3],
        newsletter={"url": "https://example.com/", "title": EVIL[0], "text": EVIL[1], "label": EVIL[2]},
        menu={"main": [{"label": EVIL[1], "url": "/archive/"}], "footer": [{"label": EVIL[4], "url": "/archive/"}]},
        taxonomies={"company": {"label": EVIL[1]}},
        params={"evil": EVIL[0]},
        markdown={"broken_links": "warning"},
    )
    for number, evil in enumerate(EVIL):
        site.article(
            f"2020/01/evil-{number}",
            f'# {evil}\n\n{evil}\n\n> {evil}\n\n![{evil}](/p.svg "x"){{credit="x"}}\n',
            title=evil,
            standfirst=evil,
            author=[evil, "Jane"],
            section=evil,
            tags=[evil, "Radio"],
            company=evil,
            credit=evil,
            lang=evil,
            template=None,
            canonical=evil if number == 8 else None,
            image={"src": "/p.svg", "alt": evil, "caption": evil, "credit": evil},
            corrections=[{"date": "2020-01-02", "text": evil}],
            params={"evil": evil},
            aliases=[f"/old/{number}/"],
        )
        site.page(f"page-{number}", title=evil, standfirst=evil)
    site.write("content/p.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("content/tags.yaml", 'Radio: {description: "<script>alert(1)</script>"}\n').build()
    assert not site.result.failed, site.problems
    return site


def test_no_text_comes_out_live_in_any_page(evil_site: Site) -> None:
    """Titles, names, tags, captions, credits, corrections, settings: nothing of it runs anywhere."""
    pages = {p: d for p, d in evil_site.files().items() if p.endswith(".html")}
    assert len(pages) > 60
    for path, data in pages.items():
        tree = html5lib.parse(data.decode(), namespaceHTMLElements=False)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag == "script":
                assert (element.get("src") or "").startswith("/assets/") or element.get("type") == "application/ld+json"
            assert element.tag not in ("iframe", "object", "embed", "base"), path
            for name, value in element.attrib.items():
                assert not str(name).lower().startswith("on"), (path, name)
                if name in ("href", "src", "action", "content"):
                    runs = re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE)
                    assert not runs or element.tag == "meta", (path, value)
                if name == "src":
                    assert not re.match(r"\s*([a-z]+:|//|\\)", value, re.IGNORECASE), (path, value)


def test_the_text_is_shown_as_it_was_written(evil_site: Site) -> None:
    """Escaped once, not twice, and not dropped."""
    for number, evil in enumerate(EVIL[:9]):
        tree = html5lib.parse(evil_site.html(f"2020/01/evil-{number}/"), namespaceHTMLElements=False)
        heading = next(e for e in tree.iter("h1"))
        assert "".join(heading.itertext()).strip() == evil
        assert evil in (tree.findtext(".//title") or "")


def test_feeds_and_sitemap_stay_well_formed(evil_site: Site) -> None:
    """XML that parses, with the titles as they were written."""
    for path, data in evil_site.files().items():
        if path.endswith(".xml"):
            ElementTree.fromstring(data)
    feed = ElementTree.fromstring(evil_site.files()["feed.xml"])
    titles = {e.text for e in feed.iter("{http://www.w3.org/2005/Atom}title")}
    assert set(EVIL[:9]) <= titles


def test_a_canonical_that_runs_is_not_printed(tmp_path: Path) -> None:
    """Only web addresses may stand there; anything else is told."""
    site = Site(tmp_path).article("2020/01/a", canonical="javascript:alert(1)").build()
    assert site.problems
    assert not site.output.exists() or "javascript:" not in site.html("2020/01/a/")
