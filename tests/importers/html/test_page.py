"""A saved page becomes an article: its own part of the page, its fields with their places, and nothing else."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.importers.html.article import PageArticle
from backfile.importers.html.page import Refusal, read_page
from backfile.importers.html.site import learn_site

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "html"
TITLE = "How harbours learnt to read the tides"
PARAGRAPHS = (
    "Tides rise and fall twice a day on most coasts of the world, and harbours have kept tables of them for "
    "centuries, because a ship that misses high water may wait half a day for the next.",
    "The first tables were written by hand. Later they were worked out by machines of brass wheels, each wheel "
    "standing for one of the pulls of moon and sun, and the sum of all of them drawn by a pen on paper.",
    "Computers have taken over the work of the wheels since the 1960s. The method is still the same: measure for a "
    "year, find the share of each pull, and add them up for any hour that is asked for.",
    "Wind and air pressure are left out. A storm can raise the water by a metre or more above what the table says, "
    "and a long calm under high pressure can lower it, as the North Sea shows every winter.",
)
FIGURE = (
    '<figure><img src="/media/machine.jpg" alt="Brass wheels" width="800"><figcaption>A tide machine of 1872 '
    '<span class="credit">Photo: Museum</span></figcaption></figure>'
)
BODY = "".join(
    (
        f"<p>{PARAGRAPHS[0]}</p>",
        FIGURE,
        f"<h2>Wheels and sums</h2><p>{PARAGRAPHS[1]}</p>",
        "<blockquote><p>A tide table is a promise that tells a crew when there is water enough.</p></blockquote>",
        "<p>Related: <a href='/lights'>New lights for the old pier</a></p>",
        "<ul><li>Hamburg has kept tables since the nineteenth century.</li><li>Rotterdam has too.</li></ul>",
        f"<p>{PARAGRAPHS[2]}</p>",
        "<table><tr><th>Port</th><th>Range</th></tr><tr><td>Hamburg</td><td>3.6 m</td></tr></table>",
        f"<p>{PARAGRAPHS[3]}</p>",
        '<iframe src="https://www.youtube.com/embed/abc" width="560" height="315"></iframe>',
        "<p>The forecast is renewed every few hours, and it takes the weather in where the table cannot.</p>",
    )
)
MENU = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Coasts", "Rivers"))
    + "</ul></nav>"
)
FOOT = "<footer><p>© The site. All rights reserved.</p><p>Sign up for our newsletter</p></footer>"


def page(head: str = "", top: str = "<p class='byline'>By Ada King</p>", body: str = BODY, below: str = "") -> bytes:
    """A page about tides; any of its parts may be changed."""
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{TITLE} | The Harbour</title>{head}</head>"
        f"<body>{MENU}<article><h1>{TITLE}</h1>{top}<div class='story'>{body}</div>"
        f"{below}</article>{FOOT}</body></html>"
    ).encode()


def read(data: bytes, url: str = "") -> PageArticle:
    """The article of a page that has one."""
    article = read_page(data, url)
    assert isinstance(article, PageArticle), article
    return article


def test_text_is_the_articles_and_nothing_else() -> None:
    """Paragraphs, heads, lists and quotes stay; menu, pointers, captions and footer go, each with its reason."""
    article = read(page())
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "Wheels and sums" in article.text
    for foreign in ("Coasts", "New lights", "newsletter", "tide machine", TITLE):
        assert foreign not in article.text
    reasons = {one.text: one.reason for one in article.dropped}
    assert reasons["Related: New lights for the old pier"] == "leads elsewhere or asks something of the reader"
    assert TITLE in reasons


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Wheels and sums</h2>",
        "<figcaption>A tide machine",
        "<blockquote>",
        "<li>Rotterdam has too.</li>",
        "<td>3.6 m</td>",
        "youtube.com/embed/abc",
    ],
)
def test_structure_stays(kept: str) -> None:
    """The HTML is the original's own, with its figures, quotes, lists, tables and embeds."""
    assert kept in read(page()).html


def test_furniture_is_not_in_the_html() -> None:
    """What is dropped from the text is dropped from the HTML too."""
    html = read(page()).html
    assert "<nav" not in html and "<footer" not in html and "New lights" not in html and "<h1" not in html


def test_json_ld_goes_before_meta_and_says_so() -> None:
    """Every field carries its place."""
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "How harbours learnt '
        'to read the tides", "datePublished": "2021-03-04T08:30:00+0100", "author": {"@id": "#ada"}, '
        '"articleSection": "Coasts"}, '
        '{"@type": "Person", "@id": "#ada", "name": "Ada King"},]}</script>'
        '<meta property="article:published_time" content="2020-01-01">'
    )
    article = read(page(head, top=""))
    assert (article.date.value, article.date.where) == ("2021-03-04T08:30:00+01:00", "JSON-LD datePublished")
    assert (article.authors.value, article.section.value) == (("Ada King",), "Coasts")


