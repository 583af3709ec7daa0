"""What is read of each item of an export, and what is said of the others."""

from pathlib import Path

import pytest
from wxr import BODY, HEAD, SITE, TAIL, cdata, comment, draft, drafts, export, item, picture, read

from backfile.importers.wordpress import WordPress


def test_a_post_has_every_field_of_its_item() -> None:
    """Names, not logins or slugs; the offset that both clocks give; its own address as an alias."""
    found = draft(
        item(
            7,
            title="Locks &amp; gates",
            content="One.\n\nTwo.",
            excerpt="Two gates, <em>no engine</em>.",
            modified="2020-11-02 10:00:00",
            modified_gmt="2020-11-02 09:00:00",
            terms=(("category", "water", "Water"), ("post_tag", "rd", "R&amp;D"), ("post_tag", "aws", "AWS")),
        )
    )
    assert (found.title, found.standfirst) == ("Locks & gates", "Two gates, no engine.")
    assert (found.date, found.updated) == ("2020-10-15T09:30:00+02:00", "2020-11-02T10:00:00+01:00")
    assert (found.authors, found.section, found.tags) == (("Canal desk",), "Water", ("R&D", "AWS"))
    assert (found.slug, found.aliases) == ("lock-7", ("/2020/10/lock-7/",))
    assert found.identity == "wp:canal.example.org:7"
    assert {f"{SITE}/2020/10/lock-7/", f"{SITE}/?p=7", "/?p=7", "/2020/10/lock-7/"} <= set(found.addresses)
    assert found.body.strip() == "One.\n\nTwo."
    assert found.found["date"] == "post_date and post_date_gmt"
    assert not found.doubts and not found.dropped and "draft" not in found.extra


@pytest.mark.parametrize(
    ("kind", "status", "why"),
    [
        ("attachment", "inherit", "media library"),
        ("nav_menu_item", "publish", "menu"),
        ("revision", "inherit", "earlier version"),
        ("wp_block", "publish", "reusable block"),
        ("wp_template", "publish", "template"),
        ("post", "trash", "trash"),
        ("post", "auto-draft", "by itself"),
    ],
)
def test_what_is_no_article_is_skipped_with_its_reason(kind: str, status: str, why: str) -> None:
    """Each is accounted for, none is written."""
    reading = read(export(item(1, type=kind, status=status)))[0]
    assert reading.draft is None and why in reading.skipped and "Lock 1" in reading.skipped


@pytest.mark.parametrize("status", ["draft", "pending", "private"])
def test_what_readers_could_not_see_is_a_draft(status: str) -> None:
    """And says what it was."""
    extra = draft(item(status=status)).extra
    assert extra["draft"] is True and extra["params"]["status"] == status


def test_a_scheduled_post_waits_for_its_date_by_itself() -> None:
    """`status: future` is no draft: its date says when it appears."""
    found = draft(item(status="future", date="2031-01-01 08:00:00", gmt="2031-01-01 07:00:00"))
    assert found.date == "2031-01-01T08:00:00+01:00" and "draft" not in found.extra


def test_a_password_makes_a_draft_and_a_doubt() -> None:
    """What only some could read is not published unasked."""
    found = draft(item(password="sluice"))
    assert found.extra["draft"] is True and "password" in found.doubts[0]


def test_sticky_type_format_and_custom_fields_are_kept() -> None:
    """Under params, for a theme to show."""
    meta = (("depth", "2.5 m"), ("_edit_lock", "12:1"), ("settings", 'a:1:{s:1:"x";i:1;}'))
    formats = (("post_format", "post-format-aside", "Aside"),)
    found = draft(item(sticky="1", type="boat", terms=formats, meta=meta))
    assert found.extra["params"] == {"type": "boat", "sticky": True, "format": "aside", "fields": {"depth": "2.5 m"}}
    assert [one.text for one in found.dropped] == ['settings: a:1:{s:1:"x";i:1;}']


def test_a_type_of_a_plugin_without_text_is_no_article() -> None:
    """A form, a slide or an order has no title and text."""
    assert "“slide”" in read(export(item(type="slide", content="")))[0].skipped


