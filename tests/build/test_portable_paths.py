"""Every file of the site can be on every system: names that are one elsewhere, and names that cannot be."""

from pathlib import Path

import pytest

from backfile.archive.urls import folded, slugify, unportable
from backfile.build.request import Request
from backfile.check.checking import check
from backfile.problems import has_errors
from site_builder import NOW, Site


@pytest.mark.parametrize(
    ("one", "other"), [("/É/", "/e\u0301/"), ("/ﬁn/", "/fin/"), ("/ｶ/", "/カ/"), ("/Straße/", "/strasse/")]
)
def test_addresses_that_are_one_elsewhere_collide(tmp_path: Path, one: str, other: str) -> None:
    """After NFKD and case folding, as disks have it; also where the second comes by a small change."""
    assert folded(one) == folded(other)
    site = Site(tmp_path).article("2020/10/x", url=one).build()
    assert site.article("2020/11/y", url=other).build().result.failed
    assert site.clean_copy(tmp_path / "clean").build().result.failed


@pytest.mark.parametrize(
    "url",
    ["/con/", "/NUL.txt", "/com1.html", "/a:b/", "/a*/", '/a"b/', "/a|b", "/a./b/", "/a /", f"/{'é' * 118}/"],
)
def test_an_address_that_no_windows_has_is_a_problem(tmp_path: Path, url: str) -> None:
    site = Site(tmp_path).article("2020/10/x").build().edit("2020/10/x", url=url).build()
    assert site.result.failed
    assert {problem.location.path for problem in site.problems} == {"content/2020/10/x.md"}
    assert has_errors(check(Request(root=tmp_path, now=NOW)).problems)
    assert not site.edit("2020/10/x", url=None).build().problems


def test_an_old_address_is_as_it_was(tmp_path: Path) -> None:
    """A warning, and the page stands where it can."""
    site = Site(tmp_path).article("2020/10/x", aliases=["/a:b/"]).build()
    assert [(problem.location.path, problem.severity) for problem in site.problems] == [
        ("content/2020/10/x.md", "warning")
    ]
    assert "a:b/index.html" in site.files()


@pytest.mark.parametrize("name", ["CON", "aux", "Nul", "com1", "LPT9"])
def test_slugs_are_no_devices(tmp_path: Path, name: str) -> None:
    """Of titles, tags, sections and authors; a slug stays what it is."""
    slug = slugify(name)
    assert slugify(slug) == slug
    site = Site(tmp_path).article(f"2020/10/{name}", tags=[name], section=name, author=name).build()
    assert not site.problems
    assert {f"tags/{slug}/index.html", f"2020/10/{slug}/index.html"} <= site.files().keys()
    assert not any(map(unportable, site.files()))


def test_c_and_its_children_stay_three(tmp_path: Path) -> None:
    site = Site(tmp_path).article("2020/10/x", tags=["C", "C++", "C#"]).build()
    assert not site.problems
    assert {"tags/c/index.html", "tags/c-plus-plus/index.html", "tags/c-sharp/index.html"} <= site.files().keys()
