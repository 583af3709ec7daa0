"""Bodies: CommonMark and what we add to it, text that goes in and comes out, and nothing that takes for ever."""

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_inline import StateInline

from backfile.markdown.body import TooDeepError, parse_body, plain_text
from backfile.markdown.brackets import find_plain
from backfile.markdown.inline_parser import QuickInline
from backfile.markdown.parser import MAX_NESTING
from properties import examples

SPEC = Path(__file__).parents[3] / "shared/data/markdown/commonmark-spec.json"
UNLIKE_THE_SPEC = {
    31: "entities in raw HTML's attributes are resolved, as the address is written anew",
    632: "the same",
    **dict.fromkeys((574, 575, 578, 579, 586, 587, 588, 590, 591, 593), "a picture alone in its paragraph is a figure"),
}


def html(markdown: str, **options: bool) -> str:
    """The body's HTML with addresses as written."""
    return parse_body(markdown, **options).html(lambda url: url)


FEATURES = {
    "a *b* **c** `d`": "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>",
    "[a](/b 'c')": '<p><a href="/b" title="c">a</a></p>',
    "[a]\n\n[a]: /b": '<p><a href="/b">a</a></p>',
    "# A": '<h2 id="a">A</h2>',
    "## A\n\n## A": '<h2 id="a">A</h2>\n<h2 id="a-2">A</h2>',
    "- a\n- b": "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
    "3. a\n4. b": '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>',
    "> a": "<blockquote>\n<p>a</p>\n</blockquote>",
    "{.pullquote}\n> a": '<blockquote class="pullquote">\n<p>a</p>\n</blockquote>',
    "a  \nb": "<p>a<br>\nb</p>",
    "***": "<hr>",
    "```py\na < b\n```": '<pre tabindex="0"><code class="language-py">a &lt; b\n</code></pre>',
    "    a": '<pre tabindex="0"><code>a\n</code></pre>',
    "&copy; &#35;": "<p>© #</p>",
    "~~a~~": "<p><s>a</s></p>",
    "<https://example.org/>": '<p><a href="https://example.org/">https://example.org/</a></p>',
    "a\n: b": "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>",
    "[a]{.b}": '<p><span class="b">a</span></p>',
    '![a](b.png "c"){credit="d"}': '<figure><img src="b.png" alt="a">\n'
    '<figcaption>c <span class="credit">d</span></figcaption>\n</figure>',
    "x ![a](b.png)": '<p>x <img src="b.png" alt="a"></p>',
    "::: embed\nhttps://example.org/v\n:::": '<div class="embed" data-provider="example.org">\n'
    '<p><a href="https://example.org/v">https://example.org/v</a></p>\n</div>',
}


@pytest.mark.parametrize("markdown", FEATURES)
def test_features(markdown: str) -> None:
    """What CommonMark and our additions to it become; void elements as the sanitiser and HTML write them."""
    assert re.sub(r" ?/>", ">", html(markdown).strip()) == FEATURES[markdown]


def test_a_table_is_wrapped_so_that_it_can_be_scrolled() -> None:
    """Wide tables scroll in a region that a keyboard reaches."""
    found = html("| a | b |\n|:--|--:|\n| 1 | 2 |\n")
    assert found.startswith('<div class="table" role="region" tabindex="0" aria-label="Table">\n<table>')
    assert "<th" in found and "<td" in found and found.rstrip().endswith("</table>\n</div>")


def test_footnotes_lead_there_and_back() -> None:
    """Every link of a footnote has its target."""
    found = html("A[^1] and again[^1] and[^b].\n\n[^1]: One.\n[^b]: Two.\n")
    targets = set(re.findall(r'href="#([^"]+)"', found))
    assert len(targets) >= 4
    assert targets <= set(re.findall(r'id="([^"]+)"', found))


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("A[^1].\n\n[^1]: One.\n[^2]: Another.\n", 3),
        ("A.\n\n[^2]: Another.\n", 2),
        ("A[^1].\n\n[^1]: Another.\n\n[^1]: One.\n", 2),
        ("A[^1].\n\n[^1]: One.\n\n    [^2]: Another.\n\n    More.\n", 4),
        ("A[^2].\n\n[^1]: Another.\n\n    [^2]: One.\n\n    More.\n", 2),
        ("A[^2].\n\n> [^1]: Another.\n\n[^2]: One.\n", 2),
    ],
)
def test_a_footnote_that_nothing_refers_to_is_printed_and_remarked_on(markdown: str, line: int) -> None:
    """Also one of two with one label, and one within another: no word is lost, and no way back leads nowhere."""
    body = parse_body(markdown)
    found = body.html(str)
    for word in re.findall(r"[A-Z][a-z]+", markdown):
        assert plain_text(found).count(word) == markdown.count(word), found
    assert set(re.findall(r'href="#([^"]+)"', found)) <= set(re.findall(r'id="([^"]+)"', found))
    assert [remark.line for remark in body.remarks] == [line]


