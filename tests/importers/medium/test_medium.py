"""Stories of an export of Medium become articles; what is no story, or may be none, never becomes one unseen."""

import io
import json
import zipfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.cli.main import backfile
from backfile.importers.gathering import gather
from backfile.importers.html.importer import SavedPages
from backfile.importers.importer import Draft, ImportContext, Importer, Input, Reading
from backfile.importers.medium import Medium
from backfile.importers.records import Records
from backfile.importers.registry import importers

ID = "1a2b3c4d5e6f"
NAME = f"export/posts/2018-03-01_How-a-lock-works-{ID}.html"
TITLE = '<h3 name="a1" id="a1" class="graf graf--h3 graf--leading graf--title">How a lock works</h3>'
TEXT = '<p class="graf graf--p">The chamber fills, and the gate opens.</p>'


def story(
    body: str = TITLE + TEXT,
    *,
    title: str = "How a lock works",
    summary: str = "",
    id: str = ID,
    canonical: str = "https://medium.com/@canal/how-a-lock-works-1a2b3c4d5e6f",
    footer: str = "",
    day: str = "September 21, 2018",
) -> str:
    """A story as an export has it."""
    subtitle = f'<section data-field="subtitle" class="p-summary">\n{summary}\n</section>' if summary else ""
    footer = footer or (
        f'<p>By <a href="https://medium.com/@canal" class="p-author h-card">Canal desk</a> on '
        f'<a href="https://medium.com/p/{id}"><time class="dt-published" datetime="2018-03-01T09:30:00.123Z">March 1, '
        f'2018</time></a>.</p><p><a href="{canonical}" class="p-canonical">Canonical link</a></p>'
    )
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        f"<title>{title}</title><style>* {{ }}</style></head><body>"
        f'<article class="h-entry"><header><h1 class="p-name">{title}</h1></header>{subtitle}'
        '<section data-field="body" class="e-content"><section name="s1" class="section section--body section--first">'
        '<div class="section-divider"><hr class="section-divider"></div><div class="section-content">'
        f'<div class="section-inner sectionLayout--insetColumn">{body}</div></div></section></section>'
        f'<footer>{footer}<p>Exported from <a href="https://medium.com">Medium</a> on {day}.</p></footer>'
        "</article></body></html>"
    )


def read(html: str | bytes, name: str = NAME, ids: frozenset[str] = frozenset()) -> Reading:
    """The reading of a file."""
    data = html if isinstance(html, bytes) else html.encode()
    (reading,) = Medium().read(Input(name, partial(io.BytesIO, data), "export"), ids, ImportContext())
    return reading


def draft(html: str | bytes, name: str = NAME, ids: frozenset[str] = frozenset()) -> Draft:
    """The draft of a story."""
    found = read(html, name, ids).draft
    assert found is not None
    return found


def test_it_is_an_importer() -> None:
    """As the protocol has it."""
    assert isinstance(Medium(), Importer)


def test_a_story_is_an_article_with_all_that_the_file_says() -> None:
    """Title and subtitle stand once more in the text, and are taken out of it; the line above the first section too."""
    subtitle = '<h4 class="graf graf--h4 graf--subtitle">A chamber with a gate at either end</h4>'
    found = draft(story(TITLE + subtitle + TEXT, summary="A chamber with a gate at…"))
    assert (found.title, found.standfirst) == ("How a lock works", "A chamber with a gate at either end")
    assert (found.date, found.authors, found.tags) == ("2018-03-01T09:30:00.123+00:00", ("Canal desk",), ())
    assert found.body == "The chamber fills, and the gate opens."
    assert (found.identity, found.slug) == (f"medium:{ID}", "how-a-lock-works")
    assert found.origin_url == "https://medium.com/@canal/how-a-lock-works-1a2b3c4d5e6f"
    assert f"https://medium.com/p/{ID}" in found.addresses
    assert (found.doubts, found.dropped, found.confidence, found.aliases) == ((), (), 1.0, ())


def test_the_beginning_of_the_text_is_no_standfirst() -> None:
    """Medium puts it where a subtitle would be."""
    assert draft(story(summary="The chamber fills, and…")).standfirst == ""
    assert draft(story(summary="On gates")).standfirst == "On gates"


def test_a_link_in_the_standfirst_is_told() -> None:
    """It is plain text."""
    subtitle = '<h4 class="graf graf--subtitle">By <a href="https://example.com/c">the canal</a></h4>'
    found = draft(story(TITLE + subtitle + TEXT, summary="By the canal"))
    assert found.standfirst == "By the canal" and found.dropped[0].text == "https://example.com/c"


