"""What the names of files and the addresses of stories say: a day, a slug, the story's own id."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

_NAME = re.compile(r"(?:^|/)(?:(\d{4}-\d\d-\d\d)|(draft))_([^/]*)\.html$", re.IGNORECASE)
_WITH_ID = re.compile(r"(?:^|(.*?)-+)([0-9a-f]{8,14})$")
_SHORT = re.compile(r"/p/([0-9a-f]{4,16})/?$")


class StoryName(msgspec.Struct, frozen=True):
    """What a name or an address says of a story; empty what it does not."""

    id: str = ""
    slug: str = ""
    day: str = ""
    is_draft: bool = False


def is_story_name(name: str) -> bool:
    """Whether a file has a name that Medium gives to stories."""
    return _NAME.search(name) is not None


def story_name(name: str) -> StoryName:
    """What the name of an exported file says, like `2018-03-01_How-a-lock-works-1a2b3c4d5e6f.html`."""
    found = _NAME.search(name)
    if found is None:
        return StoryName()
    parts = _WITH_ID.match(found[3])
    slug = (parts[1] or "") if parts else found[3]
    return StoryName(parts[2] if parts else "", _slug(slug), found[1] or "", bool(found[2]))


def story_address(url: str) -> StoryName:
    """What a story's address says: `https://medium.com/p/1a2b3c4d5e6f`, or a path whose last part ends with the id."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return StoryName()
    if short := _SHORT.search(path):
        return StoryName(short[1])
    parts = _WITH_ID.match(path.rstrip("/").rsplit("/", 1)[-1])
    return StoryName(parts[2], _slug(parts[1] or "")) if parts else StoryName()


def short_address(id: str) -> str:
    """The address that a story keeps, whatever its title becomes."""
    return f"https://medium.com/p/{id}" if id else ""


def is_mediums(url: str) -> bool:
    """Whether an address is on Medium's own domain, and so none that an archive could ever have."""
    host = host_of(url)
    return host == "medium.com" or host.endswith(".medium.com")


def host_of(url: str) -> str:
    """The host of an address; empty if it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def asked_for(url: str, name: str) -> str:
    """The value that an address gives to a parameter; empty without one."""
    try:
        return parse_qs(urlsplit(url).query).get(name, [""])[0]
    except ValueError:
        return ""


def _slug(text: str) -> str:
    return text.strip("-").lower()
