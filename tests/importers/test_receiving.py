"""What is piped into an import is a file like any other."""

import json
from pathlib import Path
from zipfile import ZipFile

from click.testing import CliRunner, Result

from backfile.cli.main import backfile

ARTICLE = b"---\ntitle: The lock\ndate: 2020-10-15\n---\n\nIt has two gates.\n"


def pipe(root: Path, data: bytes) -> Result:
    """Runs `backfile import -` with that as its standard input, and a report."""
    arguments = ["import", "-s", str(root), "-", "--report", str(root / "report.json")]
    return CliRunner().invoke(backfile, arguments, input=data)


def test_a_piped_file_is_imported_once(root: Path) -> None:
    """The report calls it by what it is, and a second time nothing changes."""
    for status in ("created", "unchanged"):
        assert pipe(root, ARTICLE).exit_code == 0
        (article,) = json.loads((root / "report.json").read_text())["articles"]
        assert (article["source"], article["status"]) == ("standard input", status)
    assert (root / "content" / "2020" / "10" / "the-lock.md").is_file()


def test_a_piped_zip_is_unpacked(root: Path, tmp_path: Path) -> None:
    """What is in it is named by its own name, too."""
    with ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("lock.md", ARTICLE)
        archive.writestr("weir.md", ARTICLE.replace(b"lock", b"weir").replace(b"gates", b"walls"))
    assert "2 created" in pipe(root, (tmp_path / "two.zip").read_bytes()).output
    articles = json.loads((root / "report.json").read_text())["articles"]
    assert [one["source"] for one in articles] == ["standard input/lock.md", "standard input/weir.md"]


def test_nothing_piped_in_is_told(root: Path) -> None:
    """An empty stream is a file that nobody recognises."""
    result = pipe(root, b"")
    assert result.exit_code == 1
    assert result.output.startswith("standard input: ")
