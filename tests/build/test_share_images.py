"""Share images in a site: which articles have one, and that they follow what they show."""

import re
from pathlib import Path

import pytest

from backfile.build import full
from pictures import photographs
from site_builder import Site, assert_same_files, changed_between


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Four articles: one without a picture, one with a photograph, one with a drawing, one in other letters."""
    return (
        Site(tmp_path / "archive")
        .config(share={"images": True})
        .article("2020/01/plain", title="A plain article", section="Radio")
        .article("2020/02/photo", image={"src": "/files/photo.png", "alt": "Gates"})
        .article("2020/03/drawing", image={"src": "/files/plan.svg", "alt": "A plan"})
        .article("2020/04/tokyo", title="東京")
        .write("content/files/photo.png", photographs.png(300, 200))
        .write("content/files/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"/>')
    )


def image(site: Site, address: str) -> str:
    """The `og:image` of a page as a path in the site; empty where it has none."""
    found = re.search(r'property="og:image" content="https://example.org/([^"]*)"', site.html(address))
    return found[1] if found else ""


def drawn(site: Site) -> set[str]:
    """The share images that there are."""
    return {path for path in site.files() if path.startswith("assets/share/")}


def test_an_article_without_a_photograph_has_a_share_image(site: Site) -> None:
    """A photograph is shown itself, as networks show no drawings; other letters are not drawn."""
    assert not site.build().problems
    assert image(site, "2020/02/photo/") == "files/photo.png"
    assert image(site, "2020/04/tokyo/") == ""
    assert drawn(site) == {image(site, "2020/01/plain/"), image(site, "2020/03/drawing/")}
    html = site.html("2020/03/drawing/")
    assert '"og:image:width" content="1200"' in html and '"og:image:height" content="630"' in html
    assert 'name="twitter:card" content="summary_large_image"' in html
    assert 'property="og:image:alt" content="Drawing"' in html
    assert photographs.opened((site.output / image(site, "2020/01/plain/")).read_bytes()).size == (1200, 630)
    assert 'name="twitter:card" content="summary"' in site.html("2020/04/tokyo/")


def test_none_is_drawn_unless_asked_for(site: Site) -> None:
    """And those that were go."""
    assert drawn(site.build())
    assert not drawn(site.config(share=None).build())
    assert image(site, "2020/03/drawing/") == "files/plan.svg"


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Another title"},
        {"section": "Space"},
        {"date": "2020-01-20"},
        {"image": "/files/photo.png"},
        {"title": "東京"},
        {"url": "/elsewhere/"},
        {"draft": True},
    ],
    ids=lambda edit: "".join(edit),
)
def test_a_share_image_follows_its_article(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: dict[str, object]
) -> None:
    """By the short way of small changes: drawn anew at its address, or gone; the others stay."""
    site.article("2020/05/more", section="Radio").article("2020/06/more", section="Space").build()
    before, others = site.files(), drawn(site) - {image(site, "2020/01/plain/")}
    with monkeypatch.context() as patch:
        patch.setattr(full, "build_changes", lambda *_: pytest.fail("the whole site was planned"))
        site.edit("2020/01/plain", **edit).build()
    after = site.files()
    assert not site.problems and not others & changed_between(before, after)
    clean = site.clean_copy(tmp_path / "clean").build()
    assert_same_files(after, clean.files())
    assert (site.result.pages, site.result.articles) == (clean.result.pages, clean.result.articles)


def test_an_edited_text_or_footer_draws_nothing(site: Site) -> None:
    """A share image hangs on what is written on it, and on its colours."""
    before = site.build().files()
    site.edit("2020/01/plain", "Other words.\n", standfirst="New.").config(copyright="Nobody").build()
    assert not drawn(site) & changed_between(before, site.files())
    site.config(share={"images": True, "image_ink": "#223344"}).build()
    assert drawn(site) <= changed_between(before, site.files())


def test_a_colour_that_is_none_is_a_problem(site: Site) -> None:
    """With its line and what to write."""
    (problem,) = site.config(share={"images": True, "image_ink": "black"}).build().problems
    assert str(problem.location).startswith("backfile.toml:") and "#8c1c13" in problem.hint
