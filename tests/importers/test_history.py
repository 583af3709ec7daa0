"""What the last import wrote is found again where the record of imports is lost: in the file itself, or in git."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from backfile.archive.signing import is_as_written, mark_of, signed
from backfile.cli.main import backfile
from backfile.importers.history import History

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

LINES = (
    "The ship anchored off the village.",
    "The end of the cable came ashore by boat.",
    "The first message went out.",
)
CABLE = (
    "---\ntitle: A cable\ndate: 1866-07-27\nurl: /cable/\nsource:\n  url: https://example.org/cable/\n---\n\n"
    + "\n\n".join(LINES)
    + "\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The source of one article, not imported yet."""
    (tmp_path / "incoming").mkdir()
    path = tmp_path / "incoming" / "cable.md"
    path.write_text(CABLE)
    return path


def run_import(root: Path, source: Path) -> str:
    """Imports the source; what is said."""
    return CliRunner().invoke(backfile, ["import", "-s", str(root), str(source)]).output


def commit(root: Path) -> None:
    """Commits all of content/, as a person would."""
    if not (root / ".git").exists():
        _git(root, "init", "-q")
    _git(root, "add", "content")
    _git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Articles")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(("git", *arguments), cwd=root, check=True, capture_output=True)


def forget(root: Path) -> None:
    """As in a fresh clone: `.backfile/` is no part of it."""
    shutil.rmtree(root / ".backfile")


def article(root: Path) -> Path:
    """The only article's file."""
    (path,) = (path for path in (root / "content").rglob("*.md") if "quarantine" not in path.parts)
    return path


def edit(path: Path, before: str, after: str) -> None:
    """Writes one thing in place of another."""
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_an_article_that_nobody_edited_follows_its_source_without_a_record(root: Path, source: Path) -> None:
    """Its own text says that it is as it was written; no git is needed."""
    run_import(root, source)
    forget(root)
    edit(source, "The first message", "The first long message")
    assert "1 updated" in run_import(root, source)
    assert "The first long message" in article(root).read_text()
    assert is_as_written(article(root).read_text())


@needs_git
def test_an_edit_and_a_change_at_the_source_are_merged_from_git(root: Path, source: Path) -> None:
    """The import was committed before the edit; the file has a new name since."""
    run_import(root, source)
    commit(root)
    edit(article(root), LINES[0], "The ship anchored off the small village.")
    article(root).rename(article(root).with_name("shore.md"))
    commit(root)
    forget(root)
    edit(source, "The first message", "The first long message")
    assert "1 merged" in run_import(root, source)
    text = article(root).read_text()
    assert "small village" in text and "first long message" in text
    assert run_import(root, source).count("1 unchanged") == 1


@needs_git
def test_an_edit_that_was_committed_with_the_import_is_not_undone(root: Path, source: Path) -> None:
    """Git then has no version that an import wrote: the oldest would make the edit a thing that the source took out."""
    run_import(root, source)
    edit(article(root), LINES[0], "The ship anchored off the small village.")
    commit(root)
    forget(root)
    edit(source, "The first message", "The first long message")
    assert "1 in conflict" in run_import(root, source)
    assert "small village" in article(root).read_text()


@needs_git
def test_a_merged_article_is_not_taken_for_what_the_source_said(root: Path, source: Path) -> None:
    """It holds the person's edit and a mark of the source's text; the edit stays through the next loss, too."""
    run_import(root, source)
    edit(article(root), LINES[0], "The ship anchored off the small village.")
    edit(source, "The first message", "The first long message")
    assert "1 merged" in run_import(root, source)
    assert not is_as_written(article(root).read_text())
    commit(root)
    forget(root)
    edit(source, "by boat", "by rowing boat")
    assert "1 in conflict" in run_import(root, source)
    assert "small village" in article(root).read_text()


def test_an_edit_without_git_is_a_conflict_as_before(root: Path, source: Path) -> None:
    """The person's file stays."""
    run_import(root, source)
    edit(article(root), LINES[0], "The ship anchored off the small village.")
    forget(root)
    edit(source, "The first message", "The first long message")
    assert "1 in conflict" in run_import(root, source)
    assert "small village" in article(root).read_text()


def test_aliases_outlive_the_loss_of_the_record(root: Path, source: Path) -> None:
    """Whoever gave them: an address that leads somewhere goes on leading there."""
    run_import(root, source)
    edit(source, "url: /cable/\n", "url: /cable/\naliases: [/shore/]\n")
    run_import(root, source)
    assert is_as_written(article(root).read_text())
    forget(root)
    edit(source, "aliases: [/shore/]\n", "")
    assert "1 updated" in run_import(root, source)
    assert "- /shore/\n" in article(root).read_text()


@needs_git
def test_a_history_has_the_texts_of_a_file_the_latest_first(root: Path) -> None:
    """Names may hold signs that git takes for patterns; nothing is there outside a work tree or without time."""
    path = root / "content" / "a [1] é.md"
    assert list(History(root).versions("content/a [1] é.md")) == []
    for text in ("one\n", "two\r\n"):
        path.write_bytes(text.encode())
        commit(root)
    path.write_text("not committed")
    assert list(History(root).versions("content/a [1] é.md")) == ["two\n", "one\n"]
    assert list(History(root, seconds=0).versions("content/a [1] é.md")) == []
    assert list(History(root).versions("content/none.md")) == []


def test_a_mark_says_whether_a_text_is_as_it_was_written() -> None:
    """What it says of its source plays no part, and a `source` in the body is none."""
    text = signed("---\ntitle: A\nsource:\n  importer: markdown\n---\n\nText\n\nsource:\n  written: no\n")
    assert is_as_written(text) and mark_of(text) and signed(text) == text
    assert is_as_written(text.replace("importer: markdown", "importer: html"))
    assert not is_as_written(text.replace("Text", "Texts"))
    assert not is_as_written(text.replace("written: no", "written: yes"))
    assert signed("[]\n") == "[]\n" and not is_as_written("---\ntitle: A\n---\n")
