"""Paragraphs of the classic editor, as WordPress documents them."""

import re

import pytest

from backfile.importers.wordpress.autop import autop


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
