"""A post's text, as HTML and as the editor's documents, becomes Markdown that says the same."""

from typing import Any

import pytest
from ghost_exports import block, draft, export, lexical, mobiledoc, post, read, run

CARDS: list[tuple[str, dict[str, Any], str]] = [
    (
        "image",
        {"src": "__GHOST_URL__/content/images/gate.jpg", "alt": "A gate", "caption": "Two <b>gates</b>"},
        '![A gate](/content/images/gate.jpg "Two **gates**")',
    ),
    (
        "gallery",
        {"images": [{"src": "/a.jpg", "alt": "A"}, {"src": "/b.jpg", "alt": "B"}], "caption": "Both"},
        "![A](/a.jpg)\n\n![B](/b.jpg)\n\nBoth",
    ),
    (
        "embed",
        {
            "url": "https://www.youtube.com/watch?v=abcdef12",
            "html": '<iframe src="https://www.youtube.com/embed/abcdef12" title="A lock"></iframe>',
        },
        "::: embed\n[A lock](https://www.youtube.com/watch?v=abcdef12)\n:::",
    ),
    (
        "bookmark",
        {"url": "https://e.org/a", "metadata": {"title": "A & B", "description": "Gates", "publisher": "Town"}},
        "> [A & B](https://e.org/a)\\\n> Gates\\\n> Town",
    ),
    ("html", {"html": "<p>As <i>it</i> is</p>"}, "As *it* is"),
    ("markdown", {"markdown": "## Gates\n\n- one"}, "## Gates\n\n- one"),
    ("code", {"code": "a < b", "language": "js"}, "```js\na < b\n```"),
    ("callout", {"calloutEmoji": "💡", "calloutText": "Mind <b>the</b> gap"}, "> 💡 Mind **the** gap"),
    (
        "toggle",
        {"heading": "More", "content": "<p>Hidden</p>"},
        "<details>\n<summary>More</summary>\n\nHidden\n\n</details>",
    ),
    ("hr", {}, "***"),
    ("button", {"buttonText": "Read on", "buttonUrl": "https://e.org"}, "[Read on](https://e.org)"),
    (
        "file",
        {"src": "__GHOST_URL__/content/files/map.pdf", "fileTitle": "The map", "fileName": "map.pdf"},
        "[The map](/content/files/map.pdf)",
    ),
    ("audio", {"src": "/content/media/lock.mp3", "title": "Water"}, "::: embed\n[Water](/content/media/lock.mp3)\n:::"),
    (
        "video",
        {"src": "/content/media/lock.mp4", "caption": "A film"},
        "::: embed\n[/content/media/lock.mp4](/content/media/lock.mp4)\n:::\n\nA film",
    ),
    ("header", {"header": "Canals", "subheader": "and locks"}, "## Canals\n\nand locks"),
    ("paywall", {}, ""),
]


@pytest.mark.parametrize(("name", "payload", "markdown"), CARDS)
def test_a_card_says_the_same_from_both_documents(name: str, payload: dict[str, Any], markdown: str) -> None:
    """Where there is no HTML, the document that there is counts."""
    node = {"type": {"hr": "horizontalrule", "code": "codeblock"}.get(name, name), "version": 1, **payload}
    assert draft(html=None, lexical=lexical(node)).body == markdown
    assert draft(html=None, mobiledoc=mobiledoc([10, 0], cards=[[name, payload]])).body == markdown


def test_text_of_a_lexical_document() -> None:
    """Headings, styles, links, breaks, quotes and lists within lists."""
    inner = block("list", block("listitem", run("inner")), listType="number", start=3)
    written = lexical(
        block("extended-heading", run("Gates"), tag="h3"),
        block(
            "paragraph", run("One "), run("two", 3), run(" "), block("link", run("three"), url="__GHOST_URL__/lock-2/")
        ),
        block("paragraph", run("a < b", 16), {"type": "linebreak"}, run("end", 4)),
        block("list", block("listitem", run("outer")), block("listitem", inner), listType="bullet"),
        block("quote", run("Said")),
    )
    assert draft(html=None, lexical=written).body == (
        "### Gates\n\nOne **_two_** [three](/lock-2/)\n\n`a < b`\\\n~~end~~\n\n- outer\n  3. inner\n\n> Said"
    )


