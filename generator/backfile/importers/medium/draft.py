"""A story into a draft: its HTML as Markdown, and the reasons to look at it first."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from backfile.archive.dates import as_given
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.importer import Attachment, Draft, ImportContext, Original
from backfile.importers.medium.names import host_of, is_mediums, short_address
from backfile.importers.medium.story import Story


def draft_of(story: Story, lost: int, context: ImportContext) -> Draft:
    """The draft; `lost` is the number of places in its file that were no text."""
    converted = to_markdown(story.html)
    date = as_given(story.date, context.timezone)
    doubts = tuple(_doubts(story, date, converted, lost))
    short = short_address(story.id)
    return Draft(
        title=story.title,
        body=converted.markdown,
        date=date,
        standfirst=story.standfirst,
        authors=(story.author,) if story.author else (),
        tags=story.tags,
        slug=story.slug,
        aliases=_aliases(story),
        identity=f"medium:{story.id}" if story.id else "",
        addresses=tuple(filter(None, (story.address, short))),
        links=converted.links,
        origin_url=story.address,
        origin_site="Medium",
        attachments=tuple(Attachment(written, url=_web(written)) for written in converted.media),
        extra=_extra(story),
        found=_found(story, date),
        confidence=0.5 if doubts else 1.0,
        doubts=doubts,
        dropped=(*story.dropped, *converted.dropped),
        original=Original(story.title, story.author, date, story.html) if context.wants_original else None,
    )


def _web(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else ""


def _aliases(story: Story) -> tuple[str, ...]:
    """The path of the story on a domain of its publication's own: the archive may stand there now."""
    if not host_of(story.address) or is_mediums(story.address):
        return ()
    path = urlsplit(story.address).path.rstrip("/")
    return (path,) if story.id and path.endswith(story.id) else ()


def _extra(story: Story) -> dict[str, object]:
    values: dict[str, object] = {"draft": True} if story.is_draft else {}
    return {**values, "params": {"kicker": story.kicker}} if story.kicker else values


def _found(story: Story, date: str) -> dict[str, str]:
    places = {
        "title": "h1.p-name" if story.title else "",
        "standfirst": "section.p-summary" if story.standfirst else "",
        "date": ("time.dt-published" if "T" in date else "the file's name") if date else "",
        "authors": "a.p-author" if story.author else "",
        "tags": "a.p-tag" if story.tags else "",
    }
    return {field: place for field, place in places.items() if place}


def _doubts(story: Story, date: str, converted: Converted, lost: int) -> Iterator[str]:
    if not story.title:
        yield "It has no title. Give it one."
    elif not story.has_title and story.is_beginning:
        yield "Its title is but the beginning of its text, as it is in responses to other stories. Is it an article?"
    elif not story.has_title:
        yield "Its text has no title, as responses to other stories have none. Is it an article?"
    if not date and story.is_draft:
        yield "It is a draft, and Medium does not tell its date. Give it one."
    elif not date:
        yield f'The date "{story.date}" is none. Give it one.' if story.date else "It has no date. Give it one."
    if not converted.markdown.strip():
        yield "It has no text."
    if not story.is_whole:
        yield "The file ends in the middle of the story: its text may be incomplete."
    if lost:
        yield f"Bytes of the file that are no text ({lost:,}) stand in the article as �."