def test_byline_and_date_of_the_page_itself() -> None:
    """Without any declaration the byline near the title counts."""
    article = read(page(top="<p class='byline'>By ADA KING, Staff Writer, and Mary Anning | 4 March 2021</p>"))
    assert article.authors.value == ("Ada King", "Mary Anning")
    assert (article.date.value, article.date.where) == ("2021-03-04", "text near the title")


def test_address_tells_the_date_last() -> None:
    """A date in the address counts where the page has none."""
    article = read(page(), "https://harbour.example/2020/10/15/tides/")
    assert (article.date.value, article.date.where) == ("2020-10-15", "address")


def test_nothing_is_invented() -> None:
    """What is not on the page is empty, and its lack is a doubt."""
    article = read(page(top=""))
    assert (article.authors.value, article.date.value, article.tags.value, article.section.value) == ((), "", (), "")
    assert "No date was found." in article.doubts


def test_open_dates_are_doubts() -> None:
    """4/3/2021 is not read."""
    article = read(page(top="<p>Published 4/3/2021</p>"))
    assert article.date.value == ""
    assert any("4/3/2021" in doubt for doubt in article.doubts)


def test_tags_keep_their_labels_and_clouds_do_not_count() -> None:
    """The tags beside the article, in their case."""
    links = "<a rel='tag' href='/tag/north-sea'>North Sea</a> <a rel='tag' href='/tag/aws'>AWS</a>"
    tags = f"<div class='tags'>Tags: {links}</div>"
    cloud = "<div class='tagcloud'>" + "".join(f"<a href='/tag/{n}'>Word {n}</a>" for n in range(40)) + "</div>"
    assert read(page(below=tags + cloud)).tags.value == ("North Sea", "AWS")


def test_late_pictures_get_their_address() -> None:
    """A script's placeholder is not the picture."""
    body = BODY.replace('src="/media/machine.jpg"', 'src="data:image/gif;base64,R0lGOD" data-src="/media/real.jpg"')
    assert 'src="/media/real.jpg"' in read(page(body=body)).html


def test_line_breaks_make_paragraphs() -> None:
    """Text without paragraph elements is kept block by block."""
    article = read(page(body="<br><br>".join(PARAGRAPHS)))
    assert article.text.split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [("utf-8", ""), ("cp1252", "iso-8859-1"), ("utf-16", ""), ("shift_jis", "shift_jis"), ("koi8-r", "koi8-r")],
)
def test_encodings(encoding: str, declaration: str) -> None:
    """A page is read by its byte order mark, its declaration, or detection."""
    word = {"shift_jis": "港の潮", "koi8-r": "прилив"}.get(encoding, "Flutkalender für Häfen")
    text = page().decode().replace("<meta charset='utf-8'>", f"<meta charset='{declaration}'>" if declaration else "")
    article = read(text.replace("Wheels and sums", word).encode(encoding, "replace"))
    assert word in article.text


def test_what_repeats_on_a_site_is_no_article() -> None:
    """A paragraph that is on every page of the site goes, with that reason."""
    slogan = "<p>The harbour office thanks the sailors of all the coasts for their letters, and it reads them all.</p>"
    pages = [
        page(body=slogan + BODY.replace("harbours", f"ports {n}").replace("wheels", f"wheels {n}")) for n in range(4)
    ]
    article = read_page(pages[0], lesson=learn_site(pages))
    assert isinstance(article, PageArticle)
    assert "thanks the sailors" in read(pages[0]).text
    assert "thanks the sailors" not in article.text


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 1000, b"%PDF-1.4\n\xff\xfe", b"no markup at all", b"<html></html>", b"<p>x" * 100_000]
)
def test_what_is_no_page_is_refused(data: bytes) -> None:
    """With a reason and a hint, never a traceback."""
    refusal = read_page(data)
    assert isinstance(refusal, Refusal) and refusal.message and refusal.hint


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "blockquote", "ul><li", "a href=x", "p"])
def test_deep_nesting_neither_fails_nor_hangs(tag: str) -> None:
    """50,000 elements within each other."""
    assert quick(f"<html><body><p>{PARAGRAPHS[0]}</p>".encode() + f"<{tag}>".encode() * 50_000 + page())


