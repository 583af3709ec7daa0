"""What the conversion promises besides the Markdown: addresses, what was left out, safety, and an end to everything."""

import json
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.conversion import to_markdown
from backfile.importers.conversion.building import MAX_NODES
from backfile.importers.conversion.source import without_controls
from backfile.markdown.body import parse_body
from importers.conversion.trees import shown, words
from markdown.test_safety import ATTACKS, live
from properties import examples

DATA = Path(__file__).resolve().parents[4] / "shared/data/hostile"
SECONDS = 10


def test_addresses_are_told_as_they_stand_in_the_markdown() -> None:
    """Each once, in order: pictures, sound and film apart from links."""
    html = (
        '<p><a href="b c">1</a> <a href="b c">2</a></p><img src="x(1).jpg"><figure><img src="y.png"><figcaption>'
        '<a href="/in-caption">z</a></figcaption></figure><audio src="s.mp3"></audio><iframe src="//e.org/v"></iframe>'
        '<table><tr><td><a href="/in-table?a=1&amp;b=2">t</a></td><td><img src="in-table.gif"></td></tr></table>'
    )
    found = to_markdown(html, "https://canal.example.org/a/")
    here = "https://canal.example.org/"
    assert found.media == (f"{here}a/x(1).jpg", f"{here}a/y.png", f"{here}a/s.mp3", f"{here}a/in-table.gif")
    assert found.links == (f"{here}a/b%20c", f"{here}in-caption", "https://e.org/v", f"{here}in-table?a=1&b=2")
    assert all(address in found.markdown for address in (*found.media, *found.links))


def test_without_a_page_addresses_stay_as_they_are() -> None:
    """Nothing is guessed."""
    assert to_markdown('<a href="../x.html">x</a>').links == ("../x.html",)


LEFT_OUT = {
    "<script>track()</script>": "a script",
    "<style>p { color: red }</style>": "a style sheet",
    "<p hidden>hidden text</p>": "hidden in the page",
    '<span style="color:red; display: none">hidden text</span>': "hidden in the page",
    '<span aria-hidden="true">ornament</span>': "hidden in the page",
    "<button>Subscribe</button>": "a button",
    "<nav><a href='/'>Home</a></nav>": "navigation",
    '<div role="navigation">Home</div>': "navigation",
    "<form><p>Your mail</p><input name='mail'></form>": "a form",
    "<!-- what the editor said -->": "a comment in the page's markup",
    "<svg><title>Chart</title></svg>": "a drawing inside the page",
    "<noscript>Switch on scripts</noscript>": "for browsers without scripts",
    '<img src="https://e.org/count.gif" width="1" height="1">': "a picture of one dot, which counts readers",
    '<img alt="Gate" src="data:image/gif;base64,R0">': "a picture whose address the page does not tell",
    '<iframe src="https://www.googletagmanager.com/ns.html?id=1"></iframe>': "a frame that counts readers",
}


@pytest.mark.parametrize("html", LEFT_OUT)
def test_what_is_left_out_is_told(html: str) -> None:
    """With the line where it stood (of comments the parser knows none) and the reason; the text around it stays."""
    found = to_markdown(f"<p>The text of the article</p>\n\n{html}<p>and more of it</p>")
    assert found.markdown == "The text of the article\n\nand more of it"
    assert [(one.line, one.reason) for one in found.dropped] == [(0 if "<!--" in html else 3, LEFT_OUT[html])]


def test_what_had_no_text_is_not_told() -> None:
    """Empty scripts, WordPress's own comments, empty boxes."""
    html = "<script src='x.js'></script><!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph --><div hidden></div>"
    assert to_markdown(html).dropped == ()


def test_a_form_around_the_whole_page_is_no_form() -> None:
    """Some servers put one around everything."""
    found = to_markdown("<form><p>The whole article is in here.</p><input><button>Go</button></form>")
    assert found.markdown == "The whole article is in here."


def test_icons_hidden_from_screen_readers_are_seen() -> None:
    """A picture is shown whoever reads."""
    assert to_markdown('<p aria-hidden="true"><img src="a.jpg"></p>').media == ("a.jpg",)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_comes_out_live(attack: str) -> None:
    """As markup, as text, as an attribute, as a caption, in code and in a table."""
    quoted = escape(attack)
    for html in (
        attack,
        f"<p>{quoted}</p>",
        f"<pre>{quoted}</pre>",
        f"<code>{quoted}</code>",
        f'<a href="{quoted}" title="{quoted}">x</a>',
        f'<img src="{quoted}" alt="{quoted}"><iframe src="{quoted}" title="{quoted}"></iframe>',
        f'<figure><img src="a.jpg"><figcaption>{quoted}<span class="credit">{quoted}</span></figcaption></figure>',
        f'<table><tr><td colspan="2">{quoted}{attack}</td></tr><tr><td lang="{quoted}">x</td><td>y</td></tr></table>',
        f'<p lang="{quoted}" id="{quoted}">x</p><a href="#{quoted}">y</a><blockquote cite="{quoted}">z</blockquote>',
    ):
        assert live(parse_body(to_markdown(html).markdown, linkify=True).html(lambda url: url)) == []


@pytest.mark.skipif(not DATA.is_dir(), reason="the collected attack vectors are not beside the repository")
def test_no_collected_vector_comes_out_live() -> None:
    """Two and a half thousand from DOMPurify, OWASP and others."""
    vectors = json.loads((DATA / "xss-vectors.json").read_text(encoding="utf-8"))
    found = {one["id"]: live(shown(one["payload"])) for one in vectors}
    assert {name: things for name, things in found.items() if things} == {}


