"""Posts of an export of Substack become articles; what is no part of a text is left out and told."""

import io
import json
import zipfile
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.cli.main import backfile
from backfile.importers.gathering import gather
from backfile.importers.html.importer import SavedPages
from backfile.importers.importer import Draft, ImportContext, Importer, Input, Reading
from backfile.importers.records import Records
from backfile.importers.registry import importers
from backfile.importers.substack import Substack

COLUMNS = "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url"
LOCK = '12345.lock,2021-03-01T09:30:00.000Z,true,,,newsletter,everyone,How a lock works,"A chamber, with gates",'
TEXT = "<p>The chamber fills, and the gate opens.</p>"
SITE = {"site": "https://canal.substack.com/", "author": "Canal desk"}


def item(name: str, text: str | bytes) -> Input:
    """A file of an export."""
    data = text if isinstance(text, bytes) else text.encode()
    return Input(f"export/{name}", partial(io.BytesIO, data), "export")


def read(
    files: dict[str, str | bytes], rows: tuple[str, ...] | None = (LOCK,), **settings: Any
) -> dict[str, list[Reading]]:
    """The readings of an export with these posts, by their files."""
    listed = {"posts.csv": "\n".join((COLUMNS, *rows)) + "\n"} if rows is not None else {}
    inputs = [item(name, text) for name, text in {**listed, **files}.items()]
    importer, context = Substack(), ImportContext(settings=settings)
    lesson = importer.learn(inputs, context)
    return {one.inside: list(importer.read(one, lesson, context)) for one in inputs}


def draft(html: str | bytes = TEXT, row: str | None = LOCK, **settings: Any) -> Draft:
    """The draft of one post."""
    (reading,) = read({"posts/12345.lock.html": html}, (row,) if row else None, **settings)["posts/12345.lock.html"]
    assert reading.draft is not None
    return reading.draft


def told(**values: object) -> str:
    """The attribute in which Substack keeps what an element shows."""
    return f'data-attrs="{escape(json.dumps(values))}"'


def test_it_is_an_importer() -> None:
    """As the protocol has it."""
    assert isinstance(Substack(), Importer)


def test_a_post_is_an_article_with_all_that_the_list_says() -> None:
    """Without settings nothing is known of where it was read but its path."""
    found = draft()
    assert (found.title, found.standfirst, found.date) == (
        "How a lock works",
        "A chamber, with gates",
        "2021-03-01T09:30:00+00:00",
    )
    assert (found.identity, found.slug, found.aliases) == ("substack:12345", "lock", ("/p/lock",))
    assert (found.origin_url, found.authors, found.doubts, found.body) == ("", (), (), TEXT[3:-4])
    assert found.extra == {"params": {"type": "newsletter", "audience": "everyone"}}


def test_settings_tell_what_an_export_does_not() -> None:
    """Its address and its author."""
    found = draft(**SITE)
    assert (found.origin_url, found.authors) == ("https://canal.substack.com/p/lock", ("Canal desk",))


@pytest.mark.parametrize("wrong", [{"sight": "x"}, {"site": "canal.substack.com"}, {"author": 3}, {"site": "http://["}])
def test_wrong_settings_are_one_problem(wrong: dict[str, Any]) -> None:
    """However many posts there are."""
    readings = read({"posts/12345.lock.html": TEXT, "posts/1.x.html": TEXT}, **wrong)
    problems = [problem for found in readings.values() for reading in found for problem in reading.problems]
    assert len(problems) == 1 and problems[0].location.path == "backfile.toml"
    assert "`importers.substack." in problems[0].message


def test_links_between_posts_are_known_however_they_are_written() -> None:
    """With what counts readers, or by the detour of the app; to other publications they stay."""
    html = (
        '<p><a href="https://canal.substack.com/p/weir?utm_source=x#gate">1</a> '
        '<a href="https://open.substack.com/pub/canal/p/weir?r=1">2</a> '
        '<a href="https://river.substack.com/p/weir?r=1">3</a> <a href="%%checkout_url%%">4</a> '
        '<a href="http://[">5</a></p>'
    )
    links = draft(html, **SITE).links
    assert links[:3] == (
        "https://canal.substack.com/p/weir#gate",
        "https://canal.substack.com/p/weir",
        "https://river.substack.com/p/weir?r=1",
    )
    assert "%%" not in draft(html, **SITE).body


def test_what_was_not_published_is_a_draft() -> None:
    """It had no address."""
    found = draft(row="12345.lock,2021-03-01,false,,,newsletter,only_paid,How a lock works,,")
    assert found.extra["draft"] is True and found.aliases == ()
    assert found.extra["params"]["audience"] == "only_paid"


