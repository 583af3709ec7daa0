"""What a stranger gets: the wheel, in an environment of its own, makes a site that works in a browser."""

import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[1]
ARTICLE = """---
title: The first strike
date: 2020-10-03T09:00:00+02:00
author: Ada Writer
section: Local
tags: [strikes, harbour]
---
The cranes of the harbour stood still on Saturday.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built by the pinned backend without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", *PIP_BUILD, "--wheel-dir", folder, ROOT, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def backfile(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in a new environment that holds the pinned runtime and the wheel, and nothing of the checkout."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True, symlinks=os.name != "nt")
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.txt", cwd=home)
    run(*pip, "--no-index", "--no-deps", wheel, cwd=home)
    return programs / "backfile"


@pytest.mark.wheel
def test_wheel_holds_the_theme(wheel: Path) -> None:
    """The default theme travels inside the package, with every file that it has in the checkout."""
    held = set(zipfile.ZipFile(wheel).namelist())
    themes = ROOT / "themes"
    wanted = {
        f"backfile/themes/{path.relative_to(themes).as_posix()}" for path in themes.rglob("*.*") if path.is_file()
    }
    for theme in ("broadsheet", "plain"):
        assert f"backfile/themes/{theme}/theme.toml" in held
        assert any(name.startswith(f"backfile/themes/{theme}/templates/") for name in held)
    assert wanted <= held


@pytest.mark.wheel
def test_wheel_holds_only_the_package(wheel: Path) -> None:
    """Tests, benchmarks and sample content stay at home."""
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"backfile"}


@pytest.mark.wheel
def test_installed_wheel_makes_a_site_to_read(
    backfile: Path, tmp_path: Path, static_server: Callable[[Path], str], page_at: Any
) -> None:
    """`init`, an article, `build`: the site opens in a browser and a click on the headline leads to the article."""
    archive = tmp_path / "archive"
    run(backfile, "init", archive, cwd=tmp_path)
    article = archive / "content" / "2020" / "10" / "first-strike.md"
    article.parent.mkdir(parents=True, exist_ok=True)
    article.write_text(ARTICLE, encoding="utf-8")
    run(backfile, "build", "-s", archive, cwd=tmp_path)

    page = page_at(static_server(archive / "site") + "/")
    assert page.title().strip()
    page.get_by_role("link", name="The first strike").first.click()
    expect(page.get_by_role("heading", name="The first strike", level=1)).to_be_visible()
    expect(page.get_by_text("The cranes of the harbour stood still")).to_be_visible()
    assert "/2020/10/first-strike/" in page.url


PIP_BUILD = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")


def run(*command: str | Path, cwd: Path) -> None:
    """Run to the end outside the checkout; a failure shows what the command said."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=inherited,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"
