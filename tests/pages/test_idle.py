"""What the settings name and the archive does not have is told, and the site is built."""

import os
import sys
from pathlib import Path

import pytest

from cli.conftest import Run, run
from site_builder import Site

__all__ = ["run"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive with one section and one page."""
    return Site(tmp_path / "archive").article("2020/10/locks", section="Water").page("about")


def test_a_section_that_no_article_has_is_told_with_its_line(site: Site) -> None:
    """In the menu as in the boxes, with the nearest one there is; the site is built without it."""
    site.config(menu={"sections": ["Water", "Nowhere"], "boxes": ["Watr"]}).build()
    assert [str(problem) for problem in site.problems] == [
        'backfile.toml:3:33: warning: no article is of the section "Nowhere".\n'
        "    Correct it, or remove it until there is one.",
        'backfile.toml:3:56: warning: no article is of the section "Watr".\n    The nearest section is "Water".',
    ]
    assert not site.result.failed and site.html("")


@pytest.mark.parametrize("menu", ["main", "footer"])
def test_a_link_of_a_menu_that_leads_nowhere_is_told(site: Site, menu: str) -> None:
    """Of the site's own addresses only; it is no problem that stops anything."""
    site.config(menu={menu: [{"label": "A", "url": "/about/#us"}, {"label": "B", "url": "/nope/"}]}).build()
    assert [problem.message for problem in site.problems] == ['the link "/nope/" leads to no page of the archive.']
    assert site.problems[0].location.line == 3 and not site.result.failed


def test_links_that_lead_somewhere_are_not_told(site: Site) -> None:
    """To pages with or without their last slash, lists, files of the theme, and other sites."""
    urls = ("/", "/about", "/2020/10/locks/", "/sections/water/", "/feed.xml", "/robots.txt", "https://a.org/", "#top")
    site.config(menu={"footer": [{"label": url, "url": url} for url in urls]}, newsletter={"url": "/about/"}).build()
    assert site.problems == ()


def test_a_section_is_known_by_any_of_its_spellings(site: Site) -> None:
    """As terms are."""
    assert site.config(menu={"sections": ["WATER"]}).build().problems == ()


def test_a_check_tells_the_same(site: Site, run: Run) -> None:
    """Before a build does."""
    site.config(newsletter={"url": "/nope/"})
    result = run("check", "-s", site.root)
    assert 'backfile.toml:3:16: warning: the link "/nope/" leads to no page' in result.output


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_files_of_a_theme_whose_names_are_no_text_are_told(site: Site) -> None:
    """Templates and static files, as articles are."""
    site.write("themes/plain/theme.toml", "").config(theme="plain")
    site.write(os.fsdecode(b"themes/plain/static/a\xff.css"), "").write(os.fsdecode(b"templates/a\xff.html"), "")
    site.build()
    told = {str(problem.location): problem.message for problem in site.problems if "UTF-8" in problem.message}
    assert set(told) == {"themes/plain/static/a\\udcff.css", "templates/a\\udcff.html"}


def test_a_theme_that_cannot_be_read_is_told(site: Site) -> None:
    """Its TOML, and free values that are no table."""
    site.write("themes/plain/theme.toml", "params = 5\n").config(theme="plain").build()
    assert [str(problem.location) for problem in site.problems] == ["themes/plain/theme.toml:1:1"]
    site.write("themes/plain/theme.toml", "params = [\n").build()
    assert "this is not TOML" in site.problems[0].message
