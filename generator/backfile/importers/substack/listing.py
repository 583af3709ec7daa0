"""The list of posts in an export, `posts.csv`: what it says of each post, by the post's number."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

LISTED_AS = "posts.csv"
"""The name of the list."""

_FILE = re.compile(r"(?:^|/)((\d+)(?:\.([^/]*))?)\.html$", re.IGNORECASE)
_READERS = re.compile(r"(?:^|/)(?:\d+\.(?:[^/]*\.)?(?:opens|delivers)|email_list(?:\.[^/]*)?)\.csv$", re.IGNORECASE)
_ID = re.compile(r"(\d+)(?:\.([^/\\\x00-\x1f]*))?$")
_USED = frozenset(("post_id", "post_date", "is_published", "title", "subtitle", "podcast_url"))


class Post(msgspec.Struct, frozen=True):
    """A post as the list has it. `name` is that of its file, `number` what it keeps for good; `rest` holds the columns
    that are no field of an article. `is_listed` is false where only the file is there."""

    name: str
    number: str
    slug: str = ""
    title: str = ""
    subtitle: str = ""
    date: str = ""
    podcast: str = ""
    is_published: bool = True
    is_listed: bool = True
    rest: dict[str, str] = {}

    @property
    def kind(self) -> str:
        """What sort of post it is: `newsletter`, `podcast`, `thread`, `page`; empty where nobody says."""
        return self.rest.get("type", "")


def is_list(columns: Iterable[str]) -> bool:
    """Whether a CSV file with these columns is a list of posts."""
    return {"post_id", "is_published", "title"} <= set(columns)


def is_of_readers(name: str) -> bool:
    """Whether a file lists who subscribed, or who received or opened a post."""
    return _READERS.search(name) is not None


def post_of(values: Mapping[str, Any]) -> Post | None:
    """The post of a row; None where it has no id."""
    texts = {str(key): str(value).strip() for key, value in values.items()}
    found = _ID.match(texts.get("post_id", ""))
    if found is None:
        return None
    return Post(
        name=found[0],
        number=found[1],
        slug=(found[2] or "").strip(),
        title=" ".join(texts.get("title", "").split()),
        subtitle=" ".join(texts.get("subtitle", "").split()),
        date=texts.get("post_date", ""),
        podcast=texts.get("podcast_url", ""),
        is_published=texts.get("is_published", "").lower() in ("true", "1", "yes"),
        rest={key: value for key, value in texts.items() if key not in _USED and value},
    )


def post_in(name: str) -> Post | None:
    """What the name of a post's file says, like `posts/12345.how-a-lock-works.html`; None if it is no such name."""
    found = _FILE.search(name)
    return Post(found[1], found[2], found[3] or "", is_listed=False) if found else None
