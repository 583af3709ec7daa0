"""Articles with nearly the same text, which may be one story twice. The texts are those that readers see."""

from collections.abc import Iterator, Sequence
from html import unescape
from zlib import crc32

from backfile.archive.catalog import Entry
from backfile.check.anchors import Bodies
from backfile.importers.duplicates.candidates import Candidates, Rank
from backfile.importers.duplicates.judging import NEAR, jaccard
from backfile.importers.duplicates.sketch import signature_of
from backfile.importers.duplicates.words import words_of
from backfile.problems import Problem, warning


def same_texts(entries: Sequence[Entry], bodies: Bodies) -> Iterator[Problem]:
    """A warning for each article that has nearly the text of one before it, in the same language, and another title or
    date; it names the one most like it."""
    candidates, sketched = Candidates(), []
    for number, entry in enumerate(entries):
        if signature := signature_of(_words(entry, bodies)):
            candidates.add(signature, Rank(1, 0, 0, 0, number, 0), crc32("\n".join(_subject(entry)).encode()))
            sketched.append(entry)
    for number, others in candidates.pairs():
        yield from _told(sketched[number], [sketched[other] for other in others], bodies)


def _told(entry: Entry, others: Sequence[Entry], bodies: Bodies) -> Iterator[Problem]:
    words = _words(entry, bodies)
    alike = [(jaccard(words, _words(other, bodies)), other) for other in others if _may_be_one(entry, other)]
    share, other = max(alike, key=lambda found: found[0], default=(0.0, entry))
    if share >= NEAR:
        message = f"{other.article.path} has nearly the same text ({int(share * 100)} % alike)."
        hint = "If they are one article, keep one and give it both addresses."
        yield warning(entry.article.at("title"), message, hint)


def _may_be_one(one: Entry, other: Entry) -> bool:
    """Whether they are of one language, and not told of already for their title and date."""
    return one.article.lang == other.article.lang and _subject(one) != _subject(other)


def _subject(entry: Entry) -> tuple[str, str]:
    date = entry.article.date
    return entry.article.title.casefold(), date.iso[:10] if date else entry.article.path


def _words(entry: Entry, bodies: Bodies) -> list[str]:
    body = bodies(entry)
    return words_of(unescape(body.html(lambda url: ""))) if body else []
