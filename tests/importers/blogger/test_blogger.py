"""What Blogger says of a post, in both of its exports, is what the article says."""

from xml.etree import ElementTree

import pytest
from blogger_exports import BLOG, SITE, TAKEOUT_HEAD, comment, draft, drafts, entry, export, read, takeout

from backfile.importers.blogger import Blogger
from backfile.importers.feed import Feeds
from backfile.importers.importer import Importer
from backfile.importers.registry import importers


def test_a_post_has_its_fields() -> None:
    """Each where the export says it."""
    found = draft(entry(1, labels=("Water & co", "Locks"), updated="2020-11-01T08:00:00.000+01:00"))
    assert (found.title, found.authors, found.tags, found.section) == (
        "Lock 1",
        ("Canal desk",),
        ("Water & co", "Locks"),
        "",
    )
    assert (found.date, found.updated) == ("2020-10-15T09:30:00+02:00", "2020-11-01T08:00:00+01:00")
    assert (found.slug, found.aliases) == ("lock-1", ("/2020/10/lock-1.html",))
    assert found.identity == f"{BLOG}.post-1" and found.origin_url == f"{SITE}/2020/10/lock-1.html"
    assert found.body == "A lock is a chamber with a gate at either end."


def test_takeout_says_the_same() -> None:
    """The kind of an author is not the kind of the entry; the path of the post is its file name."""
    found = draft(takeout(description="Gates"), head=TAKEOUT_HEAD)
    assert (found.title, found.tags, found.authors) == ("Lock 1", ("Water",), ("Canal desk",))
    assert (found.date, found.identity) == ("2020-10-15T07:30:00+00:00", f"{BLOG}.post-1")
    assert (found.slug, found.aliases, found.origin_url) == ("lock-1", ("/2020/10/lock-1.html",), "")
    assert found.extra == {"params": {"meta_description": "Gates"}}
    known = draft(takeout(), head=TAKEOUT_HEAD, settings={"address": f"{SITE}/"})
    assert known.origin_url == f"{SITE}/2020/10/lock-1.html"


def test_settings_make_labels_sections() -> None:
    """The first label that they name; without them there is no section."""
    found = draft(entry(labels=("Locks", "water")), settings={"sections": ["Water"]})
    assert (found.section, found.tags) == ("water", ("Locks",))


def test_pages_drafts_and_the_trash() -> None:
    """A page has no date; what nobody could read is a draft; what was thrown away is no article."""
    readings = read(
        export(
            takeout(1, "PAGE", filename="/p/about.html"),
            takeout(2, status="DRAFT"),
            takeout(3, status="SCHEDULED"),
            takeout(4, trashed="2020-11-01T00:00:00Z"),
            takeout(5, status="SOFT_TRASHED"),
            takeout(6, title="", content=""),
            head=TAKEOUT_HEAD,
        )
    )
    page, unfinished, scheduled = drafts(readings)
    assert page.date == "" and page.extra["params"]["published"].startswith("2020-10-15")
    assert unfinished.extra == {"draft": True}
    assert scheduled.extra == {"draft": True, "params": {"status": "scheduled"}}
    assert [bool(reading.skipped) for reading in readings] == [False, False, False, True, True, True]
    assert draft(entry(draft=True, link="")).extra == {"draft": True}


def test_comments_are_data_under_their_post_wherever_they_stand() -> None:
    """Before it, behind it, in another order; answers know what they answer."""
    answer = comment(8, 1, "Indeed.", answers=7)
    readings = read(export(answer, entry(1), entry(2), comment(7, 1, "Two<br />gates.")))
    first, second = drafts(readings)
    assert [(one.id, one.text, one.parent) for one in first.comments] == [
        ("7", "Two\\\ngates.", ""),
        ("8", "Indeed.", "7"),
    ]
    assert not second.comments and "2 comments" in readings[-1].skipped


def test_comments_in_takeout() -> None:
    """Only those that readers could see; the others are counted."""
    parent = f"{BLOG}.post-1"
    found = draft(
        takeout(1),
        takeout(7, "COMMENT", parent=parent, content="Two gates."),
        takeout(8, "COMMENT", parent=parent, answers=f"{BLOG}.post-7", content="Indeed."),
        takeout(9, "COMMENT", parent=parent, status="SPAM"),
        head=TAKEOUT_HEAD,
    )
    assert [(one.id, one.parent) for one in found.comments] == [("7", ""), ("8", "7")]
    assert [(one.text, one.reason) for one in found.dropped] == [("1 comment", "marked as spam")]


def test_a_comment_on_no_post_of_the_export_is_told() -> None:
    """It is not lost without a word."""
    last = read(export(entry(1), comment(7, 5, "Where?")))[-1]
    assert "1 comment is on a post that no export holds" in last.problems[0].message


