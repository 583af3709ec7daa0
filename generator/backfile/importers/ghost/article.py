"""A post into a reading: what it says, what was left out of it, and what a person should know."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec

from backfile.importers.addresses import host_of, join, split
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.exports.moments import later
from backfile.importers.exports.own_addresses import is_archives_own
from backfile.importers.exports.sections import section_and_tags
from backfile.importers.exports.titles import title_from
from backfile.importers.ghost.body import PLACEHOLDER, Body, body_of
from backfile.importers.ghost.files import Files, place_of
from backfile.importers.ghost.header import date_of, image_of, instant, is_published, params_of, path_of
from backfile.importers.ghost.post import Post
from backfile.importers.importer import Attachment, Draft, Dropped, ImportContext, Original, Reading
from backfile.problems import Location, Problem, warning


class Site(msgspec.Struct, frozen=True):
    """The site that posts come from: its address (empty where nobody told it), the pattern of its permalinks, and its
    files here."""

    address: str
    permalinks: str
    files: Files


def read_post(post: Post, name: str, site: Site, context: ImportContext) -> Reading:
    """The reading of a post in the input of that name."""
    source = f"{name}#{post.id or post.uuid}" if post.id or post.uuid else f"{name}#line-{post.line}"
    digest = sha256(msgspec.msgpack.encode(msgspec.structs.replace(post, line=0))).hexdigest()
    body = body_of(post, site.address)
    if not (_own_title(post) or body.document.html.strip() or post.feature_image):
        problems = tuple(_warnings(Location(name, post.line), post, body)) if body.damaged else ()
        return Reading(source, digest, None, problems, f"number {post.id}: it has neither title nor text.")
    draft = _draft(post, body, site, context)
    return Reading(source, digest, draft, tuple(_warnings(Location(name, post.line), post, body)))


def _draft(post: Post, body: Body, site: Site, context: ImportContext) -> Draft:
    link = _link(post, site, context)
    path = split(link).path
    converted = to_markdown(body.document.html, link if "://" in link else "")
    date, is_page = date_of(post), post.type == "page"
    shown_tags = [tag.name for tag in post.tags if not tag.is_internal]
    section, tags = section_and_tags(shown_tags, context.settings)
    image = image_of(post, site.address)
    title = _title(post, body)
    return Draft(
        title=title,
        body=converted.markdown,
        date="" if is_page else date,
        updated=later(instant(post.updated_at), date) if is_published(post) else "",
        standfirst=" ".join(post.custom_excerpt.split()),
        authors=post.authors,
        section=section,
        tags=tags,
        slug=post.slug,
        aliases=(path,) if path and not is_archives_own(path) else (),
        lang=_language(post, context),
        identity=f"ghost:{post.uuid or post.id or path}",
        addresses=tuple(dict.fromkeys(filter(None, (link, path, f"/{post.slug}/" if post.slug else "")))),
        links=converted.links,
        origin_url=link if "://" in link else "",
        origin_site=host_of(link),
        attachments=tuple(_attachments(image, converted, site, link)),
        extra=_extra(post, image, date if is_page else "", site),
        found=_found(post, body, section, tags, image),
        doubts=() if date or is_page else ("It has no date. Give it one.",),
        dropped=tuple(_dropped(post, body, converted, path)),
        original=Original(title, "; ".join(post.authors), date, body.document.html) if context.wants_original else None,
    )


def _title(post: Post, body: Body) -> str:
    return _own_title(post) or title_from(body.document.html, post.id)


def _own_title(post: Post) -> str:
    """The title that a person gave; Ghost's own word for none is none."""
    title = " ".join(post.title.split())
    return "" if title == "(Untitled)" else title


def _link(post: Post, site: Site, context: ImportContext) -> str:
    """The address of a post: that which the API gave, else its path on the site."""
    given = post.url.replace(PLACEHOLDER, site.address)
    if given and "/404/" not in given:
        return given
    path = path_of(post, site.permalinks, context.timezone)
    return f"{site.address}{path}" if path else ""


def _language(post: Post, context: ImportContext) -> str:
    own = (post.locale or post.language).replace("_", "-")
    is_same = own.lower().partition("-")[0] == context.language.lower().partition("-")[0]
    return "" if is_same else own


def _attachments(image: dict[str, Any] | str, converted: Converted, site: Site, link: str) -> Iterator[Attachment]:
    """The files that the article shows, and those of the site that it links to."""
    lead = image["src"] if isinstance(image, dict) else image
    linked = (url for url in converted.links if place_of(url)[0])
    for written in dict.fromkeys((*((lead,) if lead else ()), *converted.media, *linked)):
        if written.startswith("data:"):
            continue
        path = site.files.find(written)
        yield Attachment(written, path) if path else Attachment(written, url=_absolute(written, link))


def _absolute(url: str, base: str) -> str:
    whole = join(base, url)
    return whole if "://" in whole and split(whole).scheme else ""


def _extra(post: Post, image: dict[str, Any] | str, page_date: str, site: Site) -> dict[str, Any]:
    values: dict[str, Any] = {
        "image": image,
        "draft": not is_published(post),
        "canonical": post.canonical_url.strip().replace(PLACEHOLDER, site.address),
        "params": params_of(post, page_date),
    }
    return {name: value for name, value in values.items() if value}


def _found(post: Post, body: Body, section: str, tags: tuple[str, ...], image: dict[str, Any] | str) -> dict[str, str]:
    found = {
        "title": "title" if _own_title(post) else "the first words of the text, as the post has no title",
        "date": ("published_at" if instant(post.published_at) else "created_at") if date_of(post) else "",
        "standfirst": "custom_excerpt" if post.custom_excerpt else "",
        "authors": "posts_authors" if post.authors else "",
        "section": "tags, by the settings" if section else "",
        "tags": "posts_tags" if tags else "",
        "slug": "slug" if post.slug else "",
        "image": "feature_image" if image else "",
        "body": body.source,
    }
    return {name: where for name, where in found.items() if where}


def _dropped(post: Post, body: Body, converted: Converted, path: str) -> Iterator[Dropped]:
    yield from (Dropped(post.line, text, reason) for text, reason in body.document.dropped)
    yield from (
        Dropped(post.line, one.text, one.reason) for one in converted.dropped if one.text.strip() != "members-only"
    )
    if path and is_archives_own(path):
        yield Dropped(post.line, path, "an old address that is one of the archive's own pages")
    for code in (post.codeinjection_head, post.codeinjection_foot):
        if code.strip():
            yield Dropped(post.line, code[:200], "code that the post put into its page")


def _warnings(place: Location, post: Post, body: Body) -> Iterator[Problem]:
    if not _own_title(post):
        hint = "Give it one in its front matter."
        yield warning(place, f"post {post.id} has no title; the first words of its text are taken.", hint)
    for name in body.damaged:
        message = f"the text under `{name}` is damaged; what stands under `{body.source}` was taken."
        yield warning(place, message, "Look at the article, and export again.")
    for name in body.document.unknown:
        message = f"a card of the kind “{name}” is not known; its text was kept."
        yield warning(place, message, "Look at the article.")
    for one in post.missing:
        yield warning(place, f"the export has no {one}, which the post names; it was left out.", "Export again.")
    if "\ufffd" in post.title + post.html + post.lexical + post.mobiledoc:
        message = "bytes of it are not UTF-8; a � stands in their place."
        yield warning(place, message, "Look at the article for odd characters.")
