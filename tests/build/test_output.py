"""What stands in the site: restored where it was altered, whole after a build was cut off, never a stranger's file."""

import os
import re
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.build import output as output_module
from backfile.build import workers
from site_builder import Site, assert_same_files, fails_after, files_of, is_search_file, without_search


def small(root: Path) -> Site:
    """Six articles in the theme that prints all it is handed."""
    site = Site(root).theme("everything")
    for number in range(6):
        site.article(f"2020/0{number + 1}/a-{number}", f"Text {number}.\n", tags=["Radio", f"T{number % 2}"])
    return site.write("content/files/notes.txt", "Notes")


def clean_files(site: Site, folder: Path) -> dict[str, bytes]:
    """What a clean build of the same content makes."""
    clean = site.clean_copy(folder).build()
    assert not clean.result.failed
    return clean.files()


def test_a_build_with_nothing_to_do_writes_nothing(tmp_path: Path) -> None:
    """The second build keeps every file, down to its time of writing."""
    site = small(tmp_path).build()
    times = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}
    assert site.build().result.written == 0
    assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == times


def test_a_changed_title_is_not_written_where_it_is_not_shown(tmp_path: Path) -> None:
    """A body edit that no card shows rewrites one page and the feeds that carry the text."""
    long = "Words that fill the excerpt, " * 20
    site = small(tmp_path).edit("2020/01/a-0", body=f"{long}\n\nThe end.\n").build()
    before = {path: (site.output / path).stat().st_mtime_ns for path in site.files()}
    site.edit("2020/01/a-0", body=f"{long}\n\nAnother end.\n").build()
    written = {path for path, when in before.items() if (site.output / path).stat().st_mtime_ns != when}
    assert written == {"2020/01/a-0/index.html", "feed.xml", "feed.json"}


def test_a_folder_named_as_a_style_sheet_is_one(tmp_path: Path) -> None:
    """Its sheets are joined by their names, a changed one changes it, and nothing else can lie in it."""
    site = small(tmp_path)
    for name in ("20-b.css", "10-a.css", "notes.txt"):
        site.write(f"themes/everything/static/joined.css/{name}", f"/*! {name} */\n")
    site.build()
    problems = [problem.message for problem in site.result.problems]
    assert site.result.failed, "a sheet and a folder of the same name cannot both stand in the site"
    assert any("joined.css" in message for message in problems)
    (tmp_path / "themes/everything/static/joined.css/notes.txt").unlink()
    assert site.build().files()["assets/joined.css"] == b"/*! 10-a.css */ /*! 20-b.css */\n"
    site.write("themes/everything/static/joined.css/10-a.css", "/*! new */\n").build()
    assert site.files()["assets/joined.css"] == b"/*! new */ /*! 20-b.css */\n"


@pytest.mark.parametrize("path", ["2020/01/a-0/index.html", "files/notes.txt", "assets/plain.css", "feed.xml"])
@pytest.mark.parametrize("how", ["deleted", "altered", "emptied", "folder"])
def test_a_file_that_is_not_as_written_is_restored(tmp_path: Path, path: str, how: str) -> None:
    """Whatever happened to a file of the site, the next build brings it back."""
    site = small(tmp_path).build()
    before, target = site.files(), site.output / path
    data = target.read_bytes()
    target.unlink()
    if how == "altered":
        target.write_bytes(data[::-1])
    elif how == "emptied":
        target.write_bytes(b"")
    elif how == "folder":
        target.mkdir()
    site.build()
    assert not site.problems
    assert_same_files(site.files(), before)


def test_an_edit_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    """A file that was written in the moment it was read is not trusted: the same stat may hide another text."""
    site = small(tmp_path)
    path = site.root / "content/2020/01/a-0.md"
    soon = time.time_ns() + 5_000_000_000
    os.utime(path, ns=(soon, soon))
    site.build()
    with path.open("r+b") as file:
        file.write(path.read_bytes().replace(b"Text 0.", b"Next 0."))
    os.utime(path, ns=(soon, soon))
    site.build()
    assert "Next 0." in site.html("2020/01/a-0/")


@pytest.mark.parametrize("kind", ["content/2020/01/a-0.md", "content/files/notes.txt"])
def test_an_edit_that_keeps_size_and_time_is_seen_later_too(tmp_path: Path, kind: str) -> None:
    """A text replaced by one of its size, its time of writing put back: still another text."""
    site = small(tmp_path)
    path = site.root / kind
    long_ago = 1_600_000_000_000_000_000
    os.utime(path, ns=(long_ago, long_ago))
    site.build().build()
    time.sleep(0.06)  # a tick of the file system's clock
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(data.replace(b"e", b"E"))
    os.utime(path, ns=(long_ago, long_ago))
    site.build()
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean"))


