"""A blog from end to end: files in an archive, links in place, and nothing done twice."""

import json
from pathlib import Path

import pytest
from blogger_exports import SITE, TAKEOUT_HEAD, comment, entry, export, takeout
from click.testing import CliRunner

from backfile.cli.main import backfile
from backfile.importers.registry import importers

pytestmark = pytest.mark.skipif("blogger" not in importers(), reason="this installation's entry points are older")


def run(root: Path, source: Path) -> dict[str, int]:
    """Runs `backfile import`; the numbers of its report."""
    report = root / "report.json"
    result = CliRunner().invoke(backfile, ["import", "-s", str(root), str(source), "--report", str(report)])
    assert result.exit_code == 0, result.output
    found = json.loads(report.read_text())
    return {name: found[name] for name in ("format", "created", "updated", "unchanged", "skipped")}


def bytes_of(folder: Path) -> dict[Path, bytes]:
    """All files below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_posts_pages_links_and_comments_find_their_places_once(root: Path, tmp_path: Path) -> None:
    """A second import changes not one byte; a third only what changed."""
    source = tmp_path / "blog-12-01-2020.xml"
    items = (
        entry(2, content=f'Back to <a href="{SITE}/2020/10/lock-1.html#gates">it</a>.'),
        entry(3, "page", title="About", link=f"{SITE}/p/about.html"),
        comment(7, 1, "Well."),
        entry(4, "settings"),
    )
    source.write_bytes(export(entry(1), *items))
    assert run(root, source) == {"format": "blogger", "created": 3, "updated": 0, "unchanged": 0, "skipped": 1}
    content = root / "content"
    assert "aliases:\n- /2020/10/lock-1.html" in (content / "2020" / "10" / "lock-1.md").read_text()
    assert "[it](lock-1.md#gates)" in (content / "2020" / "10" / "lock-2.md").read_text()
    assert (content / "pages" / "about.md").is_file()
    assert json.loads((root / "comments" / "2020" / "10" / "lock-1.json").read_text())[0]["text"] == "Well."
    before = {**bytes_of(content), **bytes_of(root / "comments")}
    assert run(root, source)["unchanged"] == 3
    assert {**bytes_of(content), **bytes_of(root / "comments")} == before
    source.write_bytes(export(entry(1, content="Rewritten."), *items))
    assert run(root, source)["updated"] == 1
    assert CliRunner().invoke(backfile, ["build", "-s", str(root)]).exit_code == 0


def test_a_folder_of_takeout_is_taken_as_a_whole(root: Path, tmp_path: Path) -> None:
    """Its lists and the comments that the owner wrote elsewhere make no articles."""
    takeout_folder = tmp_path / "Takeout" / "Blogger"
    blog, elsewhere = takeout_folder / "Blogs" / "The canal", takeout_folder / "Comments" / "The canal"
    blog.mkdir(parents=True), elsewhere.mkdir(parents=True)
    (blog / "feed.atom").write_bytes(export(takeout(1), head=TAKEOUT_HEAD))
    (blog / "settings.csv").write_text("title,body\nThe canal,x\n")
    parent = "tag:blogger.com,1999:blog-12.post-9"
    (elsewhere / "feed.atom").write_bytes(export(takeout(7, "COMMENT", parent=parent), head=TAKEOUT_HEAD))
    assert run(root, tmp_path / "Takeout") == {
        "format": "blogger",
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": 1,
    }


def test_takeout_after_an_export_doubles_nothing(root: Path, tmp_path: Path) -> None:
    """Both know a post by the same name."""
    first, second = tmp_path / "blog-12-01-2020.xml", tmp_path / "feed.atom"
    first.write_bytes(export(entry(1), entry(2)))
    second.write_bytes(export(takeout(1), takeout(2), takeout(3), head=TAKEOUT_HEAD))
    assert run(root, first)["created"] == 2
    again = run(root, second)
    assert (again["created"], again["updated"]) == (1, 2)
