"""`backfile related` explains what an article's page shows."""

import json
import re
from pathlib import Path

import pytest

from cli.conftest import Run
from site_builder import Site


def related_on_page(site: Site, path: str) -> list[str]:
    """The addresses in the page's section of related articles, in order."""
    section = re.search(r'<section[^>]*class="[^"]*related.*?</section>', site.html(path), re.DOTALL)
    return list(dict.fromkeys(re.findall(r'<a[^>]*href="(/\d{4}/[^"]+)"', section[0]))) if section else []


def test_it_agrees_with_the_page(run: Run, site: Site) -> None:
    """The same articles in the same order."""
    site.build()
    told = json.loads(run("related", "/2020/10/locks/", "--json", "-s", site.root).stdout)
    assert [row["url"] for row in told] == related_on_page(site, "2020/10/locks/") != []


def test_limit_and_threshold_are_the_pages(run: Run, site: Site) -> None:
    """The settings hold for both."""
    site.config(related={"limit": 1, "threshold": 0.0}).build()
    told = json.loads(run("related", "/2020/10/locks/", "--json", "-s", site.root).stdout)
    assert [row["url"] for row in told] == related_on_page(site, "2020/10/locks/")
    assert len(told) == 1
    site.config(related={"limit": 6, "threshold": 1.0}).build()
    assert json.loads(run("related", "/2020/10/locks/", "--json", "-s", site.root).stdout) == []


def test_the_shared_tags_make_up_the_score(run: Run, site: Site) -> None:
    """A rare tag weighs more than one that every article has, and the parts sum up to the whole."""
    first = json.loads(run("related", "/2020/10/locks/", "--json", "-s", site.root).stdout)[0]
    assert first["path"] == "content/2021/01/aqueducts.md"
    assert [tag["tag"] for tag in first["shared"]] == ["locks", "canals"]
    assert first["shared"][0]["weight"] > first["shared"][1]["weight"]
    assert sum(tag["part"] for tag in first["shared"]) == pytest.approx(first["score"], abs=1e-5)


@pytest.mark.parametrize(
    "name",
    [
        "content/2020/10/locks.md",
        "content/2020/10/locks",
        "/2020/10/locks/",
        "/2020/10/locks",
        "https://example.org/2020/10/locks/",
        "https://example.org/2020/10/locks/#notes",
    ],
)
def test_an_article_has_many_names(run: Run, site: Site, name: str) -> None:
    """Its file, its file without ending, its address with and without the site's."""
    result = run("related", name, "-s", site.root)
    assert result.exit_code == 0
    assert "Water over a valley" in result.output


def test_a_file_is_named_as_seen_from_here(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell completes the paths of the folder where it stands; an absolute one does as well."""
    monkeypatch.chdir(site.root / "content/2020")
    assert run("related", "10/locks.md").exit_code == 0
    assert run("related", Path("10/locks.md").resolve()).exit_code == 0


def test_a_site_in_a_folder_has_its_base_path_in_addresses(run: Run, site: Site) -> None:
    """The address as the browser shows it leads to the article."""
    site.config(base_url="https://example.org/archive/")
    assert run("related", "https://example.org/archive/2020/10/locks/", "-s", site.root).exit_code == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("/2020/10/keys/", "is no article of this archive"),
        ("https://[keys", "is no article of this archive"),
        ("content/pages/about.md", "is a page with no date"),
        ("content/2021/02/dredging.md", "is not published now"),
    ],
)
def test_what_is_no_published_article_is_told_apart(run: Run, site: Site, name: str, told: str) -> None:
    """A typing error, a page and a draft get three different answers, and exit status 2."""
    site.article("2021/02/dredging", draft=True)
    result = run("related", name, "-s", site.root)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
