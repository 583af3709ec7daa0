"""What an export teaches about its posts before they are read: fills the library."""

import re

from backfile.importers.exports.element import Element
from backfile.importers.exports.fields import Field
from backfile.importers.exports.markup import plain_text
from backfile.importers.exports.splitting import Chunk
from backfile.importers.wordpress.export import Head, read_element
from backfile.importers.wordpress.library import KnownTerm, LibraryWriter, Medium
from backfile.importers.wordpress.post import Post, post_of

_TAUGHT_BY = re.compile(rb"post_type>\s*(?:<!\[CDATA\[)?\s*(?:attachment|wp_block|guest-author)\b")
_LINK = re.compile(rb"<link>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)")
_NUMBER = re.compile(rb"post_id>\s*(?:<!\[CDATA\[)?\s*(\d+)")
_MAX_LINK = 8192
_CREDIT = re.compile(r's:\d+:"(?:credit|copyright)";s:\d+:"([^"]+)"')
_CREDITS = (
    "_media_credit",
    "media_credit",
    "_navis_media_credit",
    "photo_credit",
    "_photo_credit",
    "credit",
    "_credit",
    "_wp_attachment_source_name",
    "isc_image_source",
)


def learn_chunk(head: Head, chunk: Chunk, path: str, library: LibraryWriter) -> None:
    """Adds what an element teaches. Items are parsed only if their type is one that teaches."""
    if chunk.name == "item":
        link = _LINK.search(chunk.data, 0, _MAX_LINK)
        number = _NUMBER.search(chunk.data)
        if link and number:
            library.add_address(head.site, link[1].decode("utf-8", "replace"), number[1].decode("ascii"))
    if chunk.name == "head" or (chunk.name == "item" and not _TAUGHT_BY.search(chunk.data)):
        return
    element = read_element(head, chunk, path)
    if chunk.name == "item":
        learn_post(head.site, post_of(element.fields, chunk.line), library)
    elif chunk.name == "author":
        _learn_author(head.site, _values(element), library)
    else:
        _learn_term(head.site, chunk.name, _values(element), library)


def learn_post(site: str, post: Post, library: LibraryWriter) -> None:
    """Adds a medium, a reusable block or a guest author."""
    if post.type == "attachment":
        library.add_medium(site, medium_of(post))
    elif post.type == "wp_block":
        library.add_block(site, post.id, post.content)
    elif post.type == "guest-author":
        name = post.value("cap-display_name") or plain_text(post.title)
        for login in (post.value("cap-user_login"), post.slug, post.slug.removeprefix("cap-")):
            if login:
                library.add_author(site, login, name)


def medium_of(post: Post) -> Medium:
    """The medium of an attachment: its excerpt is the caption. Where the address is not told, the GUID is one."""
    metadata = _CREDIT.search(post.value("_wp_attachment_metadata"))
    return Medium(
        id=post.id,
        url=post.attachment_url or post.guid,
        link=post.link,
        title=plain_text(post.title),
        alt=plain_text(post.value("_wp_attachment_image_alt")),
        caption=post.excerpt.strip(),
        credit=plain_text(post.value(*_CREDITS) or (metadata[1] if metadata else "")),
        file=post.value("_wp_attached_file"),
        parent=post.parent,
        position=int(post.position[:9]) if post.position.isdecimal() else 0,
    )


def _values(element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in element.fields:
        found.setdefault(_short(field), field.text.strip())
    return found


def _short(field: Field) -> str:
    return field.name.rpartition(":")[2]


def _learn_author(site: str, values: dict[str, str], library: LibraryWriter) -> None:
    login = values.get("author_login", "")
    whole = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}".strip()
    name = plain_text(values.get("author_display_name", "")) or whole
    if login and name:
        library.add_author(site, login, name)


def _learn_term(site: str, kind: str, values: dict[str, str], library: LibraryWriter) -> None:
    """A category, a tag or a term of any taxonomy: three elements of different names for the same."""
    if kind == "category":
        slug, name, parent = "category_nicename", "cat_name", "category_parent"
        taxonomy = "category"
    elif kind == "tag":
        slug, name, parent, taxonomy = "tag_slug", "tag_name", "", "post_tag"
    else:
        slug, name, parent, taxonomy = "term_slug", "term_name", "term_parent", values.get("term_taxonomy", "")
    if values.get(slug) and taxonomy:
        number = values.get("term_id", "")
        term = KnownTerm(taxonomy, values[slug], number, values.get(name, ""), values.get(parent, ""))
        library.add_term(site, term)
