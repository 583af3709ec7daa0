"""What a person sees of an archive that cannot be built: the exact text, for each case of sites_invalid/.

After a change of wording: BACKFILE_REFRESH=1 pytest tests/test_sites_invalid.py writes the texts anew; read the
difference before it is kept.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backfile.cli.main import backfile
from site_builder import Site, assert_same_files, files_of

CASES = Path(__file__).parent / "sites_invalid"
GOOD = "---\ntitle: {0}\ndate: 2020-10-15\n---\n\n{0}.\n"


def not_utf8(content: Path) -> None:
    (content / "a.md").write_bytes(GOOD.format("Latin one").encode() + b"\nCaf\xe9.\n")


def nul_character(content: Path) -> None:
    (content / "a.md").write_bytes(GOOD.format("Damaged").encode() + b"\nHere: \0.\n")


def empty_file(content: Path) -> None:
    (content / "a.md").write_bytes(b"")
    (content / "b.md").write_bytes(b"\n \n")


def fifty_megabytes(content: Path) -> None:
    with (content / "a.md").open("wb") as file:
        file.write(GOOD.format("Long").encode())
        file.truncate(50_000_000)


def folder_named_as_article(content: Path) -> None:
    (content / "a.md").mkdir()
    (content / "a.md" / "inside.md").write_text(GOOD.format("Inside"))


def pipe(content: Path) -> None:
    os.mkfifo(content / "a.md")
    os.mkfifo(content / "b.jpg")


def link_out_of_archive(content: Path) -> None:
    (content / "a.md").symlink_to("/etc/passwd")
    (content / "b.md").symlink_to("nowhere.md")


MADE: dict[str, Callable[[Path], None]] = {
    "not-utf8": not_utf8,
    "nul-character": nul_character,
    "empty-file": empty_file,
    "fifty-megabytes": fifty_megabytes,
    "folder-named-as-article": folder_named_as_article,
    "pipe": pipe,
    "link-out-of-archive": link_out_of_archive,
}
"""Cases that git could not keep, or should not: made when they are tested, in content/2020/10/."""


def built(root: Path) -> Result:
    """The command as a person runs it."""
    return CliRunner().invoke(backfile, ["build", "-s", str(root), "--no-search", "-j", "1"])


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_what_is_wrong_is_told_and_the_site_stays(tmp_path: Path, case: str) -> None:
    """All problems with place, message and what to do; exit status 1; the site of the build before as it was."""
    root = tmp_path / "archive"
    site = Site(root).article("2020/09/before").build()
    before = site.files()
    shutil.rmtree(root / "content")
    shutil.copytree(CASES / case, root, dirs_exist_ok=True)
    (root / "content/2020/10").mkdir(parents=True, exist_ok=True)
    if case in MADE:
        MADE[case](root / "content/2020/10")
    result = built(root)
    seen = result.stderr.replace(str(root.resolve()), "ROOT")
    expected = CASES / case / "expected.txt"
    if os.environ.get("BACKFILE_REFRESH"):
        expected.write_text(seen, encoding="utf-8")
    assert seen == expected.read_text(encoding="utf-8")
    assert result.exit_code == 1
    assert "Traceback" not in seen and str(tmp_path) not in seen
    assert_same_files(files_of(root / "site"), before)


def test_every_case_has_its_text_and_every_made_case_its_folder() -> None:
    """No case without an expectation, none that is made for nothing."""
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert set(MADE) <= folders
    assert all((CASES / name / "expected.txt").read_text(encoding="utf-8").strip() for name in folders)


def test_a_problem_that_is_mended_is_told_no_more(tmp_path: Path) -> None:
    """The same problem is told at every build until it is mended; then the build is good."""
    site = Site(tmp_path).article("2020/09/a", date="2020-99-99")
    first, second = built(tmp_path), built(tmp_path)
    assert first.exit_code == second.exit_code == 1
    assert first.stderr == second.stderr
    site.edit("2020/09/a", date="2020-09-09")
    assert built(tmp_path).exit_code == 0


def test_strict_makes_a_warning_a_problem(tmp_path: Path) -> None:
    """Without --strict it is told and the site is built; with it, not, even if it was built before."""
    Site(tmp_path).article("2020/09/a", autor="Jane")
    usual = built(tmp_path)
    assert usual.exit_code == 0 and "warning: unknown key `autor`" in usual.stderr
    strict = CliRunner().invoke(backfile, ["build", "-s", str(tmp_path), "--no-search", "--strict"])
    assert strict.exit_code == 1
    assert "Not built: 1 problem." in strict.stderr
