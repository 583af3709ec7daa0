"""A body: one document's Markdown as HTML with its inside links left open, and what others need to know of it."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import msgspec
from markdown_it.token import Token

from backfile.markdown.attributes import unknown_attributes
from backfile.markdown.embeds import with_providers
from backfile.markdown.footnotes import Remark
from backfile.markdown.parser import MAX_NESTING, inline_text, markdown_parser
from backfile.markdown.places import lines_of_addresses
from backfile.markdown.raw_html import show_unknown_tags, too_many_open, unclosed
from backfile.markdown.sanitize import sanitize, without_outside_media
from backfile.markdown.unshown import bring_out

EXCERPT_CHARACTERS = 220

FRAMES = 20_000
"""More calls within calls than MAX_NESTING blocks and as many brackets within them come to."""


class Heading(msgspec.Struct, frozen=True):
    """A heading of the body: its level (2 to 6), its anchor without `#`, its text."""

    level: int
    anchor: str
    text: str


class Target(msgspec.Struct, frozen=True):
    """An address within the archive as the author wrote it, and its line in the Markdown (from 0). Of a picture `tag`
    is the text of its tag before and behind the address; of any other it is empty."""

    url: str
    line: int
    tag: tuple[str, ...] = ()


class Body(msgspec.Struct, frozen=True):
    """HTML in pieces: between `pieces[i]` and `pieces[i + 1]` belongs the resolved address of `targets[i]`, or the
    whole tag where that is a picture.

    `words` counts the words of the text, `excerpt` is its beginning as plain text. `remarks` are for its author.
    """

    pieces: tuple[str, ...]
    targets: tuple[Target, ...]
    headings: tuple[Heading, ...]
    words: int
    excerpt: str
    remarks: tuple[Remark, ...] = ()

    def html(self, resolve: Callable[[str], str], show: Callable[[str, str], str] | None = None) -> str:
        """The HTML with every inside link resolved: `resolve` gets an address as written and returns one to print.
        `show` gets a picture's address as written and its tag with the resolved one, and returns what to print."""
        parts = [self.pieces[0]]
        for target, piece in zip(self.targets, self.pieces[1:], strict=True):
            address = _escape(resolve(target.url))
            if target.tag:
                tag = address.join(target.tag)
                address = show(target.url, tag) if show else tag
            parts += (address, piece)
        return "".join(parts)


class TooDeepError(Exception):
    """Blocks nested so deeply that the parser would drop text, or elements of HTML beyond all use; `line` (from 0) is
    where."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested too deeply at line {line}")
        self.line = line


def parse_body(markdown: str, *, trusted_html: bool = False, linkify: bool = False) -> Body:
    """The body of that Markdown. Raises TooDeepError where text would be lost."""
    parser = markdown_parser(linkify)
    env: dict[str, Any] = {}
    try:
        with _room_for_nesting():
            tokens = parser.parse(markdown, env)
            _refuse_too_deep(tokens)
            remarks = (*env.get("remarks", ()), *_remarks(tokens, markdown, trusted_html))
            html = parser.renderer.render(tokens, parser.options, env)
    except RecursionError:
        raise TooDeepError(0) from None
    if not trusted_html:
        if "<" in markdown and _has_raw_html(tokens):
            html = sanitize(html)
        html = without_outside_media(html)
    html = with_providers(html)
    pieces, links = _open_links(html)
    lines = lines_of_addresses(tokens) if links else {}
    targets = tuple(Target(url, lines.get(url, 0), tag) for url, tag in links)
    return Body(pieces, targets, tuple(_headings(tokens)), _count_words(html), _excerpt(tokens), remarks)


@contextmanager
def _room_for_nesting() -> Iterator[None]:
    """Whether a body is too deep must hang on the body alone: under the usual limit of 1,000 frames it hung on how
    deep the caller stood, so that a worker read what the preview refused."""
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def render_inline(markdown: str) -> str:
    """One line of Markdown (a caption) as safe inline HTML."""
    return without_outside_media(sanitize(markdown_parser().renderInline(markdown)))


def _refuse_too_deep(tokens: list[Token]) -> None:
    for token in tokens:
        if token.level >= MAX_NESTING - 1:
            raise TooDeepError(token.map[0] if token.map else 0)


def _remarks(tokens: list[Token], markdown: str, trusted_html: bool) -> Iterator[Remark]:
    """Of attribute lists and of raw HTML, which is made fit to be cleaned. A text without their signs has neither:
    looking for them in all tokens was a tenth of the parse."""
    if "{" in markdown:
        yield from unknown_attributes(tokens)
    if "<" in markdown:
        yield from _read_raw_html(tokens, trusted_html)


def _read_raw_html(tokens: list[Token], trusted_html: bool) -> tuple[Remark, ...]:
    if not _has_raw_html(tokens):
        return ()
    if not trusted_html:
        line = too_many_open(tokens)
        if line is not None:
            raise TooDeepError(line)
        remarks = bring_out(tokens)
        show_unknown_tags(tokens)
        return remarks
    return tuple(unclosed(tokens))


def _has_raw_html(tokens: list[Token]) -> bool:
    return any(
        token.type == "html_block"
        or (token.children is not None and any(child.type == "html_inline" for child in token.children))
        for token in tokens
    )


# Tags as our renderer and the sanitiser write them: every value in double quotes, quotes within escaped.
_TAG = re.compile(r"<[a-zA-Z](?:[^\">]|\"[^\"]*\")*>")
_LINK = re.compile(r'(?<=\s)(?:href|src|poster)="([^"]*)"')
_WITH_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|$")


Links = tuple[tuple[str, tuple[str, ...]], ...]
"""Inside addresses as written, each with the text of its tag around it if that is a picture's."""


