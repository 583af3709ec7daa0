"""A post into a draft: what the list says of it, its HTML as Markdown, and the reasons to look at it first."""

from collections.abc import Iterator
from html import escape

from backfile.archive.dates import as_given
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.importer import Attachment, Draft, ImportContext, Original
from backfile.importers.substack.listing import Post
from backfile.importers.substack.markup import plain_html
from backfile.importers.substack.settings import Publication
from backfile.importers.utf8 import Decoded


def draft_of(text: Decoded, post: Post, publication: Publication, context: ImportContext) -> Draft:
    """The draft of a post with that text."""
    html, dropped = plain_html(text.text, publication)
    if _is_web(post.podcast):
        html = f'<audio src="{escape(post.podcast)}"></audio>{html}'
    converted = to_markdown(html)
    date = as_given(post.date, context.timezone)
    path = f"/p/{post.slug}" if post.slug and post.is_published and post.is_listed else ""
    address = f"{publication.site}{path}" if publication.site and path else ""
    doubts = tuple(_doubts(text, post, date, converted))
    return Draft(
        title=post.title,
        body=converted.markdown,
        date=date,
        standfirst=post.subtitle,
        authors=(publication.author,) if publication.author else (),
        slug=post.slug,
        aliases=(path,) if path else (),
        identity=f"substack:{post.number}" if post.number else "",
        addresses=tuple(filter(None, (address, path))),
        links=converted.links,
        origin_url=address,
        origin_site=publication.host,
        attachments=tuple(Attachment(one, url=one if _is_web(one) else "") for one in converted.media),
        extra=_extra(post),
        found=_found(post, date),
        confidence=0.5 if doubts else 1.0,
        doubts=doubts,
        dropped=(*dropped, *converted.dropped),
        original=Original(post.title, publication.author, date, html) if context.wants_original else None,
    )


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _extra(post: Post) -> dict[str, object]:
    """A draft is marked as one; columns that are no field of an article stay as they are."""
    params = {**post.rest, "podcast_url": "" if _is_web(post.podcast) else post.podcast}
    kept = {key: value for key, value in params.items() if value}
    values: dict[str, object] = {} if post.is_published and post.is_listed else {"draft": True}
    return {**values, "params": kept} if kept else values


def _found(post: Post, date: str) -> dict[str, str]:
    places = {"title": post.title, "standfirst": post.subtitle, "date": date}
    return {field: "posts.csv" for field, value in places.items() if value}


def _doubts(text: Decoded, post: Post, date: str, converted: Converted) -> Iterator[str]:
    if not post.is_listed:
        yield "posts.csv does not name it, which would tell its title, its date and whether it was published."
    elif not post.title:
        yield "It has no title. Give it one."
    if post.is_listed and not date:
        yield f'The date "{post.date}" is none. Give it one.' if post.date else "It has no date. Give it one."
    if not converted.markdown.strip():
        yield "It has no text."
    elif not text.text.rstrip().endswith(">"):
        yield "The file ends in the middle of the text: it may be incomplete."
    if text.lost:
        yield f"Bytes of the file that are no text ({text.lost:,}) stand in the article as �."
