"""A post as Ghost keeps it, of whichever version: nothing is decided here."""

from collections.abc import Mapping
from typing import Any

import msgspec

from backfile.importers.exports.decoding import without_illegal

Object = Mapping[str, Any]

_TEXTS = (
    "id", "uuid", "title", "slug", "html", "lexical", "mobiledoc", "markdown", "plaintext", "type", "status",
    "visibility", "feature_image", "feature_image_alt", "feature_image_caption", "custom_excerpt", "published_at",
    "updated_at", "created_at", "canonical_url", "custom_template", "meta_title", "meta_description", "locale",
    "language", "codeinjection_head", "codeinjection_foot", "url", "author_id",
)  # fmt: skip
_OLD_NAMES = {"image": "feature_image", "author": "author_id"}


class Tag(msgspec.Struct, frozen=True):
    """A tag; internal ones are never shown."""

    name: str
    slug: str = ""
    is_internal: bool = False


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A row of Ghost's table of posts with what other tables say of it. Texts are as they are kept: `html`,
    `feature_image_caption` as HTML, `lexical` and `mobiledoc` as JSON, dates in UTC or milliseconds since 1970."""

    id: str = ""
    uuid: str = ""
    title: str = ""
    slug: str = ""
    html: str = ""
    lexical: str = ""
    mobiledoc: str = ""
    markdown: str = ""
    plaintext: str = ""
    type: str = ""
    status: str = ""
    visibility: str = ""
    feature_image: str = ""
    feature_image_alt: str = ""
    feature_image_caption: str = ""
    custom_excerpt: str = ""
    published_at: str = ""
    updated_at: str = ""
    created_at: str = ""
    canonical_url: str = ""
    custom_template: str = ""
    meta_title: str = ""
    meta_description: str = ""
    locale: str = ""
    language: str = ""
    codeinjection_head: str = ""
    codeinjection_foot: str = ""
    url: str = ""
    author_id: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    missing: tuple[str, ...] = ()
    is_featured: bool = False
    line: int = 0


def is_post(value: Object) -> bool:
    """Whether a row of the table of posts is one; after damage it may be another table's."""
    return "title" in value or "html" in value


def post_of(value: Object, meta: Object, line: int) -> Post:
    """The post of a row, with what the table of further values says of it; without authors and tags."""
    found: dict[str, Any] = {name: text(value.get(name)) for name in _TEXTS}
    for old, name in _OLD_NAMES.items():
        found[name] = found[name] or text(value.get(old))
    for name in _TEXTS:
        found[name] = found[name] or (text(meta.get(name)) if name not in ("id", "uuid") else "")
    is_page = value.get("page") in (True, 1, "1")
    return Post(
        **{**found, "type": found["type"] or ("page" if is_page else "post")},
        is_featured=value.get("featured") in (True, 1, "1"),
        line=line,
    )


def tag_of(value: Object) -> Tag:
    """The tag of a row."""
    name, slug = " ".join(text(value.get("name")).split()), text(value.get("slug"))
    is_internal = name.startswith("#") or value.get("visibility") == "internal"
    return Tag(name or slug, slug, is_internal)


def text(value: Any) -> str:
    """A field as text; empty for none, and for what is no text or number."""
    if value is None or isinstance(value, bool | list | dict):
        return ""
    return without_illegal(str(value))
