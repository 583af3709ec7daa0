"""What each block of the block editor means as HTML. Most hold theirs; some are made anew for each visitor, and hold no
text of the article: those are left out and named."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

from backfile.importers.exports.markup import element, figure, plain_text
from backfile.importers.wordpress.autop import autop
from backfile.importers.wordpress.blocks import Block, without_comments
from backfile.importers.wordpress.embeds import embed
from backfile.importers.wordpress.library import Library

_MADE_ANEW_NAMES = (
    "archives avatar calendar categories latest-comments latest-posts legacy-widget loginout navigation "
    "navigation-link navigation-submenu home-link page-list page-list-item query query-title query-loop "
    "post-template query-pagination query-pagination-next query-pagination-numbers query-pagination-previous "
    "query-no-results query-total read-more rss search site-logo site-tagline site-title tag-cloud template-part "
    "term-description widget-group comments comments-title comment-template comment-author-avatar "
    "comment-author-name comment-content comment-date comment-edit-link comment-reply-link comments-pagination "
    "comments-pagination-next comments-pagination-numbers comments-pagination-previous post-comments "
    "post-comments-count post-comments-form post-comments-link post-content post-author post-author-biography "
    "post-author-name post-date post-excerpt post-featured-image post-navigation-link post-terms "
    "post-time-to-read post-title spacer"
)
_MADE_ANEW = frozenset(_MADE_ANEW_NAMES.split())
_UNSAID = frozenset(("spacer", "query-pagination", "query-no-results", "post-template"))
_WHY = "a block that WordPress makes anew for each visitor, and no text of the article"
_EMBED_URL = re.compile(r"https?://[^\s<>\"]+")
_CAPTION = re.compile(r"<figcaption[^<>]*>(.*?)</figcaption>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<>]*>.*?</a>", re.DOTALL | re.IGNORECASE)
_PRE = re.compile(r"<pre\b[^<>]*>(.*?)</pre>", re.DOTALL | re.IGNORECASE)
_MAX_DEPTH = 8

MORE = "<!--more-->"
"""Where the excerpt ends."""


class BlockMeanings:
    """The meanings of the blocks of one post. `drop` is told of what is left out: the place in the post, its text and
    why; `footnotes` are those that the post's meta values hold."""

    def __init__(self, library: Library, footnotes: str, drop: Callable[[int, str, str], None]) -> None:
        self._library = library
        self._footnotes = footnotes
        self._drop = drop
        self._within: list[str] = []
        self._known: dict[str, Callable[[Block], str]] = {
            "more": self._more,
            "nextpage": self._page_break,
            "embed": _embed,
            "block": self._reused,
            "footnotes": self._notes,
            "verse": _verse,
            "file": _file,
            "cover": _cover,
            "social-link": self._social_link,
            "freeform": lambda block: autop(block.inside),
            "shortcode": lambda block: autop(block.inside),
        }

    def html(self, content: str) -> str:
        """The HTML of a post's content."""
        return without_comments(content, self, autop)

    def __call__(self, block: Block) -> str:
        """The HTML of one block."""
        if block.name.startswith("core-embed/"):
            return _embed(block)
        known = self._known.get(block.name)
        if known:
            return known(block)
        if block.name in _MADE_ANEW:
            return self._made_anew(block)
        if block.is_void:
            return self._void(block)
        return block.inside

    def _made_anew(self, block: Block) -> str:
        """Nothing; but what a query has beside the articles that it lists is text of this one."""
        if block.name == "query" and plain_text(block.inside):
            return block.inside
        if block.name not in _UNSAID:
            text = plain_text(block.inside)
            self._drop(block.place, f"{block.written}: {text}" if text else block.written, _WHY)
        return ""

    def _void(self, block: Block) -> str:
        """A block of a plugin that holds no HTML: what texts its attributes have is named, as they may be the
        article's."""
        self._drop(block.place, block.written, "a plugin's block, which holds no HTML in the export")
        return ""

    def _social_link(self, block: Block) -> str:
        """A link to a profile; the list around it is another block."""
        url, service = str(block.attributes.get("url") or ""), str(block.attributes.get("service") or "")
        label = str(block.attributes.get("label") or service.title() or url)
        if url.strip("#"):
            return f"<li>{element('a', {'href': url}, html.escape(label))}</li>"
        self._drop(block.place, block.written, "a link to a profile without an address")
        return ""

    def _more(self, block: Block) -> str:
        return MORE

    def _page_break(self, block: Block) -> str:
        self._drop(block.place, "<!--nextpage-->", "a page break: the article is one page")
        return ""

    def _reused(self, block: Block) -> str:
        """The content of a reusable block, which is a post of its own."""
        number = str(block.attributes.get("ref", ""))
        content = self._library.block(number) if number else None
        if content is None or number in self._within or len(self._within) >= _MAX_DEPTH:
            self._drop(block.place, block.written, f"the reusable block {number} is not in the export")
            return ""
        self._within.append(number)
        shown = self.html(content)
        self._within.pop()
        return shown

    def _notes(self, block: Block) -> str:
        """The list of footnotes, as WordPress shows it."""
        notes = _read_notes(self._footnotes)
        if not notes:
            self._drop(block.place, block.written, "the post has no footnotes")
            return ""
        items = "".join(
            f'<li id="{html.escape(number)}">{text} <a href="#{html.escape(number)}-link">↩︎</a></li>'
            for number, text in notes
        )
        return f'<ol class="wp-block-footnotes">{items}</ol>'


