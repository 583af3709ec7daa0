"""An entry of Blogger as it is kept, whichever way it was written: nothing is decided here."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from backfile.importers.exports.fields import Field

_KINDS = ("post", "page", "comment", "settings", "template")
_KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
_TEXTS = {
    "id": "id",
    "title": "title",
    "published": "published",
    "updated": "updated",
    "name": "author",
    "uri": "author_url",
    "blogger:status": "status",
    "blogger:created": "created",
    "blogger:filename": "filename",
    "blogger:parent": "post",
    "blogger:inReplyTo": "answers",
    "blogger:metaDescription": "description",
    "blogger:trashed": "trashed",
    "georss:featurename": "place",
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry. `kind` is one of five words, or empty for one that is not known; `content` is text as `content_type`
    says. `post` is the id of the post that a comment is on, `answers` that of the comment that it answers. `enclosed`
    are addresses and types of files that it brings along. `line` is where it begins in its file, `content_line` where
    its content does."""

    id: str = ""
    kind: str = ""
    status: str = ""
    is_draft: bool = False
    trashed: str = ""
    title: str = ""
    content: str = ""
    content_type: str = "html"
    published: str = ""
    updated: str = ""
    created: str = ""
    author: str = ""
    author_url: str = ""
    link: str = ""
    filename: str = ""
    labels: tuple[str, ...] = ()
    description: str = ""
    place: str = ""
    post: str = ""
    answers: str = ""
    is_removed: bool = False
    enclosed: tuple[tuple[str, str], ...] = ()
    line: int = 0
    content_line: int = 0

    @property
    def number(self) -> str:
        """The number at the end of its id, which Blogger's addresses name it by."""
        return self.id.rpartition("-")[2]


def entry_of(fields: Iterable[Field], line: int) -> Entry:
    """The entry that begins on `line`."""
    values: dict[str, Any] = {"line": line, "content_line": line, "labels": [], "enclosed": []}
    for field in fields:
        taking = _TAKING.get(field.name)
        if taking is not None:
            taking(field, values)
        elif field.name in _TEXTS:
            values.setdefault(_TEXTS[field.name], field.text.strip())
    return Entry(**{**values, "labels": tuple(dict.fromkeys(values["labels"])), "enclosed": tuple(values["enclosed"])})


def _take_content(field: Field, values: dict[str, Any]) -> None:
    """The content; a summary only where there is none."""
    if field.name == "content" or "content" not in values:
        values["content"], values["content_line"] = field.text, field.line
        values["content_type"] = field.attributes.get("type", "html")


def _take_category(field: Field, values: dict[str, Any]) -> None:
    """The kind, or a label: their scheme is another in each way of writing."""
    term = " ".join(field.attributes.get("term", "").split())
    if field.attributes.get("scheme") == _KIND_SCHEME or term.startswith("http://schemas.google.com/blogger/"):
        _take_kind(term.rpartition("#")[2], values)
    elif term:
        values["labels"].append(term)


def _take_kind(name: str, values: dict[str, Any]) -> None:
    """Takeout has the same element for the kind of an author."""
    if name.strip().lower() in _KINDS:
        values.setdefault("kind", name.strip().lower())


def _take_link(field: Field, values: dict[str, Any]) -> None:
    href, relation = field.attributes.get("href", "").strip(), field.attributes.get("rel", "")
    if relation == "alternate" and href:
        values.setdefault("link", href)
    elif relation == "related" and "/comments/default/" in href:
        values.setdefault("answers", href)
    elif relation == "enclosure" and href:
        values["enclosed"].append((href, field.attributes.get("type", "")))


def _take_reply(field: Field, values: dict[str, Any]) -> None:
    values.setdefault("post", field.attributes.get("ref", "").strip())


def _take_draft(field: Field, values: dict[str, Any]) -> None:
    values["is_draft"] = field.text.strip().lower() == "yes"


def _take_property(field: Field, values: dict[str, Any]) -> None:
    if field.attributes.get("name") == "blogger.contentRemoved":
        values["is_removed"] = field.attributes.get("value") == "true"


_TAKING: dict[str, Callable[[Field, dict[str, Any]], None]] = {
    "content": _take_content,
    "summary": _take_content,
    "category": _take_category,
    "blogger:type": lambda field, values: _take_kind(field.text, values),
    "link": _take_link,
    "thr:in-reply-to": _take_reply,
    "app:draft": _take_draft,
    "gd:extendedProperty": _take_property,
}
