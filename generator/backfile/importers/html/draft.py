"""An article of a page into a draft: its HTML as Markdown, its pictures and links found where they are."""

import re
from collections.abc import Callable, Iterator
from html import escape

import msgspec

from backfile.archive.dates import as_given
from backfile.importers.addresses import join, split
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.html.article import PageArticle
from backfile.importers.html.facts import Found
from backfile.importers.importer import Attachment, Draft, ImportContext, Original
from backfile.importers.links import rewritten

Finder = Callable[[str], str]
"""Where a file that a page names is on this disk; empty if it is not."""


class Origin(msgspec.Struct, frozen=True):
    """Where and when a page was read, as far as its file or its archive tells."""

    url: str = ""
    retrieved: str = ""


def draft_of(article: PageArticle, origin: Origin, find: Finder, context: ImportContext) -> Draft:
    """The draft. `find` is asked for each picture and each link by its address as the page has it."""
    url = origin.url or article.url.value
    converted = to_markdown(article.html)
    written = tuple(dict.fromkeys((*converted.media, *converted.links, *_lead(article))))
    here = {address: path for address in written if (path := find(address))}
    whole = {one: _whole(one, article.base_url or url) for one in written if one not in here}
    changes = {one: other for one, other in whole.items() if one != other}
    media = {*converted.media, *_lead(article)}
    language = article.language.value
    return Draft(
        title=article.title.value,
        body=rewritten(converted.markdown, changes),
        date=as_given(article.date.value, context.timezone),
        updated=as_given(article.updated.value, context.timezone)
        if article.updated.value != article.date.value
        else "",
        standfirst=article.standfirst.value,
        authors=article.authors.value,
        section=article.section.value,
        tags=article.tags.value,
        credit=article.credit.value,
        slug=slug_in(url),
        lang="" if _is_archives(article.language, context.language) else language,
        addresses=tuple(dict.fromkeys(filter(None, (url, article.url.value)))),
        links=tuple(changes.get(link, link) for link in converted.links),
        origin_url=url if _is_web(url) else "",
        origin_site=article.site.value,
        retrieved=origin.retrieved,
        attachments=tuple(_attachments(written, here, changes, media)),
        extra={**_said(article, context), **_image(article, converted, changes)},
        found=_found(article),
        confidence=article.confidence,
        doubts=article.doubts,
        dropped=(*article.dropped, *converted.dropped),
        original=_original(article) if context.wants_original else None,
    )


def _lead(article: PageArticle) -> tuple[str, ...]:
    return (article.image.value.src,) if article.image.value.src else ()


def _whole(address: str, base: str) -> str:
    """The address as a whole one, where it has a base to be seen from and is no place within the page."""
    return address if address.startswith("#") or not _is_web(base) else join(base, address)


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


_DATED = re.compile(r"/(?:19|20|18)\d\d/[01]\d/")


def slug_in(url: str) -> str:
    """The last part of an address, where it is a name and no number or script: three letters, or after a year and a
    month any."""
    last = split(url).path.rstrip("/").rsplit("/", 1)[-1]
    name = re.sub(r"\.(?:html?|php|aspx?|jsp|cms|story)$", "", last, flags=re.IGNORECASE)
    few = 1 if _DATED.search(url) else 3
    is_name = re.search(rf"[^\W\d_]{{{few}}}", name) is not None
    return name if is_name and name.lower() not in ("index", "default", "article") else ""


def _is_archives(found: Found[str], own: str) -> bool:
    """Whether a language is the archive's. `en-US` is mostly no more than what a site's system was set to, but for a
    text that is marked as in another language than its page."""
    one, other = found.value.lower(), own.lower()
    is_told = found.where == "class e-content"
    return not one or (one == other if is_told else one.partition("-")[0] == other.partition("-")[0])


def _attachments(
    written: tuple[str, ...], here: dict[str, str], changes: dict[str, str], media: set[str]
) -> Iterator[Attachment]:
    """Files that are here, and pictures that are not; a link to a page elsewhere is none."""
    for address in written:
        now = changes.get(address, address)
        if address in here:
            yield Attachment(address, here[address])
        elif address in media and not address.startswith("data:"):
            yield Attachment(now, url=now if _is_web(now) else "")


def _image(article: PageArticle, converted: Converted, changes: dict[str, str]) -> dict[str, object]:
    """The lead picture, unless the text shows it."""
    picture = article.image.value
    is_shown = not picture.is_apart and _name(picture.src) in map(_name, converted.media)
    if not picture.src or picture.src.startswith("data:") or is_shown:
        return {}
    caption = " ".join(to_markdown(picture.caption_html or escape(picture.caption)).markdown.split())
    parts = {"alt": picture.alt, "caption": caption, "credit": picture.credit}
    words = {name: text for name, text in parts.items() if text}
    src = changes.get(picture.src, picture.src)
    return {"image": {"src": src, **words} if words else src}


def _said(article: PageArticle, context: ImportContext) -> dict[str, object]:
    """Further front matter that pages say in so many words."""
    corrections = [{"date": date, "text": text} if date else {"text": text} for date, text in article.corrections]
    values = {
        "expires": as_given(article.expires.value, context.timezone),
        "corrections": corrections,
        "canonical": article.canonical,
    }
    return {name: value for name, value in values.items() if value}


def _name(address: str) -> str:
    return address.partition("?")[0].rstrip("/").rsplit("/", 1)[-1].casefold()


def _found(article: PageArticle) -> dict[str, str]:
    fields = ("title", "standfirst", "authors", "date", "updated", "section", "tags", "credit", "image")
    places = {name: getattr(article, name) for name in fields}
    return {name: f"{one.where} ({one.confidence:.2f})" for name, one in places.items() if one.where}


def _original(article: PageArticle) -> Original:
    return Original(
        article.title.value, ", ".join(article.authors.value), article.date.value, article.html, base=article.base_url
    )