def test_a_podcast_begins_with_its_sound() -> None:
    """As an embed."""
    found = draft(row=LOCK.replace("newsletter", "podcast") + "https://example.com/lock.mp3")
    assert found.body.startswith("::: embed\n") and "https://example.com/lock.mp3" in found.body
    assert found.body.endswith("the gate opens.")


FOOTNOTE = (
    '<p>It fills.<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" '
    'href="#footnote-1" target="_self">1</a></p><div class="footnote" data-component-name="FootnoteToDOM">'
    '<a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false" target="_self">1</a>'
    '<div class="footnote-content"><p>From below.</p><p>Slowly.</p></div></div>'
)
CDN = "https://substackcdn.com/image/fetch/w_1456,c_limit/https%3A%2F%2Fmedia.example.com%2Fimages%2Fgate_1600x900.jpeg"
ORIGINAL = "https://media.example.com/images/gate_1600x900.jpeg"
PICTURE = (
    f'<div class="captioned-image-container"><figure><a class="image-link image2" target="_blank" href="{CDN}">'
    f'<div class="image2-inset"><picture><source type="image/webp" srcset="{CDN} 424w"><img src="{CDN}" '
    f'srcset="{CDN} 424w" alt="" {told(src=ORIGINAL, alt="A gate", bytes=1)}></picture></div></a>'
    '<figcaption class="image-caption">Closed</figcaption></figure></div>'
)
BODIES = {
    "a footnote": (FOOTNOTE, "It fills.[^1]\n\n[^1]: From below.\n\n    Slowly."),
    "a picture is the one that was uploaded": (PICTURE, f'![A gate]({ORIGINAL} "Closed")'),
    "a picture with a link of its own": (
        f'<figure><a href="https://example.com/l"><img src="{CDN}" {told(src=ORIGINAL)}></a></figure>',
        f"[![]({ORIGINAL})](https://example.com/l)",
    ),
    "a picture of the older editor": (
        f'<div class="image3" {told(src=ORIGINAL, title="A gate")}></div>',
        f'![A gate]({ORIGINAL} "A gate")',
    ),
    "a gallery": (
        '<div class="image-gallery-embed" '
        f"{told(gallery={'images': [{'src': ORIGINAL}], 'caption': 'One', 'alt': 'A'})}></div>",
        f"![A]({ORIGINAL})\n\nOne",
    ),
    "a pull quote": ('<div class="pullquote"><p>Shown.</p></div>', "{.pullquote}\n> Shown."),
    "code": ('<pre class="shell">ls -l</pre>', "```\nls -l\n```"),
    "a formula": (
        f'<div class="latex-rendered" {told(persistentExpression="a < b")}></div>',
        "```latex\na < b\n```",
    ),
    "a film in its frame": (
        f'<div class="youtube-wrap" {told(videoId="abcdefghijk")}><div class="youtube-inner">'
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0"></iframe></div></div>',
        "::: embed\nhttps://www.youtube.com/watch?v=abcdefghijk\n:::",
    ),
    "a film by its id alone": (
        f'<div class="youtube-wrap" {told(videoId="abcdefghijk")}></div>',
        "::: embed\nhttps://www.youtube.com/watch?v=abcdefghijk\n:::",
    ),
    "a post from elsewhere": (
        '<div class="tweet" '
        f"{told(url='https://t.example/1', full_text='Gates open.', name='Canal', username='c', date='1 May')}></div>",
        "::: embed\n> Gates open.\n>\n> — Canal (@c) [1 May](https://t.example/1)\n:::",
    ),
    "a card of another post": (
        '<div class="digest-post-embed" '
        f"{told(canonical_url='https://c.example/p/w', title='Weirs', caption='Why')}></div>",
        "[Weirs](https://c.example/p/w)\\\nWhy",
    ),
    "a file": (
        '<div class="file-embed-wrapper"><div class="file-embed-details-h1">Plan</div>'
        '<div class="file-embed-details-h2">2KB PDF</div><a class="file-embed-button wide" href="https://c.example/plan.pdf">Download</a></div>',
        "[Plan](https://c.example/plan.pdf)\\\n2KB PDF",
    ),
    "a button that leads elsewhere": (
        f'<p class="button-wrapper" {told(url="https://example.com/r", text="Read")}>'
        '<a class="button primary" href="https://example.com/r"><span>Read</span></a></p>',
        "[Read](https://example.com/r)",
    ),
}


