"""Files of every format that an importer reads, mutated: bytes and words changed, taken out, put in, doubled, swapped
with what each format is made of. Every import ends soon, without an exception, and names the file of each problem."""

import gzip
import io
import json
import os
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from backfile.importers.importing import ImportRequest, import_sources
from damage import damaged
from site_builder import Site

BATCH = 40
"""Mutated files that one import takes: each import learns from all, and costs a tenth of a second at least."""

SECONDS_EACH = 10

TOKENS = [
    text.encode()
    for text in (
        "<",
        ">",
        "&",
        "</",
        "/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "&a;",
        "&#0;",
        "&#xd800;",
        "&#99999999;",
        "<?xml version='1.0' encoding='utf-16'?>",
        "<script>",
        "<plaintext>",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        ":",
        ",",
        "\\",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1e999",
        "-1",
        "9" * 400,
        "---\n",
        "+++\n",
        "\n\n",
        "\t",
        "- ",
        "? ",
        "&a ",
        "*a",
        "<<: *a",
        "!!python/name:os.system",
        "!!binary x",
        "{% ",
        " %}",
        "{{<",
        ">}}",
        "{{% raw %}}",
        ":::",
        "```",
        "[^1]: ",
        "](",
        "![",
        "http://[",
        "javascript:alert(1)",
        "//[",
        "%00",
        "../../",
        "0000-00-00",
        "9999-12-31T23:59:59-14:00",
        "2020-02-30",
        "-0001-01-01",
        "T25:61:61Z",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999\r\n",
        "WARC/1.0\r\n",
        "\r\n\r\n",
        "PK\x03\x04",
        "\x1f\x8b",
        "\ufeff",
        "\u2028",
        "\x00",
        "\x0c",
    )
] + [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x85"]

HEADER = (
    b"---\ntitle: A lock\ndate: 2020-10-15\ntags: [water, locks]\ncategories: {a: b}\nauthor: Desk\nslug: lock\n---\n\n"
)
BODY = b"The chamber *fills*, and the [gate](/gate/) opens.[^1]\n\n![A gate](gate.jpg)\n\n> Said\n\n[^1]: A note.\n"
PAGE = (
    b"<!doctype html><html lang=en><head><title>A lock</title><meta "
    b'property="article:published_time" content="2020-10-15">'
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"A '
    b'lock","datePublished":"2020-10-15"}</script>'
    b'</head><body><article class="h-entry"><h1 class="p-name">A lock</h1><p class=byline>By '
    b'Desk</p><section data-field="body">'
    b'<p>The chamber <b>fills</b>, and the <a href="/gate/">gate</a> opens, as it has for a hundred years or more.</p>'
    b'<figure><img src="gate.jpg" alt="A gate"><figcaption>A '
    b"gate</figcaption></figure><table><tr><td>1</td></tr></table>"
    b"</section></article></body></html>"
)
ITEM = (
    b"<item><title>A lock</title><link>https://old.example/lock/</link><dc:creator>desk</dc:creator><guid>g1</guid>"
    b"<pubDate>Thu, 15 Oct 2020 10:00:00 +0000</pubDate><category domain='post_tag' nicename='water'>Water</category>"
    b'<content:encoded><![CDATA[<!-- wp:paragraph {"a":1} --><p>The chamber fills.</p>[caption '
    b"id=1]x[/caption]]]></content:encoded>"
    b"<wp:post_id>7</wp:post_id><wp:post_date>2020-10-15 10:00:00</wp:post_date><wp:status>publish</wp:status>"
    b""
    b'<wp:post_type>post</wp:post_type><wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>a:1:{i:0;s:1:"x";}</wp:meta_value>'
    b"</wp:postmeta></item>"
)
RSS = (
    b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
    b'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    b'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title>'
    b"<wp:wxr_version>1.2</wp:wxr_version>"
    + ITEM
    + ITEM.replace(b"A lock", b"A weir").replace(b">7<", b">8<")
    + b"</channel></rss>"
)
ATOM = (
    b'<?xml version="1.0"?><feed '
    b'xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-1</id><title>Old</title>'
    b""
    b"<generator>Blogger</generator><entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2020-10-15T10:00:00Z</published>"
    b'<category scheme="http://schemas.google.com/g/2005#kind" '
    b'term="http://schemas.google.com/blogger/2008/kind#post"/>'
    b"<title>A lock</title><author><name>Desk</name></author><content type='html'>&lt;p&gt;The "
    b"chamber fills.&lt;/p&gt;</content>"
    b"</entry></feed>"
)
POST = {
    "id": "p1",
    "title": "A lock",
    "slug": "lock",
    "html": "<p>The chamber fills.</p>",
    "status": "published",
    "type": "post",
    "published_at": "2020-10-15T07:30:00.000Z",
    "lexical": '{"root":{"children":[{"type":"paragraph","children":[]}]}}',
}
GHOST = json.dumps(
    {
        "db": [
            {
                "meta": {"version": "5.0"},
                "data": {
                    "posts": [POST],
                    "users": [{"id": "u1", "name": "Desk"}],
                    "tags": [{"id": "t1", "name": "Water", "slug": "water"}],
                    "posts_tags": [{"post_id": "p1", "tag_id": "t1"}],
                    "posts_authors": [{"post_id": "p1", "author_id": "u1"}],
                },
            }
        ]
    }
)
WP_JSON = json.dumps(
    [
        {
            "id": 7,
            "date": "2020-10-15T10:00:00",
            "slug": "lock",
            "status": "publish",
            "type": "post",
            "link": "https://old.example/lock/",
            "title": {"rendered": "A lock"},
            "content": {"rendered": "<p>The chamber fills.</p>"},
            "tags": [1],
            "_links": {},
            "_embedded": {"author": [{"name": "Desk"}], "wp:term": [[{"taxonomy": "post_tag", "name": "Water"}]]},
        }
    ]
)
RECORD = json.dumps(
    {
        "title": "A lock",
        "date": "2020-10-15",
        "tags": ["water"],
        "author": "Desk",
        "body": "The chamber fills.",
        "url": "https://old.example/lock/",
    }
)
TEXT = (
    b"OLD PAPER\n\nA lock\n\nBy Desk\n15 October 2020\n\nThe chamber fills, and the gate opens as it always has.\n"
    b"\nTags: water, locks\n"
)


def warc() -> bytes:
    """A web archive with one page, not compressed."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://old.example/lock\r\n"
    head += "WARC-Date: 2021-01-01T00:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def wacz() -> bytes:
    """The same as a WACZ."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("archive/a.warc.gz", gzip.compress(warc()))
        packed.writestr("datapackage.json", '{"profile": "data-package"}')
    return stream.getvalue()


FORMATS: dict[str, tuple[str, list[bytes]]] = {
    "blogger": ("x{}.xml", [ATOM]),
    "eleventy": ("src/x{}.md", [HEADER + BODY]),
    "feed": (
        "x{}.xml",
        [
            RSS,
            ATOM,
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "title": "Old",
                    "items": [
                        {
                            "id": "1",
                            "title": "A lock",
                            "content_html": "<p>x</p>",
                            "date_published": "2020-10-15T10:00:00Z",
                        }
                    ],
                }
            ).encode(),
        ],
    ),
    "ghost": ("x{}.json", [GHOST.encode()]),
    "html": ("x{}.html", [PAGE]),
    "hugo": (
        "content/posts/x{}.md",
        [HEADER + BODY + b'{{< figure src="gate.jpg" >}}\n', b"+++\ntitle = 'A'\ndate = 2020-10-15\n+++\n" + BODY],
    ),
    "jekyll": (
        "_posts/2020-10-15-x{}.md",
        [HEADER + BODY + b"{% highlight ruby %}x{% endhighlight %} {{ page.title }}\n"],
    ),
    "markdown": (
        "x{}.md",
        [HEADER + BODY, b'{"title": "A", "date": "2020-10-15"}\n\n' + BODY, b"Title: A\nDate: 2020-10-15\n\n" + BODY],
    ),
    "medium": ("posts/2018-03-01_A-lock-1a2b3c4d5e{:02x}.html", [PAGE]),
    "nikola": (
        "posts/x{}.md",
        [b"<!--\n.. title: A lock\n.. slug: lock\n.. date: 2020-10-15 10:00:00 UTC\n.. tags: water\n-->\n" + BODY],
    ),
    "pelican": ("content/x{}.md", [b"Title: A lock\nDate: 2020-10-15\nTags: water\n\n" + BODY]),
    "records": ("x{}.jsonl", [RECORD.encode() + b"\n", f"[{RECORD}]".encode()]),
    "substack": ("posts/{}.lock.html", [PAGE]),
    "textdump": ("x{}.txt", [TEXT * 3]),
    "webarchive": ("x{}.warc", [warc(), gzip.compress(warc()), wacz()]),
    "wordpress": ("x{}.xml", [RSS]),
    "wordpress-json": ("x{}.json", [WP_JSON.encode()]),
    "zola": ("content/x{}.md", [b"+++\ntitle = 'A'\ndate = 2020-10-15\n[taxonomies]\ntags = ['water']\n+++\n" + BODY]),
}
"""Each importer with the name of a file and seeds of it."""