def test_text_of_a_mobiledoc() -> None:
    """Marks open and close within the text."""
    written = mobiledoc(
        [1, "h2", [[0, [], 0, "Gates"]]],
        [1, "p", [[0, [0], 0, "bold "], [0, [1], 2, "link"], [1, [], 0, 0], [0, [], 0, "a < b"]]],
        [3, "ol", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
        markups=[["strong"], ["a", ["href", "https://e.org"]]],
    )
    assert draft(html=None, mobiledoc=written).body == (
        "## Gates\n\n**bold [link](https://e.org)**\\\na < b\n\n1. one\n2. two"
    )


def test_a_card_that_is_not_known_keeps_its_text_and_is_told() -> None:
    """Newsletters' parts are left out, and that is told as well."""
    nodes = (
        {"type": "weather", "version": 1, "place": "The <b>lock</b>", "colour": "#ff00aa"},
        {"type": "signup", "header": "Sign up"},
    )
    reading = read(export(post(html=None, lexical=lexical(*nodes))))[0]
    assert reading.draft is not None and reading.draft.body == "The lock"
    assert "“weather” is not known" in reading.problems[0].message
    assert [(one.text, one.reason) for one in reading.draft.dropped] == [
        ("signup Sign up", "a form for readers to sign up")
    ]


def test_a_damaged_document_gives_way_to_the_plain_text() -> None:
    """And a line says so."""
    for written in ("{", "[]", '{"root": 1}'):
        reading = read(export(post(html="", lexical=written)))[0]
        assert reading.draft is not None and "chamber" in reading.draft.body
        assert "`lexical` is damaged" in reading.problems[0].message


FRAMES = [
    (
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://e.org/a"><div '
        'class="kg-bookmark-content"><div class="kg-bookmark-title">A lock</div><div class="kg-bookmark-description">'
        'Gates</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://e.org/i.png"><span '
        'class="kg-bookmark-author">Town</span></div></div><div class="kg-bookmark-thumbnail"><img src="https://e.org/t.jpg">'
        "</div></a><figcaption>See</figcaption></figure>",
        "> [A lock](https://e.org/a)\\\n> Gates\\\n> Town\n\nSee",
    ),
    (
        '<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div><div '
        'class="kg-callout-text">Mind <b>it</b></div></div>',
        "> 💡 Mind **it**",
    ),
    (
        '<div class="kg-card kg-toggle-card"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text">More'
        '</h4><button class="kg-toggle-card-icon"><svg></svg></button></div><div class="kg-toggle-content"><p>Hidden'
        "</p></div></div>",
        "<details>\n<summary>More</summary>\n\nHidden\n\n</details>",
    ),
    (
        '<figure class="kg-card kg-video-card"><div class="kg-video-container"><video src="/v.mp4"></video><div '
        'class="kg-video-player"><button>x</button><span>0:00</span></div></div><figcaption>Film</figcaption></figure>',
        "::: embed\n[/v.mp4](/v.mp4)\n:::\n\nFilm",
    ),
    (
        '<div class="kg-card kg-audio-card"><img class="kg-audio-thumbnail" src="/t.jpg"><div><audio src="/a.mp3">'
        '</audio><div class="kg-audio-title">Water</div><span>0:00</span></div></div>',
        "::: embed\n[Water](/a.mp3)\n:::",
    ),
    (
        '<figure class="kg-card kg-gallery-card"><div class="kg-gallery-container"><div class="kg-gallery-row"><div '
        'class="kg-gallery-image"><img src="/a.jpg" alt="A"></div><div class="kg-gallery-image"><img src="/b.jpg" '
        'alt="B"></div></div></div></figure>',
        "![A](/a.jpg)\n\n![B](/b.jpg)",
    ),
    (
        '<figure class="kg-card kg-image-card"><img src="__GHOST_URL__/content/images/g.jpg" class="kg-image" alt="G" '
        'srcset="__GHOST_URL__/content/images/size/w600/g.jpg 600w"><figcaption>Cap</figcaption></figure>',
        '![G](/content/images/g.jpg "Cap")',
    ),
    (
        "<!--kg-card-begin: html--><p>One</p><!--kg-card-end: html--><!--members-only--><p>Two</p>"
        '<div class="kg-card kg-button-card"><a href="https://e.org" class="kg-btn">Go</a></div>',
        "One\n\nTwo\n\n[Go](https://e.org)",
    ),
]


@pytest.mark.parametrize(("html", "markdown"), FRAMES)
def test_cards_in_html_lose_their_frames(html: str, markdown: str) -> None:
    """Players, icons and smaller copies are no text."""
    found = draft(html=f"<p>Before</p>{html}<p>After</p>")
    assert found.body == f"Before\n\n{markdown}\n\nAfter" and not found.dropped
