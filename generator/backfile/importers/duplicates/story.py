"""An article as it is compared with others. Made from the text of its file, be that written or not yet."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from backfile.archive.dates import Moment, parse_moment
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.importers.duplicates.words import pictures_in, words_of

_OF_ITS_PLACE = ("title", "date", "slug", "url", "aliases", "lang", "source", "draft")


class Story(msgspec.Struct, frozen=True):
    """Title, day, language and text; how many pictures it shows; what else its front matter says, by key; what readers
    wrote under it. `is_open` tells that nothing is doubted of it and that it is no draft."""

    title: str
    date: Moment | None
    lang: str
    body: str
    words: tuple[str, ...]
    pictures: int
    fields: dict[str, tuple[str, ...]]
    comments: tuple[str, ...] = ()
    is_open: bool = True


def story_of(text: str, timezone: str, comments: Iterable[str] = ()) -> Story | None:
    """The story in a file's text; None where its front matter cannot be read."""
    front = parse_front_matter(text.removeprefix("\ufeff").replace("\r\n", "\n"), "")
    if not isinstance(front, FrontMatter):
        return None
    values = front.values
    params = values.get("params")
    is_doubted = isinstance(params, dict) and "quarantine" in params
    return Story(
        title=str(values.get("title") or ""),
        date=parse_moment(str(values.get("date") or ""), timezone),
        lang=str(values.get("lang") or "").lower(),
        body=front.body,
        words=tuple(words_of(front.body)),
        pictures=pictures_in(front.body) + bool(values.get("image")),
        fields=dict(_fields(values)),
        comments=tuple(comments),
        is_open=not is_doubted and not values.get("draft"),
    )


def _fields(values: Mapping[str, Any]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for key, value in values.items():
        if key not in _OF_ITS_PLACE and value:
            parts = value if isinstance(value, list) else [value]
            yield key, tuple(str(part) for part in parts)