def test_a_kicker_is_kept_beside_the_article() -> None:
    """It stands above the title."""
    found = draft(story('<h4 class="graf graf--kicker">Water</h4>' + TITLE + TEXT))
    assert found.extra == {"params": {"kicker": "Water"}} and "Water" not in found.body


def test_a_publications_own_address_leads_to_the_article() -> None:
    """Its path is an alias, as the archive may stand on that domain now; a path on Medium's never can be ours."""
    found = draft(story(canonical=f"https://blog.example.com/how-a-lock-works-{ID}"))
    assert found.aliases == (f"/how-a-lock-works-{ID}",)
    assert draft(story(canonical=f"https://canal.medium.com/how-a-lock-works-{ID}")).aliases == ()
    elsewhere = draft(story(canonical="https://example.com/first/how-a-lock-works"))
    assert elsewhere.identity == f"medium:{ID}" and elsewhere.aliases == ()
    assert draft(story(canonical="http://[")).aliases == ()


def test_tags_of_older_exports_are_taken() -> None:
    """Those of today have none."""
    tags = '<p class="p-tags">Tagged in <a href="https://medium.com/tag/locks" class="p-tag">Locks</a></p>'
    footer = f'{tags}<a href="https://medium.com/p/{ID}"><time class="dt-published" datetime="2018-03-01"></time></a>'
    assert draft(story(footer=footer)).tags == ("Locks",)


def test_the_day_in_a_name_stands_in_for_a_date() -> None:
    """It is the day on which the story was published."""
    found = draft(story(footer="<p>-</p>"))
    assert found.date == "2018-03-01" and found.found["date"] == "the file's name"


def test_a_draft_is_one_and_has_no_date() -> None:
    """Medium does not tell it; the person who publishes it does."""
    footer = f'<p><a href="https://medium.com/p/{ID}">View original.</a></p>'
    found = draft(story(footer=footer), f"export/posts/draft_How-a-lock-works-{ID}.html")
    assert found.extra == {"draft": True} and found.date == "" and found.identity == f"medium:{ID}"
    assert found.doubts == ("It is a draft, and Medium does not tell its date. Give it one.",)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Nicely put.", '<p class="graf">Nicely put. The gates of our canal open the other way.</p>'),
        ("A reply", '<p class="graf">Nicely put.</p>'),
    ],
)
def test_a_response_is_not_published_unseen(title: str, text: str) -> None:
    """It lies among the stories, and differs from them in that no title stands in its text."""
    (doubt,) = draft(story(text, title=title)).doubts
    assert "responses to other stories" in doubt and "Is it an article?" in doubt


def test_a_title_in_a_plain_heading_is_a_title() -> None:
    """Older stories do not mark it."""
    found = draft(story('<h3 class="graf graf--h3">How a lock works</h3>' + TEXT))
    assert found.doubts == () and found.body == "The chamber fills, and the gate opens."


def test_another_heading_first_stays() -> None:
    """The title that the file names may have been changed since."""
    found = draft(story(TITLE + TEXT, title="How locks work"))
    assert found.title == "How locks work" and found.body.startswith("## How a lock works")


