"""What Ghost says of a post is what the article says."""

import json

import pytest
from ghost_exports import draft, drafts, export, linked, post, read

from backfile.importers.feed import Feeds
from backfile.importers.ghost import Ghost
from backfile.importers.records import Records
from backfile.importers.wordpress import WordPressJson


def test_a_post_has_its_fields() -> None:
    """Authors and tags in their order, whatever the order of the rows; internal tags are no tags."""
    tables = {
        "posts_tags": linked("posts_tags", "tag_id", ("p1", "t2"), ("p1", "t3"), ("p1", "t1")),
        "posts_authors": linked("posts_authors", "author_id", ("p1", "u2"), ("p1", "u1")),
    }
    found = draft(
        tables,
        custom_excerpt="Two gates & water",
        updated_at="2020-11-01T08:00:00.000Z",
        canonical_url="https://first.example.org/lock",
        featured=1,
    )
    assert (found.title, found.standfirst, found.section) == ("Lock 1", "Two gates & water", "")
    assert (found.authors, found.tags) == (("Bridge desk", "Canal desk"), ("Locks", "Water"))
    assert (found.date, found.updated) == ("2020-10-15T07:30:00+00:00", "2020-11-01T08:00:00+00:00")
    assert (found.slug, found.aliases, found.addresses) == ("lock-1", ("/lock-1/",), ("/lock-1/",))
    assert found.identity == "ghost:00000000-0000-4000-8000-000000000001"
    assert found.extra["canonical"] == "https://first.example.org/lock"
    assert found.extra["params"] == {"featured": True, "internal_tags": ["#wide"]}
    assert found.body == "A lock is a chamber with a gate at either end."


def test_titles_and_excerpts_are_text() -> None:
    """Signs of HTML in them are signs."""
    found = draft(title="What <canvas> & &amp; are", custom_excerpt="a <b\nc> d")
    assert (found.title, found.standfirst) == ("What <canvas> & &amp; are", "a <b c> d")
    assert draft(title="(Untitled)").title == "A lock is a chamber with a gate …"


def test_settings_make_tags_sections() -> None:
    """The first tag that they name."""
    tables = {"posts_tags": linked("posts_tags", "tag_id", ("p1", "t2"), ("p1", "t1"))}
    found = draft(tables, {"settings": {"sections": ["Water", "Town"]}})
    assert (found.section, found.tags) == ("Water", ("Locks",))


@pytest.mark.parametrize(
    ("fields", "extra"),
    [
        ({"status": "draft", "published_at": None}, {"draft": True}),
        ({"status": "scheduled"}, {"draft": True, "params": {"status": "scheduled"}}),
        ({"status": "sent"}, {"draft": True, "params": {"status": "sent"}}),
        ({"visibility": "paid"}, {"draft": True, "params": {"visibility": "paid"}}),
        ({"status": None, "visibility": None}, {}),
    ],
)
def test_what_not_everybody_could_read_is_a_draft(fields: dict[str, object], extra: dict[str, object]) -> None:
    """And says why."""
    assert draft(**fields).extra == extra


def test_posts_for_members_are_told_together() -> None:
    """One line, however many."""
    readings = read(export(post(1, visibility="members"), post(2, visibility="paid"), post(3)))
    assert readings[-1].problems[0].message == "2 of its posts were for members only and are drafts."


def test_a_page_has_no_date_and_a_draft_has_that_of_its_beginning() -> None:
    """In all versions."""
    for kind in ({"type": "page"}, {"type": None, "page": 1}):
        found = draft(**kind)
        assert found.date == "" and found.extra["params"]["published"] == "2020-10-15T07:30:00+00:00"
    assert draft(status="draft", published_at=None).date == "2020-10-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        (1602747000000, "2020-10-15T07:30:00+00:00"),
        ("2020-10-15 07:30:00", "2020-10-15T07:30:00+00:00"),
        ("2020-10-15T07:30:00.000+02:00", "2020-10-15T07:30:00+02:00"),
        ("soon", "2020-10-01T08:00:00+00:00"),
    ],
)
def test_dates_of_all_versions(written: object, date: str) -> None:
    """Milliseconds in the first, databases' in others; always Greenwich's."""
    assert draft(published_at=written).date == date


def test_the_lead_picture_has_its_alternative_text_and_caption() -> None:
    """A caption that only says whose picture it is, is the credit."""
    meta = [{"id": "m1", "post_id": "p1", "feature_image_alt": "A gate", "feature_image_caption": "<i>Two</i> gates"}]
    found = draft({"posts_meta": meta}, feature_image="__GHOST_URL__/content/images/2020/10/gate.jpg")
    source = "/content/images/2020/10/gate.jpg"
    assert found.extra["image"] == {"src": source, "alt": "A gate", "caption": "*Two* gates"}
    assert found.attachments[0].written == source
    meta[0]["feature_image_caption"] = 'Photo by <a href="https://e.org">Canal desk</a>'
    found = draft({"posts_meta": meta}, feature_image=source)
    assert found.extra["image"] == {"src": source, "alt": "A gate", "credit": "Photo by Canal desk"}


