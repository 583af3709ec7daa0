"""The mark beside a dead link."""

from backfile.markdown.body import parse_body
from backfile.render.archived import with_archived

DEAD = "https://canals.example/a?b=1&c=2"
COPY = f"https://web.archive.org/web/20201015/{DEAD}"
MARK = (
    '<sup class="archived-copy"> <a href="https://web.archive.org/web/20201015/https://canals.example/a?b=1&amp;c=2">'
    "archived copy</a></sup>"
)


def marked(markdown: str, lang: str = "") -> str:
    html = parse_body(markdown).html(lambda url: url)
    return with_archived(html, ((DEAD, COPY),), "archived copy", lang)


def test_each_dead_link_gets_a_mark() -> None:
    """Whatever is in it or behind its #, and no other link does."""
    html = marked(f"[A *lock*]({DEAD}), [again]({DEAD}#top). [Fine](https://canals.example/a), [in](/x/).\n")
    assert html.count(MARK) == 2
    assert f"<em>lock</em></a>{MARK}, " in html and f"again</a>{MARK}. " in html


def test_a_mark_in_another_language_says_so() -> None:
    """The text around it is not in the site's language."""
    assert '<sup class="archived-copy" lang="en">' in marked(f"[x]({DEAD})\n", "en")


def test_words_and_addresses_are_escaped() -> None:
    """They come from files and catalogues."""
    html = with_archived('<a href="https://a/">x</a>', (("https://a/", 'https://b/"><b>'),), "<i>copy", "")
    assert '<a href="https://b/&quot;&gt;&lt;b&gt;">&lt;i&gt;copy</a>' in html