def test_a_touched_file_changes_nothing(tmp_path: Path) -> None:
    """Another time of writing alone is no change."""
    site = small(tmp_path).build()
    os.utime(site.root / "content/2020/01/a-0.md")
    assert site.build().result.written == 0


def test_a_failed_build_leaves_the_site_and_the_next_good_one_is_right(tmp_path: Path) -> None:
    """A problem in one of several edits keeps all of them out; mended, all of them come."""
    site = small(tmp_path).build()
    before = site.files()
    site.remove("2020/02/a-1").edit("2020/03/a-2", body="Edited.\n").article("2020/07/new", date="2020-13-45").build()
    assert site.result.failed
    assert_same_files(site.files(), before)
    site.edit("2020/07/new", date="2020-07-01").build()
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean"))


def test_a_template_that_fails_on_one_page_publishes_none(tmp_path: Path) -> None:
    """A page that cannot be rendered keeps back the pages that can."""
    site = small(tmp_path).build()
    before = site.files()
    site.edit("2020/01/a-0", title="Changed").write("templates/month.html", "{{ view.no_such_thing }}").build()
    assert site.result.failed
    assert_same_files(site.files(), before)
    site.delete("templates/month.html").build()
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean"))


def test_building_elsewhere_and_back_is_never_stale(tmp_path: Path) -> None:
    """Two outputs are kept apart: each is right after its own build, whatever was built in between."""
    site = small(tmp_path / "a").build()
    other = tmp_path / "other"
    site.edit("2020/01/a-0", title="Second").build(output=other)
    site.remove("2020/02/a-1").build(output=other)
    assert_same_files(files_of(other), clean_files(site, tmp_path / "clean"))
    site.build()
    assert_same_files(site.files(), files_of(other))
    site.edit("2020/01/a-0", title="Third").build().build(output=other)
    assert_same_files(site.files(), files_of(other))


def test_one_folder_by_two_names_is_never_stale(tmp_path: Path) -> None:
    """`-o` with another spelling of the usual folder leaves nothing behind."""
    site = small(tmp_path / "a").build()
    site.remove("2020/02/a-1").build(output=tmp_path / "a" / "content" / ".." / "site")
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean"))


@pytest.mark.parametrize("count", [0, 1, 7, 20])
@pytest.mark.parametrize("then", ["again", "removed", "edited"])
def test_a_build_cut_off_while_publishing_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, then: str
) -> None:
    """Killed between two renames, with the article gone or edited meanwhile: the next build equals a clean one."""
    site = small(tmp_path / "a").build()
    site.article("2021/03/new", "New.\n", tags=["Radio", "Fresh"], aliases=["/old/new/"])
    site.edit("2020/01/a-0", title="Changed").write("content/files/more.txt", "More")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(output_module.os, "replace", fails_after(count, os.replace))
        site.build()
    if then == "removed":
        site.remove("2021/03/new").delete("content/files/more.txt")
    elif then == "edited":
        site.edit("2021/03/new", body="Newer.\n")
    site.build()
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean"))
    assert not list((site.root / ".backfile").glob("stage*"))


@pytest.mark.parametrize("count", [0, 3])
def test_a_first_build_cut_off_leaves_nothing_orphaned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """What the very first build wrote before it was killed is owned, and goes with its article."""
    site = small(tmp_path / "a")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(output_module.os, "replace", fails_after(count, os.replace))
        site.build()
    for name in site.names:
        site.remove(name)
    site.article("2020/09/only").build()
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean"))


names = st.sampled_from(["a", "a-b", "b", "c.html"])
site_paths = st.sets(st.lists(names, min_size=1, max_size=4).map("/".join), min_size=1, max_size=12)


@given(wanted=site_paths, there=site_paths)
def test_moving_whole_folders_moves_every_file_once(wanted: set[str], there: set[str]) -> None:
    """Whatever the site has already, each wanted file is in exactly one move, no folder that is there is moved, and
    none that could be is moved in parts."""
    folders = {folder for path in there for folder in output_module.folders_of(path)}
    files = sorted(
        path for path in wanted if path not in {f for other in wanted for f in output_module.folders_of(other)}
    )
    moves = list(output_module.largest_moves(files, folders.__contains__))
    for path in files:
        assert sum(path == move or path.startswith(f"{move}/") for move in moves) == 1
    for move in moves:
        assert move in files or move not in folders
        assert all(folder in folders for folder in output_module.folders_of(move))


