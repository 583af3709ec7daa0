"""The REST API's JSON: posts alone, with what they embed, or with files beside them."""

import json
from pathlib import Path
from typing import Any

from wxr import SITE, drafts, read_json

from backfile.importers.wordpress import WordPressJson


def post(number: int = 1, **values: Any) -> dict[str, Any]:
    """A post as the API gives it to everybody."""
    return {
        "id": number,
        "date": "2020-10-15T09:30:00",
        "date_gmt": "2020-10-15T07:30:00",
        "guid": {"rendered": f"{SITE}/?p={number}"},
        "modified": "2020-10-15T09:30:00",
        "modified_gmt": "2020-10-15T07:30:00",
        "slug": f"lock-{number}",
        "status": "publish",
        "type": "post",
        "link": f"{SITE}/2020/10/lock-{number}/",
        "title": {"rendered": "Locks &#038; gates"},
        "content": {"rendered": "<p>A lock is a chamber.</p>\n", "protected": False},
        "excerpt": {"rendered": "<p>A lock is a chamber.</p>\n", "protected": False},
        "author": 7,
        "featured_media": 0,
        "sticky": False,
        "format": "standard",
        "meta": [],
        "categories": [2],
        "tags": [4],
        "_links": {"self": [{"href": f"{SITE}/wp-json/wp/v2/posts/{number}"}]},
    } | values


TERMS = [{"id": 2, "name": "Water &amp; locks", "slug": "water", "taxonomy": "category", "parent": 0}]
TAGS = [{"id": 4, "name": "R&amp;D", "slug": "rd", "taxonomy": "post_tag"}]
USERS = [{"id": 7, "name": "Canal desk", "slug": "desk", "url": "", "description": ""}]
MEDIA = [
    {
        "id": 30,
        "type": "attachment",
        "link": f"{SITE}/gate/",
        "alt_text": "A gate",
        "caption": {"rendered": "<p>The lower gate</p>"},
        "media_details": {"image_meta": {"credit": "Lock desk"}},
        "mime_type": "image/jpeg",
        "source_url": f"{SITE}/wp-content/uploads/gate.jpg",
        "post": 1,
    }
]
COMMENTS = [
    {
        "id": 1,
        "post": 1,
        "parent": 0,
        "author_name": "A reader",
        "date": "2020-10-16T10:00:00",
        "date_gmt": "2020-10-16T08:00:00",
        "content": {"rendered": "<p>Why two?</p>"},
        "status": "approved",
        "type": "comment",
    }
]


def test_files_side_by_side_complete_each_other() -> None:
    """Names of terms, authors and media are in other files, in whatever order."""
    files = {"comments.json": COMMENTS, "media.json": MEDIA, "posts.json": [post(featured_media=30)], "tags.json": TAGS}
    readings = read_json({**files, "categories.json": TERMS, "users.json": USERS})
    found = drafts(readings["posts.json"])[0]
    assert (found.title, found.authors, found.section, found.tags) == (
        "Locks & gates",
        ("Canal desk",),
        "Water & locks",
        ("R&D",),
    )
    assert (found.date, found.identity) == ("2020-10-15T09:30:00+02:00", "wp:canal.example.org:1")
    assert found.extra["image"]["src"] == f"{SITE}/wp-content/uploads/gate.jpg"
    assert found.extra["image"]["credit"] == "Lock desk"
    assert [one.text for one in found.comments] == ["Why two?"]
    assert found.standfirst == ""
    assert "media" in readings["media.json"][0].skipped and len(readings["media.json"]) == 1


def test_what_a_post_embeds_is_as_good() -> None:
    """`_embed` gives authors, terms, media and replies with the post."""
    within = {
        "author": USERS,
        "wp:featuredmedia": MEDIA,
        "wp:term": [TERMS, TAGS],
        "replies": [COMMENTS],
    }
    found = drafts(read_json({"posts.json": [post(featured_media=30, _embedded=within)]})["posts.json"])[0]
    assert (found.authors, found.section, found.tags) == (("Canal desk",), "Water & locks", ("R&D",))
    assert found.extra["image"]["alt"] == "A gate" and len(found.comments) == 1


def test_what_no_file_names_is_told_of() -> None:
    """A number is no tag."""
    reading = read_json({"posts.json": [post()]})["posts.json"][0]
    assert reading.draft is not None and (reading.draft.tags, reading.draft.section, reading.draft.authors) == (
        (),
        "",
        (),
    )
    assert sorted("category 2" in problem.message for problem in reading.problems) == [False, True]


def test_raw_content_goes_through_the_editors_rules() -> None:
    """As an editor's answer (`context=edit`) has it."""
    values = {
        "content": {"raw": "One.\n\n[youtube abc]", "rendered": "x"},
        "excerpt": {"raw": "Said."},
        "title": {"raw": "T"},
    }
    found = drafts(read_json({"posts.json": [post(**values)]})["posts.json"])[0]
    assert "watch?v=abc" in found.body and (found.standfirst, found.title) == ("Said.", "T")


