"""A post into a reading: what it says, what was left out of it, and what a person should know."""

from collections.abc import Iterator
from hashlib import sha256

import msgspec

from backfile.importers.addresses import join
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.conversion.addresses import is_whole
from backfile.importers.exports.markup import plain_text
from backfile.importers.importer import Attachment, Draft, Dropped, ImportContext, Original, Reading
from backfile.importers.wordpress.addresses import is_file
from backfile.importers.wordpress.content import Content, content_of
from backfile.importers.wordpress.featured import Featured, featured_image
from backfile.importers.wordpress.filing import Filing, file_post
from backfile.importers.wordpress.header import Entry, header_of
from backfile.importers.wordpress.kinds import why_not
from backfile.importers.wordpress.library import Library
from backfile.importers.wordpress.params import params_of
from backfile.importers.wordpress.past import Past, addresses_of, identity_of, past_of
from backfile.importers.wordpress.post import Post
from backfile.importers.wordpress.remarks import comments_of, left_out
from backfile.importers.wordpress.uploads import Uploads
from backfile.problems import Location, Problem, warning


class Site(msgspec.Struct, frozen=True):
    """The site that posts come from: its key (host and path), its address, its library, and its files here."""

    key: str
    address: str
    library: Library
    uploads: Uploads


class _Parts(msgspec.Struct, frozen=True):
    """What a post was taken apart into."""

    content: Content
    converted: Converted
    filing: Filing
    featured: Featured
    header: dict[str, Entry]
    past: Past


def read_post(
    post: Post, name: str, site: Site, context: ImportContext, problems: tuple[Problem, ...] = (), doubt: str = ""
) -> Reading:
    """The reading of a post in the input of that name. `problems` and `doubt` are those that were there before."""
    source = f"{name}#{post.id}" if post.id else f"{name}#line-{post.line}"
    digest = checksum(post)
    reason = why_not(post)
    if reason:
        return Reading(source, digest, None, problems, f"{_label(post)}: {reason}.")
    parts = _take_apart(post, site, context)
    draft = _draft(post, parts, site, context, doubt)
    told = _warnings(Location(name, post.line), post, parts)
    return Reading(source, digest, draft, (*problems, *told))


def checksum(post: Post) -> str:
    """The digest of what a post says; its comments and its place in the file are no part of it."""
    said = msgspec.structs.replace(post, remarks=(), line=0, content_line=0)
    return sha256(msgspec.msgpack.encode(said)).hexdigest()


def _label(post: Post) -> str:
    title = plain_text(post.title)
    return f"“{title}”" if title else f"number {post.id}" if post.id else "an item"


def _take_apart(post: Post, site: Site, context: ImportContext) -> _Parts:
    content = content_of(post, site.library)
    converted = to_markdown(content.html, post.link)
    filing = file_post(post, site.library)
    featured = featured_image(post, site.library)
    past = past_of(post, site.address, site.library)
    header = header_of(post, content.html, filing, past.slug, site.library, context.timezone)
    return _Parts(content, converted, filing, featured, header, past)


def _draft(post: Post, parts: _Parts, site: Site, context: ImportContext, doubt: str) -> Draft:
    params = params_of(post, parts.filing, context.timezone)
    header = {name: entry for name, entry in parts.header.items() if entry.value}
    image = {"image": parts.featured.image} if parts.featured.image else {}
    return Draft(
        **{"title": "", **{name: entry.value for name, entry in header.items()}},
        body=parts.converted.markdown,
        url=parts.past.url,
        aliases=parts.past.aliases,
        identity=identity_of(post, site.key, site.library),
        addresses=addresses_of(post, site.address),
        links=tuple(parts.converted.links),
        origin_url=post.link,
        origin_site=site.key,
        attachments=tuple(_attachments(parts, site, post.link)),
        comments=comments_of(post.remarks, context.timezone),
        terms=parts.filing.others,
        extra={**params.extra, **image},
        found={name: entry.source for name, entry in header.items()} | ({"image": "_thumbnail_id"} if image else {}),
        doubts=tuple(_doubts(post, header, doubt)),
        dropped=(*_dropped(post, parts), *params.dropped),
        original=_original(parts) if context.wants_original else None,
    )


def _attachments(parts: _Parts, site: Site, link: str) -> Iterator[Attachment]:
    """The files that the article shows, and those of the media library that it links to."""
    shown = dict.fromkeys((*parts.featured.addresses, *parts.converted.media))
    linked = (url for url in parts.converted.links if is_file(url))
    for written in dict.fromkeys((*shown, *linked)):
        if written.startswith("data:"):
            continue
        path = site.uploads.find(written)
        yield Attachment(written, path) if path else Attachment(written, url=_whole(link, written))


def _whole(link: str, written: str) -> str:
    return written if is_whole(written) else join(link, written)


def _doubts(post: Post, header: dict[str, Entry], doubt: str) -> Iterator[str]:
    if doubt:
        yield doubt
    if post.has_password:
        yield "It was protected by a password. Publish it only if its readers may."
    if "date" not in header and post.type != "page":
        yield "It has no date. Give it one."


def _dropped(post: Post, parts: _Parts) -> Iterator[Dropped]:
    """What is not in the article, in the order of the post."""
    yield from parts.content.dropped
    yield from (Dropped(post.content_line, text, reason) for text, reason in parts.content.left)
    yield from (Dropped(post.content_line, one.text, one.reason) for one in parts.converted.dropped)
    yield from parts.filing.dropped
    yield from parts.past.dropped
    yield from left_out(post.remarks, post.line)


def _original(parts: _Parts) -> Original:
    def said(name: str) -> str:
        entry = parts.header.get(name)
        return str(entry.value) if entry else ""

    names = parts.header["authors"].value if "authors" in parts.header else ()
    return Original(said("title"), "; ".join(names), said("date"), parts.content.html)


def _warnings(place: Location, post: Post, parts: _Parts) -> Iterator[Problem]:
    if not plain_text(post.title):
        hint = "Give it one in its front matter."
        yield warning(place, f"post {post.id} has no title; the first words of its text are taken.", hint)
    for text, reason in parts.content.left:
        shown = text if len(text) <= 80 else f"{text[:79]}…"
        yield warning(place, f"{shown}: {reason}.", "Replace it in the article by what it showed.")
    for slug in parts.filing.nameless:
        message = f"the export has no name for the term “{slug}”; its slug is taken."
        yield warning(place, message, "`backfile tags rename` gives it its name.")
    if parts.featured.missing:
        message = f"the featured image (number {parts.featured.missing}) is not in the export."
        yield warning(place, message, "Export the media too and import both together, or set `image` by hand.")
