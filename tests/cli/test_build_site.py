"""`backfile build` as a person runs it."""

import pytest

from cli.conftest import Run
from site_builder import Site


def test_a_build_over_its_budget_says_so_and_ends_with_status_1(run: Run, site: Site) -> None:
    """With the causes, and what to do; the site is as it was."""
    build = ("build", "-s", site.root, "--no-search", "-j", "1")
    assert run(*build).exit_code == 0
    before = site.files()
    site.config(title="Another")
    result = run(*build, "--max-changed", "0")
    assert result.exit_code == 1
    first, cause, hint, last = result.stderr.splitlines()
    count = int(first.split()[1])
    assert first == f"--max-changed: {count} files of the site would change, and no more than 0 may:"
    assert cause == f"    {count}: the site's settings changed (title)"
    assert hint == f"    Build with --max-changed {count} if that is meant; with --why each of them is named."
    assert last == "Not built: 1 problem. The site is as it was."
    assert site.files() == before
    assert run(*build, "--max-changed", str(count)).exit_code == 0
    assert run(*build, "--max-changed", "0").exit_code == 0


@pytest.mark.parametrize("value", ["-1", "many", "1.5", ""])
def test_a_budget_that_is_no_count_is_wrong_usage(run: Run, site: Site, value: str) -> None:
    """Told before any work."""
    result = run("build", "-s", site.root, "--max-changed", value)
    assert result.exit_code == 2 and "--max-changed" in result.stderr
    assert not site.output.exists()
