"""Random HTML of what articles are made of, and what a reader gets to see of any HTML."""

import re
from collections import Counter
from html import escape

import turbohtml
from hypothesis import strategies as st

from backfile.importers.conversion import to_markdown
from backfile.markdown.body import parse_body

WORDS = [
    "{% raw %}", "{%", "[a]{% b %}", "{{ x }}",
    "wolf", "Überschrift", "日本", "é", "x1", "3.10", "a*b", "*star*", "_under_", "snake_case", "__init__", "`tick`",
    "``", "[he]", "[a](b)", "[^1]", "![x]", "]:", "[r]: /x", "<b>", "<script>", "</p>", "<!--", "&amp;", "&copy;",
    "&", "#", "# head", "## h {#x}", "1.", "1) one", "- item", "+ item", "* item", "> quote", "---", "***", "===",
    "| a | b |", "|---|", "a | b", "--- | ---", "\\", "\\*", "~~x~~", "~", "{.c}", "{#id}", "{lang=fr}", ":::",
    "::: embed", ": def", "~ def", "```", "~~~", "!", "^[x]", "http://e.org/a_b_c", "a\\", "«x»", "“q”", "it's",
    "$5", "(c)", "50%", "@x", "[ ]", "[x] y", "*", "_", "**", "__", "a b", "ab", " ", "　", "a‍b", "soft­hyphen",
    "שלום", "مرحبا", "😀", "}", "{", "[", "]", "(", ")", "<", ">", "=", "+", "-", ":", "|",
]  # fmt: skip
text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda words: escape(" ".join(words), quote=False))
tight_text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
    lambda words: escape("".join(words), quote=False)
)
addresses = st.sampled_from(
    [
        "/a/",
        "https://e.org/x?a=1&amp;b=2",
        "b(c).html",
        "d e.html",
        "#x",
        "mailto:a@b.c",
        "é.html",
        "a_b_c.html",
        "x&amp;copy=1",
    ]
)
pictures = st.sampled_from(["p.png", "/i/q r.jpg", "a(1).gif", "x_y_z.webp"])


def _in(tag: str, inner: st.SearchStrategy[str], attributes: str = "") -> st.SearchStrategy[str]:
    return inner.map(lambda html: f"<{tag}{attributes}>{html}</{tag}>")


_leaves = st.one_of(
    text,
    tight_text,
    st.builds(
        lambda src, alt: f'<img src="{src}" alt="{escape(alt)}">',
        pictures,
        st.sampled_from(["", "gate", "a]b", "x*y*"]),
    ),
    text.map(lambda inner: f"<code>{inner}</code>"),
    st.just("<br>"),
)
_words = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        *(_in(tag, inner) for tag in ("b", "i", "strong", "em", "del", "sub", "kbd", "span", "mark", "u")),
        _in("span", inner, ' lang="fr"'),
        _in("b", inner.map(lambda html: f" {html} ")),
    ),
    max_leaves=6,
)
inline = st.lists(
    st.one_of(_words, st.builds(lambda href, html: f'<a href="{href}">{html}</a>', addresses, _words)),
    min_size=1,
    max_size=3,
).map("".join)
code = st.lists(
    st.sampled_from(["a = 1", "  b", "", "```", "<x>", "*c*", "    d\t", "::: "]), min_size=1, max_size=4
).map(lambda lines: escape("x\n" + "\n".join(lines) + "\ny\n", quote=False))
_cells = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(inline, min_size=width, max_size=width), min_size=2, max_size=3)
)


def _table(rows: list[list[str]]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_simple = st.one_of(
    _in("p", inline),
    _in("p", inline, ' lang="fr"'),
    inline,
    *(_in(f"h{level}", inline) for level in (1, 2, 3)),
    code.map(lambda inner: f'<pre><code class="language-py">{inner}</code></pre>'),
    st.just("<hr>"),
    _cells.map(_table),
)


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


blocks = st.recursive(
    _simple,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
        _in("blockquote", inner),
        _in("div", inner),
        _in("div", inner, ' lang="ar" dir="rtl"'),
        st.builds(_list, st.sampled_from(["ul", "ol", 'ol start="7"']), st.lists(inner, min_size=1, max_size=3)).map(
            lambda html: html.replace('</ol start="7">', "</ol>")
        ),
        st.builds(lambda term, meaning: f"<dl><dt>{term}</dt><dd>{meaning}</dd></dl>", inline, inner),
        st.builds(lambda one, other: f"<table><tr><td>{one}</td><td>{other}</td></tr></table>", inner, inner),
        st.builds(lambda term, rest: f"<details><summary>{term}</summary>{rest}</details>", text, inner),
    ),
    max_leaves=6,
)

_OUTSIDE = re.compile(r'<a class="outside" href="([^"]*)">[^<]*</a>')
_BLOCK_TAG = re.compile(
    r"</?(?:p|h\d|li|ul|ol|dl|dt|dd|div|blockquote|table|tr|td|th|pre|details|summary|figure|br|img|hr)\b[^>]*>"
)
_KINDS = ("h2", "h3", "blockquote", "ul", "ol", "li", "pre", "td", "th", "hr", "dt", "dd")


def shown(html: str, *, times: int = 1) -> str:
    """What our renderer shows of the HTML after so many conversions."""
    for _ in range(times):
        html = _OUTSIDE.sub(r'<img src="\1">', parse_body(to_markdown(html).markdown).html(lambda url: url))
    return html


def words(html: str) -> str:
    """The visible text, white space as a browser shows it, with some between blocks."""
    text = turbohtml.parse(_BLOCK_TAG.sub(r" \g<0> ", html)).text
    return " ".join(text.replace("\ufeff", "").split())


def links(html: str) -> Counter[str]:
    """The addresses of links that show something."""
    found = turbohtml.parse(html).find_all("a")
    seen = [one for one in found if one.text.strip() or one.find("img") is not None]
    return Counter(str(one.attrs.get("href") or "").replace(" ", "%20").replace("é", "%C3%A9") for one in seen)


def images(html: str) -> Counter[str]:
    """The addresses of pictures."""
    return Counter(str(one.attrs.get("src")).replace(" ", "%20") for one in turbohtml.parse(html).find_all("img"))


def kinds(html: str) -> Counter[str]:
    """How many blocks of each kind show something."""
    html = re.sub(r"<(/?)h1\b", r"<\1h2", html)
    found = turbohtml.parse(html).select(",".join(_KINDS))
    return Counter(one.tag for one in found if one.text.strip() or one.find("img") is not None or one.tag == "hr")