@pytest.mark.skipif(not DATA.is_dir(), reason="the naughty strings are not beside the repository")
def test_naughty_strings_come_out_as_they_are() -> None:
    """As text and as markup, but for characters that no Markdown can hold."""
    for text in json.loads((DATA / "naughty-strings.json").read_text(encoding="utf-8")):
        html = f"<p>{escape(without_controls(text))}</p>"
        assert words(shown(html)) == words(html)
        to_markdown(text)


@given(html=st.text())
@examples(300)
def test_any_text_is_converted(html: str) -> None:
    """Whatever the characters: half surrogates, controls, marks of every alphabet."""
    found = to_markdown(html)
    found.markdown.encode()
    parse_body(found.markdown)


TAG_NAMES = (
    "p b a div table tr td li ul figure img dl dt dd pre code blockquote h2 sup details iframe noscript svg form"
)
TAGS = TAG_NAMES.split()
_PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["x", " ", "<!--", "-->", "&", "<"]
)


@given(pieces=st.lists(_PIECES, max_size=30))
@examples(1000)
def test_tags_in_any_order_are_converted(pieces: list[str]) -> None:
    """Never closed, closed twice, in places where they may not stand."""
    assert live(shown("".join(pieces))) == []


MANY = 100_000
HOSTILE = {
    "unclosed boxes": "<div>" * MANY + "innermost",
    "unclosed bold": "<b>" * MANY + "innermost",
    "unclosed quotes": "<blockquote>" * MANY + "innermost",
    "unclosed lists": "<ul><li>" * MANY + "innermost",
    "unclosed definitions": "<dl><dt>a<dd>" * 20_000 + "innermost",
    "unclosed tables": "<table><tr><td>" * 20_000 + "innermost",
    "unclosed raised text": "<sup>" * MANY + "innermost",
    "unclosed languages": "<span lang=fr>" * MANY + "innermost",
    "unclosed figures": "<figure class=gallery>" * MANY + "<img src=a.jpg><figcaption>innermost",
    "unclosed captions": "<div class=wp-caption>" * MANY + "<img src=a.jpg>innermost",
    "unclosed code": "<pre><code>" * MANY + "innermost",
    "hidden pictures": "innermost" + "<div aria-hidden=true>" * MANY + "<img src=a.jpg>",
    "objects": "<object>" * MANY + "innermost",
    "pictures in a set": "<picture>" + "<source srcset=b.jpg><img src=a.jpg>" * 30_000 + "innermost",
    "embeds": "<div class=embed>" * MANY + "innermost",
    "raised text in small": "<small>" * MANY + "innermost",
    "ends of excerpts": "<span id=more-1>" * MANY + "innermost",
    "styles in styles": "".join(f"<span lang=x{n}>" for n in range(64)) + "<p>x" * MANY + "innermost",
    "code like definitions": "<p>" + "[<code>]:</code>" * MANY + "innermost",
    "addresses": "<img data-src='" + "a/" * MANY + "<'>innermost",
    "marks of one note": "<sup><a href=#n>1</a></sup>" * 20_000
    + "<p id=n>"
    + "<a href=#x>x</a>" * 20_000
    + "innermost<i id=x>",
    "bold with names": "<p>" + "".join(f"<b id={n}>" for n in range(3_000)) + "<p>x" * 3_000 + "innermost",
    "items without lists": "<li>x" * MANY + "innermost",
    "forms": "<div><form><input>x</form></div>" * 20_000 + "innermost" * 100_000,
    "marks of footnotes": "".join(f"<sup><a href=#n{n} id=r{n}>{n}</a></sup>" for n in range(5_000))
    + "".join(f"<p id=n{n}>note <a href=#r{n}>^</a>" for n in range(5_000))
    + "innermost",
    "sets of pictures": f"<img srcset='{',' * MANY}{'a.jpg 1w, ' * MANY}'>innermost",
    "styles": f"<p style='{'a:b;' * MANY}{';' * MANY}'>innermost",
    "classes": f"<div class='{'caption-' * MANY}'>innermost</div>",
    "a large page": "<p>lorem &amp; <b>ipsum</b> dolor</p>\n" * 80_000 + "innermost",
    "a larger page": "<p>lorem &amp; <b>ipsum</b> dolor</p>\n" * 280_000 + "innermost",
    "a large text": "The *quick* brown_fox [jumps] `over` &amp; the lazy dog. " * 180_000 + "innermost",
    "signs": "<*_`[&\\" * 400_000 + " innermost",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_everything_has_an_end(kind: str) -> None:
    """However large and however deep: in time, without an error, and with the text."""
    begun = time.process_time()
    found = to_markdown(HOSTILE[kind], "https://canal.example.org/")
    assert time.process_time() - begun < SECONDS
    assert "innermost" in found.markdown
    if len(found.markdown) < 100_000:
        assert "innermost" in parse_body(found.markdown).html(lambda url: url)


def test_markup_beyond_all_measure_becomes_text_and_says_so() -> None:
    """The words stay, in their paragraphs."""
    found = to_markdown("<p>one <b>two</b></p>" * (MAX_NODES // 3))
    assert found.markdown.startswith("one two\n\none two\n\n")
    assert "too much" in found.dropped[0].reason