BODIES = {
    "headings go up by one, as titles are h3": (
        '<h3 class="graf graf--h3">Gates</h3><h4 class="graf graf--h4">Mitred</h4>',
        "## Gates\n\n### Mitred",
    ),
    "headings of imported stories stay": ("<h2>Gates</h2><h3>Mitred</h3>", "## Gates\n\n### Mitred"),
    "a figure keeps its caption": (
        '<figure class="graf graf--figure"><div class="aspectRatioPlaceholder is-locked">'
        '<div class="aspectRatioPlaceholder-fill" style="padding-bottom: 60%;"></div>'
        '<img class="graf-image" data-image-id="1*a.jpeg" data-width="2000" alt="A gate" '
        'src="https://cdn-images-1.medium.com/max/800/1*a.jpeg"></div>'
        '<figcaption class="imageCaption">Closed</figcaption></figure>',
        '![A gate](https://cdn-images-1.medium.com/max/800/1*a.jpeg "Closed")',
    ),
    "quotes and pull quotes": (
        '<blockquote class="graf graf--blockquote">Said.</blockquote>'
        '<blockquote class="graf graf--pullquote">Shown.</blockquote>',
        "> Said.\n\n{.pullquote}\n> Shown.",
    ),
    "code": (
        '<pre data-code-block-lang="python" class="graf"><span class="pre--content">a = 1<br>b = 2</span></pre>',
        "```python\na = 1\nb = 2\n```",
    ),
    "a drop cap is a letter": (
        '<p class="graf graf--hasDropCap"><span class="graf-dropCap">T</span>he gate</p>',
        "The gate",
    ),
    "a link card": (
        '<div class="graf graf--mixtapeEmbed"><a href="https://example.com/l" class="markup--anchor '
        'markup--mixtapeEmbed-anchor" title="https://example.com/l"><strong>On levels</strong><br><em>What one is.</em>'
        'example.com</a><a href="https://example.com/l" class="js-mixtapeImage mixtapeImage" '
        'style="background-image: url(https://cdn.example.com/x.png);"></a></div>',
        "[On levels](https://example.com/l)\\\nWhat one is.\\\nexample.com",
    ),
    "a film": (
        '<figure class="graf graf--figure graf--iframe"><iframe src="https://www.youtube.com/embed/abcdefghijk?feature=oembed">'
        "</iframe></figure>",
        "::: embed\nhttps://www.youtube.com/watch?v=abcdefghijk\n:::",
    ),
    "what Embedly shows": (
        '<figure class="graf graf--iframe"><iframe src="https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fa.example'
        '%2Fplayer&url=https%3A%2F%2Fexample.com%2Fsound"></iframe></figure>',
        "::: embed\nhttps://example.com/sound\n:::",
    ),
    "a gist": (
        '<figure class="graf graf--iframe"><script src="https://gist.github.com/canal/0123456789abcdef.js"></script></figure>',
        "::: embed\nhttps://gist.github.com/canal/0123456789abcdef\n:::",
    ),
    "a link by Medium's detour": (
        '<p><a href="https://medium.com/r/?url=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1">There</a></p>',
        "[There](https://example.com/a?b=1)",
    ),
    "a picture behind a section": (
        '<div class="section-background" style="background-image: url(&quot;https://cdn.example.com/x.png&quot;)"></div>'
        "<p>In front.</p>",
        "![](https://cdn.example.com/x.png)\n\nIn front.",
    ),
    "a later section has a line above it": (
        '<p>One.</p><div class="section-divider"><hr class="section-divider"></div><p>Two.</p>',
        "One.\n\n***\n\nTwo.",
    ),
    "text that only looks like a heading": ("<pre>&lt;h3&gt;</pre>", "```\n<h3>\n```"),
}


@pytest.mark.parametrize("case", BODIES)
def test_the_markup_of_the_editor_says_the_same_in_markdown(case: str) -> None:
    """Each kind of block that Medium has."""
    html, markdown = BODIES[case]
    assert draft(story(TITLE + html)).body == markdown


def test_links_between_stories_are_known_however_they_are_written() -> None:
    """With what counts readers, and under a title that has changed; links to other people's stories stay."""
    mine = "https://medium.com/@canal/the-weir-aaaabbbbcccc?source=friends_link&amp;sk=1#gate"
    other = "https://medium.com/@river/a-ford-aaaabbbbdddd?source=x"
    html = story(TITLE + f'<p><a href="{mine}">weir</a> <a href="{other}">ford</a></p>')
    assert draft(html, ids=frozenset(["aaaabbbbcccc"])).links == ("https://medium.com/p/aaaabbbbcccc#gate", other)


def test_the_day_of_the_export_is_no_change() -> None:
    """It stands in each file; a story that says the same has the same checksum."""
    assert read(story()).sha256 == read(story(day="May 1, 2024")).sha256
    assert read(story()).sha256 != read(story(TITLE + "<p>Anew.</p>")).sha256


def test_files_and_folders_are_recognised() -> None:
    """A story by its markup whatever its name; a folder by the names of its stories; no other page, table or site."""
    sample = story().encode()
    assert Medium().recognise("a.html", sample) > 0.9 > SavedPages().recognise("a.html", sample)
    page = (
        b"<!DOCTYPE html><html><body><article class='h-entry'><h1 class='p-name'>A</h1><p>B</p></article></body></html>"
    )
    assert Medium().recognise("a.html", page) == 0.0
    assert Medium().claims(["README.html", "claps/claps-0001.html", NAME]) > 0.5
    assert Medium().claims([f"2018-03-01_How-a-lock-works-{ID}.html", f"draft_Weir-{ID}.html"]) > 0.5
    assert Medium().claims(["_posts/2018-03-01-lock.md", "index.html"]) == 0.0
    assert Medium().claims(["2018-03-01_x.html", "about.html"]) == 0.0


