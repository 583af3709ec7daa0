"""`backfile init` begins an archive that builds at once, and never touches what is there."""

import tomllib
from pathlib import Path

import yaml

from backfile.build.pipeline import build
from backfile.build.request import Request
from backfile.config import parse_config
from cli.conftest import Run

FAR_FUTURE = 4_000_000_000


def test_a_new_archive_builds_at_once_without_a_word(run: Run, tmp_path: Path) -> None:
    """Nothing has to be filled in before the first build, and nothing is warned of."""
    result = run("init", tmp_path / "new")
    assert result.exit_code == 0
    built = build(Request(root=tmp_path / "new", now=FAR_FUTURE, jobs=1, search=False))
    assert built.problems == ()
    assert built.articles == 1
    assert (tmp_path / "new/site/about-this-archive/index.html").is_file()


def test_its_article_is_dated_today_and_published(run: Run, tmp_path: Path) -> None:
    """The build of the same day shows it: a bare date counts from midnight."""
    run("init", tmp_path / "new")
    assert run("build", "--no-search", "-s", tmp_path / "new").output.startswith("1 article, ")


def test_its_settings_hold_the_usual_keys_and_a_base_url(run: Run, tmp_path: Path) -> None:
    """The settings are valid, also with every line that is only commented out."""
    run("init", tmp_path / "new")
    text = (tmp_path / "new/backfile.toml").read_text(encoding="utf-8")
    config, problems = parse_config(text)
    assert problems == ()
    assert config.base_url.startswith("https://")
    lines = [line.removeprefix("# ") if " = " in line or line.startswith("# [") else "" for line in text.splitlines()]
    assert parse_config("\n".join(lines))[1] == ()
    assert {"title", "base_url", "language", "timezone", "permalink"} <= tomllib.loads("\n".join(lines)).keys()


def test_its_workflow_builds_and_uses_only_official_actions(run: Run, tmp_path: Path) -> None:
    """The workflow is YAML, installs with pip from wherever the machine has it, and trusts nobody but GitHub."""
    run("init", tmp_path / "new")
    text = (tmp_path / "new/.github/workflows/publish.yml").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    assert all(step["uses"].startswith("actions/") for step in job["steps"] if "uses" in step)
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert any("pip install backfile" in command for command in commands)
    assert any(command.startswith("backfile build") for command in commands)


def test_git_leaves_out_what_is_made_again(run: Run, tmp_path: Path) -> None:
    """Neither the site nor the ledger belongs into history."""
    run("init", tmp_path / "new")
    lines = (tmp_path / "new/.gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/.backfile/", "/site/"} <= set(lines)


def test_a_folder_that_holds_something_is_left_alone(run: Run, tmp_path: Path) -> None:
    """One line says why, and not a byte is written."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("keep me")
    result = run("init", tmp_path / "full")
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "letter.txt" in result.output
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_an_archive_is_not_begun_twice(run: Run, tmp_path: Path) -> None:
    """What was edited since stays."""
    run("init", tmp_path / "new")
    (tmp_path / "new/backfile.toml").write_text('title = "Mine"\n')
    assert run("init", tmp_path / "new").exit_code == 2
    assert (tmp_path / "new/backfile.toml").read_text() == 'title = "Mine"\n'


def test_a_file_is_no_place_for_an_archive(run: Run, tmp_path: Path) -> None:
    """A file in the way is told, not replaced."""
    (tmp_path / "file").write_text("text")
    assert run("init", tmp_path / "file").exit_code == 2
    assert (tmp_path / "file").read_text() == "text"


def test_a_fresh_clone_counts_as_empty(run: Run, tmp_path: Path) -> None:
    """Hosts hand out repositories that hold nothing but .git."""
    (tmp_path / "clone/.git").mkdir(parents=True)
    assert run("init", tmp_path / "clone").exit_code == 0


def test_without_a_folder_it_asks_for_one(run: Run) -> None:
    """The working folder is never filled by surprise."""
    result = run("init")
    assert result.exit_code == 2
    assert "backfile init DIR" in result.output
