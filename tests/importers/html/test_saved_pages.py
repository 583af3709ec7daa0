"""Saved pages become drafts with what lies beside them."""

from functools import partial
from pathlib import Path

import pytest

from backfile.importers.html.importer import SavedPages
from backfile.importers.importer import Draft, ImportContext, Importer, Input

TEXT = "".join(
    f"<p>A lock is a chamber with a gate at either end, and paragraph {n} says so in a sentence that is long enough to "
    "be taken for the running text of an article and not for a caption or a menu.</p>"
    for n in range(5)
)
PAGE = f"""<!doctype html>
<!-- saved from url=(0033)https://example.com/2020/10/locks -->
<html lang="en"><head><title>How a lock works – Canals</title>
<meta property="og:site_name" content="Canals">
<meta property="article:published_time" content="2020-10-15T09:30:00+02:00">
<meta name="author" content="Canal desk"></head><body><nav><a href="/">Home</a></nav><article><h1>How a lock works</h1>
{TEXT}<figure><img src="locks_files/gate.png" alt="A gate"><figcaption>The lower gate.</figcaption></figure>
<p>There is more on <a href="weirs.html">weirs</a>, on <a href="/rivers">rivers</a> and at
<a href="https://example.org/">another place</a>, for those who want to go on reading about the matter.</p>
</article></body></html>"""


def saved(tmp_path: Path, page: str = PAGE) -> Draft:
    """The draft of a page saved with a picture and another page beside it."""
    (tmp_path / "locks_files").mkdir()
    (tmp_path / "locks_files" / "gate.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "weirs.html").write_text("<!doctype html><p>Weirs</p>")
    path = tmp_path / "locks.html"
    path.write_text(page)
    item = Input(str(path), partial(path.open, "rb"))
    (reading,) = SavedPages().read(item, {}, ImportContext())
    assert reading.draft
    return reading.draft


def test_it_is_an_importer() -> None:
    """As the protocol has it."""
    assert isinstance(SavedPages(), Importer)


def test_a_page_with_its_folder(tmp_path: Path) -> None:
    """Fields, text, the address it was saved from; pictures and pages beside it by their files, others by address."""
    draft = saved(tmp_path)
    assert (draft.title, draft.authors, draft.date) == (
        "How a lock works",
        ("Canal desk",),
        "2020-10-15T09:30:00+02:00",
    )
    assert draft.origin_url == "https://example.com/2020/10/locks"
    assert draft.slug == "locks"
    paths = {one.written: Path(one.path).name for one in draft.attachments if one.path}
    assert paths == {"locks_files/gate.png": "gate.png", "weirs.html": "weirs.html"}
    assert "[rivers](https://example.com/rivers)" in draft.body
    assert "Home" not in draft.body
    assert draft.found["title"]


def test_a_picture_that_is_not_there_has_its_whole_address(tmp_path: Path) -> None:
    """So that it can be fetched, if that is asked for."""
    draft = saved(tmp_path, PAGE.replace("locks_files/gate.png", "/img/other.png"))
    (picture,) = [one for one in draft.attachments if not one.path]
    assert picture.url == picture.written == "https://example.com/img/other.png"
    assert "![A gate](https://example.com/img/other.png" in draft.body


@pytest.mark.parametrize(
    ("name", "data", "is_page"),
    [
        ("a.html", b"<!DOCTYPE html><html>", True),
        ("a", b"\xef\xbb\xbf  <!-- saved from url=(1)x -->\n<html lang=en>", True),
        ("a.htm", b"<div><p>Text</p></div>", True),
        ("locks_files/ad.html", b"<!DOCTYPE html><html>", False),
        ("a.html", b"plain text", False),
        ("a.txt", b"An article about <p> elements", False),
    ],
)
def test_pages_are_recognised(name: str, data: bytes, is_page: bool) -> None:
    """By their beginning, or by their name and what is in them; never what lies beside a page."""
    assert (SavedPages().recognise(name, data) > 0.5) is is_page


def test_many_comments_at_the_beginning_cost_no_time() -> None:
    """WordPress's exports begin with two dozen; each one more once doubled the time that telling a page took."""
    sample = b'<?xml version="1.0"?>\n' + b"<!-- A line about this export. -->\n" * 200
    assert SavedPages().recognise("export.xml", sample + b"<rss>") == 0.0
    assert SavedPages().recognise("page", sample + b"<html>") == 0.85
