"""Paragraphs of the classic editor, as WordPress documents them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.exports.markup import tokens
from backfile.importers.wordpress.autop import _TWO_BREAKS, _by_tokens, autop
from backfile.importers.wordpress.shortcodes import _LEFT_ALONE, _ranges
from properties import examples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("one", "<p>one</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\n \t\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\ntwo", "<p>one<br />two</p>"),
        ("one<br>\ntwo<br />\nthree", "<p>one<br />two<br />three</p>"),
        ("one<br/>\n<br />two", "<p>one</p><p>two</p>"),
        ("one<br><br>two", "<p>one</p><p>two</p>"),
        ("a <b>bold\nline</b> b", "<p>a <b>bold<br />line</b> b</p>"),
        ("<a\nhref='x'>a</a>", "<p><a\nhref='x'>a</a></p>"),
        ("<!-- a\n\nb -->", "<p><!-- a\n\nb --></p>"),
        ("before<div>in</div>after", "<p>before</p><div>in</div><p>after</p>"),
        ("<div>one\n\ntwo</div>", "<div>one<p>two</p></div>"),
        ("<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>\nafter", "<ul><li>a</li><li>b<br />c</li></ul><p>after</p>"),
        ("<table>\n<tr>\n<td>one</td>\n</tr>\n</table>", "<table><tr><td>one</td></tr></table>"),
        ("<blockquote>said</blockquote>", "<blockquote><p>said</p></blockquote>"),
        ("<blockquote>one\n\ntwo</blockquote>\nthree", "<blockquote><p>one</p><p>two</p></blockquote><p>three</p>"),
        ("<blockquote><p>said</p></blockquote>", "<blockquote><p>said</p></blockquote>"),
        ("<p>one</p>\n<p>two</p>", "<p>one</p><p>two</p>"),
        ("<h2>Head</h2>\ntext", "<h2>Head</h2><p>text</p>"),
        ("one<hr>two<hr />\nthree", "<p>one</p><hr><p>two</p><hr /><p>three</p>"),
        ("<pre>a\n\n  b\n</pre>\nafter", "<pre>a\n\n  b\n</pre><p>after</p>"),
        ("see\n\n<pre>1<br>2\n3</pre>\n\nwell", "<p>see</p><pre>1<br>2\n3</pre><p>well</p>"),
        ("<script>\n\nlet a;\n</script>", "<p><script>\n\nlet a;\n</script></p>"),
        ("<svg>a\n\n<path\nd='x'/>b</svg>", "<p><svg>a\n\n<path\nd='x'/>b</svg></p>"),
        ("<figure>\n<img>\n<figcaption>c</figcaption>\n</figure>", "<figure><img><figcaption>c</figcaption></figure>"),
        ("<video a>\n\n<source b>\n<track c>\n</video>\n\nd", "<p><video a><source b><track c></video></p><p>d</p>"),
        ("<object>\n<param a>\n\n<embed b>\n</object>", "<p><object><param a><embed b></object></p>"),
        ("<select>\n<option>a</option>\n</select>", "<p><select><option>a</option></select></p>"),
        ("<details>\n<summary>s</summary>\ntext\n</details>", "<details><summary>s</summary><p>text</p></details>"),
        ("<DIV>one</DIV>two", "<DIV>one</DIV><p>two</p>"),
        ("a < b and c > d\n\ne", "<p>a < b and c > d</p><p>e</p>"),
    ],
)  # fmt: skip
def test_autop(text: str, expected: str) -> None:
    """White space between blocks is of no meaning in HTML, and is not compared."""
    assert re.sub(r"(?<=>)\n(?=<|$)|(?<=<br />)\n", "", autop(text)) == expected


def test_inline_elements_are_wrapped_and_blocks_are_not() -> None:
    """The two kinds of elements that HTML has."""
    for name in ("a", "em", "strong", "small", "cite", "abbr", "time", "code", "sup", "i", "mark", "span", "del"):
        assert autop(f"<{name}>x</{name}>").strip() == f"<p><{name}>x</{name}></p>"
    for name in ("table", "td", "div", "dl", "ul", "li", "pre", "form", "p", "h1", "h6", "section", "figure", "nav"):
        assert autop(f"<{name} a='b'>x</{name}>").strip() == f"<{name} a='b'>x</{name}>"


SIGNS = [
    *("a", " b ", "\n", "\n\n", "\n \n", "<br>", "<br />", "<b>", "</b>"),
    *("<a href='x'>", "</a>", "<p>", "</p>", "<h2>", "</h2>"),
]
RARER = [
    *("<div>", "</div>", "<pre>", "</pre>", "<!--", "-->", "<select>", "</select>"),
    *("<embed>", "<img\n\n>", "<", ">", "\u00a0"),
]


@given(
    text=st.lists(st.sampled_from([*SIGNS, *SIGNS, *RARER, "<figcaption>", "<figure>", "</figure>"]), max_size=14).map(
        "".join
    )
)
@examples(3000)
def test_paragraph_by_paragraph_is_as_token_by_token(text: str) -> None:
    """Where blank lines part what stands between them, nothing else does."""
    whole = _by_tokens(_TWO_BREAKS.sub("\n\n", text))
    if "\n" in text or "<" in text:
        assert autop(text) == whole


@given(
    text=st.lists(
        st.sampled_from([*SIGNS, "[x]", "<code>", "</code>", "<!--", "-->", "<img alt='a>b'>"]), max_size=10
    ).map("".join)
)
@examples(1000)
def test_shortcodes_are_looked_for_where_tokens_are_text(text: str) -> None:
    """Also where the tags alone say where that is."""
    found, at = [], 0
    for token in tokens(text, _LEFT_ALONE):
        if not token.startswith("<"):
            found.append((at, at + len(token)))
        at += len(token)
    assert [span for span in _ranges(text) if span != (-1, -1)] == found