def test_a_page_has_no_date_but_keeps_it() -> None:
    """Pages are no part of an archive's years."""
    found = draft(item(type="page", link=f"{SITE}/about/"))
    assert found.date == "" and found.extra["params"]["published"] == "2020-10-15T09:30:00+02:00"
    assert found.aliases == ("/about/",)


def test_a_post_without_title_takes_its_first_words() -> None:
    """Front matter needs a title; the report says that it is made."""
    reading = read(export(item(title="")))[0]
    assert reading.draft is not None and reading.draft.title == "A lock is a chamber with a gate …"
    assert "no title" in reading.problems[0].message and not reading.problems[0].is_error


def test_dates_of_zeros_are_no_dates() -> None:
    """Drafts have no date of Greenwich, and some nothing at all."""
    zeros = "0000-00-00 00:00:00"
    local = draft(item(gmt=zeros), timezone="Europe/Paris")
    assert local.date == "2020-10-15T09:30:00+02:00" and "time zone" in local.found["date"]
    assert draft(item(date=zeros)).date == "2020-10-15T07:30:00+00:00"
    neither = draft(item(date=zeros, gmt=zeros))
    assert (neither.date, neither.found["date"]) == ("2020-10-15T07:30:00+00:00", "pubDate")


def test_the_section_is_the_deepest_category_and_the_others_are_tags() -> None:
    """Who ticks a category and the one above it means the lower one."""
    both = (("category", "water", "Water"), ("category", "locks", "Locks"))
    found = draft(item(terms=both))
    assert (found.section, found.tags) == ("Locks", ("Water",))
    assert found.extra["params"]["section_above"] == ["Water"]


def test_the_primary_category_of_an_seo_plugin_is_the_section() -> None:
    """It is what the author chose."""
    both = (("category", "locks", "Locks"), ("category", "water", "Water"))
    found = draft(item(terms=both, meta=(("_yoast_wpseo_primary_category", "2"),)))
    assert (found.section, found.tags, found.found["section"]) == ("Water", ("Locks",), "the primary category")


def test_uncategorized_is_a_section_only_alone() -> None:
    """It is WordPress's word for none; where it is left out the report says so."""
    none = ("category", "uncategorized", "Uncategorized")
    assert draft(item(terms=(none,))).section == "Uncategorized"
    found = draft(item(terms=(none, ("category", "water", "Water"))))
    assert (found.section, found.tags, found.dropped[0].text) == ("Water", (), "Uncategorized")


def test_a_term_without_a_name_gets_the_declared_one_or_its_slug_with_a_warning() -> None:
    """Names absent from the export are the users' complaint about other importers."""
    terms = (("post_tag", "rd", ""), ("post_tag", "paddle-gear", ""))
    reading = read(export(item(terms=terms)))[0]
    assert reading.draft is not None and reading.draft.tags == ("R&D", "paddle gear")
    assert ["paddle-gear" in problem.message for problem in reading.problems] == [True]


def test_the_first_exports_named_each_term_twice() -> None:
    """WXR 1.0 has a category without a domain and calls tags `tag`."""
    more = (
        "<category>Water</category><category domain='category' nicename='water'>Water</category>"
        "<category domain='tag'>Paddles</category><category domain='tag' nicename='paddles'>Paddles</category>"
    )
    found = draft(item(more=more))
    assert (found.section, found.tags) == ("Water", ("Paddles",))


def test_further_taxonomies_language_and_co_authors() -> None:
    """Terms of other taxonomies by theirs; several authors in their order."""
    terms = (
        ("boat", "narrow", "Narrow boats"),
        ("language", "fr", "Français"),
        ("author", "cap-bridges", "bridges"),
        ("author", "cap-guest", "guest"),
    )
    guest = item(9, type="guest-author", title="A guest", slug="cap-guest", meta=(("cap-display_name", "Guest desk"),))
    found = draft(item(terms=terms), guest)
    assert found.terms == {"boat": ("Narrow boats",)} and found.lang == "fr"
    assert found.authors == ("Bridge desk", "Guest desk")


