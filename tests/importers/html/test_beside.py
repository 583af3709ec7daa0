"""Files that a page of a site names by their addresses are found where the site lies on the disk."""

from pathlib import Path

import pytest

from backfile.importers.html.beside import find_beside, site_root


@pytest.mark.parametrize(
    ("file", "url", "root", "before"),
    [
        ("site/2020/10/locks/index.html", "https://example.org/2020/10/locks/", "site", ""),
        ("site/2020/10/locks.html", "https://example.org/2020/10/locks", "site", ""),
        ("site/2020/10/locks.html", "https://example.org/2020/10/locks.html", "site", ""),
        ("site/2020/locks/index.html", "https://example.org/blog/2020/locks/", "site", "/blog"),
        ("example.org/site/a/index.html", "https://example.org/a/", "example.org/site", ""),
        ("site/locks.html", "https://example.org/?p=12", ".", ""),
    ],
)
def test_the_root_is_where_file_and_address_part(file: str, url: str, root: str, before: str, tmp_path: Path) -> None:
    """Else it is the folder that was named."""
    assert site_root(tmp_path / file, tmp_path, url) == (tmp_path / root, before)


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("gate.svg", True),
        ("/blog/2020/locks/gate.svg?v=2", True),
        ("https://example.org/blog/2020/locks/gate.svg", True),
        ("//example.org/blog/2020/locks/gate.svg", True),
        ("https://other.example.com/blog/2020/locks/gate.svg", False),
        ("/2020/locks/gate.svg", False),
        ("/blog/../secret.svg", False),
        ("file:///blog/2020/locks/gate.svg", False),
        ("data:image/svg+xml,x", False),
        ("http://[broken", False),
        ("/blog/\0", False),
        ("", False),
    ],
)
def test_which_files_are_meant(address: str, is_found: bool, tmp_path: Path) -> None:
    """Those of the page's own site, and nothing beyond the folder that was named."""
    folder = tmp_path / "site"
    (folder / "2020" / "locks").mkdir(parents=True)
    gate = folder / "2020" / "locks" / "gate.svg"
    gate.touch()
    (tmp_path / "secret.svg").touch()
    url = "https://example.org/blog/2020/locks/"
    found = find_beside(gate.with_name("index.html"), str(folder), url, address)
    assert found == (str(gate) if is_found else "")


def test_a_page_that_was_named_by_itself_finds_nothing_from_the_root(tmp_path: Path) -> None:
    """There is no folder to look in."""
    (tmp_path / "gate.svg").touch()
    assert not find_beside(tmp_path / "a.html", "", "https://example.org/a.html", "/gate.svg")
