"""The theme that docs/themes.md makes from an empty folder: written down as it stands there, built, and read."""

import re
import typing
from pathlib import Path

import html5lib
import msgspec
import pytest
from markupsafe import Markup
from test_docs import shown_types

from backfile.render.theme import REQUIRED
from site_builder import Site

DOC = (Path(__file__).parents[2] / "docs/themes.md").read_text(encoding="utf-8")
_NAMED_BLOCK = re.compile(r"^```(?:toml|css|jinja)\n(?:# |/\* |\{# )(\S+)(?: \*/| #\})?\n(.*?)^```$", re.M | re.S)
FILES = dict(_NAMED_BLOCK.findall(DOC))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small archive in that theme."""
    site = Site(tmp_path_factory.mktemp("mine")).config(theme="mine", per_page=2)
    for path, text in FILES.items():
        site.write(f"themes/mine/{path}", text)
    site.write("content/2020/mast.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for number in range(5):
        site.article(
            f"2020/0{number + 1}/a{number}",
            section="Radio",
            tags=["x", "y"][: number // 4 + 1],
            author=["Ada Lovelace"],
        )
    image = {"src": "/2020/mast.svg", "alt": "A mast"}
    corrections = [{"date": "2020-10-16", "text": "It was 2."}]
    site.article("2020/10/full", tags=["x", "y"], image=image, corrections=corrections, aliases=["/old/"])
    return site.page("about").build()


def test_the_example_is_whole(site: Site) -> None:
    """All templates that a theme must have, and nothing is told of it."""
    assert {f"templates/{name}" for name in REQUIRED} <= FILES.keys()
    assert site.problems == ()


def test_its_pages_are_sound(site: Site) -> None:
    """Each parses without an error and has a title and a language."""
    pages = {path: data for path, data in site.files().items() if path.endswith(".html")}
    assert len(pages) > 25
    for path, data in pages.items():
        if not path.startswith("fragments/"):
            tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data.decode())
            assert tree.get("lang") and tree.findtext(".//title"), path


def test_its_pages_show_what_they_should(site: Site) -> None:
    """The theme's setting, unless the archive has its own; a picture, a correction, tags, relatives, a citation."""
    page = site.html("2020/10/full/")
    for part in (
        "Good morning.",
        'alt="A mast"',
        "It was 2.",
        'rel="tag"',
        "<h2>Cite</h2>",
        "/2020/05/a4/",
        "citation_title",
    ):
        assert part in page, part
    assert "Older" in site.html("tags/x/") and "Ada Lovelace" in site.html("authors/")
    assert "Good evening." in site.config(params={"greeting": "Good evening."}).build().html("")


@pytest.mark.parametrize(
    "shown", sorted(shown_types(), key=lambda shown: shown.__name__), ids=lambda shown: shown.__name__
)
def test_every_field_has_an_example_of_its_type(shown: type[msgspec.Struct]) -> None:
    """Of a field that holds other values of this document, the reference to these is example enough."""
    section = re.search(rf"^### {shown.__name__}\n(.*?)(?=^#|\Z)", DOC, re.M | re.S)
    assert section
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \|$", section[1], re.M)
    hints = typing.get_type_hints(shown)
    assert [name for name, _, _ in rows] == list(hints)
    for name, kind, example in rows:
        assert bool(example) != ("](#" in kind), (name, "an example or a reference")
        if example:
            wanted = str if hints[name] is Markup else hints[name]
            msgspec.json.decode(example.strip("`").replace("\\|", "|"), type=wanted, strict=True)