@pytest.mark.parametrize("case", BODIES)
def test_the_markup_of_the_editor_says_the_same_in_markdown(case: str) -> None:
    """Each kind of block that Substack has."""
    html, markdown = BODIES[case]
    found = draft(html)
    assert (found.body, found.dropped) == (markdown, ())


FURNITURE = {
    "a form to subscribe": (
        f'<div class="subscription-widget-wrap" {told(url="https://canal.substack.com/subscribe?")}>'
        '<div class="subscription-widget"><p>Read on.</p><form><input type="email"></form></div></div>'
    ),
    "a button of Substack's": (
        f'<div class="captioned-button-wrap" {told(url="https://c.example/p/l?action=share")}><p>Pass it on.</p>'
        '<p class="button-wrapper"><a class="button" href="https://c.example/p/l?action=share">Share</a></p></div>'
    ),
    "a poll, of which the export has neither question nor answers": f'<div class="poll-embed" {told(id=12)}></div>',
    "the place where the paywall stood": '<div class="paywall-jump" data-component-name="PaywallToDOM"></div>',
    "a recording that is not in the export": f'<div class="native-audio-embed" {told(label="Tape")}></div>',
}


@pytest.mark.parametrize("reason", FURNITURE)
def test_what_is_no_part_of_the_text_is_left_out_and_told(reason: str) -> None:
    """Once, with the reason."""
    found = draft(TEXT + FURNITURE[reason])
    assert found.body == TEXT[3:-4]
    assert [one.reason for one in found.dropped] == [reason] and found.dropped[0].text


def test_the_beginning_of_another_post_is_told() -> None:
    """Its card keeps the title alone."""
    values = told(url="https://c.example/p/w", title="Weirs", truncated_body_text="On")
    found = draft(f'<div class="embedded-post-wrap" {values}></div>')
    assert found.body == "[Weirs](https://c.example/p/w)" and found.dropped[0].text == "On"


def test_each_picture_is_looked_at_by_itself() -> None:
    """However many stand within each other; looking through all that each holds took minutes."""
    html = f"<picture><img {told(src=ORIGINAL)}><source>" * 20_000
    assert ORIGINAL in draft(html).body


def test_lines_and_posts_that_do_not_fit_are_told() -> None:
    """Each by its place; the others are read."""
    rows = (
        LOCK,
        "12346.weir,2021-04-01,true,,,newsletter,everyone,Weirs,,",
        "../1,,true,,,,,X,,",
        "a,b,c,d,e,f,g,h,i,j,k",
    )
    readings = read({"posts/12345.lock.html": TEXT, "posts/9.alone.html": TEXT}, (*rows, "7.t,,false,,,thread,,T,,"))
    messages = [str(problem.location) + " " + problem.message for r in readings["posts.csv"] for problem in r.problems]
    assert messages == [
        'export/posts.csv:3 the export has no text of "Weirs".',
        'export/posts.csv:4 "../1" is no id of a post.',
        "export/posts.csv:5 the record has 11 fields and the first line 10 names.",
        'export/posts.csv:6 the export has no text of "T", which is a thread that may have none.',
    ]
    (alone,) = readings["posts/9.alone.html"]
    assert alone.draft and len(alone.draft.doubts) == 1 and alone.draft.extra["draft"] is True


@pytest.mark.parametrize(
    ("html", "doubt"),
    [
        ("", "It has no text."),
        ("<p>The chamber fi", "The file ends in the middle of the text: it may be incomplete."),
        (b"<p>The ch\xffmber</p>", "Bytes of the file that are no text (1) stand in the article as \ufffd."),
    ],
)
def test_texts_that_are_not_whole_are_looked_at_first(html: str | bytes, doubt: str) -> None:
    """They are read as far as they go."""
    assert draft(html).doubts == (doubt,)


def test_what_is_no_text_is_a_problem() -> None:
    """It keeps no other from it."""
    (reading,) = read({"posts/12345.lock.html": b"\x00\x01"})["posts/12345.lock.html"]
    assert reading.draft is None and [problem.message for problem in reading.problems] == ["it is no text."]


def test_a_new_title_is_a_change() -> None:
    """It stands in the list and not in the post's own file."""
    name = "posts/12345.lock.html"
    one, other = (read({name: TEXT}, (row,))[name][0] for row in (LOCK, LOCK.replace("a lock works", "locks work")))
    assert one.sha256 != other.sha256


