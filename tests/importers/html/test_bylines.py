"""Who signed, as it stands on pages that declare nothing: links to authors, names in elements that are called so."""

import pytest

from backfile.importers.html.article import PageArticle
from backfile.importers.html.page import read_page

TEXT = """<p>The lock gates at Marsh Lane were closed for repairs on Monday, and the water board expects that boats will
have to wait until the end of the month before they can pass again.</p><p>Engineers found cracks in the lower gate when
they drained the chamber in spring, and said that the timber, which is forty years old, must be replaced as a whole.</p>
<p>The towpath stays open, and the museum beside it will show the old gate as soon as it has dried enough to be moved
indoors, which may take the whole of the winter.</p>"""


def authors_of(head: str) -> tuple[str, ...]:
    """Whom a page names that has `head` between its headline and its text."""
    page = f"<html><title>Gates closed</title><body><main><h1>Gates closed</h1>{head}{TEXT}</main></body></html>"
    article = read_page(page.encode())
    assert isinstance(article, PageArticle)
    return article.authors.value


@pytest.mark.parametrize(
    "head",
    [
        '<div class="row"><span><a href="/author/ada/">Ada King</a></span> - <span>Nov 19, 2019</span></div>',
        '<div><a href="https://paper.example/people/ada-king">Ada King</a><a href="/help">Help</a></div>',
        '<div class="meta-author"><span class="author-name"><a>Ada King</a><span>Staff Writer</span></span></div>',
        '<div class="blogger-name">Ada King @adaking</div>',
        '<div><span class="subhead-name">ADA KING</span></div><time>Nov. 19, 2019</time>',
        '<p class="meta">By Ada King, Wednesday, 20 November 2019 08:05 GMT</p>',
        '<div class="byline">By Ada King, MA</div><div class="byline">Reviewed by Mary Anning, MD</div>',
    ],
)
def test_who_signed(head: str) -> None:
    """Alone, without the role beside the name, the date behind it, or who only checked."""
    assert authors_of(head) == ("Ada King",)


@pytest.mark.parametrize(
    "head",
    [
        '<div><a href="/authors/">Our Authors</a></div>',
        '<div class="row"><a href="/topic/water/">Marsh Lane</a> - <span>Nov 19, 2019</span></div>',
        '<aside class="related"><a href="/author/ada/">Ada King</a></aside>',
        '<div class="photo-credit">Photographs reviewed by Mary Anning</div>',
    ],
)
def test_who_did_not(head: str) -> None:
    """A link to all authors, a topic with a date beside it, another article's author, and who checked pictures."""
    assert authors_of(head) == ()
