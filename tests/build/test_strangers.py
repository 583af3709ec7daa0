"""What stands in an archive and is no file of it is named, never opened, and never published."""

import os
import shutil
import socket
from pathlib import Path

import pytest

from site_builder import Site

ROOT = Path(__file__).parents[2]
SECRET = "not-of-this-archive"
"""What stands in every file outside, and must not come into the site."""

LEADS_OUT = "this is a link that leads out of the archive; it was not followed."
NO_FILE = "this is no regular file (a pipe, a socket or a device)."

PLACES = (
    "backfile.toml",
    "content/x.md",
    "content/x.jpg",
    "content/tags.yaml",
    "content/urls.tsv",
    "templates/article.html",
    "themes/mine/static/plain.css",
    "themes/mine/static/x.woff2",
    "themes/mine/templates/article.html",
    "themes/mine/theme.toml",
    "themes/mine/locale/fr/LC_MESSAGES/messages.po",
    "locale/fr/LC_MESSAGES/messages.po",
)
"""Every kind of file that an archive is read from."""

FOLDERS = (
    "content",
    "content/2020",
    "templates",
    "themes/mine",
    "themes/mine/static",
    "themes/mine/static/x",
    "locale",
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive with an article and a theme of its own; `outside` beside it holds what is not its."""
    site = Site(tmp_path / "archive").article("2020/10/good").config(theme="mine", language="fr")
    shutil.copytree(ROOT / "themes/plain", site.root / "themes/mine")
    (tmp_path / "outside").mkdir()
    return site


def cleared(site: Site, place: str) -> Path:
    """A place of the archive at which nothing stands, in a folder that is there."""
    path = site.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


def told(site: Site) -> list[tuple[str, str]]:
    """Place and message of every error of a build, which has published nothing."""
    site.build()
    assert not site.output.exists()
    return [(problem.location.path, problem.message) for problem in site.problems if problem.is_error]


def make_device(path: Path) -> None:
    """A device that never ends; only who runs the machine may make one."""
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


def make_socket(path: Path) -> None:
    """A socket's path may have a hundred bytes at most."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("make", [os.mkfifo, make_socket, make_device])
def test_pipes_sockets_and_devices_are_named_and_not_opened(site: Site, make: object, place: str) -> None:
    """A pipe that is opened keeps the build for ever."""
    make(cleared(site, place))  # type: ignore[operator] # three functions of a path
    assert told(site) == [(place, NO_FILE)]


@pytest.mark.parametrize("place", PLACES)
def test_links_to_files_outside_are_named_and_not_followed(site: Site, place: str) -> None:
    """An archive may come from a stranger, and who builds it may read what the stranger may not."""
    outside = site.root.parent / "outside" / "x"
    outside.write_text(SECRET)
    cleared(site, place).symlink_to(outside)
    assert told(site) == [(place, LEADS_OUT)]


@pytest.mark.parametrize("place", FOLDERS)
def test_links_to_folders_outside_are_named_and_not_followed(site: Site, place: str) -> None:
    """Whatever folder it is."""
    outside = site.root.parent / "outside"
    for name in ("x.md", "theme.toml", "x.css"):
        (outside / name).write_text(SECRET)
    cleared(site, place).symlink_to(outside)
    assert (place, LEADS_OUT) in told(site)


def test_links_within_the_archive_are_followed(site: Site) -> None:
    """One file that is shown in two places."""
    site.write("shared/notice.txt", "All rights of the notice.")
    (site.root / "themes/mine/static/notice.txt").symlink_to(site.root / "shared/notice.txt")
    assert site.build().html("assets/notice.txt") == "All rights of the notice."


def test_a_circle_of_links_is_named(site: Site) -> None:
    """To itself, to the folder that it lies in, and round a corner."""
    content = site.root / "content"
    (content / "a.md").symlink_to("a.md")
    (content / "b").symlink_to(content)
    (content / "c").symlink_to("d")
    (content / "d").symlink_to("c")
    assert {place for place, _ in told(site)} == {"content/a.md", "content/b", "content/c", "content/d"}


def test_the_lock_of_an_editor_is_no_template(site: Site) -> None:
    """Emacs leaves a link to nowhere beside a file that is open."""
    (site.root / "themes/mine/templates/.#article.html").symlink_to("editor@machine.1:1")
    (site.root / "templates/folder.html").mkdir(parents=True)
    assert site.build().problems == () and (site.output / "index.html").is_file()


def test_nothing_is_written_through_a_link_in_the_site(site: Site) -> None:
    """Nor removed there."""
    site.article("2020/10/other").build()
    elsewhere = site.root.parent / "elsewhere"
    shutil.move(site.output / "2020", elsewhere)
    (site.output / "2020").symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    site.remove("2020/10/other").article("2020/10/third").build()
    (problem,) = site.problems
    assert problem.location.path == "site/2020" and "is a link" in problem.message
    assert sorted(elsewhere.rglob("*")) == before


def test_what_a_build_remembers_stays_in_the_archive(site: Site) -> None:
    """Its folder is no link to somewhere else."""
    (site.root / ".backfile").symlink_to(site.root.parent / "outside")
    assert told(site) == [(".backfile", LEADS_OUT)]
    assert not list((site.root.parent / "outside").iterdir())


@pytest.mark.parametrize("name", [b"a\nb.md", b"a\x1bb.md", b"\xff\xfe.md", b"a\x7f.jpg"])
def test_names_that_no_line_can_show_are_told_on_one(site: Site, name: bytes) -> None:
    """A line break in a name would tell of another file."""
    Path(os.fsdecode(os.fsencode(site.root / "content") + b"/" + name)).touch()
    ((place, message),) = told(site)
    assert place.isprintable() and "not valid UTF-8, or has a line break" in message


def test_names_of_255_bytes_are_names(site: Site) -> None:
    """As long as a file system takes them; what not every system takes is told."""
    article, medium = "a" * 252 + ".md", "b" * 251 + ".txt"
    site.write(f"content/2020/10/{article}", "---\ntitle: Long\ndate: 2020-10-01\n---\n\nText.\n")
    (told_of,) = site.write(f"content/2020/10/{medium}", "x").build().problems
    assert not told_of.is_error and "240 are the most" in told_of.message
    assert (site.output / "2020/10" / medium).is_file()
