"""From a request's path to a file: only files of the site, never anything hidden or outside."""

from pathlib import Path

import pytest

from backfile.preview.paths import find_file, is_folder

HIDDEN = (".hidden", ".git/config", ".well-known/security.txt", ".well-known/.hidden", "a/.well-known/security.txt")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a secret beside it, a hidden file within it and links that lead out of it."""
    site = tmp_path / "site"
    for name in ("index.html", "feed.xml", "a/index.html", "a b/ü.txt", "empty/file.txt", *HIDDEN):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "site-other").mkdir()
    (tmp_path / "site-other/x.txt").write_text("secret", encoding="utf-8")
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    (site / "outside").symlink_to(tmp_path)
    (site / "loop").symlink_to("loop")
    (site / "within.xml").symlink_to("feed.xml")
    return site


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/feed.xml", "feed.xml"),
        ("/a/", "a/index.html"),
        ("/a/index.html", "a/index.html"),
        ("/a b/ü.txt", "a b/ü.txt"),
        ("/within.xml", "within.xml"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_files_are_found(site: Path, path: str, name: str) -> None:
    """A file by its path, a folder by its index."""
    assert find_file(site, path) == site / name


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/a/../../secret.txt",
        "/a/../index.html",
        "/./index.html",
        "//index.html",
        "/a//index.html",
        "//",
        "/..",
        "/../site-other/x.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..\\secret.txt",
        "\\..\\secret.txt",
        "/a\\index.html",
        "/index.html\x00",
        "/index.html\x00.png",
        "/feed.xml\n",
        "/.hidden",
        "/.git/config",
        "/.well-known",
        "/.well-known/",
        "/.well-known/.hidden",
        "/.well-known/../.hidden",
        "/.well-known/../../secret.txt",
        "/.Well-Known/security.txt",
        "/a/.well-known/security.txt",
        "/out.txt",
        "/outside/secret.txt",
        "/loop",
        "/feed.xml/",
        "/a",
        "/empty/",
        "/nothing",
        "/" + "x" * 5000,
        "/" + "x/" * 5000,
        "/\ud800",
        "",
        "*",
        "index.html",
        "C:/secret.txt",
    ],
)
def test_nothing_else_is(site: Path, path: str) -> None:
    """Whatever is outside, hidden, half-decoded or no file at all is not there."""
    assert find_file(site, path) is None


def test_an_absolute_path_stays_inside(site: Path, tmp_path: Path) -> None:
    """A path that names a file of the machine names none of the site."""
    assert find_file(site, f"/{tmp_path}/secret.txt") is None
    assert find_file(site, f"{tmp_path}/secret.txt") is None


def test_a_folder_without_its_slash_is_told(site: Path) -> None:
    """Only a folder with a page is redirected to."""
    assert is_folder(site, "/a")
    assert not is_folder(site, "/a/")
    assert not is_folder(site, "/empty")
    assert not is_folder(site, "/outside")
    assert not is_folder(site, "//a")


def test_a_site_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    """Before the first build nothing is found, and nothing fails."""
    assert find_file(tmp_path / "none", "/") is None
