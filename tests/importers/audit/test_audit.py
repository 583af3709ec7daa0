"""The audit finds what an import lost, and only that."""

import pytest

from backfile.importers.audit.comparison import Comparison, compare
from backfile.importers.audit.page import audit_page
from backfile.importers.audit.parts import parts_of
from backfile.importers.importer import Original

HTML = """<h2>Gates</h2><p>A lock has <em>two</em> gates.</p><p>Water runs in.</p><blockquote><p>Mind the gate.</p>
</blockquote><ul><li>sluice</li><li>beam</li></ul><p><img src="https://example.com/a/Lock%20One.png?w=300"></p>
<p><a href="https://www.example.com/weirs/">Weirs</a></p><script>var x = 'no text';</script>"""

WHOLE = """---
title: How a lock works
date: 2020-10-15
author: Canal desk
---

## Gates

A lock has *two* gates.

Water runs in.

> Mind the gate.

- sluice
- beam

![](lock-20one-0a1b2c3d.png)

[Weirs](https://example.com/weirs)
"""

ORIGINAL = Original("How a lock works", "Canal desk", "2020-10-15T09:00:00Z", HTML)


def comparison(text: str, original: Original = ORIGINAL) -> Comparison:
    """The article beside the source."""
    return Comparison("content/a.md", "a.html", "created", 1.0, *compare(original, text))


def test_a_whole_article_has_lost_nothing() -> None:
    """Pictures are known by their names, links without www and slash."""
    found = comparison(WHOLE)
    assert [part.kind for part in found.parts if part.missing] == []
    assert found.faithfulness == 1.0


PAGE = """<p><img src="/grey.gif" data-src="/a/lock-300x200.jpg" alt="A lock"> and
<a href="/a/gate.jpg"><img src="/a/gate-small.jpg" alt="A gate"></a> and <a href="../../weirs/">weirs</a>.</p>"""


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("![A lock](lock-0a1b2c3d.jpg) and ![A gate](https://example.com/a/gate.jpg) and [weirs](/weirs/).", {"links"}),
        ("![A lock](lock.jpg) and ![A gate](gate-small.jpg) and [weirs](https://example.com/weirs/).", {"links"}),
        ("![A lock](lock.jpg) and ![A gate](gate.jpg) and [weirs](https://example.com/weirs/).", set()),
        ("![A gate](gate.jpg) and [weirs](https://example.com/weirs/).", {"images", "words", "paragraphs"}),
    ],
)
def test_a_picture_is_known_in_any_size_and_a_link_from_its_page(body: str, lost: set[str]) -> None:
    """Pages show a small picture, or none until they are scrolled, and link from where they are."""
    found = comparison(f"---\ntitle: A\n---\n\n{body}\n", Original("A", html=PAGE, base="https://example.com/a/b/"))
    assert {part.kind for part in found.parts if part.missing} - {"words", "paragraphs"} == lost - {
        "words",
        "paragraphs",
    }


@pytest.mark.parametrize(
    ("lost", "kind"),
    [
        ("Water runs in.", "paragraphs"),
        ("## Gates", "headings"),
        ("> Mind the gate.", "quotes"),
        ("- beam", "items"),
        ("![](lock-20one-0a1b2c3d.png)", "images"),
        ("[Weirs](https://example.com/weirs)", "links"),
    ],
)
def test_each_kind_of_loss_is_found(lost: str, kind: str) -> None:
    """And named."""
    found = comparison(WHOLE.replace(lost, ""))
    assert kind in [part.kind for part in found.parts if part.missing]
    assert found.faithfulness < 1.0


def test_another_title_byline_or_date_counts() -> None:
    """Even where the text is whole."""
    assert comparison(WHOLE.replace("Canal desk", "River desk")).faithfulness < 1.0
    assert comparison(WHOLE.replace("2020-10-15", "2020-10-16")).faithfulness < 1.0


def test_a_word_torn_apart_or_run_together_is_found() -> None:
    """Inline elements do not part words, blocks do."""
    assert parts_of("<p>lo<b>ck</b>s</p><p>gates</p>").words == parts_of("<div>locks<div>gates</div></div>").words
    assert parts_of("<p>locks</p><p>gates</p>").words != parts_of("<p>locksgates</p>").words


def test_the_page_shows_the_worst_first_and_runs_nothing() -> None:
    """With both texts, sanitised, and no picture from elsewhere."""
    page = audit_page([comparison(WHOLE), comparison(WHOLE.replace("Water runs in.", ""))])
    assert "2 articles, 1 of them whole" in page
    assert "missing paragraphs: 1" in page
    assert "<script" not in page
    assert "<img" not in page.replace('<img src="lock', "")


@pytest.mark.parametrize("html", ["", "text", "<", "<p>" * 5000, "\0", "<!-- -->", "<?xml?>", "<script>x</script>"])
def test_any_source_can_be_counted(html: str) -> None:
    """However broken it is."""
    assert parts_of(html).paragraphs.total() >= 0
