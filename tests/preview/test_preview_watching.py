"""What is told of real changes of real files."""

import asyncio
import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from backfile.preview.watching import Watch
from site_builder import Site

PATIENCE_SECONDS = 20


def watched(root: Path, acts: list[tuple[Callable[[], object], str]]) -> None:
    """Does each act while the archive is watched, and waits until the path (or one of the paths) beside it is told."""

    async def run() -> None:
        told: asyncio.Queue[Collection[str]] = asyncio.Queue()
        task = asyncio.create_task(Watch(root, told.put_nowait, print).run())
        await asyncio.sleep(0.5)  # until the system watches, also on a busy machine
        for act, path in acts:
            act()
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not set(path.split(" or ")) & set(await told.get()):
                    pass
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())


def replace(path: Path, text: str) -> None:
    """Saves as most editors do: another file takes the old one's place."""
    other = path.with_name(f".{path.name}.new")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def test_saves_are_told(tmp_path: Path) -> None:
    """Articles, term files and settings, written in place or replaced, the same file again and again."""
    site = Site(tmp_path).article("2020/10/x")
    article, settings = tmp_path / "content/2020/10/x.md", tmp_path / "backfile.toml"
    text = settings.read_text(encoding="utf-8")
    watched(
        tmp_path,
        [
            (lambda: site.edit("2020/10/x", body="Other words.\n"), "content/2020/10/x.md"),
            (lambda: replace(article, "---\ntitle: X\n---\n"), "content/2020/10/x.md"),
            (lambda: replace(article, "---\ntitle: Y\n---\n"), "content/2020/10/x.md"),
            (lambda: replace(settings, text + "\n"), "backfile.toml"),
            (lambda: replace(settings, text), "backfile.toml"),
            (lambda: settings.write_text(text + "\n\n", encoding="utf-8"), "backfile.toml"),
            (lambda: site.write("content/tags.yaml", "[]"), "content/tags.yaml"),
            (lambda: article.unlink(), "content/2020/10/x.md"),
        ],
    )


def test_folders_that_come_and_go_are_watched(tmp_path: Path) -> None:
    """A `templates/` that was not there at the start, and a `content/` that was replaced."""
    site = Site(tmp_path).article("2020/10/x")

    def replace_content() -> None:
        (tmp_path / "content").rename(tmp_path / "old")
        (tmp_path / "content").mkdir()

    watched(
        tmp_path,
        [
            (lambda: (tmp_path / "templates").mkdir(), "templates"),
            (lambda: site.write("templates/base.html", "x"), "templates/base.html"),
            (replace_content, "content"),
            # Where the two steps are seen apart, the file is there before its folder is watched: then that is told.
            (lambda: site.write("content/y.md", "x"), "content/y.md or content"),
        ],
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_name_that_is_no_text_ends_no_watch(tmp_path: Path) -> None:
    """The system's watches fail on it; then the folders are looked at, and that is said once."""
    site = Site(tmp_path).article("2020/10/x")
    watched(
        tmp_path,
        [
            ((tmp_path / "content" / os.fsdecode(b"odd\xff")).mkdir, "content"),
            (lambda: site.write("content/y.md", "x"), "content/y.md"),
            (lambda: site.write("content/y.md", "longer"), "content/y.md"),
            (lambda: (tmp_path / "templates").mkdir(), "templates"),
            (lambda: site.write("templates/base.html", "x"), "templates/base.html"),
            (lambda: (tmp_path / "content/y.md").unlink(), "content/y.md"),
            (lambda: site.write(os.fsdecode(b"content/z\xff.md"), "x"), "content/z\\udcff.md"),
        ],
    )


def test_what_a_build_writes_is_not_told(tmp_path: Path) -> None:
    """Else every build would lead to another."""
    site = Site(tmp_path).article("2020/10/x")
    told: list[str] = []

    async def run() -> None:
        task = asyncio.create_task(Watch(tmp_path, told.extend, print).run())
        await asyncio.sleep(0.05)
        site.write("site/index.html", "x").write(".backfile/preview/site/index.html", "x").write("content/.x.swp", "x")
        await asyncio.sleep(0.3)
        site.write("content/end.md", "x")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "content/end.md" not in told:
                await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert set(told) == {"content/end.md"}
