"""A post as WordPress keeps it, whichever way it came out: nothing is decided here, and no field is turned into
another."""

from collections.abc import Iterable
from typing import Any

import msgspec

from backfile.importers.exports.fields import Field


class Term(msgspec.Struct, frozen=True):
    """A term that a post has: its taxonomy, slug (nicename) and name, which is empty where only the slug is known."""

    taxonomy: str
    slug: str
    name: str


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A comment as WordPress keeps it: `approved` is `1`, `0`, `spam` or `trash`, `kind` is empty for a comment and
    else `pingback` or `trackback`."""

    id: str = ""
    author: str = ""
    url: str = ""
    date: str = ""
    date_gmt: str = ""
    text: str = ""
    approved: str = ""
    kind: str = ""
    parent: str = ""
    is_html: bool = False


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A row of WordPress's table of posts with its terms, meta values and comments. `title` and `excerpt` are HTML;
    `content` is as the author wrote it, or as it was shown with `is_rendered`. `line` is where the post begins in its
    file, `content_line` where its content does."""

    id: str = ""
    type: str = ""
    status: str = ""
    title: str = ""
    content: str = ""
    excerpt: str = ""
    slug: str = ""
    link: str = ""
    guid: str = ""
    logins: tuple[str, ...] = ()
    author_names: tuple[str, ...] = ()
    date: str = ""
    date_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    pub_date: str = ""
    parent: str = ""
    position: str = ""
    attachment_url: str = ""
    terms: tuple[Term, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_sticky: bool = False
    has_password: bool = False
    is_rendered: bool = False
    is_excerpt_made: bool = False
    line: int = 0
    content_line: int = 0

    def value(self, *keys: str) -> str:
        """The first meta value that is there under any of the keys."""
        found = dict(reversed(self.meta))
        return next((found[key] for key in keys if found.get(key)), "")

    def values(self, key: str) -> tuple[str, ...]:
        """All meta values under the key."""
        return tuple(value for name, value in self.meta if name == key and value)


_PLAIN = {
    "title": "title",
    "link": "link",
    "pubDate": "pub_date",
    "guid": "guid",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "id",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:post_modified": "modified",
    "wp:post_modified_gmt": "modified_gmt",
    "wp:post_name": "slug",
    "wp:status": "status",
    "wp:post_parent": "parent",
    "wp:menu_order": "position",
    "wp:post_type": "type",
    "wp:attachment_url": "attachment_url",
}
_BODIES = ("content", "excerpt")
_REMARK = {
    "wp:comment_id": "id",
    "wp:comment_author": "author",
    "wp:comment_author_url": "url",
    "wp:comment_date": "date",
    "wp:comment_date_gmt": "date_gmt",
    "wp:comment_content": "text",
    "wp:comment_approved": "approved",
    "wp:comment_type": "kind",
    "wp:comment_parent": "parent",
}


def post_of(fields: Iterable[Field], line: int) -> Post:
    """The post of an item that begins on `line`."""
    gathered = _Gathered(line)
    for field in fields:
        name = _PLAIN.get(field.name)
        if name:
            gathered.take_plain(field, name)
        else:
            gathered.take(field)
    return gathered.post()


class _Gathered:
    """The fields of an item, sorted as they come."""

    def __init__(self, line: int) -> None:
        self._values: dict[str, Any] = {"line": line, "content_line": line}
        self._logins: list[str] = []
        self._terms: list[Term] = []
        self._remarks: list[dict[str, str]] = []
        self._meta = _Meta()

    def take(self, field: Field) -> None:
        """Looks at the next field of those that are more than a value of the post."""
        if field.name == "wp:comment" or field.name in _REMARK:
            self._take_remark(field)
        elif field.name == "category":
            self._terms.append(_term(field))
        elif field.name == "dc:creator":
            self._logins.append(field.text.strip())
        elif field.name == "wp:is_sticky":
            self._values["is_sticky"] = field.text.strip() == "1"
        elif field.name == "wp:post_password":
            self._values["has_password"] = bool(field.text)
        else:
            self._meta.take(field)

    def take_plain(self, field: Field, name: str) -> None:
        """Takes in a value by its name here; the first of each counts."""
        if name not in self._values:
            self._values[name] = field.text if name in _BODIES else field.text.strip()
            if name == "content":
                self._values["content_line"] = field.line

    def _take_remark(self, field: Field) -> None:
        if field.name == "wp:comment" or not self._remarks:
            self._remarks.append({})
        if field.name in _REMARK:
            self._remarks[-1].setdefault(_REMARK[field.name], field.text.strip())

    def post(self) -> Post:
        """The post."""
        return Post(
            **self._values,
            logins=tuple(filter(None, self._logins)),
            terms=tuple(self._terms),
            meta=tuple(self._meta.found),
            remarks=msgspec.convert(self._remarks, tuple[Remark, ...]),
        )


class _Meta:
    """Collects keys and values of `wp:postmeta`; those of comments and terms are passed over."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._is_posts = True
        self._key = ""

    def take(self, field: Field) -> None:
        """Looks at a field of any name."""
        if field.name in ("wp:postmeta", "wp:commentmeta", "wp:termmeta"):
            self._is_posts, self._key = field.name == "wp:postmeta", ""
        elif field.name == "wp:meta_key":
            self._key = field.text.strip()
        elif field.name == "wp:meta_value" and self._is_posts and self._key:
            self.found.append((self._key, field.text))


def _term(field: Field) -> Term:
    """A term of an item. The first exports named no domain for categories, and called tags `tag`."""
    taxonomy = field.attributes.get("domain") or "category"
    taxonomy = "post_tag" if taxonomy == "tag" else taxonomy
    return Term(taxonomy, field.attributes.get("nicename", ""), field.text.strip())
