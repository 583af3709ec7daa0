"""An export from end to end: files in an archive, links and media in place, and nothing done twice."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wxr import SITE, comment, export, item, picture

from backfile.cli.main import backfile
from backfile.importers.registry import importers

pytestmark = pytest.mark.skipif("wordpress" not in importers(), reason="this installation's entry points are older")

GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
UPLOADS = f"{SITE}/wp-content/uploads/2020/10"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An export with its uploads beside it."""
    folder = tmp_path / "site"
    (folder / "wp-content" / "uploads" / "2020" / "10").mkdir(parents=True)
    (folder / "wp-content" / "uploads" / "2020" / "10" / "gate.gif").write_bytes(GIF)
    (folder / "wp-content" / "uploads" / "2020" / "10" / "gate-300x200.gif").write_bytes(b"")
    write(folder, f'See <a href="/?p=2">that</a>.\n\n<img src="{UPLOADS}/gate-300x200.gif" alt="A gate">')
    return folder


def write(folder: Path, content: str) -> None:
    """The export: two posts, of which the first has that content, a page and a picture."""
    items = (
        item(1, content=content, meta=(("_thumbnail_id", "9"),), more=comment(1, "Well.")),
        item(2, content=f'Back to <a href="{SITE}/2020/10/lock-1/#gates">it</a>.'),
        item(3, type="page", title="About", slug="about", link=f"{SITE}/about/"),
        picture(9, "2020/10/gate.gif"),
    )
    (folder / "canal.xml").write_bytes(export(*items))


def run(root: Path, source: Path) -> Result:
    """Runs `backfile import` with a report."""
    arguments = ["import", "-s", str(root), str(source), "--report", str(root / "report.json")]
    return CliRunner().invoke(backfile, arguments)


def report(root: Path) -> dict[str, int]:
    """The numbers of the report."""
    found = json.loads((root / "report.json").read_text())
    return {name: found[name] for name in ("created", "updated", "unchanged", "skipped", "merged", "conflicts")}


def test_posts_pages_links_media_and_comments_find_their_places(root: Path, source: Path) -> None:
    """A folder with an export and its uploads is taken as a whole."""
    assert run(root, source).exit_code == 0
    content = root / "content"
    first = (content / "2020" / "10" / "lock-1" / "index.md").read_text()
    second = (content / "2020" / "10" / "lock-2.md").read_text()
    pictures = [path.name for path in (content / "2020" / "10" / "lock-1").glob("*.gif")]
    assert len(pictures) == 1
    assert f"![A gate]({pictures[0]})" in first and f"src: {pictures[0]}" in first
    assert "[that](../lock-2.md)" in first and "[it](lock-1/index.md#gates)" in second
    assert (content / "pages" / "about.md").is_file()
    assert json.loads((root / "comments" / "2020" / "10" / "lock-1.json").read_text())[0]["text"] == "Well."
    assert CliRunner().invoke(backfile, ["build", "-s", str(root)]).exit_code == 0


def test_a_page_whose_address_is_taken_leaves_it_to_the_other(root: Path, source: Path) -> None:
    """Nearly every site has an “About”, and so has many an archive before it is filled; it must build afterwards."""
    pages = root / "content" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("---\ntitle: About this archive\n---\n\nWords.\n")
    assert run(root, source).exit_code == 0
    assert "/about/" not in (pages / "about-2.md").read_text().replace(f"{SITE}/about/", "")
    assert CliRunner().invoke(backfile, ["build", "-s", str(root)]).exit_code == 0


def test_a_second_import_changes_nothing_and_a_third_what_changed(root: Path, source: Path) -> None:
    """Not one byte; then only the post that was edited."""
    run(root, source)
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
    run(root, source)
    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before
    assert report(root)["unchanged"] == 3 and report(root)["created"] == 0
    write(source, "Rewritten.")
    run(root, source)
    assert report(root) == {"created": 0, "updated": 1, "unchanged": 2, "skipped": 1, "merged": 0, "conflicts": 0}
