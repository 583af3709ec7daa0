"""What stands in `content/`, as the first look finds it."""

from pathlib import Path

import pytest

from backfile.build.sources import scan


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def test_each_kind_comes_in_the_order_of_paths(content: Path) -> None:
    """By the signs of whole paths: what stands in the folder `a` comes after the file `a-b.md`."""
    names = ("a/z.md", "a-b.md", "a.png", "tags.toml", "a/b.jpg", "z.markdown", "urls.tsv", ".hidden.md")
    for name in names:
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text("x")
    found = scan(content.parent, {"content/tags.toml", "content/authors.toml"})
    assert [file.path for file in found.articles] == ["content/a-b.md", "content/a/z.md", "content/z.markdown"]
    assert [file.path for file in found.tables] == ["content/tags.toml"]
    assert [file.path for file in found.media] == ["content/a.png", "content/a/b.jpg"]
    assert found.problems == ()


def test_of_a_link_the_file_that_it_leads_to_is_looked_at(content: Path) -> None:
    """A change of that file is a change of the article."""
    target = content / ".kept.md"
    target.write_text("Some text.")
    (content / "link.md").symlink_to(".kept.md")
    for size in (10, 15):
        target.write_text("x" * size)
        (found,) = scan(content.parent, ()).articles
        stat = target.stat()
        assert (found.path, found.size, found.inode) == ("content/link.md", size, stat.st_ino)
        assert found.mtime_ns == max(stat.st_mtime_ns, stat.st_ctime_ns)