def test_strangers_in_the_site_folder_survive(tmp_path: Path) -> None:
    """Files that the build did not write stay, in its folders and beside them, even when all of its own go."""
    site = small(tmp_path).build()
    strangers = {"CNAME": b"example.org", ".well-known/x.txt": b"x", "2020/01/a-0/note.txt": b"mine"}
    for path, data in strangers.items():
        site.write(f"site/{path}", data)
    site.remove("2020/01/a-0").build()
    assert {path: site.files().get(path) for path in strangers} == strangers
    assert "2020/01/a-0/index.html" not in site.files()


def test_a_lost_or_broken_ledger_costs_no_content(tmp_path: Path) -> None:
    """With the ledger gone or garbled the site comes out the same."""
    site = small(tmp_path).build()
    before = site.files()
    (site.root / ".backfile/ledger.sqlite").write_bytes(b"This is no database. " * 500)
    assert not site.build().problems
    assert_same_files(site.files(), before)
    shutil.rmtree(site.root / ".backfile")
    site.build()
    assert_same_files(site.files(), before)


def test_a_page_may_become_a_folder_and_a_folder_a_page(tmp_path: Path) -> None:
    """An address `/a` that becomes `/a/b`, and back."""
    site = (
        small(tmp_path / "a").article("2020/08/turning", url="/turn.html").write("content/files/deep", "File").build()
    )
    site.edit("2020/08/turning", url="/turn.html/inside/").delete("content/files/deep")
    site.write("content/files/deep/er.txt", "Inside").build()
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean-1"))
    site.edit("2020/08/turning", url="/turn.html").delete("content/files/deep/er.txt")
    (site.root / "content/files/deep").rmdir()
    site.write("content/files/deep", "File").build()
    assert_same_files(site.files(), clean_files(site, tmp_path / "clean-2"))


@pytest.mark.parametrize(
    "path",
    [
        "content/robots.txt",
        "content/index.html",
        "content/assets/plain.css",
        "content/ASSETS/PLAIN.CSS",
        "content/2020",
        "content/2020/01/a-0/index.html/x",
        "content/pagefind/pagefind.js",
        "content/fragments/search.json",
    ],
)
def test_two_sources_for_one_file_are_a_problem(tmp_path: Path, path: str) -> None:
    """A medium may not stand where a page, a theme's file or a folder of pages goes: told, and nothing is built."""
    site = small(tmp_path)
    if path == "content/2020":
        for name in site.names:
            site.rename(name, name.replace("2020/", "y/"))
        for name in site.names:
            site.edit(name, date=f"2020-{name.split('/')[1]}-15")
        shutil.rmtree(site.root / "content/2020")
    site.write(path, "x").build()
    assert site.result.failed
    assert any(path in str(problem) for problem in site.problems)
    assert not site.output.exists()


def test_media_may_stand_anywhere_else(tmp_path: Path) -> None:
    """Files beside articles and in folders of their own are copied as they are, whatever they hold."""
    site = small(tmp_path).write("content/2020/01/a-0/data.bin", bytes(range(256))).write("content/CNAME", "x").build()
    assert site.files()["2020/01/a-0/data.bin"] == bytes(range(256))
    assert site.files()["CNAME"] == b"x"


def search_site(root: Path) -> Site:
    """Eight articles in shards of three."""
    site = Site(root).theme("everything").config(search={"shard_size": 3})
    for number in range(8):
        site.article(f"2020/0{number + 1}/a-{number}", f"Word{number} and others.\n", tags=["Radio"])
    return site


def index_names(site: Site) -> list[str]:
    """The site's files, without the marks that Pagefind gives some of its own anew in every run."""
    return sorted(re.sub(r"_[0-9a-f]{7,}\.", "_.", path) for path in site.files())


def search_files(site: Site) -> dict[str, bytes]:
    """The search index's files."""
    return {path: data for path, data in site.files().items() if is_search_file(path)}


def test_only_the_shard_of_a_changed_article_is_made_again(tmp_path: Path) -> None:
    """An edit rebuilds its own shard, a new article the last one; without a change, none; switched off, all go."""
    site = search_site(tmp_path).build(search=True)
    assert (site.result.search.indexed, site.result.search.shards_built) == (8, 3)
    assert {"pagefind/pagefind.js", "pagefind/shard-2/pagefind.js", "pagefind/shard-3/pagefind.js"} <= set(site.files())
    assert site.files()["fragments/search.json"] == (
        b'{"indexes":["/pagefind/","/pagefind/shard-2/","/pagefind/shard-3/"],"terms":1,"words":1}\n'
    )
    site.article("2020/09/newest").build(search=True)
    assert (site.result.search.shards_built, site.result.search.shards_kept) == (1, 2)
    assert site.build(search=True).result.written == 0
    site.edit("2020/05/a-4", body="Other.\n").build(search=True)
    assert (site.result.search.shards_built, site.result.search.shards_kept) == (1, 2)
    before = set(site.files())
    site.config(search={"enabled": False}).build(search=True)
    assert not search_files(site)
    assert site.result.removed == len(before - set(site.files()))


