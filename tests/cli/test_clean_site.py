"""`backfile clean` removes what builds wrote and nothing else."""

from pathlib import Path

import pytest

from cli.conftest import Run
from site_builder import Site


def test_a_site_goes_whole(run: Run, site: Site) -> None:
    """With it the empty folders, and the ledger's memory: the next build writes everything again."""
    written = site.build().result.written
    assert run("clean", "-s", site.root).exit_code == 0
    assert not site.output.exists()
    assert site.build().result.written == written


def test_foreign_files_stay(run: Run, site: Site) -> None:
    """Whatever the ledger does not own is somebody's, wherever it stands."""
    site.build()
    site.write("site/CNAME", "archive.example.org").write("site/tags/own.txt", "mine")
    result = run("clean", "-s", site.root)
    assert set(site.files()) == {"CNAME", "tags/own.txt"}
    assert "stands still" in result.output


def test_content_is_untouched(run: Run, site: Site) -> None:
    """A clean archive is the same archive."""
    before = site.files(site.root / "content")
    site.build()
    run("clean", "-s", site.root)
    assert site.files(site.root / "content") == before


def test_only_the_named_site_goes(run: Run, site: Site, tmp_path: Path) -> None:
    """Each output folder has rows of its own in the ledger."""
    site.build().build(output=tmp_path / "second")
    run("clean", "-o", tmp_path / "second", "-s", site.root)
    assert not (tmp_path / "second").exists()
    assert (site.output / "index.html").is_file()


def test_a_folder_that_no_build_wrote_is_left_alone(run: Run, site: Site, tmp_path: Path) -> None:
    """Files that merely have the names of a site's are not ours."""
    site.build()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_text("mine")
    result = run("clean", "-o", tmp_path / "other", "-s", site.root)
    assert result.exit_code == 0
    assert "Nothing to remove" in result.output
    assert (tmp_path / "other/index.html").read_text() == "mine"


@pytest.mark.parametrize("output", [".", "content", "/"])
def test_the_archive_itself_is_refused(run: Run, site: Site, output: str) -> None:
    """The same folders that a build refuses to write to: wrong usage."""
    site.build()
    result = run("clean", "-o", site.root / output, "-s", site.root)
    assert result.exit_code == 2
    assert (site.root / "content/2020/10/locks.md").is_file()


def test_a_folder_that_became_a_link_is_not_followed(run: Run, site: Site, tmp_path: Path) -> None:
    """The link leads to files of the same names that no build wrote."""
    site.build()
    (site.output / "tags").rename(tmp_path / "tags")
    (site.output / "tags").symlink_to(tmp_path / "tags")
    run("clean", "-s", site.root)
    assert (tmp_path / "tags/index.html").is_file()


def test_an_archive_that_was_never_built_gets_no_ledger(run: Run, site: Site) -> None:
    """There is nothing to do, and nothing is done."""
    assert run("clean", "-s", site.root).exit_code == 0
    assert not (site.root / ".backfile").exists()


def test_verbose_names_each_file(run: Run, site: Site) -> None:
    """One path a line, as it stood in the site."""
    site.build()
    assert "2020/10/locks/index.html" in run("clean", "-v", "-s", site.root).output.splitlines()
