"""SOURCE_DATE_EPOCH is the time of a command."""

import pytest

from cli.conftest import Run
from site_builder import Site

NEW_YEAR_2021 = 1_609_459_200


def test_a_build_is_of_the_time_that_is_set(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came later is not there yet, what has expired since is there, whenever the build is done."""
    site.article("2020/12/notice", expires="2021-01-02").article("2021/01/later", date="2021-01-03")
    build = ("build", "-s", site.root, "--no-search", "-j", "1", "-q")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NEW_YEAR_2021))
    assert run(*build).exit_code == 0
    files = site.files()
    assert "2020/12/notice/index.html" in files
    assert "2021/01/later/index.html" not in files
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert run(*build).exit_code == 0
    assert "2020/12/notice/index.html" not in site.files()
    assert "2021/01/later/index.html" in site.files()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NEW_YEAR_2021))
    assert run(*build).exit_code == 0
    assert site.files() == files


def test_lists_are_of_that_time_too(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that they tell of the site that is built with it."""
    site.article("2021/01/later", date="2021-01-03")
    assert "later" not in run("list", "future", "-s", site.root).stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NEW_YEAR_2021))
    assert "later" in run("list", "future", "-s", site.root).stdout


@pytest.mark.parametrize("value", ["now", "-1", "1.5", " 1", "١", "9" * 12, "9" * 5000])
def test_a_time_that_is_none_is_wrong_usage(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Told before any work."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    result = run("build", "-s", site.root)
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr
    assert not site.output.exists()


def test_an_empty_one_is_none(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """As other programs take it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert run("build", "-s", site.root, "--no-search", "-q").exit_code == 0
