"""Where a draft's file goes and what stands in it. Decides only; writes nothing."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from backfile.archive.article import stem
from backfile.archive.dates import parse_moment
from backfile.archive.entries import free_key
from backfile.archive.urls import slugify
from backfile.archive.writing import format_article, one_or_list
from backfile.importers.importer import Draft, Reading
from backfile.importers.links import rewritten

QUARANTINE = "content/quarantine"
COMMENTS = "comments"
"""The folder, beside content/ and so no part of the site, of what readers wrote under articles."""


class Wishes(msgspec.Struct, frozen=True):
    """What the person asked for: the folder below the archive's root, a section for all, the time zone, what to do
    with media (`copy`, `link`, `skip`, `fetch`), and the front matter key of each further taxonomy by its name."""

    into: str = "content"
    section: str = ""
    timezone: str = "UTC"
    media: str = "copy"
    taxonomies: dict[str, str] = {}


def text_of(reading: Reading, importer: str, wishes: Wishes, changes: Mapping[str, str], path: str = "") -> str:
    """The text of a reading that has a draft, for the file at `path`. `changes` gives for addresses as written those to
    write instead."""
    draft = reading.draft
    if draft is None:
        raise ValueError(f"{reading.source} gave no draft")
    values = _values(draft, importer, reading.sha256, wishes, _number(draft, path))
    image = values.get("image")
    if isinstance(image, dict):
        values["image"] = {**image, "src": changes.get(image["src"], image["src"])}
    elif image:
        values["image"] = changes.get(image, image)
    return format_article(values, rewritten(draft.body, changes))


def place_of(draft: Draft, wishes: Wishes) -> str:
    """The file of a draft: `content/2020/10/slug.md`, or a folder of that name where media stand beside it."""
    ending = "/index.md" if wishes.media != "skip" and has_media(draft, wishes) else ".md"
    if draft.doubts:
        return f"{QUARANTINE}/{slug_of(draft)}{ending}"
    moment = parse_moment(draft.date, wishes.timezone) if draft.date else None
    folder = f"{wishes.into}/{moment.year:04}/{moment.month:02}" if moment else f"{wishes.into}/pages"
    return f"{folder}/{slug_of(draft)}{ending}"


_DOCUMENT = (".md", ".markdown", ".html", ".htm", ".txt")


def has_media(draft: Draft, wishes: Wishes) -> bool:
    """Whether files are to stand beside the article."""
    return any(attachment.path and not is_document(attachment.path) for attachment in draft.attachments) or (
        wishes.media == "fetch" and any(attachment.url for attachment in draft.attachments)
    )


def is_document(path: str) -> bool:
    """Whether an attachment is a text that may be an article of its own, and so no medium."""
    return path.lower().endswith(_DOCUMENT)


def slug_of(draft: Draft) -> str:
    """The last part of a draft's address: its own slug, or one from its title, at most about 80 characters."""
    names = (slugify(name) for name in (draft.slug, draft.title, "untitled"))
    slug = next(name for name in names if name not in ("", "index"))  # `index.md` has the name of its folder
    return slug if len(slug) <= 80 else slug[:80].rsplit("-", 1)[0]


def base_of(path: str) -> str:
    """What `slug_of` gave for the file at `path`, and the number if it was taken."""
    return path.removesuffix(".md").removesuffix("/index").rsplit("/", 1)[-1]


def numbered(path: str, number: int) -> str:
    """The path with a number behind its slug."""
    for ending in ("/index.md", ".md"):
        if path.endswith(ending):
            return f"{path.removesuffix(ending)}-{number}{ending}"
    return f"{path}-{number}"


def _number(draft: Draft, path: str) -> str:
    """What was put behind the slug of a draft because another article has it: `-2`, or nothing."""
    number = base_of(path).removeprefix(slug_of(draft))
    return number if re.fullmatch(r"-\d+", number) else ""


def _written_slug(draft: Draft, number: str) -> str:
    """The slug where the file's name does not say it: a name is cut, and a date before it is no part of a slug. With a
    number it is the name's, as an address is no more to be had twice than a name."""
    name = f"{slug_of(draft)}{number}"
    slug = name if number else draft.slug
    return "" if slugify(slug) == slugify(stem(f"{name}.md")) else slug


def _aliases(draft: Draft, number: str) -> list[str]:
    """Its old addresses; of a page whose slug another page has, not the one that the other page stands at."""
    is_taken = bool(number) and not draft.date
    return [alias for alias in draft.aliases if not (is_taken and alias.strip("/") == slug_of(draft))]


def comments_place(path: str) -> str:
    """Where the comments on the article at `path` are kept."""
    name = path.removeprefix("content/").removesuffix(".md").removesuffix("/index")
    return f"{COMMENTS}/{name}.json"


def comments_text(draft: Draft) -> str:
    """The comments as JSON, one a line within the list, so that a merge sees each by itself."""
    lines = (msgspec.json.encode(comment).decode() for comment in draft.comments)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def identities(reading: Reading) -> tuple[str, ...]:
    """What a source is known by, the surest first: its own name for the article, its address, its checksum; never its
    title."""
    draft = reading.draft
    own = (draft.identity, draft.origin_url) if draft else ()
    return tuple(dict.fromkeys(filter(None, (*own, f"sha256:{reading.sha256}"))))


def _values(draft: Draft, importer: str, checksum: str, wishes: Wishes, number: str) -> dict[str, Any]:
    source = {
        "id": draft.identity if draft.identity != draft.origin_url else "",
        "url": draft.origin_url,
        "site": draft.origin_site,
        "retrieved": draft.retrieved,
        "importer": importer,
        "sha256": checksum,
        "confidence": round(draft.confidence, 2),
    }
    extra = dict(draft.extra)
    params = dict(extra.pop("params", {}) or {})
    if draft.doubts:
        params[free_key(params, "quarantine", list(draft.doubts))] = list(draft.doubts)
    for name, labels in draft.terms.items():
        if name in wishes.taxonomies:
            extra[wishes.taxonomies[name]] = list(labels)
        else:
            params[free_key(params, name, list(labels))] = list(labels)
    return {
        "title": draft.title,
        "standfirst": draft.standfirst,
        "date": draft.date,
        "updated": draft.updated,
        "author": one_or_list(draft.authors) if draft.authors else None,
        "section": wishes.section or draft.section,
        "tags": list(draft.tags),
        "slug": _written_slug(draft, number),
        "url": draft.url,
        "aliases": _aliases(draft, number),
        "credit": draft.credit,
        "lang": draft.lang,
        **extra,
        "source": {key: value for key, value in source.items() if value != ""},
        "params": params,
    }
