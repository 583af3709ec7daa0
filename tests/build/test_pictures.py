"""Pictures in a site: smaller ones are made once, published without metadata, and shown by the pages that they are
in."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from backfile.build import amending, full, picture_facts, picture_store
from pictures import photographs
from site_builder import Site, assert_same_files, changed_between

HOUSE = "content/2020/01/lock/gate.jpg"
FOLDER = "assets/pictures/"


def refuse(*_: Any) -> None:
    """Stands where nothing may be called."""
    raise AssertionError("this was not to be done")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An article with a lead picture and one in its text, one with pictures in its text alone, one without."""
    lock = {"src": "gate.jpg", "alt": "Gates", "caption": "The *gates*.", "credit": "Drawn here"}
    return (
        Site(tmp_path / "archive")
        .config(pictures={"widths": [200, 400]})
        .article("2020/01/lock/index", "![Within](gate.jpg 'A caption.'){credit='Drawn here'}\n", image=lock)
        .article("2020/02/weir", "![One](/files/weir.png)\n\n![Two](/files/weir.png)\n\n![None](/files/plan.svg)\n")
        .article("2020/03/other")
        .write(HOUSE, photographs.jpeg(900, 600))
        .write("content/files/weir.png", photographs.png(300, 200))
        .write("content/files/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"/>')
    )


def pictures(html: str) -> list[str]:
    """Each `<img>` with the `<picture>` around it, if it has one."""
    return re.findall(r"<picture>.*?</picture>|<img [^>]*>", html, re.DOTALL)


def test_a_picture_comes_in_several_files(site: Site) -> None:
    """In both formats and all widths below its own, with its size and its tone; the first of a page at once, all others
    when they come near. Everything that a page names is there."""
    assert not site.build().problems
    lead, within = pictures(site.html("2020/01/lock/").split('<article class="story')[1])
    for html in (lead, within):
        sources = re.findall(r'<source type="image/(\w+)"[^>]*srcset="([^"]*)"', html)
        assert [name for name, _ in sources] == ["avif", "webp"]
        for name, files in sources:
            named = re.findall(r"/(\S+) (\d+)w", files)
            assert [int(width) for _, width in named] == [200, 400]
            for path, width in named:
                image = photographs.opened((site.output / path).read_bytes())
                assert image.format == name.upper() and image.width == int(width)
        assert 'src="/2020/01/lock/gate.jpg"' in html and 'width="900" height="600"' in html
        assert re.search(r'data-tone="\w\d"', html) and "sizes=" in html
    assert 'fetchpriority="high"' in lead and "loading" not in lead
    assert 'loading="lazy"' in within and "fetchpriority" not in within
    assert photographs.secrets_in((site.output / "2020/01/lock/gate.jpg").read_bytes()) == []
    assert 'property="og:image:width" content="900"' in site.html("2020/01/lock/")


def test_without_a_lead_picture_the_first_of_the_text_comes_at_once(site: Site) -> None:
    """A drawing has its size, and no other files."""
    first, second, drawing = pictures(site.build().html("2020/02/weir/").split('<article class="story')[1])
    assert 'fetchpriority="high"' in first and 'loading="lazy"' in second
    assert drawing.startswith("<img ") and 'width="80" height="60"' in drawing and "tone" not in drawing


def test_a_feed_has_the_picture_itself(site: Site) -> None:
    """With its size, as readers of feeds know little of anything else."""
    feed = site.build().html("feed.xml")
    assert "gate.jpg" in feed and "width=&#34;900&#34;" in feed.replace("&quot;", "&#34;")
    assert "srcset" not in feed


def test_each_is_made_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same picture in two places has one set of files; they are kept, so that a lost site is made again without
    making one anew; and a picture that is only touched is looked at, and nothing else."""
    site.write("content/files/same.jpg", photographs.jpeg(900, 600)).build()
    first = site.files()
    assert len([path for path in first if path.startswith(FOLDER)]) == 4 + 4
    monkeypatch.setattr(picture_store, "_make", refuse)
    shutil.rmtree(site.output)
    assert_same_files(site.build().files(), first)
    (site.root / HOUSE).touch()
    assert site.build().result.written == 0
    assert_same_files(site.files(), first)


def test_the_look_at_a_picture_is_remembered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its file changes."""
    site.build()
    looked: list[str] = []
    real = picture_facts._look_at

    def look(root: str, found: Any) -> Any:
        looked.append(found.path)
        return real(root, found)

    monkeypatch.setattr(picture_facts, "_look_at", look)
    site.config(title="Another").build()
    assert looked == []
    site.write("content/files/weir.png", photographs.png(320, 200)).build()
    assert looked == ["content/files/weir.png"]


def test_a_changed_picture_changes_the_pages_that_show_it(site: Site, tmp_path: Path) -> None:
    """And nothing else; what was made of the old one goes. A clean build is the same."""
    before = site.build().files()
    site.write(HOUSE, photographs.jpeg(800, 600)).build(why=True)
    after = site.files()
    changed = changed_between(before, after)
    assert {path for path in changed if path.startswith("2020/")} >= {
        "2020/01/lock/index.html",
        "2020/01/lock/gate.jpg",
    }
    assert not {"2020/02/weir/index.html", "2020/03/other/index.html"} & (changed - {"2020/02/weir/index.html"})
    assert len([path for path in after if path.startswith(FOLDER)]) == 8
    kept = [path for path in (site.root / ".backfile/pictures").rglob("*") if path.is_file()]
    assert len(kept) == 8
    assert "changed: " in dict(site.result.why)["2020/01/lock/index.html"]
    assert_same_files(after, site.clean_copy(tmp_path / "clean").build().files())


def test_a_picture_gone_and_back(site: Site, tmp_path: Path) -> None:
    """The files of the site follow."""
    site.build()
    site.edit("2020/02/weir", "Words.\n").delete("content/files/weir.png").build()
    assert len([path for path in site.files() if path.startswith(FOLDER)]) == 4
    site.edit("2020/02/weir", "![One](/files/weir.png)\n").write("content/files/weir.png", photographs.png(300, 200))
    assert_same_files(site.build().files(), site.clean_copy(tmp_path / "clean").build().files())


@pytest.mark.parametrize("body", ["[A link](/files/weir.png)\n", "Words. ![One](/files/weir.png) More.\n"])
def test_an_edited_text_shows_its_pictures(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    """Also by the short way of texts alone, where a link to a picture becomes the picture."""
    site.edit("2020/02/weir", body, standfirst="A weir.").build()
    with monkeypatch.context() as patch:
        patch.setattr(full, "build_changes", refuse)
        patch.setattr(amending, "amend_site", refuse)
        site.edit("2020/02/weir", "Now shown: ![One](/files/weir.png)\n").build()
    assert "<picture>" in site.html("2020/02/weir/")
    assert_same_files(site.files(), site.clean_copy(tmp_path / "clean").build().files())


def test_a_new_article_shows_a_known_picture(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the short way of a few articles, with nothing looked at and nothing made."""
    site.build()
    with monkeypatch.context() as patch:
        patch.setattr(full, "build_changes", refuse)
        patch.setattr(picture_facts, "_look_at", refuse)
        site.article("2020/04/new", "![One](/files/weir.png)\n", image="/files/weir.png").build()
    assert site.html("2020/04/new/").count("<picture>") == 2
    assert_same_files(site.files(), site.clean_copy(tmp_path / "clean").build().files())


def test_settings_of_pictures(site: Site, tmp_path: Path) -> None:
    """Fewer files, or none but the pictures themselves, of which the sizes stay."""
    site.config(pictures={"widths": [200], "formats": ["webp"]}).build()
    assert sorted(path.rpartition("-")[2] for path in site.files() if path.startswith(FOLDER)) == [
        "200.webp",
        "200.webp",
    ]
    assert_same_files(site.files(), site.clean_copy(tmp_path / "one").build().files())
    site.config(pictures={"responsive": False}).build()
    assert not [path for path in site.files() if path.startswith(FOLDER)]
    assert "<picture" not in site.html("2020/01/lock/") and 'width="900" height="600"' in site.html("2020/01/lock/")
    assert photographs.secrets_in((site.output / "2020/01/lock/gate.jpg").read_bytes()) == []
    assert_same_files(site.files(), site.clean_copy(tmp_path / "two").build().files())


def test_many_workers_make_the_same(site: Site, tmp_path: Path) -> None:
    """Whoever makes a picture."""
    for number in range(5):
        site.write(f"content/files/{number}.png", photographs.png(300 + number, 200))
    site.build(jobs=3)
    assert_same_files(site.files(), site.clean_copy(tmp_path / "one").build(jobs=1).files())


HOSTILE = {
    "empty.jpg": b"",
    "text.png": b"no picture",
    "cut.jpg": photographs.jpeg()[:4000],
    "large.png": photographs.plain_png(12_000, 12_000),
    "broken.svg": b"<html>",
}


def test_a_file_that_is_no_picture_is_told_of_and_published(site: Site) -> None:
    """With what to do, by every build that plans the site; of one with too many pixels no smaller ones are made."""
    for name, data in HOSTILE.items():
        site.write(f"content/files/{name}", data)
    site.edit("2020/03/other", "".join(f"![x](/files/{name})\n\n" for name in HOSTILE)).build()
    told = {problem.location.path: problem for problem in site.problems}
    assert sorted(told) == sorted(f"content/files/{name}" for name in HOSTILE)
    assert all(not problem.is_error and problem.hint for problem in site.problems)
    assert "12,000 × 12,000 pixels" in told["content/files/large.png"].message
    for name in set(HOSTILE) - {"large.png"}:
        assert (site.output / "files" / name).read_bytes() == HOSTILE[name]
    assert 'width="12000"' in site.html("2020/03/other/") and "<picture" not in site.html("2020/03/other/")
    assert site.config(title="Another").build().problems == tuple(told.values())


def test_an_encoder_that_fails_stops_the_build(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the picture's name; the site is as it was."""
    site.build()
    before = site.files()

    def fail(*_: Any) -> None:
        raise ValueError("too wide")

    monkeypatch.setattr("backfile.pictures.encoding.encode", fail)
    site.write(HOUSE, photographs.jpeg(700, 600)).build()
    (problem,) = site.problems
    assert problem.is_error and problem.location.path == HOUSE and "too wide" in problem.message
    assert_same_files(site.files(), before)


def test_a_format_that_cannot_be_made_is_told_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the site comes without it."""
    from PIL import features

    real = features.check
    monkeypatch.setattr(features, "check", lambda name: name != "avif" and real(name))
    site.build(force=True)
    (problem,) = site.problems
    assert not problem.is_error and "AVIF" in problem.message
    assert "image/avif" not in site.html("2020/01/lock/") and "image/webp" in site.html("2020/01/lock/")


def test_a_picture_in_html_of_the_author(site: Site) -> None:
    """Comes in several files, too, unless the author chose some; one side that he gave decides the other."""
    site.config(markdown={"trusted_html": True})
    site.edit(
        "2020/03/other",
        '<img src="/files/weir.png" alt="" width="150">\n\n'
        '<picture><source srcset="/files/weir.png"><img src="/files/weir.png" alt="own"></picture>\n\n'
        '<img src="/files/weir.png" srcset="/files/weir.png 2x" alt="">\n',
    ).build()
    text = site.html("2020/03/other/").split("e-content")[1]
    assert text.count("<picture>") == 2 and text.count("image/webp") == 1
    assert 'width="150" height="100"' in text
    assert '<img src="/files/weir.png" alt="own"></picture>' in text


def test_below_a_folder_of_the_host(site: Site) -> None:
    """Addresses of files stand below the site's own."""
    site.config(base_url="https://example.org/paper/").build()
    html = site.html("2020/01/lock/")
    assert (
        html.count('srcset="/paper/assets/pictures/') == 4 + html.count("card-picture") * 2
        and 'srcset="/assets' not in html
    )


def test_a_picture_s_change_is_a_cause(site: Site) -> None:
    """Over its budget a build says that pictures changed."""
    site.build()
    site.write(HOUSE, photographs.jpeg(700, 600)).build(max_changed=0)
    (problem,) = (problem for problem in site.problems if problem.is_error)
    assert "pictures and other files are new or changed" in str(problem)


def test_force_looks_at_pictures_again(site: Site) -> None:
    """And gives the same."""
    before = site.build().files()
    assert site.build(force=True).result.written == 0
    assert_same_files(site.files(), before)
