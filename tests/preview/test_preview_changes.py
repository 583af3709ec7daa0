"""Which changes of files matter, and how they are named."""

from pathlib import Path

import pytest

from backfile.preview.changes import are_styles, is_of_interest, shown_path

ROOT = Path("/archive")
THEME = Path("/lib/python3/.venv/themes/broadsheet")
FOLDERS = [ROOT / "content", ROOT / "themes", THEME]


@pytest.mark.parametrize(
    "path",
    [
        "/archive/content/2020/10/x.md",
        "/archive/content/tags.yaml",
        "/archive/content/2020/10/photo.jpg",
        "/archive/themes/own/static/own.css",
        "/lib/python3/.venv/themes/broadsheet/templates/base.html",
    ],
)
def test_content_and_themes_matter(path: str) -> None:
    """A hidden folder above a watched one does not hide it."""
    assert is_of_interest(ROOT, FOLDERS, Path(path))


@pytest.mark.parametrize(
    "name",
    [".x.md.swp", "x.md~", ".#x.md", "#x.md#", "4913", "x.md.tmp", ".DS_Store", ".obsidian/a.md", "~$x.md", "x.crswap"],
)
def test_what_editors_make_for_themselves_does_not(name: str) -> None:
    """Swap files, backups, locks, hidden folders."""
    assert not is_of_interest(ROOT, FOLDERS, ROOT / "content/2020" / name)


def test_the_quarantine_does_not() -> None:
    """A build does not read it."""
    assert not is_of_interest(ROOT, FOLDERS, ROOT / "content/quarantine/x.md")


def test_paths_are_told_from_the_root() -> None:
    """Inside the archive from its root, elsewhere whole."""
    assert shown_path(ROOT, ROOT / "content/x.md") == "content/x.md"
    assert shown_path(ROOT, THEME / "theme.toml") == str(THEME / "theme.toml")


def test_only_stylesheets_are_swapped() -> None:
    """One other file among them, or none at all, and the page is loaded anew."""
    assert are_styles(["themes/own/static/a.css", "b.css"])
    assert not are_styles(["a.css", "content/x.md"])
    assert not are_styles([])