def test_a_footnote_that_is_used_anywhere_is_not_remarked_on() -> None:
    """In the text, in another footnote, within the text."""
    body = parse_body("A[^1] and^[Within.].\n\n[^1]: One[^2].\n[^2]: Two.\n")
    assert body.remarks == ()
    assert body.html(str).count("footnote-backref") == 3


def test_the_excerpt_ends_at_more() -> None:
    """`<!--more-->` ends it; without it, about 220 characters do, at a word."""
    assert parse_body("One.\n\nTwo.\n\n<!--more-->\n\nThree.\n").excerpt == "One. Two."
    excerpt = parse_body("word " * 100).excerpt
    assert excerpt.endswith("word…") and len(excerpt) <= 221


@pytest.mark.skipif(not SPEC.is_file(), reason="CommonMark's own examples are not beside the repository")
def test_commonmarks_own_examples() -> None:
    """All 655 but for the known ones, which are listed with their reasons: an example that passes again is told too."""

    def alike(text: str) -> str:
        text = re.sub(r' id="[^"]*"', "", text).replace(" />", ">").replace('<pre tabindex="0">', "<pre>")
        text = re.sub(r"<(/?)h1>", r"<\1h2>", text).replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")
        return text.replace("<figure>", "<p>").replace("\n</figure>", "</p>").replace("</figure>", "</p>").strip()

    cases = json.loads(SPEC.read_text(encoding="utf-8"))
    unlike = {
        case["example"] for case in cases if alike(html(case["markdown"], trusted_html=True)) != alike(case["html"])
    }
    assert len(cases) > 600
    assert unlike == set(UNLIKE_THE_SPEC)


NESTS: dict[str, Callable[[int], str]] = {
    "quotes": lambda depth: "> " * depth + "innermost",
    "lists": lambda depth: "- " * depth + "innermost",
    "numbered lists": lambda depth: "1. " * depth + "innermost",
    "lists over lines": lambda depth: "\n".join("  " * n + f"- level{n}" for n in range(depth)) + " innermost",
    "quotes and lists": lambda depth: "> - " * (depth // 2) + "innermost",
    "emphasis": lambda depth: "*a " * depth + "innermost" + "*" * depth,
    "brackets": lambda depth: "[" * depth + "innermost" + "]" * depth,
    "links": lambda depth: "[" * depth + "innermost" + "](/x)" * depth,
    "pictures": lambda depth: "![" * depth + "innermost" + "](/x)" * depth,
    "raw HTML": lambda depth: "<div>" * depth + "innermost" + "</div>" * depth,
    "definitions": lambda depth: "a\n" + ": " * depth + "innermost",
}


@pytest.mark.parametrize("shape", NESTS)
@pytest.mark.parametrize("depth", [5, 19, 21, 100, 190, 350, 1000])
def test_text_nested_deeply_comes_out_or_is_a_problem(shape: str, depth: int) -> None:
    """However deep: the innermost text is in the HTML, or the body is refused. It is never dropped in silence."""
    try:
        found = html(NESTS[shape](depth))
    except TooDeepError:
        assert depth * 2 >= MAX_NESTING
        return
    assert "innermost" in found


def test_whether_a_body_is_too_deep_does_not_hang_on_the_caller() -> None:
    """A worker, the preview and a test stand at different depths of the stack, and read the same."""

    def from_depth(frames: int, markdown: str) -> str:
        if frames:
            return from_depth(frames - 1, markdown)
        try:
            return html(markdown)
        except TooDeepError:
            return "too deep"

    for make in NESTS.values():
        for depth in (100, 199, 250, 380, 450):
            assert from_depth(0, make(depth)) == from_depth(600, make(depth))


WORDS = st.lists(st.sampled_from(["wolf", "Überschrift", "日本", "x1", "3.10"]), min_size=1, max_size=4).map(" ".join)
BLOCKS = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        inner.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n"))),
        inner.map(lambda text: "- " + text.replace("\n", "\n  ")),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
        WORDS.map(lambda text: f"## {text}"),
        WORDS.map(lambda text: f"*{text}* and [{text}](/a/)"),
        WORDS.map(lambda text: f"| a | b |\n|---|---|\n| {text} | c |"),
    ),
    max_leaves=12,
)


@given(markdown=BLOCKS)
@examples(200)
def test_every_word_comes_out_in_order(markdown: str) -> None:
    """Structures of every kind around words: the words of the page are the words of the text."""

    def words(text: str) -> list[str]:
        return re.findall(r"wolf|Überschrift|日本|x1|3\.10", text)

    assert words(plain_text(html(markdown))) == words(markdown)