def _read_notes(raw: str) -> tuple[tuple[str, str], ...]:
    """Each footnote's id and HTML. Exports keep the JSON with its backslashes, some with one more before each quote."""
    for text in (raw, raw.replace('\\"', '"').replace("\\\\", "\\")):
        try:
            values: Any = json.loads(text) if text else []
        except (ValueError, RecursionError):
            continue
        if isinstance(values, list):
            notes = [one for one in values if isinstance(one, dict)]
            return tuple((str(one.get("id", "")), str(one.get("content", ""))) for one in notes)
    return ()


def _embed(block: Block) -> str:
    """The address, which the attributes hold, and the HTML too."""
    found = _EMBED_URL.search(re.sub(r"<figcaption.*", "", block.inside, flags=re.DOTALL))
    url = str(block.attributes.get("url") or (html.unescape(found[0]) if found else ""))
    caption = _CAPTION.search(block.inside)
    return embed(url, caption[1] if caption else "") if url else block.inside


def _verse(block: Block) -> str:
    """Lines of a poem are lines, and no code."""
    match = _PRE.search(block.inside)
    if match is None:
        return block.inside
    stanzas = re.split(r"\n[ \t]*\n", match[1].strip("\n"))
    return "".join(f"<p>{'<br>'.join(stanza.split(chr(10)))}</p>" for stanza in stanzas if stanza.strip())


def _file(block: Block) -> str:
    """A link to the file; its viewer and the button that loads the same file go."""
    links = [link for link in _LINK.findall(block.inside) if plain_text(link)]
    kept = [link for link in links if "wp-block-file__button" not in link] or links
    if kept:
        return f"<p>{kept[0]}</p>"
    url = str(block.attributes.get("href", ""))
    return f"<p>{element('a', {'href': url}, html.escape(url.rsplit('/', 1)[-1]))}</p>" if url else block.inside


def _cover(block: Block) -> str:
    """Text over a picture: older ones have the picture in a style, which is none in Markdown."""
    url = str(block.attributes.get("url") or "")
    if not url or "<img" in block.inside or "<video" in block.inside:
        return block.inside
    if block.attributes.get("backgroundType") == "video":
        return figure(element("video", {"controls": "controls", "src": url}, "")) + block.inside
    number = str(block.attributes.get("id", ""))
    values = {"src": url, "alt": str(block.attributes.get("alt", "")), "class": f"wp-image-{number}" if number else ""}
    return figure(element("img", values)) + block.inside
