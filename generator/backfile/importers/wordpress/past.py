"""Addresses at which a post could be read, so that no old link is lost."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from backfile.importers.wordpress.addresses import path_of
from backfile.importers.wordpress.post import Post


def aliases_of(post: Post, site: str) -> tuple[str, ...]:
    """Old addresses that a static site can have, as paths: the permalink, and those with earlier slugs. `?p=12` is
    none."""
    if not _has_permalink(post):
        return ()
    paths = [path_of(post.link), *(path_of(url) for url in _with_old_slugs(post))]
    return tuple(dict.fromkeys(unquote(path) for path in paths if path))


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