SLOW: dict[str, str] = {
    "brackets": "[" * 30_000,
    "pictures": "![[]()" * 4_000,
    "links and emphasis": "[ a_" * 5_000,
    "stars": "**a *b " * 6_000,
    "underscores": "_a __b " * 6_000,
    "backticks": "".join("e" + "`" * n for n in range(300)),
    "entities": "&#x;" * 20_000,
    "angle brackets": "<a " * 10_000,
    "comments": "<!-- " * 10_000,
    "declarations": "<!A " * 10_000 + "<![CDATA[" * 3_000 + "<?" * 10_000,
    "unclosed quotes": '<a title="' * 5_000,
    "frames": "<iframe " * 5_000 + "<iframe src='" * 2_000,
    "tables": "|a" * 800 + "|\n" + "|-" * 800 + "|\n" + ("|b" * 800 + "|\n") * 8,
    "references": "".join(f"[{n}]: /x\n" for n in range(4_000)) + "\n" + "[0] " * 4_000,
    "footnotes": "".join(f"a[^{n}] " for n in range(600)) + "\n\n" + "".join(f"[^{n}]: b\n\n" for n in range(600)),
    "attributes": "a{" * 8_000 + "[a]{.b " * 4_000,
    "embeds": "::: embed\n" * 100,
    "bare addresses": "https://a.b/" + "(.," * 10_000,
    "spaces": "a" + " " * 50_000 + "b\n" + "\t" * 5_000,
    "backslashes": "\\" * 50_000,
    "quotes": ("> " * 90 + "a\n") * 60,
    "setext": "a\n" * 4_000 + "---\n",
    "list items": "- a\n" * 3_000,
    "definitions": "a\n: b\n\n" * 800,
    "long word": "a" * 300_000,
    "one line of tags": "<b>" * 5_000,
}


@pytest.mark.parametrize("kind", SLOW)
@pytest.mark.parametrize("options", [{}, {"linkify": True}], ids=["usual", "linkify"])
def test_no_input_takes_for_ever(kind: str, options: dict[str, Any]) -> None:
    """Inputs made to be slow: a few seconds of the processor at most, on a slow machine."""
    begun = time.process_time()
    with suppress(TooDeepError):
        parse_body(SLOW[kind], **options)
    assert time.process_time() - begun < 6


@pytest.mark.parametrize("sign", ["[", "![", "[^", "^[", "[a][", "[\n", "[]("])
@pytest.mark.parametrize("end", ["", "]", "](/x)"])
def test_a_long_row_of_brackets_is_looked_through_once(sign: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work a bracket does not grow with the brackets around it, and each is still there."""
    calls = 0
    skip = QuickInline.skipToken

    def counted(self: QuickInline, state: StateInline) -> None:
        nonlocal calls
        calls += 1
        skip(self, state)

    monkeypatch.setattr(QuickInline, "skipToken", counted)
    text = sign * 2000 + end
    found = html(text)
    assert calls < 4 * len(text)
    if sign != "[](":
        assert plain_text(found).count("[") >= 2000 * sign.count("[") - 1


def test_brackets_that_mean_something_are_not_plain() -> None:
    """What brackets hold decides, not how many there are; those in code and escaped ones do not count."""
    texts = [
        "[a](/x) " * 50,
        "[a `[[[[[[[[` b](/x)",
        "[a \\[\\[\\[\\[\\[\\[\\[\\[ b](/x)",
        "[![a ^[b]](c.png) [d]](/x)",
    ]
    assert [set(find_plain(text)) for text in texts] == [set()] * 4
    assert set(find_plain("[a] [b [c")) == {4, 7}
    assert set(find_plain("[" * 9 + "]" * 9)) == {0, 1, 2}


@pytest.mark.parametrize(
    "markdown",
    [
        '{% include lock.html caption="Water" %}\n\nMore.',
        '{% include lock.html caption="Water" %}\nMore.',
        '[a](/b){% include caption="Water" %} More.',
        '[a]{% include caption="Water" %} More.',
        '- {% include caption="Water" %}\n- More.',
    ],
)
def test_a_template_tag_is_text(markdown: str) -> None:
    """The archive's templates do not run it, but what it says stays to be read; it is no list of attributes."""
    found = plain_text(html(markdown))
    assert 'caption="Water" %}' in found and "{%" in found and "More." in found


def test_cells_beyond_the_header_stay_and_are_remarked_on() -> None:
    """Within a quote too; empty ones are none."""
    rows = ["> | a |", "> |---|", "> | b |", "> | c | water | `d` \\| e |", "> | f | |"]
    body = parse_body("Text.\n\n" + "\n".join(rows) + "\n")
    found = body.html(str)
    assert "<td>c</td>\n<td>water</td>\n<td><code>d</code> | e</td>" in found
    assert "<th>a</th>\n<td></td>\n<td></td>" in found
    assert [remark.line for remark in body.remarks] == [5]
    assert parse_body("| a |\n|---|\n| b | |\n").remarks == ()


def test_a_tag_that_names_no_element_is_text() -> None:
    """In a line and in a block of HTML; elements, drawings and what someone may have made stay tags."""
    assert html("He said <NAME> twice.").strip() == "<p>He said &lt;NAME&gt; twice.</p>"
    assert "&lt;path&gt;" in html("<div>\n<path> b\n</div>\n")
    assert "&lt;name&gt;" in html("<name>\n\nText.\n")
    for text in ("a <x-y>b</x-y>", "<svg><path d='x'></path></svg>", "<p><font>b</font></p>", "<!-- <name> -->\n"):
        assert "&lt;" not in html(text)
    assert "<name>" in html("a <name>", trusted_html=True)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("A.\n\n<!-- hidden\n\nB.\n", [2]),
        ("A\nb <script> c\n", [1]),
        ("<div>\n<style>\n\nB.\n\n</div>\n", [1]),
        ("A.\n\n<template>\n\nB.\n", []),
        ("<!-- a -->\n\nA <b>b</b> c <!-- d -->\n\n<!-->\n", []),
        ("<div>\n<!-- a\n\nB.\n\n<div>-->\n", []),
        ("`<!--` and <b>c</b>\n", []),
    ],
)
def test_what_hides_the_text_behind_it_is_remarked_on(markdown: str, lines: list[int]) -> None:
    """A browser shows nothing of what follows a comment, script or style that nothing ends."""
    assert [remark.line for remark in parse_body(markdown).remarks] == lines


