"""The contract's table of names: which keys a front matter has, and under which other names each is read as well."""

import difflib
from functools import lru_cache

READ_AS: dict[str, tuple[str, ...]] = {
    "title": (),
    "standfirst": ("subtitle", "description", "summary", "excerpt"),
    "date": ("publishdate", "pubdate", "published", "created"),
    "updated": ("lastmod", "modified", "last_modified_at"),
    "expires": ("expirydate", "unpublishdate"),
    "author": ("authors", "byline", "taxonomies.author", "taxonomies.authors"),
    "section": ("category", "categories", "taxonomies.section", "taxonomies.categories"),
    "tags": ("taxonomies.tags",),
    "slug": (),
    "url": ("permalink", "path"),
    "aliases": ("redirect_from", "alias"),
    "image": ("cover", "featured_image", "thumbnail"),
    "credit": (),
    "draft": ("status",),
    "noindex": (),
    "search": (),
    "lang": (),
    "template": (),
    "canonical": (),
    "corrections": (),
    "source": (),
    "params": (),
}
"""The keys of the contract in the order in which they are written, each with the names it is also read under: in small
letters, `taxonomies.tags` for `tags` within `taxonomies`."""

NESTED = "taxonomies"
"""The key that holds other keys, as Zola writes them."""

KNOWN = frozenset(name.partition(".")[0] for key, others in READ_AS.items() for name in (key, *others))
"""Every key that is read, by any of its names."""


@lru_cache(maxsize=256)
def names_of(key: str) -> tuple[str, ...]:
    """The names of a key, its own first; that of a further taxonomy may stand within `taxonomies` too."""
    return (key, *READ_AS.get(key, (f"taxonomies.{key}",)))


@lru_cache(maxsize=1024)
def near_miss(key: str) -> str:
    """The known key that an unknown one is very like; empty for none."""
    found = difflib.get_close_matches(key, sorted(KNOWN), n=1, cutoff=0.8)
    return found[0] if found and len(key) > 3 else ""
