"""Whatever bytes a content file holds, what comes is an article or a problem: never an exception."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import Parsed, Source, parse_article
from backfile.archive.catalog import assemble
from backfile.archive.taxonomy import assign_terms
from backfile.archive.term_files import parse_terms
from backfile.config import Config, parse_config, term_files
from backfile.digest import digest_bytes
from backfile.languages.language import ENGLISH
from backfile.pages.cards import make_desk
from backfile.pages.frames import Frames
from backfile.pages.plan import broken_links, plan_pages, site_addresses
from backfile.problems import has_errors
from properties import examples

SEEDS = [
    b'---\ntitle: "A: b"\ndate: 2020-10-15\ntags: [a, b]\nimage: {src: a.jpg}\n---\n'
    b"\nText with [link](/x/) and *more*.\n",
    b"+++\ntitle = 'A'\ndate = 2020-10-15T10:00:00Z\n[params]\nx = [1, 2.5]\n+++\n\n> quote\n",
    b'{"title": "A", "date": "2020-10-15", "tags": ["a"], "n": null}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
    b"Title: A\nDate: 2020-10-15\nTags: a, b\n\n![x](http://example.com/x.png)\n",
    b"---\ntitle: &a A\nstandfirst: *a\ndate: !!timestamp 2020-10-15\nset: !!set {c, b}\n"
    b"bin: !!binary aGk=\n---\n\n- a\n  - b\n",
]
PIECES = [
    *[bytes([n]) for n in (0, 7, 9, 10, 13, 27, 0x85, 0xA0, 0xC3, 0xEF, 0xFF)],
    *(
        text.encode()
        for text in [
            "---",
            "+++",
            "{",
            "}",
            "[",
            "]",
            ":",
            "-",
            "?",
            "|",
            ">",
            "&",
            "*",
            "!",
            "%",
            "@",
            "`",
            "'",
            '"',
            "#",
            ",",
            "=",
            "\\",
            "<<",
            "~",
            "..",
            "//",
            ":::",
            "{.x}",
            "[^1]",
            "\ufeff",
            "\x00",
        ]
    ),
    b"http://[",
    b"http://[::1",
    b"//[",
    b"](",
    b"](<",
    b"![a](http://a\xe2\x84\x80b/x)",
    b"<img src='http://[x'>",
    b"<b",
    b"<!--",
    b"]]>",
    b"date: 0000-00-00",
    b"date: 9999-12-31T23:59:59-12:00",
    b"date: 0001-01-01T00:00:00+12:00",
    b"\n---\n",
    b"\n+++\n",
    b"\n\n",
    b"image: http://[bad/x.png",
    b"image: //[",
    b"url: http://[x",
    b"aliases: [http://[x, '/%']",
    b"draft: {}",
    b"tags: {a: 1}",
    b"author: [[[a]]]",
    b"canonical: javascript:alert(1)",
    b"n: !!int 9999999999999999999999999",
    b"f: .inf",
    b"date: [1]",
    b"title: {a: b}",
    b"\\ud800",
    b"corrections: [1, {}]",
]


def parsed(data: bytes, path: str = "content/2020/10/a.md") -> Parsed:
    """What comes of those bytes, encoded once as the ledger does."""
    result = parse_article(Source(path, digest_bytes(data), data), Config())
    msgspec.msgpack.encode(result)
    assert result.article is not None or has_errors(result.problems)
    return result


def planned(found: Parsed) -> None:
    """An article that was read can be planned and its body resolved, whatever is in it."""
    if found.article is None or found.body is None:
        return
    config = Config(base_url="https://example.org/")
    archive, problems = assemble([found.article], ("content/2020/10/a.jpg",), {}, config, term_files(config))
    if has_errors(problems):
        return
    desk = make_desk(archive, config, site_addresses(archive), ENGLISH)
    list(broken_links(desk))

    class AnyFrame(Frames):
        def of(self, template: str) -> object:  # type: ignore[override] # any digest will do here
            return digest_bytes(template.encode())

    pages, _ = plan_pages(desk, [[] for _ in archive.entries], AnyFrame({}, digest_bytes(b""), digest_bytes(b"")))
    assert len({page.key for page in pages}) == len(pages)
    found.body.html(lambda url: url)


@given(data=st.binary(max_size=400))
@examples(300)
def test_any_bytes(data: bytes) -> None:
    """Noise."""
    planned(parsed(data))


@given(text=st.text(max_size=300), fence=st.sampled_from(["---\n", "+++\n", "{", "Title: A\n", ""]))
@examples(400)
def test_any_text_behind_a_fence(text: str, fence: str) -> None:
    """Text that begins as each kind of header does."""
    planned(parsed(f"{fence}{text}".encode("utf-8", "surrogatepass")))


@given(
    seed=st.sampled_from(SEEDS),
    cuts=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 3), st.sampled_from(PIECES)), min_size=1, max_size=4),
)
@examples(800)
def test_mutated_articles(seed: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    """A good file with pieces put in and taken out."""
    data = seed
    for place, length, piece in cuts:
        place %= len(data) + 1
        data = data[:place] + piece + data[place + length :]
    planned(parsed(data))


UGLY = [
    "http://[",
    "http://[::1",
    "//[x",
    "[",
    "http://a\u2100b/x",
    "a\u2100b",
    "\\",
    "?",
    "#",
    "%",
    "%ff",
    "..",
    "/..",
    "javascript:x",
    " ",
    "a:b",
]


@pytest.mark.parametrize("url", UGLY)
def test_ugly_addresses_wherever_one_may_stand(url: str) -> None:
    """An address that is none, as link, picture, raw HTML, lead image, url, alias, canonical."""
    body = (
        f'[a]({url}) [b](<{url}>) ![c]({url}) <a href="{url}">d</a> <img src="{url}"> <iframe src="{url}"></iframe>\n'
    )
    for key in ("image", "url", "aliases", "canonical", "slug", "section", "source"):
        header = json.dumps({"title": "A", "date": "2020-10-15", "x": url, key: url})
        planned(parsed(f"{header}\n\n{body}".encode()))
    planned(parsed(json.dumps({"title": "A", "date": "2020-10-15", "image": {"src": url, "caption": body}}).encode()))


KEYS = st.sampled_from(
    [
        "title",
        "standfirst",
        "date",
        "updated",
        "expires",
        "author",
        "section",
        "tags",
        "slug",
        "url",
        "aliases",
        "image",
        "credit",
        "draft",
        "noindex",
        "search",
        "lang",
        "template",
        "canonical",
        "corrections",
        "source",
        "params",
        "taxonomies",
        "status",
        "published",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([p.decode("utf-8", "replace") for p in PIECES]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(values=st.dictionaries(KEYS, VALUES, max_size=6))
@examples(500)
def test_any_value_under_any_key(values: dict[str, object]) -> None:
    """Every key with values of every type."""
    data = {"title": "A", "date": "2020-10-15", **values}
    planned(parsed(json.dumps(data).encode() + b"\n\nText.\n"))


@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from([p.decode("utf-8", "replace") for p in PIECES]), max_size=9).map("".join),
    )
)
@examples(300)
def test_any_terms_file_and_any_settings(text: str) -> None:
    """tags.yaml and backfile.toml with anything in them: problems, or terms and settings."""
    described, _ = parse_terms(text, "content/tags.yaml")
    assign_terms({}, described, "content/tags.yaml")  # type: ignore[arg-type] # no labels at all
    parse_config(text)
    parse_config(f'title = "A"\n[search]\n{text}')
