"""What is converted without a tree comes out as the tree would have it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.conversion import to_markdown
from backfile.importers.conversion.converting import by_tree
from backfile.importers.conversion.plain_html import Plain, plain_markdown
from importers.conversion.trees import blocks as articles
from properties import examples

BASE = "https://example.org/page/"
SIGNS = "ab é1.)-+#>:~|=*_`[](){}&\\!^\u00a0 \n\t\"'…—日本\u200b\x0b"
TEXTS = st.one_of(
    st.sampled_from(
        ["wolf", " wolf ", " ", "", "\n", "a. ", " b", "1. a", "&amp;", "&nbsp;", "&#8217;", "&copy", "it's "]
    ),
    st.sampled_from(["&lt;p&gt;", "a\r\nb", "# a", "- ", "&#1;x", "&#x80;", "日\n本", "a  b", ": a", "[x](y)", "!"]),
    st.text(SIGNS, max_size=8),
)
ADDRESSES = st.sampled_from(
    ["https://example.org/a/", "https://example.org/b?c", "/a", "#x", BASE + "#x", "", "mailto:a@b.c"]
)
ENDS = st.sampled_from(["", "", ' target="_blank"', ' rel="noopener" target="_blank"', ' title="t"', ' class="anchor"'])
TAGS = st.sampled_from(["strong", "em", "b", "i", "b", "em", "code", "del"])


def _in_line(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(texts, max_size=3).map("".join)
    return st.one_of(
        texts,
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", TAGS, inner),
        st.builds(lambda href, end, text: f'<a href="{href}"{end}>{text}</a>', ADDRESSES, ENDS, inner),
    )


LOOSE = st.sampled_from(["<br>", "<br />\n", "<b>", "</b>", "</a>", "<!-- c -->", "<img src='a.png'>", "<i></strong>"])
LINES = st.lists(st.one_of(TEXTS, _in_line(_in_line(TEXTS)), _in_line(TEXTS), LOOSE), min_size=1, max_size=5).map(
    "".join
)
SOURCES = st.sampled_from(
    ["https://example.org/a.jpg", "https://example.org/1x1.gif", "b.png", "https://stats.wordpress.com/x.png"]
)
PICTURES = st.builds(
    lambda order, source, alt, names, wide: "".join(
        [
            "<img",
            *[f" {one}" for one in order([f'src="{source}"', f'alt="{alt}"', f'class="{names}"', f'width="{wide}"'])],
            ">",
        ]
    ),
    st.sampled_from([list, reversed, lambda values: values[:2]]),
    SOURCES,
    TEXTS.map(lambda text: text.replace('"', "")),
    st.sampled_from(["wp-image-4", "emoji", ""]),
    st.sampled_from(["1", "300", ""]),
)
FIGURES = st.builds(
    lambda names, picture, note, line: (
        f"<figure{names}>{picture}{f'<figcaption{note}>{line}</figcaption>' if line else ''}</figure>"
    ),
    st.sampled_from(["", ' class="wp-block-image size-large"', ' class="wp-block-pullquote"', ' id="x"', ' class="x']),
    PICTURES,
    st.sampled_from(["", ' class="wp-element-caption"', ' class="credit"']),
    LINES,
)
BLOCKS = st.one_of(
    LINES.map(lambda line: f"<p>{line}</p>"),
    LINES.map(lambda line: f"<p>{line}</p>"),
    st.builds(lambda level, line: f"<h{level}>{line}</h{level}>", st.integers(1, 6), LINES),
    st.builds(lambda line: f'<h2 class="wp-block-heading" id="x">{line}</h2>', LINES),
    st.builds(
        lambda extra, line: f"<p {extra}>{line}</p>",
        st.sampled_from(['class="lead"', 'class="pullquote"', 'hidden=""', 'lang="fr"', "x='y'", 'id="x"']),
        LINES,
    ),
    st.builds(
        lambda tag, lines: f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>",
        st.sampled_from(["ul", "ol"]),
        st.lists(LINES, min_size=1, max_size=3),
    ),
    LINES.map(lambda line: f"<blockquote><p>{line}</p></blockquote>"),
    FIGURES,
    st.sampled_from(["<hr>", '<hr class="x" />', "<p></p>", "<p>&nbsp;</p>", "text", "<div>", "<ul></ul>"]),
)
PLAIN = st.lists(st.tuples(BLOCKS, st.sampled_from(["", "\n", "\n\n", " \t", "\u00a0"])), max_size=5).map(
    lambda parts: "".join(block + gap for block, gap in parts)
)


CALM = st.text("ab é1.)-+#>:|=*_[](){}&\\!^\u00a0 \n\"'…日", max_size=6).map(lambda text: text.replace("&", "&amp;"))
CALM_LINE = st.lists(st.one_of(CALM, _in_line(CALM), st.just("<br>")), min_size=1, max_size=4).map("".join)
CALM_BLOCKS = st.builds(
    lambda tag, line: f"<{tag}>{line}</{tag}>",
    st.sampled_from(["p", "p", "p", "h2", "h3", "blockquote", "li"]),
    CALM_LINE,
).map(lambda html: re.sub("^<(blockquote|li)>(.*)</.*>$", _held, html, flags=re.DOTALL))


def _held(match: re.Match[str]) -> str:
    return (
        f"<blockquote><p>{match[2]}</p></blockquote>" if match[1] == "blockquote" else f"<ul><li>{match[2]}</li></ul>"
    )


@given(html=st.one_of(PLAIN, TEXTS, LINES, articles))
@examples(1000)
def test_any_html_comes_out_as_by_the_tree(html: str) -> None:
    """Text, and the addresses of media and links in their order; and what is left out."""
    assert to_markdown(html, BASE) == by_tree(html, BASE)


@given(html=st.lists(CALM_BLOCKS, min_size=1, max_size=3).map("\n".join))
@examples(2000)
def test_plain_html_comes_out_as_by_the_tree(html: str) -> None:
    """The same for HTML that mostly is plain."""
    assert to_markdown(html, BASE) == by_tree(html, BASE)


def _is_plain(html: str) -> bool:
    def otherwise(part: str) -> Plain | None:
        found = by_tree(part, BASE)
        return None if found.dropped else (found.markdown, found.media, found.links)

    return plain_markdown(html, otherwise) is not None


def test_what_most_articles_are_is_plain() -> None:
    """Else the short way would be one that nobody takes."""
    html = """
    <p>The <strong>lock</strong> at <a href="https://example.org/a/" target="_blank">Stone &amp; Co</a> “opened”.</p>
    <h2 class="wp-block-heading" id="h-gates">Gates</h2>
    <p>It has two<br />\ngates – and <em>one <b>keeper</b></em>: 1. his.</p>
    <ul><li>one</li><li>two</li></ul>
    <figure class="wp-block-image"><img src="https://example.org/a.jpg" alt="A gate" class="wp-image-4"/>
    <figcaption>A <em>gate</em></figcaption></figure>
    <p>&nbsp;</p>"""
    assert _is_plain(html)
    assert not _is_plain('<p>One<a href="#note">1</a></p>')
    assert not _is_plain("<p>One <b>two</p>")
