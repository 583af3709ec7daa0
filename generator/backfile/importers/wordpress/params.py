"""What a post has beyond the fields of the contract: kept under `params`, so that a theme can show it."""

import re
from typing import Any

import msgspec

from backfile.importers.importer import Dropped
from backfile.importers.wordpress.filing import Filing
from backfile.importers.wordpress.header import date_of
from backfile.importers.wordpress.kinds import is_published
from backfile.importers.wordpress.post import Post

_SERIALISED = re.compile(r"\A(?:[aO]:\d+:|[bidN][:;])")
_NO_FIELDS = ("footnotes",)
_MAX_FIELD = 10_000


class Params(msgspec.Struct, frozen=True):
    """Further front matter by the contract's names, `params` among it, and custom fields that are left out."""

    extra: dict[str, Any]
    dropped: tuple[Dropped, ...]


def params_of(post: Post, filing: Filing, zone: str) -> Params:
    """The further front matter of a post."""
    template = post.value("_wp_page_template")
    fields, dropped = _fields(post)
    values: dict[str, Any] = {
        "type": post.type if post.type not in ("post", "page", "") else "",
        "status": "" if is_published(post) else post.status,
        "published": date_of(post, zone).value if post.type == "page" else "",
        "sticky": post.is_sticky,
        "format": filing.format,
        "wordpress_template": template if template != "default" else "",
        "section_above": list(filing.above),
        "fields": fields,
    }
    extra: dict[str, Any] = {
        "draft": not is_published(post) or post.has_password,
        "noindex": post.value("_yoast_wpseo_meta-robots-noindex") == "1",
        "canonical": post.value("_yoast_wpseo_canonical", "rank_math_canonical_url"),
        "params": {name: value for name, value in values.items() if value},
    }
    return Params({name: value for name, value in extra.items() if value}, dropped)


def _fields(post: Post) -> tuple[dict[str, Any], tuple[Dropped, ...]]:
    """The custom fields that authors see in the editor: their names begin with no underline. Values of programs (PHP's
    own notation) are left out."""
    kept: dict[str, list[str]] = {}
    dropped: list[Dropped] = []
    for key, value in post.meta:
        if key.startswith("_") or key in _NO_FIELDS or not value.strip():
            continue
        if _SERIALISED.match(value) or len(value) > _MAX_FIELD:
            dropped.append(Dropped(post.line, f"{key}: {value[:200]}", "a custom field that holds a program's data"))
        else:
            kept.setdefault(key, []).append(value)
    return {key: values[0] if len(values) == 1 else values for key, values in kept.items()}, tuple(dropped)