@pytest.mark.parametrize("row", ["<div>\n", "<ul><li>\n", "<p><div>\n", "<span>\n", "<blockquote>\n<p>\n"])
def test_html_nested_without_end_is_told_with_its_line(row: str) -> None:
    """The time of the cleaner grows with the square of how many elements are open."""
    assert "A" in html(row * 400 + "A")
    with pytest.raises(TooDeepError) as told:
        parse_body("<div>\n" + row * 1100)
    assert 900 < told.value.line < 2100


def test_fonts_that_nothing_ends_are_told() -> None:
    """A browser opens each of them anew in every paragraph."""
    with pytest.raises(TooDeepError):
        parse_body("<div>\n" + "".join(f"<p><font size={number}>\n" for number in range(1100)))


@pytest.mark.parametrize("row", ["<p>a\n", "<li>a\n", "<br>\n", "<div>a</div>\n", "<p><b>a\n", "<p><span>a</p>\n"])
def test_html_whose_ends_may_lack_is_not_nested(row: str) -> None:
    """As old pages are written."""
    assert plain_text(html("<div>\n" + row * 1500)).count("a") == (0 if "br" in row else 1500)


def test_a_row_with_fewer_cells_gets_empty_ones() -> None:
    """As the documentation says; nothing is remarked on."""
    body = parse_body("| a | b |\n|---|---|\n| c |\n")
    assert "<td>c</td>\n<td></td>" in body.html(str)
    assert body.remarks == ()


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "Up [![A gate](https://a.example/g.jpg)](https://b.example/) the hill.",
            '<p>Up <a href="https://b.example/">A gate</a> <a class="outside" href="https://a.example/g.jpg">'
            "(Picture: a.example)</a> the hill.</p>",
        ),
        (
            "[![A gate](https://a.example/g.jpg)](https://a.example/g.jpg) and ![one](https://a.example/h.jpg)",
            '<p><a href="https://a.example/g.jpg">A gate</a> and <a class="outside" href="https://a.example/h.jpg">one '
            "(a.example)</a></p>",
        ),
        (
            "[![](https://a.example/g.jpg)![](https://a.example/h.jpg)](https://b.example/)",
            '<p><a href="https://b.example/">Picture</a> <a class="outside" href="https://a.example/g.jpg">'
            '(Picture: a.example)</a> <a class="outside" href="https://a.example/h.jpg">(Picture: a.example)</a></p>',
        ),
        (
            "[![](https://a.example/g.jpg) The gate](https://b.example/)",
            '<p><a href="https://b.example/"> The gate</a> <a class="outside" href="https://a.example/g.jpg">'
            "(Picture: a.example)</a></p>",
        ),
        (
            "[![](https://a.example/g.jpg)](https://a.example/g.jpg)",
            '<p><a href="https://a.example/g.jpg">Picture</a></p>',
        ),
    ],
)
def test_a_picture_of_others_in_a_link_is_no_link_in_a_link(markdown: str, html: str) -> None:
    """Browsers end a link where another begins, so that the first would lead from nowhere."""
    assert parse_body(markdown).html(lambda url: url).strip() == html