def test_the_featured_image_may_come_after_the_post() -> None:
    """With alternative text, caption and credit of the media library."""
    meta = (("_wp_attachment_metadata", 'a:1:{s:10:"image_meta";a:1:{s:6:"credit";s:9:"Lock desk";}}'),)
    after = picture(30, excerpt="The <em>lower</em> gate.", meta=meta)
    found = draft(item(meta=(("_thumbnail_id", "30"),)), after)
    assert found.extra["image"] == {
        "src": f"{SITE}/wp-content/uploads/2020/10/gate-30.jpg",
        "alt": "Gate 30",
        "caption": "The *lower* gate.",
        "credit": "Lock desk",
    }
    assert found.attachments[0].url == f"{SITE}/wp-content/uploads/2020/10/gate-30.jpg"


def test_a_featured_image_that_is_not_in_the_export_is_told_of() -> None:
    """Nothing is lost in silence."""
    problems = read(export(item(meta=(("_thumbnail_id", "99"),))))[0].problems
    assert ["number 99" in problem.message and not problem.is_error for problem in problems] == [True]


def test_old_slugs_are_aliases() -> None:
    """Where a post was once, a link still leads."""
    found = draft(item(meta=(("_wp_old_slug", "a-lock"),)))
    assert found.aliases == ("/2020/10/lock-1/", "/2020/10/a-lock/")
    assert f"{SITE}/2020/10/a-lock/" in found.addresses
    assert draft(item(link=f"{SITE}/?p=1")).aliases == ()


def test_comments_that_readers_saw_are_kept_and_the_others_counted() -> None:
    """Pingbacks are marked; spam is a number."""
    more = (
        comment(1, "Why <strong>two</strong> gates?")
        + comment(2, "To hold the water.", parent="1")
        + comment(3, "A link", type="pingback")
        + comment(4, "Buy", approved="spam")
        + comment(5, "Buy", approved="spam")
        + comment(6, "Wait", approved="0")
    )
    found = draft(item(more=more))
    assert [(one.id, one.parent, one.kind, one.text) for one in found.comments] == [
        ("1", "", "", "Why **two** gates?"),
        ("2", "1", "", "To hold the water."),
        ("3", "", "pingback", "A link"),
    ]
    assert found.comments[0].date == "2020-10-16T10:00:00+02:00"
    assert [(one.text, one.reason) for one in found.dropped] == [
        ("2 comments", "marked as spam"),
        ("1 comment", "not yet approved"),
    ]


def test_the_checksum_is_of_what_a_post_says() -> None:
    """A comment more, or a place further down in the file, is no change of the post."""
    first = read(export(item(), item(2)))[0]
    later = read(export(item(9), item(more=comment(1, "Well."))))[1]
    changed = read(export(item(content="Another.")))[0]
    assert first.sha256 == later.sha256 != changed.sha256


def test_uploads_beside_the_export_are_attached(tmp_path: Path) -> None:
    """The original is taken where a smaller copy is shown; nothing outside of the folder ever is."""
    uploads = tmp_path / "wp-content" / "uploads" / "2020" / "10"
    uploads.mkdir(parents=True)
    (uploads / "gate.jpg").write_bytes(b"x")
    (tmp_path / "secret.jpg").write_bytes(b"x")
    base = f"{SITE}/wp-content/uploads"
    content = f'<img src="{base}/2020/10/gate-300x200.jpg"><img src="{base}/../../secret.jpg"><img src="{base}/no.jpg">'
    data = export(item(content=content))
    found = read(data, str(tmp_path / "canal.xml"))[0].draft
    assert found is not None
    assert [(one.path, bool(one.url)) for one in found.attachments] == [
        (str(uploads / "gate.jpg"), False),
        ("", True),
        ("", True),
    ]
    elsewhere = read(data, "other/canal.xml", settings={"uploads": str(tmp_path / "wp-content" / "uploads")})[0].draft
    assert elsewhere is not None and elsewhere.attachments[0].path == str(uploads / "gate.jpg")


