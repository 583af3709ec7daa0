"""The history of articles from git: what it tells, where it is not there, and that builds keep up with it."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from backfile.archive.signing import signed
from backfile.build import full
from backfile.build.head_commit import UNREADABLE, git_folder, head_id
from site_builder import Site, assert_same_files

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

WHO = ("-c", "user.name=Jane Doe", "-c", "user.email=jane@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> str:
    """What git says."""
    done = subprocess.run(("git", *WHO, *arguments), cwd=root, check=True, capture_output=True)
    return done.stdout.decode().strip()


def commit(site: Site, message: str) -> Site:
    """All of content/ committed."""
    if not (site.root / ".git").exists():
        git(site.root, "init", "-q")
    git(site.root, "add", "-A", "content")
    git(site.root, "commit", "-q", "--allow-empty", "-m", message)
    return site


@pytest.fixture(params=["broadsheet", "plain", "everything"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    """Three articles of which one was changed twice, and then moved."""
    site = Site(tmp_path / "edited").config(theme="everything" if request.param == "everything" else request.param)
    if request.param == "everything":
        site.theme("everything")
    site.config(history={"enabled": True})
    for number in range(3):
        site.article(f"2020/0{number + 1}/item-{number}", "The lock is 30 m long.\n\nIt stays.\n", tags=["a", "b"])
    commit(site, "First articles")
    commit(site.edit("2020/02/item-1", body="The lock is 40 m long.\n\nIt stays.\n"), "Measured again <b>")
    commit(site.edit("2020/02/item-1", tags=["a", "c"]), "Another tag")
    return commit(site.rename("2020/02/item-1", "2020/02/moved"), "Moved")


def clean(site: Site, folder: Path) -> Site:
    """A clean build of the same repository."""
    copy = site.clean_copy(folder)
    shutil.copytree(site.root / ".git", folder / ".git")
    return copy.build()


def is_plain(site: Site) -> bool:
    return "everything" in (site.root / "backfile.toml").read_text()


def test_an_article_has_a_page_of_its_versions(site: Site) -> None:
    """What differs word by word; the move is none; no name and no address of who wrote it; an article of one version
    has no page."""
    assert site.build().problems == ()
    page = site.html("2020/02/moved/history/")
    assert "jane" not in page.lower()
    assert "First articles" in page and "Measured again &lt;b&gt;" in page and "Another tag" in page
    assert not re.search(r">Moved<|'Moved'", page)
    assert not (site.output / "2020/01/item-0/history").exists()
    if not is_plain(site):
        words = re.sub(r"<span class=\"(?:visually-hidden|unseen)\">.*?</span>", "", page)
        assert "The lock is <del>30</del> <ins>40</ins> m long." in words
        assert "It stays" not in page
        assert "<del>b</del>" in words and "<ins>c</ins>" in words
        assert '<meta name="robots" content="noindex">' in page and '"CollectionPage"' in page  # imports pass it over
        assert 'href="/2020/02/moved/history/"' in site.html("2020/02/moved/")
    assert "history" not in site.html("sitemap.xml")


def test_a_build_with_nothing_to_do_begins_no_process(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit is known from git's files, packed or not, also in a further work tree."""
    site.build()

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a process was begun")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert site.build().result.written == 0
    assert site.result.stages[0].stage == "scan"
    monkeypatch.undo()
    head = git(site.root, "rev-parse", "HEAD")
    folder = git_folder(site.root)
    assert folder is not None and head_id(folder) == head
    git(site.root, "pack-refs", "--all")
    assert head_id(folder) == head
    git(site.root, "worktree", "add", "-q", "--detach", "../other")
    git(site.root, "worktree", "add", "-q", "-b", "third", "../third", "HEAD~1")
    for name, commit_name in (("other", "HEAD"), ("third", "HEAD~1")):
        other = git_folder(site.root.parent / name)
        assert other is not None and head_id(other) == git(site.root, "rev-parse", commit_name)


def test_a_commit_is_seen(site: Site, tmp_path: Path) -> None:
    """Though no file of content/ has changed since the build."""
    site.edit("2020/01/item-0", body="Other words.\n").build()
    assert not (site.output / "2020/01/item-0/history").exists()
    commit(site, "Other words").build()
    assert "Other words" in site.html("2020/01/item-0/history/")
    assert_same_files(site.files(), clean(site, tmp_path / "clean").files())


