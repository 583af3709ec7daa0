"""`backfile tags`: what there is, what may be one, and one from several without touching anything else."""

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from site_builder import Site


def texts(site: Site) -> dict[str, bytes]:
    """Every content file with its bytes."""
    return site.files(site.root / "content")


def test_list_counts_what_the_site_shows(run: Run, site: Site) -> None:
    """The most used first, with the slug of its page."""
    site.article("2021/02/dredging", tags=["locks", "mud"], draft=True)
    assert json.loads(run("tags", "list", "--json", "-s", site.root).stdout) == [
        {"label": "canals", "slug": "canals", "count": 3},
        {"label": "locks", "slug": "locks", "count": 2},
        {"label": "bridges", "slug": "bridges", "count": 1},
        {"label": "horses", "slug": "horses", "count": 1},
    ]
    assert run("tags", "list", "-s", site.root).stdout.splitlines()[0] == "     3  canals  (canals)"


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("Canals", "written differently: “Canals” (1), “canals” (3)\n    backfile tags merge Canals canals"),
        ("tow_path", "written differently: “tow path” (1), “tow_path” (1)"),
        ("towpath", "different by a space or hyphen: “tow path” (1), “towpath” (1)"),
        ("bridgés", "different by accents"),
        ("lock", "different by plural: “lock” (1), “locks” (2)\n    If they are one: backfile tags merge lock locks"),
        ("brigdes", "different by one letter"),
        ("horsess", "different by one letter"),
        ("water", "a tag that is a section, too: “water” (1)"),
    ],
)
def test_lint_finds_what_may_be_one(run: Run, site: Site, tag: str, told: str) -> None:
    """Each with the command that mends it; finding something is no failure."""
    site.article("2021/02/more", tags=["tow path", tag])
    result = run("tags", "lint", "-s", site.root)
    assert result.exit_code == 0
    assert told in result.stdout


def test_lint_knows_that_a_digit_makes_another_thing(run: Run, site: Site) -> None:
    """IPv4 is not IPv6 misspelt, and short names are often near each other."""
    site.article("2021/02/more", tags=["IPv4", "IPv6", "3.5 t", "7.5 t", "GPS", "GSM", "C", "C++", "C#"])
    assert "none is like another" in run("tags", "lint", "-s", site.root).stdout


def test_lint_counts_what_is_used_once(run: Run, site: Site) -> None:
    """By number; by name if asked for more."""
    assert "4 tags, 2 of them used once" in run("tags", "lint", "-s", site.root).stdout
    assert "used once: “horses”" in run("tags", "lint", "-v", "-s", site.root).stdout


def test_merge_changes_only_the_tags(run: Run, site: Site) -> None:
    """Files without the tag are not even touched; in the others one label is another."""
    before = texts(site)
    untouched = (site.root / "content/2020/11/tow-paths.md").stat().st_mtime_ns
    result = run("tags", "merge", "locks", "bridges", "works", "-s", site.root)
    assert result.exit_code == 0
    after = texts(site)
    assert after["2020/10/locks.md"] == before["2020/10/locks.md"].replace(b'"locks"', b'"works"')
    assert after["2021/01/aqueducts.md"] == before["2021/01/aqueducts.md"].replace(b'"locks", "bridges"', b'"works"')
    assert (site.root / "content/2020/11/tow-paths.md").stat().st_mtime_ns == untouched
    assert "2 files changed" in result.stdout


def test_merge_tells_how_to_keep_the_old_address(run: Run, site: Site) -> None:
    """What it says works: the old tag's page leads to the new one."""
    result = run("tags", "merge", "locks", "works", "-s", site.root)
    line = result.stdout.rsplit("content/tags.yaml:", 1)[1].strip()
    site.write("content/tags.yaml", f"{line}\n").build()
    assert site.problems == ()
    assert "/tags/works/" in site.html("tags/locks/")


