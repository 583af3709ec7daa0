"""`--why`: a line for every file that was written, and for no other."""

from pathlib import Path

import pytest

from site_builder import Site, changed_between


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive with a picture and a theme of its own."""
    site = Site(tmp_path).article("2020/10/locks/index", "![A gate](gate.svg)\n", tags=["water"])
    site.article("2020/11/boats", tags=["water"]).article("2020/12/horses")
    return site.write("content/2020/10/locks/gate.svg", "<svg/>")


def test_a_first_build_tells_of_every_file(site: Site) -> None:
    """Pages, pictures, files of the theme and of the search index."""
    site.build(search=True, why=True)
    assert dict(site.result.why) == dict.fromkeys(site.files(), "it is new")
    assert len(site.result.why) == site.result.written


def test_a_later_build_tells_of_every_file_that_was_written(site: Site) -> None:
    """With the source that changed, also for pictures and for the index."""
    before = site.build(search=True).files()
    site.edit("2020/11/boats", title="Boats and barges").write("content/2020/10/locks/gate.svg", "<svg></svg>")
    why = dict(site.build(search=True, why=True).result.why)
    changed = changed_between(before, site.files())
    assert set(why) == changed & set(site.files())
    assert site.result.written == len(why)
    assert why["2020/10/locks/gate.svg"] == "changed: content/2020/10/locks/gate.svg"
    shard = {path for path in why if path.startswith("pagefind/")}
    assert shard and {why[path] for path in shard} <= {"it is new", "changed: content/2020/11/boats.md"}


def test_a_page_with_the_same_bytes_is_not_told_of(site: Site) -> None:
    """It was rendered, for its inputs changed; it was not written."""
    site.build()
    site.edit("2020/10/locks/index", "![A gate](gate.svg)\n<!-- unseen -->\n").build(why=True)
    assert len(site.result.why) == site.result.written


def test_an_index_that_loses_an_article_says_so(site: Site) -> None:
    """Nothing that is left in it has changed."""
    site.build(search=True)
    site.remove("2020/12/horses").build(search=True, why=True)
    told = {reason for path, reason in site.result.why if path.startswith("pagefind/")}
    assert "changed: which articles it holds, the settings or Backfile" in told