def mutated(seeds: list[bytes], chance: Random) -> bytes:
    """A seed after a few mutations of its bytes and of its words."""
    data = damaged(chance.choice(seeds), chance) if chance.random() < 0.4 else chance.choice(seeds)
    for _ in range(chance.randint(0, 4)):
        at, token = chance.randrange(len(data) + 1), chance.choice(TOKENS)
        kind = chance.randrange(5)
        if kind == 0:
            data = data[:at] + token * chance.choice((1, 1, 1, 50)) + data[at:]
        elif kind == 1:
            data = data[:at] + token + data[at + len(token) :]
        elif kind == 2:
            data = data[:at] + data[at + chance.randint(1, 200) :]
        elif kind == 3:
            end = at + chance.randint(1, 80)
            data = data[:end] + data[at:end] * chance.choice((1, 3, 200)) + data[end:]
        else:
            other = chance.choice(seeds)
            data = data[:at] + other[chance.randrange(len(other)) :]
    return data


@contextmanager
def in_time(seconds: int) -> Iterator[None]:
    """Fails what is not done by then."""

    def late(*_: object) -> None:
        raise AssertionError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def survives(name: str, seed: int, folder: Path, count: int) -> None:
    """Imports that many mutated files of a format and builds what came of them."""
    chance, (pattern, seeds) = Random(f"{name} {seed}"), FORMATS[name]
    source = folder / f"{name}-{seed}"
    for number in range(count):
        path = source / pattern.format(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutated(seeds, chance))
    site = Site(folder / f"archive-{name}-{seed}")
    with in_time(SECONDS_EACH * 3):
        report = import_sources(ImportRequest(root=site.root, sources=(source,), format=name, jobs=1), lambda *_: None)
        told = [*report.problems, *(problem for outcome in report.outcomes for problem in outcome.problems)]
    for problem in told:
        assert problem.location.path and problem.message, problem
        assert "Traceback" not in problem.message and "Error:" not in problem.message, problem
    with in_time(SECONDS_EACH * 3):
        site.build()
    for problem in site.problems:
        assert problem.location.path and problem.message


@pytest.mark.parametrize("name", FORMATS)
def test_mutated_files_are_imported_or_told(name: str, tmp_path: Path) -> None:
    """A few dozen of each format."""
    survives(name, 0, tmp_path, BATCH)


@pytest.mark.long
@pytest.mark.parametrize("name", FORMATS)
def test_a_thousand_mutated_files_are_imported_or_told(name: str, tmp_path: Path) -> None:
    """`BACKFILE_SEED` begins elsewhere."""
    start = int(os.environ.get("BACKFILE_SEED", "1"))
    for seed in range(start, start + 1000 // BATCH):
        survives(name, seed, tmp_path, BATCH)