def test_merge_makes_one_spelling(run: Run, site: Site) -> None:
    """The target's own spelling is left as it is."""
    site.article("2021/02/more", tags=["Canals", "CANALS"])
    assert run("tags", "merge", "Canals", "canals", "-s", site.root).exit_code == 0
    assert b'tags: ["canals"]' in texts(site)["2021/02/more.md"]
    result = run("tags", "merge", "Canals", "canals", "-s", site.root)
    assert result.exit_code == 1
    assert "already" in result.stderr


def test_a_dry_run_tells_and_writes_nothing(run: Run, site: Site) -> None:
    """Old and new tags of every file."""
    before = texts(site)
    result = run("tags", "merge", "locks", "works", "--dry-run", "-s", site.root)
    assert "content/2020/10/locks.md: canals, locks → canals, works" in result.stdout
    assert "2 files would change" in result.stdout
    assert texts(site) == before


def test_drafts_and_pages_are_renamed_too(run: Run, site: Site) -> None:
    """Else the old tag would come back with them."""
    site.article("2021/02/dredging", tags=["locks"], draft=True).page("map", tags=["locks"])
    run("tags", "rename", "locks", "works", "-s", site.root)
    assert not any(b'"locks"' in data for data in texts(site).values())


def test_rename_refuses_a_name_that_is_taken(run: Run, site: Site) -> None:
    """Two tags becoming one is a merge, and a person should mean it."""
    before = texts(site)
    result = run("tags", "rename", "locks", "Canals", "-s", site.root)
    assert result.exit_code == 2
    assert "backfile tags merge locks Canals" in result.stderr
    assert texts(site) == before


def test_rename_may_change_the_spelling(run: Run, site: Site) -> None:
    """The same term, written otherwise."""
    assert run("tags", "rename", "locks", "Locks", "-s", site.root).exit_code == 0
    assert b'"Locks"' in texts(site)["2020/10/locks.md"]


def test_a_tag_that_is_not_there_stops_everything(run: Run, site: Site) -> None:
    """A slip of the pen among several must not be found out later."""
    before = texts(site)
    result = run("tags", "merge", "bridges", "lcoks", "works", "-s", site.root)
    assert result.exit_code == 1
    assert "“lcoks”: no article has this tag." in result.stderr
    assert "The nearest one is “locks”." in result.stderr
    assert texts(site) == before


def test_a_file_that_cannot_be_changed_is_named(run: Run, site: Site) -> None:
    """The others are changed; the one is left for a person, and the status says so."""
    odd = "---\ntitle: T\ndate: 2020-12-01\ntags: |\n  locks\n---\n"
    site.write("content/2020/12/odd.md", odd)
    result = run("tags", "merge", "locks", "works", "-s", site.root)
    assert result.exit_code == 1
    assert "content/2020/12/odd.md:1: it was left alone" in result.stderr
    assert texts(site)["2020/12/odd.md"] == odd.encode()
    assert b'"works"' in texts(site)["2020/10/locks.md"]


def test_all_files_or_none(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the second replacement fails, the first file gets its old bytes back, and nothing lies about."""
    before = texts(site)
    real, calls = Path.replace, []

    def fails_second(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fails_second)
    result = run("tags", "merge", "locks", "works", "-s", site.root)
    assert result.exit_code == 1
    assert "No space left on device. No file was changed." in result.stderr
    assert texts(site) == before
    assert len(calls) == 3


def test_the_rights_of_a_file_stay(run: Run, site: Site) -> None:
    """A file for the editors alone does not become everybody's."""
    path = site.root / "content/2020/10/locks.md"
    path.chmod(0o640)
    run("tags", "merge", "locks", "works", "-s", site.root)
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_empty_name_is_wrong_usage(run: Run, site: Site) -> None:
    """A tag must be called something."""
    assert run("tags", "rename", "locks", " ", "-s", site.root).exit_code == 2
