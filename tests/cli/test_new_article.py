"""`backfile new` puts an empty draft where it belongs and says where that is."""

import re
from pathlib import Path

import pytest

from cli.conftest import Run
from site_builder import Site


def test_an_article_goes_to_its_year_and_month(run: Run, site: Site) -> None:
    """The file holds the front matter in its canonical form, and nothing else."""
    result = run(
        "new", "Boats & barges", "--date", "2020-12-24", "--section", "Water", "--tag", "boats", "--tag", "C++",
        "--author", "Canal desk", "-s", site.root,
    )  # fmt: skip
    path = site.root / "content/2020/12/boats-and-barges.md"
    assert result.exit_code == 0
    assert result.output.strip() == str(path)
    assert path.read_text(encoding="utf-8") == (
        "---\ntitle: Boats & barges\ndate: 2020-12-24\nauthor: Canal desk\nsection: Water\n"
        "tags:\n- boats\n- C++\ndraft: true\n---\n"
    )


def test_it_is_a_draft_that_builds_on_demand(run: Run, site: Site) -> None:
    """A half-written article does not slip out; with --drafts it shows."""
    run("new", "Boats", "--date", "2020-12-24", "-s", site.root)
    assert site.build().result.articles == 3
    assert site.build(drafts=True).result.articles == 4
    assert site.problems == ()


def test_without_a_date_it_is_now_in_the_archives_time_zone(run: Run, site: Site) -> None:
    """An offset is written, so that the moment holds wherever the archive is built."""
    site.config(timezone="Asia/Kolkata")
    path = Path(run("new", "Boats", "-s", site.root).output.strip())
    assert re.search(r"^date: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:30$", path.read_text(), re.MULTILINE)
    assert re.search(r"/content/\d{4}/\d\d/boats\.md$", path.as_posix())


def test_a_bundle_is_a_folder_for_pictures(run: Run, site: Site) -> None:
    """The article is the folder's index.md."""
    run("new", "Boats", "--bundle", "--date", "2020-12-24", "-s", site.root)
    assert (site.root / "content/2020/12/boats/index.md").is_file()


@pytest.mark.parametrize("arguments", [(), ("--bundle",)])
def test_an_article_is_never_written_over(run: Run, site: Site, arguments: tuple[str, ...]) -> None:
    """Neither by a file nor by a folder of the same address."""
    before = (site.root / "content/2020/10/locks.md").read_bytes()
    result = run("new", "Locks", "--date", "2020-10-02", *arguments, "-s", site.root)
    assert result.exit_code == 1
    assert "content/2020/10/locks.md: there is an article already." in result.output
    assert (site.root / "content/2020/10/locks.md").read_bytes() == before
    assert not (site.root / "content/2020/10/locks").exists()


@pytest.mark.parametrize(
    ("title", "date", "told"),
    [("Boats", "2020-02-30", "not a calendar date"), ("!!!", "2020-01-01", "no letter and no digit")],
)
def test_what_cannot_be_is_wrong_usage(run: Run, site: Site, title: str, date: str, told: str) -> None:
    """An impossible date or a title without a letter ends with exit status 2 and one reason."""
    result = run("new", title, "--date", date, "-s", site.root)
    assert result.exit_code == 2
    assert told in result.output


def test_a_long_title_fits_a_file_name(run: Run, site: Site) -> None:
    """A name of 255 bytes is the most that disks allow, and signs may take three bytes each."""
    result = run("new", "運河" * 90, "--date", "2020-12-24", "-s", site.root)
    assert result.exit_code == 0
    assert len(Path(result.output.strip()).name.encode()) <= 255


def test_the_path_is_told_as_seen_from_here(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be handed to an editor."""
    monkeypatch.chdir(site.root)
    assert run("new", "Boats", "--date", "2020-12-24").output == "content/2020/12/boats.md\n"
