"""Feeds whose entries are kept: each entry is as if it were made for its feed alone."""

import json
from typing import Any

from msgspec.structs import replace

from backfile.archive.dates import Moment
from backfile.pages.views import Card, FeedEntry, FeedView, Link, SiteView
from backfile.render.feeds import render_feed

CARD = Card("a.md", "/2020/a/", "A < B", "Summary & all", Moment(0, "1970-01-01", 1970, 1, 1), tags=(Link("T", "/t/"),))
LATER = Moment(86_400, "1970-01-02", 1970, 1, 2)
SITE = SiteView(
    title="Title",
    description="",
    base_url="https://one.example/",
    language="en",
    sections=(),
    hubs=(),
    boxes=(),
    menu=(),
    places=(),
    footer=(),
    newsletter=None,
    feeds=True,
    search=True,
    corrections=False,
    share=(),
    copyright="",
    generator="Backfile",
    params={},
    theme={},
    assets={},
)


def _feed(kind: str, *entries: FeedEntry, full: bool = False) -> FeedView:
    return FeedView(kind, "Feed", f"/feed.{kind}", "/", "", entries, full)


def _both(site: SiteView, *entries: FeedEntry, texts: dict[str, str] | None = None) -> tuple[str, Any]:
    full = texts is not None
    atom, other = (render_feed(_feed(kind, *entries, full=full), site, texts or {}) for kind in ("atom", "json"))
    return atom.decode(), json.loads(other)["items"]


def test_a_card_with_another_change_language_or_credit_is_another_entry() -> None:
    for changed in (FeedEntry(CARD, LATER), FeedEntry(CARD, None, "de"), FeedEntry(CARD, None, "", "By hand")):
        plain = _both(SITE, FeedEntry(CARD))
        assert _both(SITE, changed)[0] != plain[0]
        assert _both(SITE, FeedEntry(CARD)) == plain


def test_another_site_s_addresses_are_its_own() -> None:
    one, other = _both(SITE, FeedEntry(CARD)), _both(replace(SITE, base_url="https://two.example/"), FeedEntry(CARD))
    assert one[0].replace("one.example", "two.example") == other[0]
    assert [item["url"] for item in (*one[1], *other[1])] == [
        "https://one.example/2020/a/",
        "https://two.example/2020/a/",
    ]


def test_a_card_in_many_feeds_reads_the_same_in_each() -> None:
    first, second = FeedEntry(CARD), FeedEntry(replace(CARD, url="/2020/b/", source="b.md"))
    atom, items = _both(SITE, first, second)
    assert [item["id"] for item in items] == ["https://one.example/2020/a/", "https://one.example/2020/b/"]
    assert _both(SITE, first)[1] == items[:1]
    assert _both(SITE, second)[1] == items[1:]
    alone = _both(SITE, second)[0]
    assert atom.endswith(alone[alone.index("<entry>") :])


def test_a_whole_text_is_its_feed_s_own() -> None:
    """It stands beside what is kept, and not in it."""
    for text in ("<p>one</p>", "<p>two</p>"):
        atom, items = _both(SITE, FeedEntry(CARD), texts={CARD.source: text})
        assert f'<content type="html">{text.replace("<", "&lt;").replace(">", "&gt;")}</content>\n</entry>' in atom
        assert items[0]["content_html"] == text
    atom, items = _both(SITE, FeedEntry(CARD))
    assert "<content" not in atom
    assert items[0]["content_text"] == CARD.summary