def _open_links(html: str) -> tuple[tuple[str, ...], Links]:
    pieces: list[str] = []
    links: list[tuple[str, tuple[str, ...]]] = []
    last = 0
    is_inside = _within_pictures(html)
    for tag in _TAG.finditer(html):
        for link in _LINK.finditer(tag[0]):
            if _WITH_SCHEME.match(link[1]):
                continue
            start, end = tag.start() + link.start(1), tag.start() + link.end(1)
            around: tuple[str, ...] = ()
            if tag[0].startswith("<img ") and "srcset=" not in tag[0] and not is_inside(tag.start()):
                around = (html[tag.start() : start], html[end : tag.end()])
                start, end = tag.span()
            pieces.append(html[last:start])
            links.append((unescape(link[1]), around))
            last = end
    return (*pieces, html[last:]), tuple(links)


_PICTURE = re.compile(r"<picture\b|</picture\b", re.IGNORECASE)


def _within_pictures(html: str) -> Callable[[int], bool]:
    """Tells of rising places whether they stand within a `<picture>` of the author's."""
    marks = ((found.start(), found[0][1] != "/") for found in _PICTURE.finditer(html)) if "<pic" in html else iter(())
    coming, is_open = next(marks, None), False

    def is_inside(place: int) -> bool:
        nonlocal coming, is_open
        while coming and coming[0] < place:
            is_open = coming[1]
            coming = next(marks, None)
        return is_open

    return is_inside


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            text = inline_text(tokens[index + 1]).strip()
            yield Heading(int(token.tag[1]), str(token.attrs["id"]), text)


_ANY_TAG = re.compile(r"<[^>]*>")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def plain_text(html: str) -> str:
    """The text of that HTML, tags taken out and entities resolved."""
    return unescape(_ANY_TAG.sub(" ", html))


def _count_words(html: str) -> int:
    """Words between spaces; in scripts that write none, each character. Counting by one pattern for both took a
    quarter of the whole parse."""
    text = _ANY_TAG.sub(" ", html)
    words = len(text.split())
    return words if text.isascii() else words + len(_WITHOUT_SPACES.findall(text))


_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)


def _excerpt(tokens: list[Token]) -> str:
    """The text up to `<!--more-->`, or the first paragraphs cut at a word after about 220 characters."""
    if any(token.type == "html_block" and _MORE.search(token.content) for token in tokens):
        return " ".join(_paragraphs(tokens, until_more=True))
    text = ""
    for paragraph in _paragraphs(tokens, until_more=False):
        text = f"{text} {paragraph}".strip()
        if len(text) >= EXCERPT_CHARACTERS:
            break
    if len(text) <= EXCERPT_CHARACTERS:
        return text
    return text[:EXCERPT_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _paragraphs(tokens: list[Token], *, until_more: bool) -> Iterator[str]:
    for index, token in enumerate(tokens):
        if until_more and token.type == "html_block" and _MORE.search(token.content):
            return
        if token.type == "paragraph_open" and token.level == 0:
            text = " ".join(inline_text(tokens[index + 1]).split())
            if text:
                yield text


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
