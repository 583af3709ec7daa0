"""An address that was given to a term is not silently given to another."""

from pathlib import Path

import pytest

from cli.conftest import Run, run
from site_builder import Site

__all__ = ["run"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A built archive with a tag, a section and an author whose slugs are not how they are written."""
    site = Site(tmp_path / "archive")
    return site.article("2020/06/a", tags=["café", "C++"], section="Café", author="José Doe").build()


def later(site: Site, name: str) -> Site:
    """With an article whose terms want the same slugs."""
    return site.article(name, tags=["cafe", "c plus plus"], section="Cafe", author="Jose Doe")


def test_a_term_that_comes_later_takes_no_address(site: Site) -> None:
    """Each keeps its own, nothing is told, and the newcomers get a mark."""
    later(site, "2020/07/b").build()
    assert site.problems == ()
    for path in ("tags/cafe/", "tags/c-plus-plus/", "sections/cafe/", "authors/jose-doe/"):
        assert "/2020/06/a/" in site.html(path) and "/2020/07/b/" not in site.html(path)


def test_the_same_content_gives_the_same_addresses(site: Site, tmp_path: Path) -> None:
    """Whatever was built before, and in whichever order it came."""
    later(site, "2020/05/b").build()
    assert site.clean_copy(tmp_path / "copy").build().files() == site.files()


def test_an_older_article_that_takes_an_address_is_told_of(site: Site) -> None:
    """At that article, with both terms and both remedies; with --strict it is a problem."""
    later(site, "2020/05/b").build()
    told = {str(problem) for problem in site.problems}
    assert len(told) == 4
    mark = next(path for path in site.files() if path.startswith("tags/cafe-")).split("/")[1]
    assert (
        "content/2020/05/b.md:4: warning: "
        f"the tag “cafe” takes the address /tags/cafe/ from “café”, which moves to /tags/{mark}/.\n"
        '    To keep it, write in content/tags.yaml:  "café": {slug: cafe}  – or, if it is meant:  "cafe": {slug: cafe}'
    ) in told
    assert not site.result.failed
    assert site.build(strict=True).result.failed


def test_it_is_told_until_it_is_settled(site: Site) -> None:
    """At every build, whether anything changed or not; a slug for either of the two ends it."""
    later(site, "2020/05/b").build()
    assert len(site.build().problems) == 4
    assert len(site.article("2020/08/c").build().problems) == 4
    site.write("content/tags.yaml", "café: {slug: cafe}\nc plus plus: {slug: c-plus-plus}\n").build()
    assert [problem.message.split()[1] for problem in site.problems] == ["section", "author"]
    assert "/2020/06/a/" in site.html("tags/cafe/")
    assert "/2020/05/b/" in site.html("tags/c-plus-plus/")
    assert len(site.article("2020/09/d").build().problems) == 2


def test_a_term_that_is_gone_has_left_its_address(site: Site) -> None:
    """Renamed in all its articles, or an alias now: readers are led to where its articles are."""
    site.edit("2020/06/a", tags=["cafe"], section="Cafe", author="Jose Doe").build()
    assert site.problems == ()
    site.article("2020/05/b", tags=["café"]).write("content/tags.yaml", "cafe: {aliases: [café]}\n").build()
    assert site.problems == ()


def test_a_check_tells_before_the_build_does(site: Site, run: Run) -> None:
    """Among the addresses."""
    later(site, "2020/05/b")
    result = run("check", "-s", site.root)
    assert "Addresses: 4 warnings" in result.output
    assert "takes the address /sections/cafe/ from “Café”" in result.output


def test_a_further_taxonomy_has_a_file_of_its_own_for_it(tmp_path: Path) -> None:
    """Named as the folder of its pages."""
    site = Site(tmp_path).config(taxonomies={"company": {}}).article("2020/06/a", company=["Café"]).build()
    site.article("2020/05/b", company=["Cafe"]).build()
    assert ["content/company.yaml" in problem.hint for problem in site.problems] == [True]
