"""Words in are words out, or a remark names what is not shown: for whatever HTML stands in Markdown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.markdown.body import TooDeepError, parse_body, plain_text
from properties import examples

SHOWN = [
    "a <iframe src='x.html'>water</iframe> b",
    "<iframe>water</iframe>",
    "<iframe\nsrc='https://example.org/'>\nwater\n</iframe>",
    "<template>water</template>\n\nb",
    "x <template><p>water</p></template> y",
    "a <![CDATA[ water ]]> b",
    "<![CDATA[\nwater <b>c</b>\n]]>\n\nb",
    "<div>\n<![CDATA[ water ]]>\n</div>",
    "a <a href='x' water\n\nb",
    "<div\nwater\n\nb",
    "<div class='water\n\nb",
    '<p title="a>water\n\nb',
    "<svg><text>water</text></svg>",
    "<math><annotation-xml>water</annotation-xml></math>",
    "{.a} water {.b}\n\nc",
]


@pytest.mark.parametrize("markdown", SHOWN)
def test_words_are_brought_out(markdown: str) -> None:
    """From within frames, templates, character data, drawings, and what is no whole tag."""
    found = plain_text(parse_body(markdown).html(str))
    assert "water" in found
    assert ("b" in found) == ("b" in re.sub(r"<[^>]*>", "", markdown))


TOLD = [
    ("A.\n\na\n<?php echo 'water' ?> b", 3, "<?php echo 'water' ?>"),
    ("A.\n\n<?php\necho 'water' ?>", 2, "<?php echo 'water' ?>"),
    ("<div>\nb <?x water?>\n</div>", 1, "<?x water?>"),
    ("a <!WATER b> c", 0, "<!WATER b>"),
    ("A.\n\n<object data='water.pdf'></object>", 2, "<object data='water.pdf'>"),
    ("<p>\n<link rel=a href=water>", 1, "<link rel=a href=water>"),
    ("<iframe srcdoc='water'></iframe>", 0, "srcdoc='water'"),
    ("<input value=water>", 0, "<input value=water>"),
    ("a\nb <script>water</script>", 1, "<script>"),
    ("<div>\n<style>water</style>\n</div>", 1, "<style>"),
    ("<svg width=1><path d='x'/></svg>", 0, "<svg width=1>"),
    ("a\n[b](c){water=d}", 1, '{water="d"}'),
    ("# a {water=b}", 0, '{water="b"}'),
    ("a\n\n{water=b}\n", 2, '{water="b"}'),
    ("{water=b}\na\n", 1, '{water="b"}'),
]


@pytest.mark.parametrize(("markdown", "line", "words"), TOLD)
def test_what_is_not_shown_is_remarked_on(markdown: str, line: int, words: str) -> None:
    """With its line and what was written."""
    (remark,) = parse_body(markdown).remarks
    assert (remark.line, words in remark.message) == (line, True), remark


@pytest.mark.parametrize(
    "markdown",
    [
        "<!-- a -->",
        '<meta name="keywords" content="water">',
        "<b>a</b>",
        "<iframe src=a></iframe>",
        "<font size=1>a</font>",
        "`<?a?>`",
    ],
)
def test_what_is_shown_is_not_remarked_on(markdown: str) -> None:
    """Nor are comments and what is said to search engines, which nobody means to be shown."""
    assert parse_body(markdown).remarks == ()


def test_trusted_html_is_left_alone() -> None:
    """Its author knows."""
    text = "<?a?> <script>b</script> <template>c</template>"
    body = parse_body(f"x {text}", trusted_html=True)
    assert text in body.html(str)
    assert body.remarks == ()


NAMES = st.sampled_from(
    [
        *("b", "p", "div", "span", "table", "tr", "td", "ul", "li", "pre", "select", "option", "textarea", "title"),
        *("svg", "g", "text", "math", "mi", "iframe", "object", "embed", "template", "noscript", "video", "button"),
        *("form", "a-b", "o:p", "xmp", "h1", "details", "annotation-xml", "image", "wombat"),
    ]
)
TAGS = st.one_of(
    NAMES.map("<{}>".format),
    NAMES.map("</{}>".format),
    NAMES.map("<{} src='x.html'>".format),
    NAMES.map("<{} class='x".format),
    NAMES.map("<{}\n".format),
)
SIGNS = st.sampled_from(
    ["<![CDATA[", "]]>", "<?php ", "?>", "<!DOC ", ">", "<", "\n", "\n\n", "'", '"', "> ", "- ", "*"]
)
A_TAG = re.compile(r"""</?[a-z](?:=\s*'[^']*'|=\s*"[^"]*"|[^<>])*>""")
SOUP = st.lists(st.one_of(st.just("word"), TAGS, SIGNS), max_size=14)


@given(soup=SOUP)
@example(soup=["<template>", "word", "\n\n", "word", "</template>"])
@example(soup=["<div class='x", "\n\n", "word", "<p>", "word"])
@examples(2000)
def test_every_word_of_html_soup_is_shown_or_told(soup: list[str]) -> None:
    """All words but those within what looks like a tag, where they would be attributes."""
    markdown = "".join(f" w{number}w " if part == "word" else part for number, part in enumerate(soup))
    try:
        body = parse_body(markdown)
    except TooDeepError:
        return
    found = plain_text(body.html(str)) + body.html(str) + " ".join(remark.message for remark in body.remarks)
    outside = A_TAG.sub(" ", markdown)
    assert [word for word in re.findall(r"w\d+w", outside) if word not in found] == []