def export(folder: Path) -> Path:
    """An export in a folder, with what is no article in it."""
    files = {
        "posts.csv": f"{COLUMNS}\n{LOCK}\n",
        "posts/12345.lock.html": TEXT,
        "posts/12345.opens.csv": "post_id,timestamp,email,active_subscription\n12345,2021-03-01,a@example.com,true\n",
        "posts/12345.delivers.csv": "post_id,timestamp,email\n12345,2021-03-01,a@example.com\n",
        "email_list.canal.csv": "email,active_subscription\na@example.com,true\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("named", ["", "posts.csv", "posts", "posts/12345.lock.html"])
def test_whatever_of_an_export_is_named_the_post_is_found(tmp_path: Path, named: str) -> None:
    """With what the list says of it, and no list of readers with it."""
    known = {one.name: one for one in (Substack(), SavedPages(), Records())}
    inputs = gather((export(tmp_path) / named,), known, "").inputs
    lesson = Substack().learn(inputs["substack"], ImportContext())
    found = [one for each in inputs["substack"] for one in Substack().read(each, lesson, ImportContext())]
    assert [one.draft.title for one in found if one.draft] == ["How a lock works"]
    assert not [one for one in found if one.problems] and list(inputs) == ["substack"]
    assert all(
        one.draft is None and one.skipped for one in found if one.source.endswith((".opens.csv", ".delivers.csv"))
    )


def test_other_pages_and_tables_are_not_taken() -> None:
    """By their names they could be."""
    assert Substack().recognise("12345.lock.html", b"<!DOCTYPE html><html>") < 0.2
    assert Substack().recognise("lock.html", TEXT.encode()) == 0.0
    assert Substack().recognise("posts.csv", b"title,body\n") == 0.0
    assert Substack().recognise("posts.csv", b"a\rb,c\n") == 0.0


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_are_an_article_or_told(data: st.DataObject) -> None:
    """No file of an export, changed or cut, raises anything."""
    post = "".join((*(html for html, _ in BODIES.values()), *FURNITURE.values())).encode()
    files: dict[str, str | bytes] = {}
    for name, sample in {"posts.csv": f"{COLUMNS}\n{LOCK}\n".encode(), "posts/12345.lock.html": post}.items():
        changed = bytearray(sample)
        for place in data.draw(st.lists(st.integers(0, len(sample) - 1), max_size=8)):
            changed[place : place + data.draw(st.integers(1, 5))] = data.draw(st.binary(max_size=8))
        files[name] = bytes(changed[: data.draw(st.integers(0, len(sample)))])
        Substack().recognise(name, bytes(files[name]))
    readings = read(files, None, **SITE)
    assert all(one.draft or one.problems or one.skipped for found in readings.values() for one in found)


def test_an_id_of_the_list_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    """It is the name of a file."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "1.html").write_text(TEXT)
    (tmp_path / "posts.csv").write_text(f"{COLUMNS}\n1/../../1,2021-03-01,true,,,,,X,,\n..,2021-03-01,true,,,,,X,,\n")
    given_item = Input(str(tmp_path / "posts.csv"), partial((tmp_path / "posts.csv").open, "rb"))
    lesson = Substack().learn([given_item], ImportContext())
    found = list(Substack().read(given_item, lesson, ImportContext()))
    assert not any(one.draft for one in found) and sum(len(one.problems) for one in found) == 2


@pytest.mark.skipif("substack" not in importers(), reason="this installation's entry points are older")
def test_a_zip_is_imported_once_and_for_all(tmp_path: Path) -> None:
    """Its posts find each other; a second import changes nothing, and the site can be built."""
    root = tmp_path / "archive"
    (root / "content").mkdir(parents=True)
    (root / "backfile.toml").write_text(
        'title = "T"\nbase_url = "https://example.org/"\n[importers.substack]\nsite = "https://canal.substack.com"\n'
    )
    weir = "12346.weir,2021-04-01T09:30:00.000Z,true,,,newsletter,everyone,What a weir holds,,"
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("posts.csv", f"{COLUMNS}\n{LOCK}\n{weir}\n")
        archive.writestr("posts/12345.lock.html", TEXT)
        archive.writestr(
            "posts/12346.weir.html", '<p>See <a href="https://canal.substack.com/p/lock?r=1">that</a>.</p>'
        )

    def run() -> Result:
        arguments = ["import", "-s", str(root), str(tmp_path / "export.zip"), "--report", str(root / "r.json")]
        return CliRunner().invoke(backfile, arguments)

    first = run()
    assert first.exit_code == 0, first.output
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    assert len(before) == 2 and "[that](../03/lock.md)" in (root / "content/2021/04/weir.md").read_text()
    assert run().exit_code == 0 and {path: path.read_bytes() for path in root.rglob("*.md")} == before
    assert json.loads((root / "r.json").read_text())["unchanged"] == 2
    assert CliRunner().invoke(backfile, ["build", "-s", str(root), "--no-search"]).exit_code == 0