def test_a_build_without_search_keeps_the_index_and_the_next_with_it_is_current(tmp_path: Path) -> None:
    """`--no-search` leaves the index alone, even out of date; the next build with search brings it up to date."""
    site = search_site(tmp_path / "a").build(search=True)
    index = search_files(site)
    site.edit("2020/05/a-4", body="Changed.\n").build(search=False)
    assert_same_files(search_files(site), index)
    site.build(search=True)
    assert site.result.search.shards_built == 1
    clean = site.clean_copy(tmp_path / "clean").build(search=True)
    assert index_names(site) == index_names(clean)


@pytest.mark.parametrize("lost", ["pagefind/pagefind.js", "fragments/search.json"])
def test_a_lost_file_of_the_index_is_restored(tmp_path: Path, lost: str) -> None:
    """A file that is missing from the index comes back."""
    site = search_site(tmp_path).build(search=True)
    before = index_names(site)
    site.delete(f"site/{lost}").build(search=True)
    assert index_names(site) == before
    assert lost in site.files()


@pytest.mark.parametrize("between", ["nothing", "no-search"])
@pytest.mark.parametrize("cut", ["first", "edit", "restore"])
def test_an_index_cut_off_while_publishing_is_whole_after_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: str, between: str
) -> None:
    """Killed among the files of the index, the next build leaves exactly the files of a clean one."""
    site = search_site(tmp_path / "a")
    if cut != "first":
        site.build(search=True)
    if cut == "edit":
        site.edit("2020/05/a-4", body="Changed.\n")
    if cut == "restore":
        site.delete("site/pagefind/pagefind.js").delete("site/pagefind/shard-2/pagefind.js")

    def stop_in_index(source: Path, target: Path) -> None:
        Path(source).rename(target)
        spares = site.root / ".backfile" / "spare"
        moved = "/".join(Path(target).relative_to(spares).parts[1:])
        if moved == "pagefind" or is_search_file(moved):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(output_module.os, "replace", stop_in_index)
        site.build(search=True)
    if between == "no-search":
        site.build(search=False)
    site.build(search=True)
    clean = site.clean_copy(tmp_path / "clean").build(search=True)
    assert index_names(site) == index_names(clean)
    assert_same_files(without_search(site.files()), without_search(clean.files()))
    assert site.build(search=True).result.written == 0


def test_the_site_may_stand_on_another_file_system(tmp_path: Path) -> None:
    """Staging goes where the site goes, so that moving into place stays one step."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system at /dev/shm here")
    folder = memory / f"backfile-test-{os.getpid()}"
    try:
        site = small(tmp_path).build().build(output=folder / "site")
        assert_same_files(files_of(folder / "site"), site.files())
        assert sorted(path.name for path in folder.iterdir()) == ["site"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_lost_worker_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker killed from outside ends the build with a problem that says what to do; the site stays."""
    site = small(tmp_path).build()
    before = site.files()
    monkeypatch.setattr(workers, "WORTH_A_POOL", 1)
    monkeypatch.setattr(workers, "_answers", _die)
    site.edit("2020/01/a-0", title="Changed").build(jobs=2, force=True)
    assert "--jobs 1" in str(site.problems)
    assert_same_files(site.files(), before)


def _die(start: int, stop: int) -> None:
    os._exit(9)


def test_a_site_that_someone_else_made_is_not_overwritten(tmp_path: Path) -> None:
    """Its front page stays, and the problem says what to do."""
    site = small(tmp_path / "a")
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("<title>Mine</title>")
    site.build(output=other)
    assert "did not make" in site.problems[0].message
    assert files_of(other) == {"index.html": b"<title>Mine</title>"}


def test_a_site_whose_ledger_is_lost_is_built_again(tmp_path: Path) -> None:
    """Losing the ledger costs time only."""
    site = Site(tmp_path / "a").article("2020/01/a").build()
    before = site.files()
    shutil.rmtree(site.root / ".backfile")
    assert not site.build().problems
    assert_same_files(site.files(), before)


def test_a_page_where_the_search_index_stands_is_a_problem(tmp_path: Path) -> None:
    """By its `url`, and by an alias."""
    for key, value in (("url", "/pagefind/pagefind.js"), ("aliases", ["/pagefind/pagefind.js"])):
        site = small(tmp_path / key).article("2021/01/new", **{key: value}).build()
        assert "search index" in " ".join(problem.message for problem in site.problems)
        assert site.result.failed
