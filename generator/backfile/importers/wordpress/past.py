"""Addresses at which a post could be read, so that no old link is lost, and the name that it is known by."""

import re
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import unquote, urlsplit

import msgspec

from backfile.importers.exports.own_addresses import is_archives_own
from backfile.importers.importer import Dropped
from backfile.importers.wordpress.addresses import path_of
from backfile.importers.wordpress.library import Library
from backfile.importers.wordpress.post import Post

_NUMBER_IN_GUID = re.compile(r"[?&;](?:p|page_id|attachment_id)=(\d+)$")


class Past(msgspec.Struct, frozen=True):
    """Old addresses as aliases, and those that cannot be one, with the reason; the address that a page keeps; and the
    slug, another where the post's own would be an address of the archive itself."""

    aliases: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    url: str = ""
    slug: str = ""


def past_of(post: Post, site: str, library: Library) -> Past:
    """Old addresses that a static site can have: the permalink, and those with earlier slugs. `?p=12` is none."""
    slug = unquote(post.slug)
    if not _has_permalink(post):
        return Past(slug=slug)
    now = unquote(path_of(post.link))
    before = [unquote(path_of(url)) for url in _with_old_slugs(post)]
    why = {path: _why_not(path, library, is_now=path == now) for path in dict.fromkeys((now, *before))}
    dropped = tuple(Dropped(post.line, path, reason) for path, reason in why.items() if reason)
    aliases = tuple(path for path, reason in why.items() if not reason)
    if post.type != "page":
        return Past(aliases, dropped, "", slug)
    if is_archives_own(f"/{slug}/"):
        return Past(aliases, dropped, "", f"{slug}-page")
    return Past(aliases, dropped, _kept_address(now, site, slug), slug)


def _why_not(path: str, library: Library, *, is_now: bool) -> str:
    if is_archives_own(path):
        return "an old address that is one of the archive's own pages"
    if not is_now and library.has_address(path):
        return "an old address that another post has now"
    return ""


def _kept_address(path: str, site: str, slug: str) -> str:
    """The address of a page below another, which it keeps: its slug alone may be another page's."""
    inside = path.removeprefix(unquote(path_of(site)).rstrip("/"))
    is_below = inside.strip("/") != slug and inside.count("/") > 2
    return inside if is_below and inside.endswith("/") and not is_archives_own(inside) else ""


def identity_of(post: Post, site: str, library: Library) -> str:
    """What a post is known by: its site and number. Where its GUID is not made of its number, by that too, as a site
    that was filled anew has the same numbers for other posts; where several posts have one number, by its address."""
    if not post.id or not site:
        return post.guid or post.link
    number = _NUMBER_IN_GUID.search(post.guid)
    is_own = not post.guid or (number is not None and number[1] == post.id)
    marks = ("" if is_own else path_of(post.guid)), (post.link if library.is_shared(post.id) else "")
    ending = f":{sha256(''.join(marks).encode()).hexdigest()[:8]}" if any(marks) else ""
    return f"wp:{site}:{post.id}{ending}"


def addresses_of(post: Post, site: str) -> tuple[str, ...]:
    """All addresses of the post, whole and from the root of its host."""
    return tuple(dict.fromkeys(filter(None, _addresses(post, site))))


def _addresses(post: Post, site: str) -> Iterator[str]:
    yield post.link
    yield path_of(post.link) if _has_permalink(post) else ""
    if post.guid.startswith(("http://", "https://")):
        yield post.guid
    for url in _with_old_slugs(post):
        yield url
        yield path_of(url)
    if post.id:
        base, root = site.rstrip("/"), path_of(site).rstrip("/")
        for query in (f"/?p={post.id}", f"/?page_id={post.id}"):
            yield base + query if base else ""
            yield root + query


def _has_permalink(post: Post) -> bool:
    """Whether its address is a path of its own, and not a query."""
    try:
        return not urlsplit(post.link).query and bool(path_of(post.link))
    except ValueError:
        return False


def _with_old_slugs(post: Post) -> Iterator[str]:
    """The permalink as it was with each slug that the post had before."""
    old = post.values("_wp_old_slug")
    if old and _has_permalink(post):
        before, slash, last = post.link.rstrip("/").rpartition("/")
        if unquote(last) == unquote(post.slug):
            end = "/" if post.link.endswith("/") else ""
            yield from (f"{before}{slash}{slug}{end}" for slug in old)
