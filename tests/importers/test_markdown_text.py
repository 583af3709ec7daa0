"""Plain text put into Markdown renders as exactly that text, and is left alone where no parser would see a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from backfile.importers.markdown_text import escape_heading, escape_inline, escape_paragraph

PARSER = (
    MarkdownIt("commonmark", {"maxNesting": 100})
    .enable(["table", "strikethrough"])
    .use(footnote_plugin)
    .use(deflist_plugin)
    .use(attrs_plugin, spans=True)
    .use(attrs_block_plugin)
)

MARKS = st.text(alphabet=st.sampled_from(list("ab1 *_[]<>#.)(`&;!{}|~-+=:\\^\"'/é\u00a0@")), max_size=25)
TRAPS = """
&amp; &copy; &#38; <b> </b> <!-- --> http://a.example <http://a.example> **a** _a_ a_b_c * 2*3*4 ``` ~~x~~ [x](y) [^1]
^[x] [a]{.b} {.x} ::: - + 1. 2) # ## > | --- === : ~ \\ \\* ![a](b) {#id} `c`{.x} [a]: [a][b]
"""
FRAGMENTS = st.lists(st.sampled_from(TRAPS.split()), max_size=6).map(" ".join)
LINES = st.one_of(MARKS, FRAGMENTS, st.text(max_size=20)).map(
    lambda text: "".join(char for char in text if char.isprintable() or char == "\u00a0").strip()
)


def shown(markdown: str) -> list[tuple[str, str]]:
    """The blocks that open and their plain text, as the parser sees them."""
    tokens = PARSER.parse(markdown)
    inline = {index: token for index, token in enumerate(tokens) if token.type == "inline"}
    return [(tokens[index - 1].type, "".join(map(_text, token.children or ()))) for index, token in inline.items()]


def _text(token: object) -> str:
    kind, content = getattr(token, "type", ""), str(getattr(token, "content", ""))
    return content if kind in ("text", "text_special") else f"<{kind}>"


@given(LINES.filter(bool))
def test_a_paragraph_renders_as_its_text(text: str) -> None:
    """Whatever the text, one paragraph with that text comes out, also when another paragraph follows."""
    assert shown(f"{escape_paragraph(text)}\n\nend\n") == [("paragraph_open", text), ("paragraph_open", "end")]


@given(LINES.filter(bool), st.sampled_from(["- ", "1. ", "> "]))
def test_an_item_or_quotation_renders_as_its_text(text: str, mark: str) -> None:
    """Within a list or quotation the same escaping holds."""
    assert shown(f"{mark}{escape_paragraph(text)}\n") == [("paragraph_open", text)]


@given(LINES.filter(bool))
def test_a_heading_renders_as_its_text(text: str) -> None:
    """Also with hashes at its end."""
    assert shown(f"## {escape_heading(text)}\n") == [("heading_open", text)]


@pytest.mark.parametrize(
    "text",
    [
        "A US$12.4-billion business that grew 33%",
        "Amazon.com ’s new office",
        "R&D and M&A",
        "“Then he [the minister] left,” it said.",
        "snake_case_name",
        "3 < 4 and 5 > 4",
        "2 * 3 = 6",
        "C# and F#",
        "https://example.org/a_b?c=d&e=f",
        "a (b) c! d~e",
    ],
)
def test_text_without_marks_is_left_alone(text: str) -> None:
    """Escapes stand only where a parser would see a mark."""
    assert escape_inline(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. First", "1\\. First"),
        ("2020) x", "2020\\) x"),
        ("# Heading", "\\# Heading"),
        ("- item", "\\- item"),
        ("> quoted", "\\> quoted"),
        ("*bold*", "\\*bold\\*"),
        ("<script>", "\\<script>"),
        ("&amp;", "\\&amp;"),
        ("[a](b)", "\\[a](b)"),
    ],
)
def test_marks_are_escaped(text: str, escaped: str) -> None:
    """A mark gets one backslash."""
    assert escape_paragraph(text) == escaped


def test_line_breaks_become_spaces() -> None:
    """A paragraph is one line."""
    assert escape_inline("one\ntwo") == "one two"
