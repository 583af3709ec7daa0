"""Which of the labels on a page are its article's tags. Keeps their case, and makes none up."""

import re
from collections.abc import Sequence
from html import unescape

import msgspec

from backfile.importers.html.labels import NETWORKS
from backfile.importers.html.statements import Statement, of_field
from backfile.importers.prose import letters

MOST = 30
LONGEST = 60
MOST_WORDS = 7
MOST_KEYWORDS = 12
"""More entries in `<meta name=keywords>` than this are written for search engines."""

_SPLIT = re.compile(r"\s*[,;|]\s*")
_INTRODUCTION = re.compile(
    r"^(?:filed (?:to|under|in)|posted in|tagged(?: with| as)?|(?:tag|topic|categorie|keyword)s?|category)\s*:\s*",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"^[@_#~]|[_=<>{}]|^\w+:\S|^[a-z]+-[A-Z]|://|^\d+$|\b[A-Z]+_[A-Z]+")
_NO_TAGS_WORDS = """
news article articles story stories blog post posts all tags tag topics more show more see all frontpage
homepage homepage frontpage standard none uncategorized general main featured index latest
"""
_NO_TAGS = frozenset(_NO_TAGS_WORDS.split()) | {
    "front page",
    "home page",
    "top stories",
    "show more",
    "see all",
    "read more",
    "all topics",
}


class Tags(msgspec.Struct, frozen=True):
    """Labels, where they stand and how far they are to be trusted."""

    labels: tuple[str, ...] = ()
    where: str = ""
    trust: float = 0.0


def choose_tags(statements: Sequence[Statement], not_tags: Sequence[str], section: str) -> Tags:
    """The tags of the most trusted source that has any. `not_tags` are the title and the site's names."""
    taken = {letters(text) for text in not_tags}
    groups: dict[str, list[Statement]] = {}
    for one in of_field(statements, "tag"):
        groups.setdefault(one.where, []).append(one)
    found = [_tags(where, group, taken) for where, group in groups.items()]
    filled = [tags for tags in found if tags.labels]
    if not filled:
        return Tags()
    best = _named(filled[0], filled[1:])
    # A section is often linked among the tags. Alone it is no tag; among several it is left to the section.
    labels = tuple(label for label in best.labels if letters(label) != letters(section))
    return Tags(labels[:MOST], best.where, best.trust)


def _tags(where: str, group: Sequence[Statement], taken: set[str]) -> Tags:
    if len(group) > MOST:
        return Tags()  # of every article that the page tells of
    values = [_INTRODUCTION.sub("", unescape(one.value)) for one in group]
    texts = [part for value in values for part in (_SPLIT.split(value) if len(group) < 3 else [value])]
    labels = [
        text.strip(" #\"'“”.") if not text.endswith(("Inc.", "Corp.", "Co.", "Ltd.", "Jr.", "Sr.")) else text.strip()
        for text in texts
    ]
    kept = {letters(label): label for label in reversed(labels) if _is_tag(label, taken)}
    if len(kept) > 1 and all(label.casefold() in NETWORKS for label in kept.values()):
        return Tags()
    if where == "meta keywords" and len(kept) > MOST_KEYWORDS:
        return Tags()
    return Tags(tuple(kept.values())[::-1][:MOST], where, group[0].trust)


def _is_tag(label: str, taken: set[str]) -> bool:
    return (
        1 < len(label) <= LONGEST
        and len(label.split()) <= MOST_WORDS
        and any(char.isalpha() for char in label)
        and letters(label) not in taken
        and label.casefold() not in _NO_TAGS
        and not label.casefold().startswith(("all ", "more ", "see ", "view ", "show "))
        and _MACHINE.search(label) is None
    )


def _named(best: Tags, others: Sequence[Tags]) -> Tags:
    """The tags with labels for those that are written as slugs, where another source has the label."""
    labels = {letters(label): label for other in others for label in other.labels if not _is_slug(label)}
    named = tuple(labels.get(letters(label), label) if _is_slug(label) else label for label in best.labels)
    return Tags(named, best.where, best.trust)


def _is_slug(label: str) -> bool:
    return "-" in label and label == label.lower() and " " not in label
