"""What a post's front matter says, each field with where it was found. A field that the post does not have is empty:
nothing is guessed but the title of a post without one."""

from typing import Any

import msgspec

from backfile.importers.exports.markup import plain_text
from backfile.importers.exports.titles import title_from
from backfile.importers.wordpress.filing import Filing
from backfile.importers.wordpress.library import Library
from backfile.importers.wordpress.moments import moment, published
from backfile.importers.wordpress.names import authors_of
from backfile.importers.wordpress.post import Post


class Entry(msgspec.Struct, frozen=True):
    """A value and where in the source it was found."""

    value: Any
    source: str


def header_of(post: Post, shown: str, filing: Filing, slug: str, library: Library, zone: str) -> dict[str, Entry]:
    """The header's fields by the names that `Draft` has for them; `shown` is the content's HTML. A page has no date, as
    pages of an archive are no part of its years."""
    authors, authors_source = authors_of(post, library)
    date = date_of(post, zone)
    updated = Entry(*moment(post.modified, post.modified_gmt, zone))
    is_changed = bool(date.value) and updated.value[:19] > date.value[:19]
    return {
        "title": _title(post, shown),
        "date": Entry("", "") if post.type == "page" else date,
        "updated": Entry(updated.value if is_changed else "", updated.source.replace("post_date", "post_modified")),
        "standfirst": Entry("" if post.is_excerpt_made else plain_text(post.excerpt), "excerpt"),
        "authors": Entry(authors, authors_source),
        "section": Entry(filing.section, "the primary category" if filing.is_primary else "categories"),
        "tags": Entry(filing.tags, "tags and categories"),
        "slug": Entry(slug, "post_name"),
        "lang": Entry(filing.lang, "language"),
    }


def date_of(post: Post, zone: str) -> Entry:
    """When a post was published."""
    value, source = moment(post.date, post.date_gmt, zone)
    return Entry(value, source) if value else Entry(published(post.pub_date), "pubDate")


def _title(post: Post, shown: str) -> Entry:
    title = plain_text(post.title)
    if title:
        return Entry(title, "title")
    return Entry(title_from(shown, post.id), "the first words of the text, as the post has no title")