def test_the_library_works_in_memory_and_on_disk(tmp_path: Path) -> None:
    """With a folder for it, it is a file; the readings are the same."""
    data = export(item(meta=(("_thumbnail_id", "30"),)), picture(30))
    assert read(data) == read(data, scratch=str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["library.sqlite"]


def test_exports_are_recognised_by_their_namespace() -> None:
    """In UTF-16 as well; a feed or a text is none."""
    importer = WordPress()
    assert importer.recognise("x", export()[:400]) > 0.9
    assert importer.recognise("x", export().decode().encode("utf-16")[:800]) > 0.9
    assert importer.recognise("feed.xml", b"<rss version='2.0'><channel>") == 0.0
    assert importer.claims(["canal.xml", "wp-content/uploads/2020/10/gate.jpg"]) > 0.5
    assert importer.claims(["a.md", "b.md"]) == 0.0


def test_versions_and_prefixes() -> None:
    """WXR 1.0 and 1.1 differ in their namespaces; a prefix is but a name."""
    for version in ("1.0", "1.1"):
        data = export(item()).replace(b"export/1.2/", f"export/{version}/".encode())
        assert drafts(read(data))[0].authors == ("Canal desk",)
    other = export(item()).replace(b"wp:", b"w:").replace(b"xmlns:wp=", b"xmlns:w=")
    assert drafts(read(other)) == drafts(read(export(item())))


def test_elements_of_plugins_are_passed_over() -> None:
    """Whatever stands in them; that is no damage."""
    more = (
        '<geo:point xmlns:geo="x"><geo:lat>1</geo:lat><title>Not this</title></geo:point><media:x/><slash:n>1</slash:n>'
    )
    reading = read(export(item(more=more)))[0]
    assert reading.draft is not None and (reading.draft.title, reading.problems) == ("Lock 1", ())


def test_content_with_the_marks_of_xml_in_it() -> None:
    """Ends of CDATA, items and entities in a text are text."""
    content = "<pre>&lt;![CDATA[x]]> </item><item> &nbsp;</pre>"
    first, second = drafts(read(export(item(1, content=content), item(2)), wants_original=True))
    assert first.original is not None and first.original.html.strip() == content
    assert second.title == "Lock 2"


def test_an_export_without_items_gives_nothing() -> None:
    """And no traceback."""
    assert read((HEAD + TAIL).encode()) == [] and read(b"") == []


def test_text_between_elements_is_not_xml_to_trip_over() -> None:
    """What stands in the channel is looked at for the site only."""
    assert BODY in drafts(read(export(f"<image><url>x</url></image>&nbsp;{cdata('x')}", item())))[0].body


def test_posts_of_one_number_in_one_export_stay_two() -> None:
    """As in exports that were put together by hand; their links tell them apart."""
    data = export(item(1), item(1, title="Other", link=f"{SITE}/other/"))
    first, second = read(data)
    assert first.draft and second.draft and first.draft.identity != second.draft.identity
    assert read(data) == read(data)


def test_logins_are_the_same_in_capitals() -> None:
    """As WordPress takes them."""
    assert draft(item(creator="Desk")).authors == ("Canal desk",)


def test_an_old_address_that_another_post_has_now_is_no_alias() -> None:
    """Nor is one that the archive has a page of its own at; both are told of."""
    found = draft(item(meta=(("_wp_old_slug", "lock-2"),)), item(2))
    assert found.aliases == ("/2020/10/lock-1/",) and found.dropped[0].text == "/2020/10/lock-2/"
    own = draft(item(slug="tags", link=f"{SITE}/tags/"))
    assert own.aliases == () and "archive's own" in own.dropped[0].reason
    assert draft(item(type="page", slug="search", link=f"{SITE}/search/")).slug == "search-page"


def test_a_page_below_another_keeps_its_address() -> None:
    """Two pages may have the same last part."""
    found = draft(item(type="page", slug="contact", link=f"{SITE}/locks/contact/"))
    assert (found.url, found.aliases) == ("/locks/contact/", ("/locks/contact/",))
    assert draft(item(type="page", slug="contact", link=f"{SITE}/contact/")).url == ""


def test_posts_of_the_same_number_in_two_exports_of_a_site_stay_two() -> None:
    """A site that was filled anew counts from one again."""
    first, second = export(item(1)), export(item(1)).replace(b"/?p=1<", b"/another/<")
    assert drafts(read(first))[0].identity != drafts(read(second))[0].identity
