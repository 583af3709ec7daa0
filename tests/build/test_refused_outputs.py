"""Where no site is ever written, nor taken away: what is not ours stays as it is."""

from pathlib import Path

import pytest

from backfile.build.cleaning import clean
from backfile.build.request import Request
from site_builder import Site, files_of

PLACES = ["/", "~", "~/..", ".", "..", "content", "content/2020", "themes", "templates", "locale", ".git", ".backfile"]


def kept_files(*folders: Path) -> list[dict[str, bytes]]:
    """Every file of the folders but those of our own caches."""
    return [{p: d for p, d in files_of(folder).items() if not p.startswith(".backfile/")} for folder in folders]


@pytest.mark.parametrize("is_link", [False, True], ids=["itself", "behind a link"])
@pytest.mark.parametrize("name", PLACES)
def test_a_place_that_is_not_for_a_site_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_link: bool
) -> None:
    """By a build and by `clean`, and nothing there is touched."""
    home = tmp_path / "people" / "ada"
    home.mkdir(parents=True)
    (home / "letter.txt").write_text("Mine.")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    site = Site(tmp_path / "shelf" / "archive").article("2020/01/a")
    for part in ("themes", "templates", "locale", ".git"):
        site.write(f"{part}/kept.txt", "Kept.")
    output = Path(name).expanduser() if name.startswith(("/", "~")) else site.root / name
    if is_link:
        link = tmp_path / "link"
        link.symlink_to(output, target_is_directory=True)
        output = link
    before = kept_files(home, site.root)
    site.build(output=output)
    assert site.result.failed
    assert "cannot be written" in site.problems[0].message
    cleaned = clean(Request(root=site.root, output=output, now=0))
    assert cleaned.problems and not cleaned.removed
    assert kept_files(home, site.root) == before


def test_where_a_linked_content_folder_leads_is_refused(tmp_path: Path) -> None:
    """The articles may lie elsewhere: they are no less the archive's."""
    site = Site(tmp_path / "archive").article("2020/01/a")
    (site.root / "content").rename(tmp_path / "articles")
    (site.root / "content").symlink_to(tmp_path / "articles", target_is_directory=True)
    assert site.build(output=tmp_path / "articles").result.failed


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """It has no front page that would be overwritten, but it is theirs."""
    site = Site(tmp_path / "archive").article("2020/01/a")
    theirs = tmp_path / "photographs"
    (theirs / "2019").mkdir(parents=True)
    (theirs / "2019" / "ferry.jpg").write_bytes(b"A ferry.")
    (problem,) = site.build(output=theirs).problems
    assert problem.is_error and problem.location.path == str(theirs / "2019")
    assert files_of(theirs) == {"2019/ferry.jpg": b"A ferry."}


def test_what_hosts_and_git_want_in_a_folder_is_welcome(tmp_path: Path) -> None:
    """The site is built around it, and it stays, from one build to the next."""
    site = Site(tmp_path / "archive").article("2020/01/a")
    output = tmp_path / "public"
    kept = (".gitignore", "CNAME", ".well-known/security.txt", ".git/HEAD", "README.md", ".nojekyll")
    for name in kept:
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(f"Kept: {name}")
    for text in ("One.\n", "Two.\n"):
        site.edit("2020/01/a", text).build(output=output)
        assert not site.result.failed, site.problems
        for name in kept:
            assert (output / name).read_text() == f"Kept: {name}"
