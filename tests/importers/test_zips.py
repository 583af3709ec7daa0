"""A zip is imported as the folder that it is made from; what only has the form of a zip is not taken for one."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backfile.cli.main import backfile

GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
LOCK = "---\ntitle: How a lock works\ndate: 2020-10-15\n---\n\n![A gate](media/gate.gif)\n\nSee [the weir](weir.md).\n"
WEIR = "---\ntitle: What a weir holds\ndate: 2020-11-15\n---\n\nWater, as long as it is low.\n"


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    """A zip with these files, at that path."""
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def run(root: Path, *arguments: object) -> Result:
    """Runs `backfile import` in the archive."""
    report = ["--report", str(root / "report.json")]
    result = CliRunner().invoke(backfile, ["import", "-s", str(root), *map(str, arguments), *report])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def report(root: Path) -> dict[str, object]:
    """The last report."""
    found: dict[str, object] = json.loads((root / "report.json").read_text())
    return found


def texts(root: Path) -> dict[str, bytes]:
    """All files of content/."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "content").rglob("*") if p.is_file()}


def test_a_zip_of_markdown_brings_its_media_and_links(root: Path, tmp_path: Path) -> None:
    """As the folder would; sources are named by the zip, and nothing is left of what was unpacked."""
    source = packed(tmp_path / "in" / "old.zip", {"lock.md": LOCK, "weir.md": WEIR, "media/gate.gif": GIF})
    assert run(root, source).exit_code == 0
    text = (root / "content/2020/10/lock/index.md").read_text()
    assert "[the weir](../../11/weir.md)" in text and list((root / "content/2020/10/lock").glob("gate-*.gif"))
    articles = report(root)["articles"]
    assert isinstance(articles, list)
    assert [article["source"] for article in articles] == [f"{source}/lock.md", f"{source}/weir.md"]
    assert not list((root / ".backfile").glob("import-*"))


def test_a_second_import_of_a_zip_changes_nothing(root: Path, tmp_path: Path) -> None:
    """And a third only what changed, though these sources are known by nothing but their place in the zip."""
    source = packed(tmp_path / "in" / "old.zip", {"lock.md": LOCK, "weir.md": WEIR, "media/gate.gif": GIF})
    run(root, source)
    before = texts(root)
    assert run(root, source).exit_code == 0
    assert texts(root) == before and report(root)["unchanged"] == 2
    packed(source, {"lock.md": LOCK, "weir.md": WEIR.replace("low", "not high"), "media/gate.gif": GIF})
    run(root, source)
    assert report(root)["updated"] == 1 and sorted(texts(root)) == sorted(before)


def test_a_zip_with_one_folder_in_it_is_that_folder(root: Path, tmp_path: Path) -> None:
    """As programs that pack a folder make them: here a site of Jekyll, which is known by names in its own folder."""
    files: dict[str, str | bytes] = {
        "site-main/_config.yml": "title: Canal\n",
        "site-main/_posts/2020-10-15-lock.md": "---\ntitle: How a lock works\n---\n\nWith {{ site.title }} water.\n",
    }
    assert run(root, packed(tmp_path / "in" / "site.zip", files)).exit_code == 0
    assert report(root)["format"] == "jekyll" and "With Canal water." in (root / "content/2020/10/lock.md").read_text()


def test_what_is_stored_in_a_zip_does_not_make_it_a_file_of_that_format(root: Path, tmp_path: Path) -> None:
    """An export that is not compressed can be read in the zip's own bytes."""
    rss = (
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Canal</title>'
        "<link>https://example.org</link><wp:wxr_version>1.2</wp:wxr_version><item><title>How a lock works</title>"
        "<wp:post_id>1</wp:post_id><wp:post_date>2020-10-15 09:30:00</wp:post_date><wp:post_type>post</wp:post_type>"
        "<wp:status>publish</wp:status><content:encoded><![CDATA[Two gates.]]></content:encoded></item></channel></rss>"
    )
    assert run(root, packed(tmp_path / "in" / "old.zip", {"canal.xml": rss})).exit_code == 0
    assert report(root)["format"] == "wordpress" and report(root)["created"] == 1


def test_a_format_can_be_chosen_for_what_is_in_a_zip(root: Path, tmp_path: Path) -> None:
    """It is no wish that the zip itself be read so."""
    assert run(root, packed(tmp_path / "in" / "old.zip", {"weir.md": WEIR}), "--format", "markdown").exit_code == 0
    assert report(root)["created"] == 1


def test_zips_in_a_zip_are_named_and_not_opened(root: Path, tmp_path: Path) -> None:
    """With a warning: the rest is imported."""
    inner = packed(tmp_path / "in" / "inner.zip", {"lock.md": LOCK}).read_bytes()
    source = packed(tmp_path / "in" / "old.zip", {"weir.md": WEIR, "more/inner.zip": inner})
    result = run(root, source)
    assert result.exit_code == 0 and report(root)["created"] == 1
    assert f"{source}: warning: it holds zips that were not opened: more/inner.zip." in result.stderr


@pytest.mark.parametrize("files", [{}, {"gate.gif": GIF}])
def test_a_zip_with_nothing_to_read_is_told(root: Path, tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """As any file that was named by itself."""
    source = packed(tmp_path / "in" / "old.zip", files)
    result = run(root, source)
    assert result.exit_code == 1 and f"{source}: no importer recognises anything in this zip." in result.stderr


@pytest.mark.parametrize("size", [10, 60, -10])
def test_a_damaged_zip_is_one_problem(root: Path, tmp_path: Path, size: int) -> None:
    """Wherever it was cut; another source beside it is imported."""
    source = packed(tmp_path / "in" / "old.zip", {"weir.md": WEIR})
    source.write_bytes(source.read_bytes()[:size])
    (tmp_path / "weir.md").write_text(WEIR)
    result = run(root, source, tmp_path / "weir.md")
    found = report(root)
    assert result.exit_code == 1 and found["created"] == 1
    assert [problem["source"] for problem in found["problems"]] == [str(source)]  # type: ignore[attr-defined] # JSON


@pytest.mark.parametrize("name", ["letter.docx", "book.epub", "letter.zip"])
def test_documents_are_told_as_unknown(root: Path, tmp_path: Path, name: str) -> None:
    """What is in them is no folder of files, whatever they are called."""
    mark = "mimetype" if name.endswith("epub") else "[Content_Types].xml"
    source = packed(tmp_path / "in" / name, {mark: "x", "OEBPS/one.html": "<p>x</p>", "weir.md": WEIR})
    result = run(root, source)
    assert result.exit_code == 1 and "no importer recognises this file" in result.stderr
    assert not texts(root)


def test_a_web_archive_is_still_one(root: Path, tmp_path: Path) -> None:
    """WACZ is a zip with a list of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc", b"WARC/1.0\r\n")
    source = tmp_path / "a.wacz"
    source.write_bytes(stream.getvalue())
    run(root, source)
    assert report(root)["format"] == "webarchive"


def test_a_file_that_leads_out_of_the_zip_is_not_written(root: Path, tmp_path: Path) -> None:
    """It is told with the zip's name, and the others are in."""
    source = packed(tmp_path / "in" / "old.zip", {"../../evil.md": WEIR, "weir.md": WEIR})
    result = run(root, source)
    assert result.exit_code == 1 and report(root)["created"] == 1
    assert f"{source}: ../../evil.md cannot be unpacked: its name leads out of the zip." in result.stderr
    assert not list(tmp_path.rglob("evil*"))
