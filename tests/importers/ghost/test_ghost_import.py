"""A Ghost site from end to end: files in an archive, links and media in place, and nothing done twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ghost_exports import BODY, export, post

from backfile.cli.main import backfile
from backfile.importers.registry import importers

pytestmark = pytest.mark.skipif("ghost" not in importers(), reason="this installation's entry points are older")

GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An extracted copy of a site: its export, its pictures, and a theme, which holds no articles."""
    folder = tmp_path / "site"
    (folder / "content" / "images" / "2020" / "10").mkdir(parents=True)
    (folder / "content" / "images" / "2020" / "10" / "gate.gif").write_bytes(GIF)
    (folder / "content" / "themes").mkdir()
    (folder / "content" / "themes" / "README.md").write_text("# A theme\n\nIts words are no article.\n")
    (folder / "content" / "themes" / "package.json").write_text("{}")
    write(folder, BODY)
    return folder


def write(folder: Path, html: str) -> None:
    """The export: two posts, of which the second has that text, and a page."""
    text = (
        '<p>See <a href="__GHOST_URL__/lock-2/#gates">that</a>.</p><figure class="kg-card kg-image-card"><img '
        'alt="A gate" src="__GHOST_URL__/content/images/size/w1000/2020/10/gate.gif"></figure>'
        '<img src="__GHOST_URL__/content/images/gone.gif" alt="Gone">'
    )
    first = post(1, html=text, feature_image="__GHOST_URL__/content/images/2020/10/gate.gif")
    page = post(3, type="page", title="About", slug="about")
    (folder / "canal.ghost.2020-12-01.json").write_bytes(export(first, post(2, html=html), page))


def run(root: Path, source: Path) -> dict[str, Any]:
    """Runs `backfile import`; its report."""
    path = root / "report.json"
    result = CliRunner().invoke(backfile, ["import", "-s", str(root), str(source), "--report", str(path)])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def counts(report: dict[str, Any]) -> tuple[Any, ...]:
    """Format, and how many were created, updated, unchanged and skipped."""
    return tuple(report[name] for name in ("format", "created", "updated", "unchanged", "skipped"))


def bytes_of(folder: Path) -> dict[Path, bytes]:
    """All files below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_posts_pages_links_and_media_find_their_places_once(root: Path, source: Path) -> None:
    """A folder is taken as a whole; a second import changes not one byte, a third only what changed."""
    report = run(root, source)
    assert counts(report) == ("ghost", 3, 0, 0, 1)
    content = root / "content"
    first = (content / "2020" / "10" / "lock-1" / "index.md").read_text()
    pictures = [path.name for path in (content / "2020" / "10" / "lock-1").glob("*.gif")]
    assert len(pictures) == 1
    assert f"![A gate]({pictures[0]})" in first and f"image: {pictures[0]}" in first
    assert "[that](../lock-2.md#gates)" in first and "aliases:\n- /lock-1/" in first
    missing = [one["address"] for article in report["articles"] for one in article["missing"]]
    assert missing == ["/content/images/gone.gif"]
    assert "set `address` under [importers.ghost]" in report["problems"][-1]["hint"]
    assert (content / "pages" / "about.md").is_file()
    before = bytes_of(content)
    assert counts(run(root, source)) == ("ghost", 0, 0, 3, 1)
    assert bytes_of(content) == before
    write(source, "<p>Rewritten.</p>")
    assert counts(run(root, source)) == ("ghost", 0, 1, 2, 1)
    with (root / "backfile.toml").open("a") as settings:
        settings.write('[importers.ghost]\naddress = "https://canal.example.org"\n')
    assert counts(run(root, source))[1:3] == (0, 3)
    assert CliRunner().invoke(backfile, ["build", "-s", str(root)]).exit_code == 0


def test_pictures_may_lie_where_the_settings_say(root: Path, source: Path, tmp_path: Path) -> None:
    """Wherever the export is."""
    moved = tmp_path / "elsewhere" / "deep" / "er"
    moved.mkdir(parents=True)
    export_file = (source / "canal.ghost.2020-12-01.json").rename(moved / "canal.json")
    with (root / "backfile.toml").open("a") as settings:
        settings.write(f"[importers.ghost]\ncontent = {json.dumps(str(source / 'content'))}\n")
    run(root, export_file)
    assert list((root / "content" / "2020" / "10" / "lock-1").glob("*.gif"))