SMALL: dict[str, Any] = {
    "text": lambda site: site.edit("2020/02/moved", body="The lock is 50 m long.\n"),
    "title": lambda site: site.edit("2020/02/moved", title="Another"),
    "address": lambda site: site.edit("2020/02/moved", url="/elsewhere/"),
    "gone": lambda site: site.remove("2020/02/moved"),
    "moved": lambda site: site.rename("2020/02/moved", "2020/02/again"),
    "new": lambda site: site.article("2020/04/new", tags=["a"]),
}


@pytest.mark.parametrize("change", SMALL.values(), ids=SMALL)
def test_small_changes_between_commits_come_to_a_clean_build(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    """Without the whole plan."""
    site.build()

    def refuse(*_: Any) -> None:
        raise AssertionError("the whole site was planned")

    monkeypatch.setattr(full, "build_changes", refuse)
    change(site)
    site.build()
    monkeypatch.undo()
    assert_same_files(site.files(), clean(site, tmp_path / "clean").files())
    assert site.build(force=True).result.written == 0


def test_drafts_and_what_readers_do_not_see_stay_unseen(tmp_path: Path) -> None:
    """Versions that were drafts, comments, other fields; and an article that the settings name has no history."""
    site = Site(tmp_path / "site").config(history={"enabled": True})
    site.article("2020/01/a", "Secret draft.\n", draft=True)
    commit(site, "Drafted")
    site.edit("2020/01/a", body="One. <!-- remark-one -->\n", draft=None, params={"note": "note-one"})
    commit(site, "Published")
    commit(site.edit("2020/01/a", body="Two. <!-- remark-two -->\n", params={"note": "note-two"}), "Changed")
    page = site.build().html("2020/01/a/history/")
    assert "<del>" in page and "2 versions" in page
    for word in ("Secret", "Drafted", "remark", "note-one", "note-two"):
        assert word not in page, word
    site.config(history={"enabled": True, "without": ["content/2020/01/a.md"]}).build()
    assert not (site.output / "2020/01/a/history/index.html").exists()


def test_what_an_import_wrote_is_no_change(tmp_path: Path) -> None:
    """It is told by its mark, and so the last change stays a person's."""
    site = Site(tmp_path / "site").config(history={"enabled": True})
    text = "---\ntitle: A\ndate: 2020-01-01\nurl: /a/\nsource:\n  url: https://example.org/a/\n---\n\n{}\n"
    for number, body in enumerate(("One.", "One two.")):
        site.write("content/a.md", signed(text.format(body)))
        commit(site, f"Import {number}")
    page = site.build().html("a/history/")
    assert "Brought by an import" in page
    assert "All versions" in site.html("a/") and "Last changed" not in site.html("a/")
    site.write("content/a.md", signed(text.format("One two.")).replace("two.", "three."))
    commit(site, "Edited").build()
    assert "1 change" in site.html("a/") and "Last changed" in site.html("a/")


def test_a_name_used_again_begins_anew(tmp_path: Path) -> None:
    """What a removed file said is not the past of another with its name."""
    site = Site(tmp_path / "site").config(history={"enabled": True})
    commit(site.article("2020/01/a", "Old words.\n").article("2020/01/b"), "Old")
    commit(site.remove("2020/01/a"), "Gone")
    commit(site.article("2020/01/a", "Quite another text about bridges.\n", title="Bridges"), "New")
    commit(site.edit("2020/01/a", body="Quite another text about canals.\n"), "Canals")
    page = site.build().html("2020/01/a/history/")
    assert "Canals" in page and "Old" not in page and "2 versions" in page


def test_a_message_in_any_bytes_is_shown(tmp_path: Path) -> None:
    """Control characters and what is no UTF-8 among them; so does a name that is none."""
    site = Site(tmp_path / "site").config(history={"enabled": True})
    commit(site.article("2020/01/a"), "First")
    site.edit("2020/01/a", body="Other.\n")
    git(site.root, "add", "content")
    tree, blob = git(site.root, "write-tree"), git(site.root, "hash-object", "-w", "content/2020/01/a.md")
    head = git(site.root, "rev-parse", "HEAD")
    who = "Jane Doe <jane@example.org> 1600000000 +0000"  # git itself would write the message as UTF-8
    text = f"tree {tree}\nparent {head}\nauthor {who}\ncommitter {who}\n\n".encode() + b"Caf\xe9 \x1b[1mloud\n"
    raw = ("git", "hash-object", "-t", "commit", "-w", "--stdin")
    made = subprocess.run(raw, cwd=site.root, input=text, check=True, capture_output=True)
    git(site.root, "reset", "-q", "--soft", made.stdout.decode().strip())
    page = site.build().html("2020/01/a/history/")
    assert "Caf\ufffd [1mloud" in page and "\x1b" not in page
    entry = b"100644 %s 0\tcontent/b\xff.md\0" % blob.encode()
    subprocess.run(("git", "update-index", "-z", "--index-info"), cwd=site.root, input=entry, check=True)
    git(site.root, "commit", "-q", "-m", "Odd name")
    assert site.build().problems == ()


def test_without_git_a_warning_says_what_to_do(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository, in a shallow clone, before content/ is committed, without git: the site is built."""
    outside = site.clean_copy(tmp_path / "outside").build()
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{site.root}", "shallow")
    shallow = Site(tmp_path / "shallow").config(history={"enabled": True}).build()
    empty = site.clean_copy(tmp_path / "empty")
    git(empty.root, "init", "-q")
    empty.build()
    for built, words in ((outside, "no git repository"), (shallow, "shallow"), (empty, "git")):
        (problem,) = built.problems
        assert not problem.is_error and words in problem.message and problem.hint
        assert str(problem.location).startswith("backfile.toml:")
        assert built.result.articles == 3
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in site.build().problems[0].message


def test_a_source_without_history_that_is_none_is_told(site: Site, tmp_path: Path) -> None:
    """Lest what must not be read any more is shown after a move; also when it goes between two builds."""
    site.config(history={"enabled": True, "without": ["content/2020/02/moved.md"]})
    assert site.build().problems == ()
    site.rename("2020/02/moved", "2020/02/again").build()
    (problem,) = site.problems
    assert "2020/02/moved.md" in problem.message and str(problem.location).startswith("backfile.toml:")
    assert site.rename("2020/02/again", "2020/02/moved").build().problems == ()
    assert_same_files(site.files(), clean(site, tmp_path / "clean").files())


def test_a_partial_clone_fetches_nothing(site: Site, tmp_path: Path) -> None:
    """Not even where its settings allow a protocol that runs a program: a warning says what is missing."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/was-run\n")
    program.chmod(0o755)
    settings = {
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{program} %S",
        "protocol.ext.allow": "always",
        "core.repositoryFormatVersion": "1",
    }
    blob = git(site.root, "rev-parse", "HEAD~2:content/2020/02/item-1.md")
    for key, value in settings.items():
        git(site.root, "config", key, value)
    (site.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    (problem,) = site.build().problems
    assert not problem.is_error and "without their history" in problem.message
    assert not (tmp_path / "was-run").exists()
    subprocess.run(("git", "cat-file", "-p", blob), cwd=site.root, capture_output=True, check=False)
    assert (tmp_path / "was-run").exists()  # so that the test can fail


def test_a_head_that_leads_out_of_gits_folder_is_not_followed(site: Site) -> None:
    """Git is asked instead, and says nothing."""
    folder = site.root / ".git"
    (folder / "HEAD").write_text("ref: /dev/zero")
    assert head_id(folder) == UNREADABLE
    (folder / "HEAD").write_text("ref: refs/../../../secret")
    assert head_id(folder) == UNREADABLE
    assert "without their history" in site.build().problems[0].message


def test_nothing_that_a_repository_names_is_run(site: Site, tmp_path: Path) -> None:
    """Its settings name a program wherever git would run one."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/was-run\ncat\n")
    program.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "diff.words.textconv",
        "diff.words.command",
        "gpg.program",
        "filter.words.clean",
        "filter.words.smudge",
        "core.editor",
        "credential.helper",
    ):
        git(site.root, "config", key, str(program))
    git(site.root, "config", "log.showSignature", "true")
    git(site.root, "config", "core.hooksPath", str(tmp_path))
    (site.root / ".gitattributes").write_text("*.md diff=words filter=words\n")
    assert site.build().problems == ()
    assert (site.output / "2020/02/moved/history/index.html").is_file()
    assert not (tmp_path / "was-run").exists()
