"""Related articles after a change: only the rows that can differ are computed again. Exact: what comes out is what the
whole would be."""

from collections.abc import Iterator, Sequence

import msgspec

from backfile.archive.related import EPSILON, Relations, Row, Tagged, weights_of

MOST_CHANGED = 0.02
"""The share of articles beyond which the whole is as quick."""

FEW = 200
"""So few articles are computed whole: it takes no time."""


class Tags(msgspec.Struct, frozen=True):
    """The articles of an archive as relatedness sees them: what each is called for good (its address), the key of each
    term by its number, and each one's terms and instant."""

    ids: tuple[str, ...]
    terms: tuple[str, ...]
    articles: tuple[Tagged, ...]


class Known(msgspec.Struct, frozen=True):
    """What was computed before, and from what."""

    tags: Tags
    rows: list[Row]


def related_again(known: Known, now: Tags, limit: int, threshold: float) -> list[Row] | None:
    """The rows of `now`; None where so much has changed that all of them should be computed.

    A row can differ only if its article or one in it has changed or gone, or if a changed article's score reaches the
    last one in it. An article has changed if it is new, if its terms or its instant are others, or the rarity of one of
    its terms.
    """
    count = len(now.ids)
    places = {name: place for place, name in enumerate(now.ids)}
    if count < FEW or limit < 1 or len(places) < count:
        return None
    moved = [places.get(name, -1) for name in known.tags.ids]  # the new place of each old one
    changed = _changed(known.tags, now, moved)
    if len(changed) + moved.count(-1) > MOST_CHANGED * count:
        return None
    rows: list[Row | None] = [None] * count
    for place, row in zip(moved, known.rows, strict=True):
        if place >= 0 and place not in changed:
            here = [(moved[other], score) for other, score in row]
            if not any(other < 0 or other in changed for other, _ in here):
                rows[place] = here
    if not any(article.terms for article in now.articles):
        return [[] for _ in now.ids]
    relations = Relations(now.articles)
    for _, other, value in relations.scores(sorted(changed), threshold) if changed else ():
        kept = rows[other]
        if kept is not None and (len(kept) < limit or value >= kept[-1][1] - 2 * EPSILON):
            rows[other] = None
    stale = [place for place, row in enumerate(rows) if row is None]
    fresh = iter(relations.rows(stale, limit, threshold) if stale else ())
    return [row if row is not None else next(fresh) for row in rows]


def _changed(before: Tags, now: Tags, moved: Sequence[int]) -> frozenset[int]:
    """The places of the articles that have changed."""
    numbers = {key: number for number, key in enumerate(now.terms)}
    translated = [numbers.get(key, -1) for key in before.terms]
    rarer = _of_another_rarity(before, now, translated)
    olds = {place: article for place, article in zip(moved, before.articles, strict=True) if place >= 0}
    return frozenset(_differing(now, olds, translated, rarer))


def _differing(now: Tags, olds: dict[int, Tagged], translated: Sequence[int], rarer: frozenset[int]) -> Iterator[int]:
    for place, article in enumerate(now.articles):
        old = olds.get(place)
        if (
            old is None
            or old.instant != article.instant
            or sorted(translated[term] for term in old.terms) != sorted(article.terms)
            or not rarer.isdisjoint(article.terms)
        ):
            yield place


def _of_another_rarity(before: Tags, now: Tags, translated: Sequence[int]) -> frozenset[int]:
    """The terms, by their numbers now, that do not weigh what they did."""
    old = {translated[term]: weight for term, weight in weights_of(before.articles).items()}
    return frozenset(term for term, weight in weights_of(now.articles).items() if old.get(term) != weight)
