"""Text and labels that a page marks itself (microformats2) are taken as they are marked."""

from backfile.importers.html.article import PageArticle
from backfile.importers.html.page import Refusal, read_page
from backfile.importers.html.site import learn_site

TEXT = "<h2>Sources</h2><p>Short.</p><p>Read more: at the lock. Sign up.</p><ul><li><a href='/a'>One</a></li></ul>"
TAGS = ("Water", "C++", "news", "locks, upper")


def page(text: str = TEXT, inside: str = "", below: str = "", lang: str = "") -> bytes:
    """A page with one entry, which says in its head what the entry says."""
    metas = "".join(f'<meta property="article:tag" content="{tag}">' for tag in TAGS)
    terms = "".join(f'<a class="p-category" rel="tag" href="/t/{place}">{tag}</a>' for place, tag in enumerate(TAGS))
    return (
        f"<!doctype html><html lang='en'><head><title>Locks – Canals</title>{metas}"
        '<meta property="article:section" content="Water"><meta name="author" content="Gates, Leeds">'
        '<meta name="description" content="Short. Read more: at the lock."></head><body>'
        '<nav><a href="/">Home</a></nav><article class="h-entry"><h1 class="p-name">Locks</h1>'
        '<p class="p-author h-card"><span class="p-name">Gates, Leeds</span></p>'
        '<time class="dt-published" datetime="2020-10-15">15 October</time>'
        f'<div class="e-content"{lang}>{text}{inside}</div>'
        f'<footer class="entry-footer">{terms}</footer></article>{below}'
        "<footer><p>Canals have been dug for two thousand years, and this line is not a part of the text.</p></footer>"
        "</body></html>"
    ).encode()


def read(data: bytes, **known: object) -> PageArticle:
    """The article of a page that has one."""
    article = read_page(data, **known)  # type: ignore[arg-type] # what a test knows of the page
    assert isinstance(article, PageArticle), article
    return article


def test_all_of_the_marked_text_is_the_article() -> None:
    """Subheads, lines that look like pointers, lists of links, and nothing from around it; nothing is in doubt."""
    article = read(page())
    for words in ("Sources", "Short.", "Read more: at the lock.", "One"):
        assert words in article.html
    assert "two thousand years" not in article.html and "Home" not in article.html
    assert not article.doubts


def test_what_was_put_into_it_stays_out() -> None:
    """Share links and the like, which many a plugin writes into the text."""
    article = read(page(inside="<div class='sharedaddy'><p>Share: <a href='/x'>One place</a> <a>another</a></p></div>"))
    assert "Sources" in article.html and "another" not in article.html


def test_an_answer_within_the_entry_is_not_its_text() -> None:
    """An entry within an entry is its comment; its text and name are its own."""
    answer = '<div class="h-entry"><p class="p-name">Weirs</p><div class="e-content">Not so.</div></div>'
    article = read(page().replace(b"</article>", f"{answer}</article>".encode()))
    assert (article.title.value, "Not so" in article.html) == ("Locks", False)


def test_of_several_entries_none_is_the_article() -> None:
    """Then the text is looked for as ever, and this one is too short to be found."""
    other = '<div class="h-entry"><div class="e-content">Not so, and in many words.</div></div>'
    assert isinstance(read_page(page(below=other)), Refusal)


def test_labels_that_head_and_entry_agree_on_stand_as_they_are() -> None:
    """Though one is the section too, one would be no tag elsewhere, and others have commas in them."""
    article = read(page())
    assert article.tags.value == TAGS
    assert article.authors.value == ("Gates, Leeds",)
    assert article.section.value == "Water"


def test_what_an_entry_says_is_its_own_though_all_say_it() -> None:
    """Tags and paragraphs that all pages of the site have in common."""
    pages = [page(f"<p>Page {number}.</p>{TEXT}") for number in range(4)]
    article = read(pages[0], lesson=learn_site(pages))
    assert article.tags.value == TAGS
    assert "Sources" in article.html


def test_a_description_that_is_the_texts_beginning_is_no_standfirst() -> None:
    """Though subheads stand between; an entry's summary is one."""
    assert not read(page()).standfirst.value
    with_summary = page().replace(b"</h1>", b"</h1><p class='p-summary'>Two gates.</p>")
    assert read(with_summary).standfirst.value == "Two gates."


def test_the_language_of_the_text_is_not_that_of_the_page() -> None:
    """Where the text is marked as in another."""
    article = read(page(lang=" lang='fr' dir='ltr'"))
    assert article.language.value == "fr"
    assert "lang=" not in article.html


def test_an_address_elsewhere_is_not_the_entrys_own() -> None:
    """The permalink is; the other is told apart from it."""
    links = b'<link rel="canonical" href="https://first.example.com/l"></head>'
    data = page().replace(b"</head>", links).replace(b"</h1>", b'</h1><a class="u-url" href="https://e.org/x/">#</a>')
    article = read(data)
    assert (article.url.value, article.canonical) == ("https://e.org/x/", "https://first.example.com/l")


def test_what_linked_data_says_besides() -> None:
    """The credit, an end, corrections with and without a date."""
    said = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A", "creditText": "From <X> & Co",'
        '"expires": "2090-01-01", "correction": [{"@type": "CorrectionComment", "text": "3 m.", "datePublished":'
        ' "2020-10-20"}, "Two gates, not one."]}</script></head>'
    )
    article = read(page().replace(b"</head>", said.encode()))
    assert article.credit.value == "From <X> & Co"
    assert article.expires.value == "2090-01-01"
    assert article.corrections == (("2020-10-20", "3 m."), ("", "Two gates, not one."))


def test_the_entrys_picture_is_none_of_its_text() -> None:
    """With its caption's marks; a name that looks like an icon's is no matter."""
    figure = (
        "<figure><img class='u-featured' src='/push-button.svg' alt='A button'><figcaption><p>Seen <em>at</em> "
        "dusk.</p> <span class='credit'>By hand</span></figcaption></figure>"
    )
    article = read(page().replace(b"</h1>", f"</h1>{figure}".encode()))
    picture = article.image.value
    assert (picture.src, picture.alt, picture.credit) == ("/push-button.svg", "A button", "By hand")
    assert picture.is_apart and "<em>at</em>" in picture.caption_html and "By hand" not in picture.caption_html
    assert "push-button" not in article.html
