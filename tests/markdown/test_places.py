"""Every address has its line, wherever it stands and however it is written."""

import pytest

from backfile.markdown.body import parse_body


@pytest.mark.parametrize(
    ("markdown", "url", "line"),
    [
        ("a\nb [c](d.md)\n", "d.md", 1),
        ("a\n\nb\n[c](Über.md)\n", "%C3%9Cber.md", 3),
        ("a ^[b\n[c](d.md)]\n", "d.md", 1),
        ("a[^1]\n\n[^1]: b [c](d.md)\n", "d.md", 2),
        ("<div>\n<p>\n<a href='d&amp;e'>c</a>\n</div>\n", "d&e", 2),
        ("a\n\n> - ![c](d.png)\n", "d.png", 2),
        ("a\n[![b](c.png)](d.md)\n", "c.png", 1),
        ("d.md\n\n[c](d.md)\n", "d.md", 2),
    ],
)
def test_a_target_has_the_line_of_its_link(markdown: str, url: str, line: int) -> None:
    """Also where the address is not written as the page has it, or stands as text before."""
    assert {target.url: target.line for target in parse_body(markdown).targets}[url] == line
