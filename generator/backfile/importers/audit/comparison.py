"""Compares an article with its source: what share of each kind of part is there, and what is missing."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import msgspec

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.importers.audit.parts import KINDS, parts_of
from backfile.importers.importer import Original

SHOWN = 12
"""Missing parts that are named, of each kind."""


class Kept(msgspec.Struct, frozen=True):
    """Of a kind of part: how many the source has, how many of those the article has, and which are missing."""

    kind: str
    there: int
    kept: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there was nothing to keep."""
        return self.kept / self.there if self.there else 1.0


class Comparison(msgspec.Struct, frozen=True):
    """An article beside its source: title, byline and date as each has them, the parts kept, both texts as HTML."""

    path: str
    source: str
    status: str
    confidence: float
    fields: tuple[tuple[str, str, str], ...]
    parts: tuple[Kept, ...]
    before: str
    after: str
    doubts: tuple[str, ...] = ()

    @property
    def faithfulness(self) -> float:
        """The least share of any kind, fields that differ counting as a half: what the page is sorted by."""
        agreeing = sum(not one or _same(one, other) for _, one, other in self.fields)
        fields = 0.5 + 0.5 * agreeing / len(self.fields) if self.fields else 1.0
        return min([fields, *(part.share for part in self.parts)])


def compare(original: Original, text: str) -> tuple[tuple[tuple[str, str, str], ...], tuple[Kept, ...], str, str]:
    """Fields, parts, the source's text and the article's as HTML. `text` is the article's whole file."""
    front = parse_front_matter(text, "")
    values = front.values if isinstance(front, FrontMatter) else {}
    before = "".join(f"<p>{escape(p)}</p>" for p in original.html.split("\n\n")) if original.is_text else original.html
    after = _rendered(front.body if isinstance(front, FrontMatter) else text)
    fields = (
        ("title", original.title, str(values.get("title", ""))),
        ("byline", original.byline, _listed(values.get("author", ""))),
        ("date", original.date[:10], str(values.get("date", ""))[:10]),
    )
    return fields, _kept(before, after, original.base), before, after


def _rendered(body: str) -> str:
    """As the Markdown says it: the site shows pictures of others as links, which would count as lost."""
    from backfile.markdown.body import TooDeepError, parse_body  # only audits render

    try:
        return parse_body(body, trusted_html=True).html(lambda url: url)
    except TooDeepError:
        return f"<p>{escape(body)}</p>"


def _kept(before: str, after: str, base: str) -> tuple[Kept, ...]:
    new = parts_of(after)
    old = parts_of(before, base, new.images)
    return tuple(_kind(kind, getattr(old, kind), getattr(new, kind)) for kind in KINDS)


def _kind(kind: str, old: Counter[str], new: Counter[str]) -> Kept:
    missing = old - new
    there = old.total()
    return Kept(kind, there, there - missing.total(), tuple(list(missing)[:SHOWN]))


def _listed(names: object) -> str:
    return ", ".join(map(str, names)) if isinstance(names, Sequence) and not isinstance(names, str) else str(names)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
