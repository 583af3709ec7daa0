"""Shortcuts: the parser with them makes the same tokens and the same HTML as without, whatever the text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink

from backfile.markdown.addresses import normalized
from backfile.markdown.inline_parser import QuickInline
from backfile.markdown.parser import MAX_NESTING, markdown_parser, unhurried_parser
from properties import examples

SPEC = Path(__file__).parents[3] / "shared/data/markdown/commonmark-spec.json"
SLOW = {linkify: unhurried_parser(linkify) for linkify in (False, True)}


def read(parser: MarkdownIt, markdown: str) -> tuple[Any, ...]:
    """What the parser makes of it: tokens, remarks, HTML."""
    env: dict[str, Any] = {}
    tokens = parser.parse(markdown, env)
    as_data = [token.as_dict() for token in tokens]
    return as_data, env.get("remarks"), env.get("references"), parser.renderer.render(tokens, parser.options, env)


def assert_same(markdown: str) -> None:
    """Both parsers read it alike, with and without links made of bare addresses."""
    for linkify, slow in SLOW.items():
        assert read(markdown_parser(linkify), markdown) == read(slow, markdown)


WORDS = ["a", "two words", "é", "中文", "“so”", "— ", "1.5", "x_y_z", "a*b", "it's: (b) - c = d + e!", "\u00a0"]
SPACES = [
    " ",
    "\u2003",
    "  ",
    "   ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\r\n",
    "\r",
    "\x0c",
    "\u200b",
    "\x00",
]
SIGNS = [*"*_`~[]()!^<>{}&\\#|:-+=.\"'", "**", "__", "~~", "``", "](", "![", "^[", "{%", "%}", "-->", "&amp;", "&#35;"]
MARKS = ["- ", "* ", "1. ", "12) ", "> ", "# ", ": ", "~ ", "    ", "\t", "```\n", "~~~ x\n", "::: embed\n", ":::"]
LINES = ["---", "===", "***", "- - -", "--", "=", "|---|---|", "a | b", ":-: | -", "{.b}", "{#c d=e}", "<div>"]
PIECES = [
    "[a](b)",
    "[a](http://example.org/b?c=d#e 'f')",
    '[a](<b c> "d")',
    "[a](b\\_c(d)e)",
    "[a](/ü%zz&amp;x)",
    "![a *b*](c.png)",
    "[a][b]",
    "\n[b]: /c 'd'\n",
    "[^n]",
    "\n[^n]: note\n",
    "^[note *b*]",
    "[a]{.b}",
    "<b>a</b>",
    "<!-- x",
    "### b",
    "<http://example.org>",
    "https://example.org/a_b_(c)",
    "*a **b** c*",
    "~~a~~",
    "`a`{.b}",
]
BEGINNINGS = [f"\n{mark}" for mark in MARKS] + [f"\n{line}\n" for line in LINES]
documents = st.lists(st.sampled_from([*WORDS, *SPACES, *SIGNS, *MARKS, *PIECES, *BEGINNINGS]), max_size=25).map("".join)


@given(documents)
@example("a\n\n: b")
@example("a\nb\n\n: c")
@example("a\n: b\n: c")
@example("- a\n---")
@example("- a\n  ---")
@example("> a\n===")
@example("**\n* *\n**a\n***\n_ _ _\n__a\n``\n```")
@example("2012\n2. a\n-a\n- b\n+a\n#a\n{% a %}")
@example("a | b\n-a\n-|-\n:-")
@example("[a]\n[b]: /c\n\n[d]: /e\n[f]: /g\n\n[h\ni]: /j [[k]: /l\n\n[^m[n]: o\n\n[\\]: /p")
@example("a | b\n- | -\nc\n- d")
@example("> " * 60 + "a")
@example("[^n]: a\n\n    b\n    - c\n\n[^n]")
@example("[" * 30 + "a" + "]" * 30 + "(b)")
@example("*" * 50 + "a" + "*" * 50)
@example("![" * 25 + "a" + "](b)" * 25)
@examples(1500)
def test_a_text_is_read_alike(markdown: str) -> None:
    assert_same(markdown)


@pytest.mark.skipif(not SPEC.exists(), reason="the examples of CommonMark are not here")
@given(st.data())
@examples(300)
def test_examples_of_commonmark_are_read_alike_beside_each_other(data: st.DataObject) -> None:
    texts = [case["markdown"] for case in json.loads(SPEC.read_text())]
    chosen = data.draw(st.lists(st.sampled_from(texts), max_size=5))
    assert_same(data.draw(st.sampled_from(["", "\n", "\n\n", "> ", "- "])).join(chosen))


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_what_is_nested_deeply_is_read_alike(mark: str) -> None:
    for depth in (5, 19, 21, MAX_NESTING // 8):
        assert_same(mark * depth + "a\nb\n" + mark * depth + "c")


addresses = st.one_of(
    st.text(),
    st.from_regex(r"\A(https?://)?[a-z.]{0,9}[/?#]?[ -~]{0,9}\Z"),
    st.text("ahtps:/.?#@%2Fä[]+-_\\ ", max_size=16),
)


@given(addresses)
@example("a+b:c d")
@example("//a b/c")
@example("http:a b")
@example("https://user@example.org/")
@example("https://ex ample.org:80/")
@example("https://" + "a" * 61 + ".org")
@example("%2")
@examples(1500)
def test_an_address_is_normalised_as_the_library_does_it(url: str) -> None:
    assert normalized(url) == normalizeLink(url)


def test_a_rule_with_unknown_signs_is_refused() -> None:
    parser = unhurried_parser(False)
    parser.inline.ruler.push("other", lambda state, silent: False)
    with pytest.raises(KeyError):
        QuickInline(parser)
