"""A story as Medium exports it, taken apart: what its header and footer say, and its text without what they repeat."""

import re

import msgspec
import turbohtml
from turbohtml import Element

from backfile.importers.importer import Dropped
from backfile.importers.medium.markup import plain_html
from backfile.importers.medium.names import StoryName, is_mediums, short_address, story_address

_END = re.compile(r"</article\s*>", re.IGNORECASE)
_LEAST = 12
"""Signs that the beginning of a text must share with a summary to be what that was made of."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story. `html` is its text, `has_title` whether a title stands in it, as in every story and in no response;
    `is_beginning` whether the title that the file names is but the beginning of the text. `is_whole` is false where the
    file ends in the middle."""

    title: str
    html: str
    standfirst: str = ""
    kicker: str = ""
    date: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""
    slug: str = ""
    address: str = ""
    is_draft: bool = False
    has_title: bool = True
    is_beginning: bool = False
    is_whole: bool = True
    dropped: tuple[Dropped, ...] = ()


def read_story(text: str, name: StoryName, ids: frozenset[str] = frozenset()) -> Story | None:
    """The story in that HTML, its file being called `name`; None if there is none. Links to stories of these ids are
    written as their short addresses."""
    article = turbohtml.parse(text).select_one("article.h-entry")
    body = article.select_one("section[data-field=body], .e-content") if article else None
    if article is None or body is None:
        return None
    title = _text(article.select_one("header .p-name, h1.p-name")) or _text(body.select_one(".graf--title"))
    summary = _text(article.select_one("section[data-field=subtitle], .p-summary"))
    footer = _Footer(article, name)
    kicker = _taken(body, ".graf--kicker")
    has_title = _take_title(body, title)
    begins = bool(_key(title)) and _key(body.text).startswith(_key(title))
    standfirst, dropped = _take_standfirst(body, summary)
    return Story(
        title=title,
        html=plain_html(body, ids),
        standfirst=standfirst,
        kicker=kicker,
        date=footer.date or name.day,
        author=footer.author,
        tags=footer.tags,
        id=footer.id,
        slug=footer.slug,
        address=footer.address,
        is_draft=footer.is_draft,
        has_title=has_title,
        is_beginning=begins,
        is_whole=_END.search(text) is not None,
        dropped=dropped,
    )


class _Footer:
    """What stands below a story, and what the file's name says where nothing does."""

    def __init__(self, article: Element, name: StoryName) -> None:
        footers = [one for one in article.children if isinstance(one, Element) and one.tag == "footer"]
        footer = footers[-1] if footers else None
        links = [_attribute(link, "href") for link in footer.select("a[href]")] if footer else []
        canonical = _attribute(footer.select_one("a.p-canonical"), "href") if footer else ""
        short = next((story_address(url).id for url in links if is_mediums(url) and "/p/" in url), "")
        told = story_address(canonical)
        self.id = short or name.id or told.id
        self.slug = told.slug or name.slug
        self.address = canonical if canonical.startswith(("http://", "https://")) else short_address(short)
        self.author = _text(footer.select_one(".p-author")) if footer else ""
        self.date = _attribute(footer.select_one("time.dt-published"), "datetime") if footer else ""
        self.tags = tuple(dict.fromkeys(filter(None, map(_text, footer.select("a.p-tag"))))) if footer else ()
        self.is_draft = name.is_draft or (not self.date and not name.day)


def _take_title(body: Element, title: str) -> bool:
    """Takes the title out of the text, where it stands once more; whether one stands there at all."""
    headings = body.select(".graf--title") or [
        one for one in body.select("h1, h2, h3, h4")[:3] if _key(one.text) == _key(title)
    ]
    if not headings:
        return False
    if _key(headings[0].text) == _key(title):
        headings[0].decompose()
    return True


def _take_standfirst(body: Element, summary: str) -> tuple[str, tuple[Dropped, ...]]:
    """The subtitle that the author gave, taken out of the text. Without one Medium puts the beginning of the text in
    its place, which is no standfirst."""
    subtitle = body.select_one(".graf--subtitle")
    start = _key(summary.removesuffix("…"))
    if subtitle is None:
        texts = [_key(one.text) for one in body.select("p, li, blockquote, figcaption")[:40]] if start else []
        is_made = any(text.startswith(start) or (len(text) > _LEAST and start.startswith(text)) for text in texts)
        return "" if is_made else summary, ()
    if start and not _key(subtitle.text).startswith(start):
        return summary, ()
    links = [_attribute(link, "href") for link in subtitle.select("a[href]")]
    text, line = _text(subtitle), subtitle.source_line or 0
    subtitle.decompose()
    return text, tuple(Dropped(line, link, "a link in the standfirst, which is plain text") for link in links if link)


def _taken(body: Element, selector: str) -> str:
    """The text of the first such element, which is taken out."""
    found = body.select_one(selector)
    text = _text(found)
    if found is not None:
        found.decompose()
    return text


def _text(element: Element | None) -> str:
    return " ".join(element.text.split()) if element is not None else ""


def _attribute(element: Element | None, name: str) -> str:
    value = element.attrs.get(name) if element is not None else None
    return value.strip() if isinstance(value, str) else ""


def _key(text: str) -> str:
    """What two ways of writing the same words have in common."""
    return re.sub(r"[\W_]+", "", text).casefold()