def test_of_an_export_only_stories_are_taken(tmp_path: Path) -> None:
    """The other folders hold what a person liked and saved, and pages of an account are no articles."""
    files = {
        f"posts/2018-03-01_How-a-lock-works-{ID}.html": story(),
        "profile/profile.html": "<!DOCTYPE html><html><body><section class='h-card'></section></body></html>",
        "claps/claps-0001.html": "<!DOCTYPE html><html><body><ul><li>+1</li></ul></body></html>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    known = {one.name: one for one in (Medium(), SavedPages(), Records())}
    gathered = gather((tmp_path,), known, "")
    assert [item.inside for item in gathered.inputs["medium"]] == [f"posts/2018-03-01_How-a-lock-works-{ID}.html"]
    assert list(gathered.inputs) == ["medium"] and not gathered.problems


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"<html><body>No story</body></html>"])
def test_a_file_with_a_storys_name_that_is_none_is_a_problem(data: bytes) -> None:
    """A folder of an export gets it by its name, and it is not passed over."""
    assert 0 < Medium().recognise(NAME, data) < 0.2
    reading = read(data)
    assert reading.draft is None and not reading.is_stray and len(reading.problems) == 1


def test_what_was_cut_off_is_looked_at_first() -> None:
    """What is there is read."""
    found = draft(story()[: story().index("<footer>") - 40])
    assert "The chamber fills" in found.body
    assert any("ends in the middle" in doubt for doubt in found.doubts)


def test_damaged_bytes_are_looked_at_first() -> None:
    """Everything else of the story is read."""
    found = draft(story().encode().replace(b"chamber", b"ch\xffmber"))
    assert found.doubts == ("Bytes of the file that are no text (1) stand in the article as \ufffd.",)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_are_an_article_or_told(data: st.DataObject) -> None:
    """No file, changed or cut, raises anything."""
    sample = story("".join((TITLE, *(html for html, _ in BODIES.values())))).encode()
    changed = bytearray(sample)
    for place in data.draw(st.lists(st.integers(0, len(sample) - 1), max_size=8)):
        changed[place : place + data.draw(st.integers(1, 5))] = data.draw(st.binary(max_size=8))
    result = bytes(changed[: data.draw(st.integers(0, len(sample)))])
    Medium().recognise(NAME, result)
    reading = read(result)
    assert reading.draft is not None or reading.problems


@pytest.mark.skipif("medium" not in importers(), reason="this installation's entry points are older")
def test_a_zip_is_imported_once_and_for_all(tmp_path: Path) -> None:
    """Its stories find each other; a second import, and one of a later export, change nothing."""
    root = tmp_path / "archive"
    (root / "content").mkdir(parents=True)
    (root / "backfile.toml").write_text('title = "T"\nbase_url = "https://example.org/"\n')
    link = '<p><a href="https://medium.com/@canal/the-weir-aaaabbbbcccc?source=x">weir</a></p>'
    weir = TITLE.replace("How a lock works", "The weir") + TEXT

    def run(day: str) -> Result:
        with zipfile.ZipFile(tmp_path / "medium-export.zip", "w") as archive:
            archive.writestr("README.html", "<!doctype html><html><body><p>What is in it</p></body></html>")
            archive.writestr(f"posts/2018-03-01_How-a-lock-works-{ID}.html", story(TITLE + TEXT + link, day=day))
            archive.writestr(
                "posts/2018-03-01_The-weir-aaaabbbbcccc.html",
                story(
                    weir, title="The weir", id="aaaabbbbcccc", canonical="https://medium.com/p/aaaabbbbcccc", day=day
                ),
            )
        arguments = ["import", "-s", str(root), str(tmp_path / "medium-export.zip"), "--report", str(root / "r.json")]
        return CliRunner().invoke(backfile, arguments)

    first = run("May 1, 2024")
    assert first.exit_code == 0, first.output
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    assert len(before) == 2
    lock = (root / "content/2018/03/how-a-lock-works.md").read_text()
    assert "[weir](the-weir.md)" in lock
    assert run("May 2, 2024").exit_code == 0
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before
    assert json.loads((root / "r.json").read_text())["unchanged"] == 2
    assert CliRunner().invoke(backfile, ["build", "-s", str(root), "--no-search"]).exit_code == 0
