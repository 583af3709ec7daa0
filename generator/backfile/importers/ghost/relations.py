"""What other tables say of posts: authors, tags and further values, learnt before the posts are read."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from backfile.importers.exports.shelf import Shelf, ShelfWriter
from backfile.importers.ghost.post import Object, Post, Tag, post_of, tag_of, text
from backfile.importers.ghost.tables import Row

_encode = msgspec.json.encode
_OBJECT = msgspec.json.Decoder(dict[str, Any])
_TAG = msgspec.json.Decoder(Tag)
_TEXT = msgspec.json.Decoder(str)


def learn_rows(found: Iterable[Row], place: str, shelf: ShelfWriter) -> None:
    """Adds what the rows of one export teach."""
    for row in found:
        if row.value is not None:
            _learn(row.table, row.value, place, shelf)


def _learn(table: str, value: Object, place: str, shelf: ShelfWriter) -> None:
    key = text(value.get("id"))
    if table == "users":
        shelf.add(place, "user", key, _encode(_name(value)))
    elif table == "tags":
        shelf.add(place, "tag", key, _encode(tag_of(value)))
    elif table in ("posts_tags", "posts_authors"):
        other = "tag_id" if table == "posts_tags" else "author_id"
        order = value.get("sort_order")
        position = order if isinstance(order, int) else 0
        shelf.add(place, table, text(value.get("post_id")), _encode(text(value.get(other))), position)
    elif table == "posts_meta":
        kept = {name: text(one) for name, one in value.items() if text(one)}
        shelf.add(place, "meta", text(value.get("post_id")), _encode(kept))
    elif table == "settings" and value.get("key") == "permalinks":
        shelf.add(place, "permalinks", "", _encode(text(value.get("value"))))


def _name(value: Object) -> str:
    return " ".join((text(value.get("name")) or text(value.get("slug"))).split())


class Relations:
    """What one export's tables say."""

    def __init__(self, shelf: Shelf, place: str) -> None:
        self._shelf = shelf
        self._place = place
        self.permalinks = next(iter(self._texts("permalinks", "")), "")

    def whole(self, value: Object, line: int) -> Post:
        """The post of a row with its authors and tags, each in their order; ids that no table knows are `missing`."""
        meta = self._shelf.first(self._place, "meta", text(value.get("id")))
        post = post_of(value, _OBJECT.decode(meta) if meta else {}, line)
        missing: list[str] = []
        authors = [_name(one) for one in _objects(value.get("authors"))] or list(self._authors(post, missing))
        tags = [tag_of(one) for one in _objects(value.get("tags"))] or list(self._tags(post, missing))
        return msgspec.structs.replace(
            post,
            authors=tuple(dict.fromkeys(filter(None, authors))),
            tags=tuple(dict.fromkeys(tag for tag in tags if tag.name)),
            missing=tuple(missing),
        )

    def _texts(self, kind: str, key: str) -> Iterator[str]:
        return map(_TEXT.decode, self._shelf.all(self._place, kind, key))

    def _authors(self, post: Post, missing: list[str]) -> Iterator[str]:
        ids = list(self._texts("posts_authors", post.id)) if post.id else []
        for number in ids or ([post.author_id] if post.author_id else []):
            names = list(self._texts("user", number))
            yield from names[:1]
            if not names:
                missing.append(f"author {number}")

    def _tags(self, post: Post, missing: list[str]) -> Iterator[Tag]:
        for number in self._texts("posts_tags", post.id) if post.id else ():
            tag = self._shelf.first(self._place, "tag", number)
            if tag is not None:
                yield _TAG.decode(tag)
            else:
                missing.append(f"tag {number}")


def _objects(value: Any) -> Iterator[Object]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one
