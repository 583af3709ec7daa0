"""What a post's front matter says, from the fields of its row."""

import re
from datetime import UTC, datetime
from typing import Any

from backfile.archive.dates import parse_moment
from backfile.importers.conversion import to_markdown
from backfile.importers.exports.markup import plain_text
from backfile.importers.exports.moments import moment
from backfile.importers.ghost.body import PLACEHOLDER
from backfile.importers.ghost.post import Post

_CREDIT = re.compile(
    r"\s*(?:(?:photo|photograph|image|picture|illustration|graphic|foto|bild|imagen)s?(?:graphy)?\s*(?:by\b|:|©|credit|"
    r"courtesy|von\b|de\b)|credits?\b|courtesy\b|©|\(c\)).*|.*/\s*(?:unsplash|getty images|reuters|pexels|pixabay)\W*",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(r":(slug|id|year|month|day|author|primary_author|primary_tag)\b")


def date_of(post: Post) -> str:
    """When a post was published, in UTC; of one that never was, when it was begun."""
    return instant(post.published_at) or instant(post.created_at)


def instant(written: str) -> str:
    """A date of Ghost's: ISO 8601, with or without Z, or milliseconds since 1970."""
    if re.fullmatch(r"-?\d{9,14}", written):
        seconds = int(written) / (1000 if len(written.lstrip("-")) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0).isoformat()
    return moment(written, "UTC")


def image_of(post: Post, address: str) -> dict[str, Any] | str:
    """The lead picture as front matter has it. A caption that says only whose picture it is, is a credit."""
    source = post.feature_image.strip().replace(PLACEHOLDER, address)
    caption = " ".join(to_markdown(post.feature_image_caption.replace(PLACEHOLDER, address)).markdown.split())
    plain = plain_text(post.feature_image_caption)
    is_credit = bool(plain) and _CREDIT.fullmatch(plain) is not None
    values = {
        "src": source,
        "alt": " ".join(post.feature_image_alt.split()),
        "caption": "" if is_credit else caption,
        "credit": plain if is_credit else "",
    }
    filled = {name: value for name, value in values.items() if value}
    return (filled if len(filled) > 1 else source) if source else ""


def path_of(post: Post, permalinks: str, zone: str) -> str:
    """The path at which a post stood: `/slug/`, or by the pattern that versions before 2.0 have in their settings;
    empty where its parts are not known."""
    if not post.slug:
        return ""
    if not permalinks.startswith("/") or post.type == "page":
        return f"/{post.slug}/"
    when = parse_moment(date_of(post), zone)
    parts = {
        "slug": post.slug,
        "id": post.id,
        "year": f"{when.year:04}" if when else "",
        "month": f"{when.month:02}" if when else "",
        "day": f"{when.day:02}" if when else "",
        "primary_tag": next((tag.slug for tag in post.tags if not tag.is_internal), "all"),
    }
    wanted = _PART.findall(permalinks)
    if not all(parts.get(name) for name in wanted):
        return f"/{post.slug}/"
    return _PART.sub(lambda match: parts[match[1]], permalinks).rstrip("/") + "/"


def is_published(post: Post) -> bool:
    """Whether everybody could read it."""
    return post.status in ("published", "") and post.visibility in ("public", "")


def is_for_members(post: Post) -> bool:
    """Whether it was published, and only for members."""
    return post.status in ("published", "") and not is_published(post)


def params_of(post: Post, archive_date: str) -> dict[str, Any]:
    """What a post has beyond the fields of the contract."""
    values: dict[str, Any] = {
        "status": post.status if post.status not in ("published", "draft") else "",
        "visibility": post.visibility if post.visibility != "public" else "",
        "published": archive_date,
        "featured": post.is_featured,
        "internal_tags": [tag.name for tag in post.tags if tag.is_internal],
        "ghost_template": post.custom_template,
        "meta_title": post.meta_title,
        "meta_description": post.meta_description,
    }
    return {name: value for name, value in values.items() if value}