@pytest.mark.parametrize(
    "content",
    [
        "<p>word word</p>" * 1_300_000,
        "word " * 4_000_000,
        "word word<br><br>" * 1_200_000,
        "<b>word</b> " * 1_600_000,
        "<" * 20_000_000,
        f"<p>{PARAGRAPHS[0]}</p><p class='{'a b ' * 5_000_000}'>x</p>",
        f"<p>{PARAGRAPHS[0]}</p><script type='application/ld+json'>{'[' * 10_000_000}</script>",
    ],
    ids=["paragraphs", "one text", "breaks", "bold", "brackets", "a class", "json"],
)
def test_twenty_megabytes_take_less_than_ten_seconds(content: str) -> None:
    """Whatever they are."""
    assert quick(f"<html><body>{content}".encode())


def quick(data: bytes) -> bool:
    """Whether the page is read without failing within ten seconds."""
    began = time.perf_counter()
    read_page(data)
    return time.perf_counter() - began < 10


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(["cut", "bytes", "doubled", "holes"]))
def test_damaged_pages_never_raise(chance: random.Random, kind: str) -> None:
    """Cut, overwritten, doubled in parts, or with parts missing."""
    read_page(
        damage(bytearray(page()), kind, chance),
        chance.choice(["", "http://[bad", "https://harbour.example/2020/10/15/x"]),
    )


def damage(data: bytearray, kind: str, chance: random.Random) -> bytes:
    """The data damaged in a way of this kind."""
    if kind == "cut":
        return bytes(data[: chance.randrange(len(data))])
    for _ in range(20):
        place, length = chance.randrange(len(data) - 60), chance.randrange(1, 50)
        if kind == "bytes":
            data[place] = chance.randrange(256)
        elif kind == "doubled":
            data[place:place] = data[place : place + length]
        else:
            del data[place : place + length]
    return bytes(data)


@given(st.binary(max_size=2000))
def test_any_bytes_never_raise(data: bytes) -> None:
    """With and without markup before them."""
    read_page(data)
    read_page(b"<html><body><p>" + data)


def test_real_pages_are_read() -> None:
    """Of Mozilla's pages none is refused that has text, and none raises."""
    sources = sorted(SHARED.glob("readability/*/source.html"))
    if not sources:
        pytest.skip(f"There are no saved pages at {SHARED}.")
    refused = [path.parent.name for path in sources if isinstance(read_page(path.read_bytes()), Refusal)]
    assert len(refused) <= 3, refused


def test_a_title_in_the_place_of_the_site_s_name_is_a_title_all_the_same() -> None:
    """Some sites write it into every field that they have."""
    text = "<p>The lock gates at Marsh Lane were closed for repairs on Monday, and boats have to wait.</p>" * 3
    page = f"""<html><head><title>Lock gates closed for repairs</title><meta property="og:site_name" content="Harbour">
    <meta name="application-name" content="Lock gates closed for repairs"><meta property="og:title"
    content="Lock gates closed for repairs"></head><body><div class="headlines">Ferry fares to rise</div>
    <main><h1>Lock gates closed for repairs</h1>{text}</main></body></html>"""
    article = read_page(page.encode())
    assert isinstance(article, PageArticle)
    assert article.title.value == "Lock gates closed for repairs"


@pytest.mark.parametrize(
    ("marks", "tags"),
    [
        ('<ul class="tags"><li><a href="https://a.example/x">LinkedIn</a><li><a href="/y">YouTube</a></ul>', ()),
        ('<meta name="news_keywords" content="PG&amp;amp;E, power cuts">', ("PG&E", "power cuts")),
        ("".join(f'<a itemprop="keywords" href="/{n}">Part {n}</a>' for n in "abcdefghijklmnopqrstuvwxyzäöüßéèê"), ()),
    ],
)
def test_what_stands_where_tags_stand(marks: str, tags: tuple[str, ...]) -> None:
    """Buttons of networks and the labels of all articles of a page are none; entities are read before words are cut."""
    text = "<p>The lock gates at Marsh Lane were closed for repairs on Monday, and boats have to wait.</p>" * 3
    page = (
        f"<html><head><title>Lock gates</title></head><body><main><h1>Lock gates</h1>{text}{marks}</main></body></html>"
    )
    article = read_page(page.encode())
    assert isinstance(article, PageArticle)
    assert article.tags.value == tags


def test_the_words_that_introduce_tags_are_none() -> None:
    """`Filed to:` stands within the link on some pages."""
    text = "<p>The lock gates at Marsh Lane were closed for repairs on Monday, and boats have to wait.</p>" * 3
    page = f"""<html><head><title>Lock gates closed</title></head><body><main><h1>Lock gates closed</h1>{text}
    <a rel="tag" href="/tag/locks/">Filed to: Locks</a></main></body></html>"""
    article = read_page(page.encode())
    assert isinstance(article, PageArticle)
    assert article.tags.value == ("Locks",)
