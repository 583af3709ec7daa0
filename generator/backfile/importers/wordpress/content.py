"""A post's content as the HTML that its site showed: blocks or the classic editor, shortcodes, embeds, pictures.
Decides nothing about Markdown."""

import re
from collections.abc import Callable

import msgspec

from backfile.importers.importer import Dropped
from backfile.importers.wordpress.autop import autop
from backfile.importers.wordpress.block_html import MORE, BlockMeanings
from backfile.importers.wordpress.blocks import has_blocks
from backfile.importers.wordpress.embeds import with_embeds
from backfile.importers.wordpress.library import Library
from backfile.importers.wordpress.meanings import CODE, KNOWN, Meanings, code_meaning
from backfile.importers.wordpress.pictures import with_originals
from backfile.importers.wordpress.post import Post
from backfile.importers.wordpress.rendered import rendered
from backfile.importers.wordpress.shortcodes import Shortcode, expand, expand_code, looks_unknown

_MORE = re.compile(r"<!--\s*more(?:\s[^>]*?)?-->", re.IGNORECASE)
_NO_TEASER = re.compile(r"<!--\s*noteaser\s*-->", re.IGNORECASE)
_NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->", re.IGNORECASE)
Drop = Callable[[int, str, str], None]
"""Told of what is left out: its place in the content, its text, and why."""

_UNKNOWN = "a shortcode whose meaning is not known; kept as text"


class Content(msgspec.Struct, frozen=True):
    """The HTML of a post, what was left out of it, and shortcodes that stay in it as text, each with the reason."""

    html: str
    dropped: tuple[Dropped, ...]
    left: tuple[tuple[str, str], ...]


def content_of(post: Post, library: Library) -> Content:
    """The HTML of a post."""
    dropped: list[Dropped] = []
    left: list[tuple[str, str]] = []

    def drop(place: int, text: str, reason: str) -> None:
        dropped.append(Dropped(post.content_line + post.content.count("\n", 0, place), text, reason))

    text = post.content
    meanings = Meanings(library, post.id, left)
    if post.is_rendered:
        text = rendered(text, drop)
    elif has_blocks(text):
        text = BlockMeanings(library, post.value("footnotes"), drop).html(text)
        text = with_embeds(_marked(expand_code(text, code_meaning, CODE), drop))
        text = expand(text, lambda found: _meaning(found, meanings, left), KNOWN)
    else:
        text = with_embeds(expand_code(_marked(text, drop), code_meaning, CODE))
        text = expand(text, lambda found: _meaning(found, meanings, left), KNOWN)
        text = autop(text)
    return Content(with_originals(text, library), tuple(dropped), tuple(left))


def _marked(text: str, drop: Drop) -> str:
    """The text with the mark of its excerpt's end as an element, and without page breaks."""
    if "<!--" not in text:
        return text
    for match in _NEXT_PAGE.finditer(text):
        drop(match.start(), match[0], "a page break: the article is one page")
    text = _NEXT_PAGE.sub("\n\n", _NO_TEASER.sub("", text))
    before, mark, after = _parted(text)
    return f"{before}\n\n{MORE}\n\n{after}" if mark else text


def _parted(text: str) -> tuple[str, str, str]:
    """The text before its first mark of the excerpt's end, that mark, and what follows, in which another means
    nothing."""
    match = _MORE.search(text)
    return (text[: match.start()], match[0], _MORE.sub("", text[match.end() :])) if match else (text, "", "")


def _meaning(found: Shortcode, meanings: Meanings, left: list[tuple[str, str]]) -> str | None:
    """The HTML of a shortcode; one that stays is named, with only its own marks and not what it encloses."""
    before = len(left)
    shown = meanings(found)
    if shown is None and len(left) == before and looks_unknown(found):
        end = found.written.find("]") + 1
        left.append((found.written[:end], _UNKNOWN))
    return shown
