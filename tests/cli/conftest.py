"""What the tests of commands share: a way to run one as a person would, and an archive to run it on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backfile.cli.main import backfile
from site_builder import Site

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `backfile ARGUMENTS…` in an empty folder. A traceback fails the test: it is always a bug."""
    here = tmp_path / "elsewhere"
    here.mkdir()
    monkeypatch.chdir(here)

    def command(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(backfile, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive with three articles about canals, and a page."""
    return (
        Site(tmp_path / "archive")
        .article(
            "2020/10/locks", title="How a lock works", section="Water", tags=["canals", "locks"], author="Canal desk"
        )
        .article("2020/11/tow-paths", title="Horses on the tow path", section="Land", tags=["canals", "horses"])
        .article("2021/01/aqueducts", title="Water over a valley", section="Water", tags=["canals", "locks", "bridges"])
        .page("about")
    )
