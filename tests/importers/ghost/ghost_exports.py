"""Exports of Ghost for the tests, made of our own words."""

import json
from io import BytesIO
from typing import Any

from backfile.importers.ghost import Ghost
from backfile.importers.importer import Draft, ImportContext, Input, Reading

BODY = "<p>A lock is a chamber with a gate at either end.</p>"
USERS = [{"id": "u1", "name": "Canal desk", "slug": "desk"}, {"id": "u2", "name": "Bridge desk", "slug": "bridges"}]
TAGS = [
    {"id": "t1", "name": "Water", "slug": "water", "visibility": "public"},
    {"id": "t2", "name": "Locks", "slug": "locks", "visibility": "public"},
    {"id": "t3", "name": "#wide", "slug": "hash-wide", "visibility": "internal"},
]


def post(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A row of the table of posts."""
    return {
        "id": f"p{number}",
        "uuid": f"00000000-0000-4000-8000-{number:012}",
        "title": f"Lock {number}",
        "slug": f"lock-{number}",
        "mobiledoc": None,
        "lexical": None,
        "html": BODY,
        "plaintext": "A lock is a chamber with a gate at either end.",
        "feature_image": None,
        "featured": 0,
        "type": "post",
        "status": "published",
        "visibility": "public",
        "created_at": "2020-10-01T08:00:00.000Z",
        "updated_at": "2020-10-15T07:30:00.000Z",
        "published_at": "2020-10-15T07:30:00.000Z",
        "custom_excerpt": None,
        "canonical_url": None,
    } | fields


def linked(table: str, name: str, *pairs: tuple[str, str]) -> list[dict[str, Any]]:
    """Rows of a table that links posts with others, the last of a post first."""
    rows = [{"id": f"{table}{n}", "post_id": one, name: other, "sort_order": n} for n, (one, other) in enumerate(pairs)]
    return rows[::-1]


def export(*posts: dict[str, Any], **tables: Any) -> bytes:
    """A whole export; tables that are not named are the usual ones."""
    data = {"posts": list(posts), "tags": TAGS, "users": USERS, "posts_tags": [], "posts_authors": []} | tables
    return json.dumps({"db": [{"meta": {"exported_on": 1602747000000, "version": "5.2.0"}, "data": data}]}).encode()


def read(data: bytes, name: str = "canal.ghost.2020-12-01.json", **context: Any) -> list[Reading]:
    """All readings of an export."""
    source = Input(name, lambda: BytesIO(data))
    importer, about = Ghost(), ImportContext(**context)
    return list(importer.read(source, importer.learn([source], about), about))


def drafts(readings: list[Reading]) -> list[Draft]:
    """The drafts among readings."""
    return [reading.draft for reading in readings if reading.draft is not None]


def draft(tables: dict[str, Any] | None = None, context: dict[str, Any] | None = None, **fields: Any) -> Draft:
    """The draft of a post with these fields."""
    return drafts(read(export(post(**fields), **(tables or {})), **(context or {})))[0]


def lexical(*nodes: dict[str, Any]) -> str:
    """A Lexical document."""
    return json.dumps({"root": {"type": "root", "children": list(nodes), "version": 1}})


def run(text: str, style: int = 0) -> dict[str, Any]:
    """A text of a Lexical document."""
    return {"type": "extended-text", "text": text, "format": style, "version": 1}


def block(kind: str, *inside: dict[str, Any], **values: Any) -> dict[str, Any]:
    """An element of a Lexical document."""
    return {"type": kind, "children": list(inside), "version": 1, **values}


def mobiledoc(*sections: list[Any], cards: list[Any] | None = None, markups: list[Any] | None = None) -> str:
    """A Mobiledoc document."""
    values = {"version": "0.3.1", "atoms": [["soft-return", "", {}]], "cards": cards or [], "markups": markups or []}
    return json.dumps({**values, "sections": list(sections)})