def test_the_address_of_the_site_may_be_told() -> None:
    """Without it links lead from the root."""
    html = '<p><a href="__GHOST_URL__/lock-2/">two</a></p>'
    assert draft(html=html).links == ("/lock-2/",)
    found = draft(context={"settings": {"address": "https://canal.example.org/"}}, html=html)
    assert found.links == ("https://canal.example.org/lock-2/",)
    assert found.origin_url == "https://canal.example.org/lock-1/" and found.origin_site == "canal.example.org"


def test_permalinks_of_the_first_versions() -> None:
    """They stood in the settings."""
    rows = [{"id": "s1", "key": "permalinks", "value": "/:year/:month/:slug/"}]
    assert draft({"settings": rows}).aliases == ("/2020/10/lock-1/",)
    assert draft({"settings": rows}, type="page").aliases == ("/lock-1/",)


def test_the_first_version_and_the_api() -> None:
    """Numbers as ids, one author, `image` and `markdown`; and rows that hold all that belongs to them."""
    first = {"id": 7, "title": "Lock", "slug": "lock", "markdown": "*Gate*", "html": "", "page": 0,
             "image": "/content/images/a.jpg", "status": "published", "author_id": 3,
             "published_at": 1388318240000}  # fmt: skip
    tables = {"users": [{"id": 3, "name": "Canal desk"}], "tags": [{"id": 1, "name": "Water", "slug": "water"}]}
    data = {"meta": {"exported_on": 1, "version": "000"}, "data": {"posts": [first], **tables,
            "posts_tags": [{"id": 1, "post_id": 7, "tag_id": 1}]}}  # fmt: skip
    found = drafts(read(json.dumps(data).encode()))[0]
    assert (found.authors, found.tags, found.body, found.date) == (
        ("Canal desk",),
        ("Water",),
        "*Gate*",
        "2013-12-29T11:57:20+00:00",
    )
    assert found.extra["image"] == "/content/images/a.jpg"
    api = post(1, url="https://canal.example.org/2020/lock-1/", authors=[{"id": "u1", "name": "Canal desk"}],
               tags=[{"id": "t1", "name": "Water", "slug": "water"}], comment_id="p1")  # fmt: skip
    found = drafts(read(json.dumps({"posts": [api], "meta": {}}).encode()))[0]
    assert (found.authors, found.tags, found.aliases) == (("Canal desk",), ("Water",), ("/2020/lock-1/",))


def test_every_post_is_accounted_for() -> None:
    """An article or a reason; and all else is counted."""
    readings = read(export(post(1), post(2, title="", html="", plaintext=""), post(3, type="page"), post(4)))
    assert [reading.source.partition("#")[2] for reading in readings] == ["p1", "p2", "p3", "p4", "others"]
    assert [found.title for found in drafts(readings)] == ["Lock 1", "Lock 3", "Lock 4"]
    assert "neither title nor text" in readings[1].skipped and readings[-1].skipped.startswith("5 rows")


def test_what_the_tables_do_not_hold_is_told() -> None:
    """No tag or author goes without a word."""
    tables = {"posts_tags": linked("posts_tags", "tag_id", ("p1", "t9")), "posts_authors": []}
    problems = read(export(post(1, author_id="u9"), **tables))[0].problems
    assert [problem.message.split(",")[0] for problem in problems] == [
        "the export has no author u9",
        "the export has no tag t9",
    ]


def test_an_export_is_told_from_other_json() -> None:
    """In any encoding; WordPress's, feeds and records are not taken."""
    data = export(post(1, html="<p>jsonfeed.org/version/1</p>"))
    api = json.dumps({"posts": [post(1, comment_id="p1")]}).encode()
    for sample in (data, data.decode().encode("utf-16"), json.dumps(json.loads(data), indent=2).encode(), api):
        others = [one.recognise("x.json", sample) for one in (Feeds(), Records(), WordPressJson())]
        assert Ghost().recognise("x.json", sample) > max(others)
    for sample in (
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "posts"}]}',
        b'[{"id": 1, "slug": "a", "title": {"rendered": "A"}, "date_gmt": "2020-10-15T07:30:00"}]',
        b'{"title": "A", "body": "posts"}',
        b'{"posts": [{"title": "A"}], "data": []}',
        b"exported_on data db",
    ):
        assert Ghost().recognise("x.json", sample) == 0
