"""Attribute lists are read as the plugin reads them, but without copies of the text."""

import json
import re
from functools import partial
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs.index import _attr_inline_rule, _attr_resolve_block_rule, _span_rule

from backfile.markdown import body
from backfile.markdown.attributes import ATTRIBUTES
from backfile.markdown.body import TooDeepError, parse_body
from backfile.markdown.parser import markdown_parser
from properties import examples

SPEC = Path(__file__).parents[3] / "shared/data/markdown/commonmark-spec.json"
AFTER = ("image", "code_inline", "link_close", "span_close")


def plugin_parser(linkify: bool = False) -> MarkdownIt:
    """Our parser with the rules of the plugin in place of ours."""
    parser = markdown_parser.__wrapped__(linkify)
    parser.inline.ruler.at("span", partial(_span_rule, allowed=set(ATTRIBUTES)))
    parser.inline.ruler.at("attr", partial(_attr_inline_rule, after=AFTER, allowed=set(ATTRIBUTES)))
    parser.core.ruler.at("attr", partial(_attr_resolve_block_rule, allowed=set(ATTRIBUTES)))
    return parser


PLUGIN = plugin_parser()


def html(markdown: str) -> str:
    """The body's HTML, or that it is nested too deeply."""
    try:
        return parse_body(markdown).html(str)
    except TooDeepError:
        return "too deep"


def html_of_plugin(markdown: str) -> str:
    """The same with the plugin's rules."""
    with patch.object(body, "markdown_parser", lambda linkify: PLUGIN):
        return html(markdown)


@pytest.mark.skipif(not SPEC.is_file(), reason="CommonMark's own examples are not beside the repository")
def test_commonmarks_examples_read_as_the_plugin_reads_them() -> None:
    """Each, and each with its neighbour."""
    texts = [case["markdown"] for case in json.loads(SPEC.read_text(encoding="utf-8"))]
    texts += [f"{first.rstrip()} {second}" for first, second in pairwise(texts)]
    assert [text for text in texts if html(text) != html_of_plugin(text)] == []


PIECES = [
    *"[]()!^`*_<>{}\\ \n\"'",
    *("[a]", "](b)", "[c]: /d\n", "\n\n", "[^c]", "[^c]: e\n\n", "{.f}", "{#g h=i}", "%}"),
    *('{j="', "<k l='", "![", "^[", "``", "\n{.m}\n", "> ", "- ", "a"),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).filter(lambda text: "{%" not in text)


@given(markdown=SOUP)
@example(markdown='[`a`{x="](c)"}')
@example(markdown="[a [b](c) d](e){.f}{.g} [h][c]\n\n[c]: /i")
@example(markdown="[c]: /d\n\n[a ![b][c] [c]][c] ^[e [c]]")
@examples(1500)
def test_bracket_soup_reads_as_the_plugin_reads_it(markdown: str) -> None:
    """Whatever stands beside whatever, but for the marks of templates, which are text here only."""
    assert html(markdown) == html_of_plugin(markdown)


def test_attribute_lists_are_read_in_place() -> None:
    """A rest of the text is never copied to look for a list in it: 100,000 brackets would copy it as often."""

    class Whole(str):
        copied = 0

        def __getitem__(self, place: object) -> str:
            if isinstance(place, slice):
                Whole.copied += len(range(*place.indices(len(self))))
            return str.__getitem__(self, place)  # type: ignore[index] # an int or a slice

    def copied(text: str) -> int:
        Whole.copied = 0
        markdown_parser().inline.parse(Whole(text), markdown_parser(), {}, [])
        return Whole.copied

    for row in ("[a]", "[a]{.b}", "[a]{", "*a*{.b}"):
        assert copied(row * 400) < 12 * len(row * 400)


def test_attributes_of_lists_in_a_row_are_joined() -> None:
    """Classes add up, the last of other values stays; before a block as behind an element."""
    assert re.sub(r"\s+", " ", html("{.a #b}\n{.c #d lang=de}\n{.e}\n> f")).startswith('<blockquote class="a c e"')
    assert 'id="d" class="a c"' in html("[f](/g){.a #b}{.c #d}")
