"""An author's page: who it is, as the terms' file tells, for readers and for machines."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from site_builder import Site

AUTHORS = """
Jane Doe:
  description: Wrote of cables.
  image: portraits/jane.svg
  links:
    Letters: https://letters.example.com/jane
    E-mail: mailto:jane@example.com
The desk:
  links: [https://www.example.org/desk]
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Two authors, of which one has a portrait."""
    site = Site(tmp_path).write("content/portraits/jane.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("content/authors.yaml", AUTHORS)
    for number in range(3):
        site.article(f"{2018 + number}/01/a", author=["Jane Doe", "The desk"], section="Cables")
    return site.config(per_page=2).build()


def head(site: Site, path: str) -> str:
    """The head of a list."""
    return site.html(path).partition('<header class="list-header')[2].partition("</header>")[0]


def profile(site: Site, path: str) -> dict[str, Any]:
    """The linked data that tells what the page is."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', site.html(path), re.S)
    return next(data for data in map(json.loads, scripts) if data["@type"].endswith("Page"))


def test_an_author_has_a_portrait_links_years_and_sections(site: Site) -> None:
    """Marked as microformats2 do; a link without a name is named by its host."""
    assert not site.problems
    own = head(site, "authors/jane-doe/")
    assert 'class="portrait u-photo" src="/portraits/jane.svg" alt=""' in own
    assert '<h1 class="p-name">Jane Doe</h1>' in own
    assert "Wrote of cables." in own
    assert '<a class="u-url" rel="me" href="https://letters.example.com/jane">Letters</a>' in own
    assert "<span>2018–2020</span>" in own
    assert '<a href="/sections/cables/">Cables</a>' in own
    assert ">example.org</a>" in head(site, "authors/the-desk/")


def test_machines_are_told_whom_the_page_is_about(site: Site) -> None:
    """A person, or where the name is a desk's an organisation; a numbered page is a list."""
    told = profile(site, "authors/jane-doe/")
    assert told["@type"] == "ProfilePage"
    assert told["mainEntity"] == {
        "@type": "Person",
        "name": "Jane Doe",
        "url": "https://example.org/authors/jane-doe/",
        "description": "Wrote of cables.",
        "image": "https://example.org/portraits/jane.svg",
        "sameAs": ["https://letters.example.com/jane"],
    }
    assert profile(site, "authors/the-desk/")["mainEntity"]["@type"] == "Organization"
    assert profile(site, "authors/jane-doe/page/1/")["@type"] == "CollectionPage"
    assert profile(site, "sections/cables/")["@type"] == "CollectionPage"


def test_numbered_pages_say_nothing_of_it(site: Site) -> None:
    """They never change."""
    own = head(site, "authors/jane-doe/page/1/")
    assert not [part for part in ("portrait", "Letters", "Wrote", "2018") if part in own]


def test_an_image_that_is_not_there_is_told_with_its_line(site: Site) -> None:
    """The page goes without; a portrait that comes is shown, and the page is built again for it."""
    site.delete("content/portraits/jane.svg").build()
    (problem,) = site.problems
    assert str(problem).startswith("content/authors.yaml:2: warning: ")
    assert "portraits/jane.svg" in problem.message
    assert "portrait" not in head(site, "authors/jane-doe/")
    site.write("content/portraits/jane.svg", "<svg/>").build()
    assert not site.problems
    assert "portrait" in head(site, "authors/jane-doe/")