def test_every_entry_is_accounted_for() -> None:
    """An article, a reason, or a part of the count at the end."""
    kinds = ("settings", "template", "post", "page", "comment", "post", "template")
    entries = [comment(n, 3, "Well.") if kind == "comment" else entry(n, kind) for n, kind in enumerate(kinds, 1)]
    readings = read(export(*entries))
    assert [found.identity[-1] for found in drafts(readings)] == ["3", "4", "6"]
    assert readings[-1].skipped == "1 comments, 2 templates, 1 settings: no articles by themselves."
    assert len(readings) == 4 and not any(reading.problems for reading in readings)


def test_an_entry_of_no_known_kind_is_in_doubt() -> None:
    """It may be anything."""
    assert draft(entry(1, "poem")).doubts


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<div dir="ltr" style="text-align: left;" trbidi="on">One.<br /><br />Two,<br />still.</div>',
            "One.\n\nTwo,\\\nstill.",
        ),
        ('One.<br /><a name="more"></a><br />Two.', "One.\n\n<!--more-->\n\nTwo."),
        ("One.<br /><a name='more'></a>Two.", "One.\n\n<!--more-->\n\nTwo."),
        (
            '<div class="separator" style="clear: both;"><a href="https://1.bp.blogspot.com/-a/AA/s1600/gate.jpg" '
            'imageanchor="1"><img border="0" src="https://1.bp.blogspot.com/-a/AA/s320/gate.jpg" /></a></div>Two.',
            "![](https://1.bp.blogspot.com/-a/AA/s1600/gate.jpg)\n\nTwo.",
        ),
        (
            '<a href="https://4.bp.blogspot.com/-a/AA/s1600-h/gate.JPG"><img alt="A gate" '
            'src="https://4.bp.blogspot.com/-a/AA/s320/gate.JPG"></a>',
            "![A gate](https://4.bp.blogspot.com/-a/AA/s1600/gate.JPG)",
        ),
        (
            '<a href="https://blogger.googleusercontent.com/img/b/R1/abc/s4000/gate.png"><img '
            'src="https://blogger.googleusercontent.com/img/b/R1/xyz/w640-h480/gate.png"></a>',
            "![](https://blogger.googleusercontent.com/img/b/R1/abc/s4000/gate.png)",
        ),
        (
            '<table class="tr-caption-container"><tbody><tr><td><a href="https://1.bp.blogspot.com/-a/AA/s1600/gate.jpg">'
            '<img src="https://1.bp.blogspot.com/-a/AA/s320/gate.jpg"></a></td></tr><tr><td class="tr-caption">A gate'
            "</td></tr></tbody></table>",
            '![](https://1.bp.blogspot.com/-a/AA/s1600/gate.jpg "A gate")',
        ),
        (
            '<a href="https://other.example.org/"><img src="https://1.bp.blogspot.com/-a/AA/s320/gate.jpg"></a>',
            "[![](https://1.bp.blogspot.com/-a/AA/s320/gate.jpg)](https://other.example.org/)",
        ),
    ],
)
def test_the_editors_html_becomes_what_it_showed(html: str, markdown: str) -> None:
    """Paragraphs, the break of the front page, pictures in their large size with their captions."""
    assert draft(entry(content=html)).body == markdown


def test_a_file_that_a_post_brings_along_is_linked() -> None:
    """A broadcast."""
    found = draft(entry(more="<link rel='enclosure' type='audio/mpeg' href='https://canal.example.org/lock.mp3'/>"))
    assert "https://canal.example.org/lock.mp3" in found.body


def test_a_blog_is_told_from_a_feed() -> None:
    """By what only Blogger writes; in any encoding; and never a text about it."""
    known: list[Importer] = list(importers().values())
    for data in (export(entry(1)), export(takeout(1), head=TAKEOUT_HEAD), export(entry(1)).decode().encode("utf-16")):
        scores = {one.name: one.recognise("x.xml", data[:65536]) for one in known}
        assert max(scores, key=lambda name: scores[name]) == "blogger" or "blogger" not in scores
    plain = b"<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id><entry><title>A</title></entry></feed>"
    assert Blogger().recognise("x.xml", plain) == 0 and Feeds().recognise("x.xml", plain) > 0.5
    assert Blogger().recognise("x.xml", b"# Blogger\n\nIts feed has http://schemas.google.com/blogger/2018") == 0
    assert Blogger().recognise("x.xml", b"<html><p>&lt;feed http://schemas.google.com/blogger/2018</p></html>") == 0


def test_other_prefixes_for_the_same_namespaces() -> None:
    """As programs write that read an export and save it again."""
    again = ElementTree.tostring(ElementTree.fromstring(export(takeout(1), head=TAKEOUT_HEAD)), "utf-8")
    assert b"<ns0:entry>" in again
    readings = read(again)
    assert [found.title for found in drafts(readings)] == ["Lock 1"]
    assert not readings[0].problems and drafts(readings)[0].slug == "lock-1"
