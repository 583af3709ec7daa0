"""What is read without a parser of XML comes out as the parser has it."""

from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.exports.fields import Grammar, read_fields
from backfile.importers.exports.plain_fields import plain_fields
from properties import examples

GRAMMAR = Grammar(
    groups=("wp:meta",), flat=r"title|link|wp:(?!meta[\s>])[\w-]+", ends=("item", "wp:meta"), namespaces={}
)
TEXTS = st.lists(
    st.sampled_from(
        ["a", "é日", " ", "\n", "]", "]]", "]]>", "&amp;", "&", "<", ">", "<b>", "</title>", '"', "\u0085"]
    ),
    max_size=4,
).map("".join)
INSIDE = st.one_of(TEXTS, TEXTS.map(lambda text: f"<![CDATA[{text}]]>"), TEXTS.map(lambda text: f" <![CDATA[{text}]]>"))
NAMES = st.sampled_from(["title", "link", "wp:post_id", "other", "wp:meta", "é", "a:b:c", "1a"])
ATTRIBUTES = st.sampled_from(
    [
        *("", "", ' domain="x y"', ' a="1" a="2"', ' a="1"  b=""', " a='1'", ' a="&amp;"', ' a="\t"', " "),
        *(' xml:lang="en"', ' xmlns:a="u" a:b=">"', ' xmlns="u"', ' b="é" a="="', ' é="1"'),
    ]
)
FIELDS = st.builds(lambda name, end, text: f"<{name}{end}>{text}</{name}>", NAMES, ATTRIBUTES, INSIDE)
PARTS = st.one_of(
    FIELDS,
    st.lists(FIELDS, max_size=2).map(lambda fields: f"<wp:meta>\n{' '.join(fields)}\n</wp:meta>"),
    st.sampled_from(["\n", "\n  ", "text", "<wp:meta>", "</wp:meta>", "<title/>", "<!-- c -->", "<?p?>", "\u00a0"]),
)
ITEMS = st.builds(
    lambda start, parts, end: f"{start}{''.join(parts)}{end}",
    st.sampled_from(["<item>", "<item>\n", " <item>", '<item a="b">', "<wp:tag>"]),
    st.lists(PARTS, max_size=5),
    st.sampled_from(["</item>", "\n</item>\n", "", "</item>x", "</item></item>", "</wp:tag>"]),
)


@given(text=ITEMS)
@examples(3000)
def test_plain_fields_are_those_of_the_parser(text: str) -> None:
    """With their attributes and lines; and what the parser refuses is never plain."""
    found = plain_fields(text, 7, GRAMMAR)
    if found is not None:
        assert (found, "", 0) == read_fields(text, 7, GRAMMAR, {})


def test_what_tools_write_is_plain() -> None:
    """Else the short way would be one that nobody takes."""
    text = (
        "<item>\n<title><![CDATA[A & B]]></title>\n<link>x</link>\n<wp:meta>\n\t<wp:key>k</wp:key>\n</wp:meta>\n</item>"
    )
    assert plain_fields(text, 1, GRAMMAR)
    assert plain_fields(text.replace("A & B", "A ]]> B"), 1, GRAMMAR) is None