def test_a_made_excerpt_is_no_standfirst_and_a_written_one_is() -> None:
    """WordPress makes one of the first 55 words."""
    long = {"rendered": "<p>A lock is a chamber [&hellip;]</p>"}
    assert drafts(read_json({"p.json": [post(excerpt=long)]})["p.json"])[0].standfirst == ""
    own = {"rendered": "<p>Two gates.</p>"}
    assert drafts(read_json({"p.json": [post(excerpt=own)]})["p.json"])[0].standfirst == "Two gates."


def test_protected_drafts_and_pages() -> None:
    """The same rules as for exports."""
    hidden = post(content={"rendered": "", "protected": True})
    assert drafts(read_json({"p.json": [hidden]})["p.json"])[0].doubts
    assert drafts(read_json({"p.json": [post(status="draft")]})["p.json"])[0].extra["draft"] is True
    page = drafts(read_json({"p.json": post(type="page", link=f"{SITE}/about/")})["p.json"])[0]
    assert page.date == "" and page.aliases == ("/about/",)


def test_rendered_galleries_become_figures() -> None:
    """In the two ways in which WordPress writes them."""
    picture = "<dt class='gallery-icon'><img src='a.jpg'></dt><dd class='wp-caption-text gallery-caption'>One</dd>"
    old = f"<div class='gallery'><dl class='gallery-item'>{picture}</dl></div>"
    found = drafts(read_json({"p.json": [post(content={"rendered": old})]}, wants_original=True)["p.json"])[0]
    assert found.original is not None and "<figcaption>One</figcaption></figure>" in found.original.html


def test_what_plugins_put_below_the_text_is_taken_out_and_told_of() -> None:
    """Share buttons are no text of an article."""
    added = '<div class="sharedaddy sd-block"><div><h3>Share this:</h3></div></div>'
    found = drafts(read_json({"p.json": [post(content={"rendered": f"<p>One.</p>{added}<p>Two.</p>"})]})["p.json"])[0]
    assert found.body.split() == ["One.", "Two."] and found.dropped[0].text == "Share this:"


def test_one_object_lines_of_objects_and_a_whole_site_in_one_file() -> None:
    """However it was saved."""
    lines = b"\n".join(json.dumps(post(n)).encode() for n in (1, 2))
    assert len(drafts(read_json({"p.json": lines})["p.json"])) == 2
    both = {"posts": [post(1)], "pages": [post(2, type="page")], "categories": TERMS}
    found = drafts(read_json({"p.json": both})["p.json"])
    assert len(found) == 2 and found[0].section == "Water & locks"


def test_damage_hits_one_object() -> None:
    """The next one begins where its number stands."""
    whole = [json.dumps(post(n)) for n in range(1, 5)]
    broken = whole[1].replace('"slug"', '"slug', 1)
    data = f"[{whole[0]},{broken},{whole[2]},\n{whole[3]}]".encode()
    readings = read_json({"p.json": data})["p.json"]
    assert [one.slug for one in drafts(readings)] == ["lock-1", "lock-3", "lock-4"]
    assert [len(one.problems) for one in readings if one.draft is None] == [1]
    problem = next(one.problems[0] for one in readings if one.draft is None)
    assert (problem.location.path, problem.location.line, problem.is_error) == ("api/p.json", 1, True)


def test_a_cut_file_gives_all_before_the_cut() -> None:
    """And says where it ends."""
    data = json.dumps([post(n) for n in range(1, 4)]).encode()
    one = len(data) // 3
    for at in range(0, len(data), 97):
        readings = read_json({"p.json": data[:at]})["p.json"]
        assert len(drafts(readings)) == min(at // one, 3) or len(drafts(readings)) == min((at + 3) // one, 3)


def test_odd_values_are_survived() -> None:
    """A field may be of any type, or a character none that a file may hold."""
    odd: list[Any] = [None, 1, [], {}, "x\x00\ud800", [[1]], {"rendered": None}, True, 1e300]
    for key in post():
        for value in odd:
            assert len(read_json({"p.json": [post(**{key: value})]})["p.json"]) == 1
    deep = b'{"id":1,"content":' + b"[" * 100_000
    assert drafts(read_json({"p.json": deep})["p.json"]) == []


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    """Also one that is no UTF-8."""
    assert len(drafts(read_json({"p.json": [post()], "tags.json": TAGS}, tmp_path / "a\udcff")["p.json"])) == 1


def test_the_apis_json_is_recognised() -> None:
    """By its addresses and fields; other JSON is not."""
    importer = WordPressJson()
    assert importer.recognise("x", json.dumps([post()]).encode()) > 0.9
    assert importer.recognise("x", json.dumps(TERMS).encode()) > 0.8
    assert (
        importer.recognise(
            "x",
            json.dumps([dict(TERMS[0], _links={"self": [{"href": f"{SITE}/wp-json/wp/v2/categories/2"}]})]).encode(),
        )
        > 0.9
    )
    assert importer.recognise("x", b'{"version": "https://jsonfeed.org/version/1"}') == 0.0
    assert importer.claims(["posts.json", "media.json"]) > 0.5 and importer.claims(["posts.json"]) == 0.0
