"""How long the related articles of a whole archive take, from nothing: tags in, for each article its related ones out.

    python benchmarks/relatives.py N [--seed 1] [--sampled 20]

prints JSON: the seconds of the one call, which loads the libraries that it needs; the peak memory of this process; how
many tags there are. The rows of a sample are compared with a count by hand over all articles, in whole numbers.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import log2, sqrt
from pathlib import Path
from random import Random
from typing import NamedTuple

from checks import RELATED_LIMIT, WrongOutputError
from corpus import Corpus, make_corpus
from measure import CommandError, peak_mb
from record import RelatedRun

from backfile.archive.related import related
from backfile.archive.relations import EPSILON
from backfile.archive.tags import Tags

THRESHOLD = 0.05
"""What `backfile.toml` has unless it says otherwise."""

SAMPLED = 20
ROUNDING = 1e-6
UNIT = 64
"""Weights are counted in parts of their least, so that they and the sums of their squares are whole numbers."""

Row = Sequence[tuple[int, float]]


class Tagged(NamedTuple):
    """An article: the numbers of its tags, rising, and its instant in seconds."""

    terms: tuple[int, ...]
    instant: int


def measure_related(size: int, seed: int, number: int) -> RelatedRun:
    """One run in a process of its own. Raises WrongOutputError if a sampled row is not right."""
    load = os.getloadavg()[0]
    command = [sys.executable, str(Path(__file__).resolve()), str(size), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{' '.join(command)}\n{done.stderr[-4000:]}")
    told = json.loads(done.stdout)
    if told["wrong"]:
        raise WrongOutputError("\n".join(told["wrong"]))
    return RelatedRun(size, number, told["seconds"], told["largest_mb"], told["tags"], SAMPLED, load)


def tagged_articles(corpus: Corpus) -> list[Tagged]:
    """The articles of a corpus with their tags in numbers, in the order of their dates."""
    numbers: dict[str, int] = {}
    found = []
    for heading in corpus.headings():
        terms = sorted(numbers.setdefault(tag, len(numbers)) for tag in heading.tags)
        found.append(Tagged(tuple(terms), int(heading.date.timestamp())))
    return sorted(found, key=lambda article: article.instant)


def tags_of(articles: Sequence[Tagged]) -> Tags:
    """The articles as relatedness takes them, with their positions for addresses."""
    terms = range(1 + max((term for article in articles for term in article.terms), default=-1))
    numbers = [article.terms for article in articles]
    instants = [article.instant for article in articles]
    return Tags.of(map(str, range(len(articles))), map(str, terms), numbers, instants)


def wrong_rows(articles: Sequence[Tagged], rows: Sequence[Row], places: Sequence[int], limit: int) -> list[str]:
    """What is wrong with the rows at `places`, each worked out here from the definition alone: weights in steps of half
    a bit, cosine, ties to the nearer date and then to the earlier position."""
    weights = _squared_weights(articles)
    norms = [sum(weights[term] for term in article.terms) for article in articles]
    wrong = []
    for place in places:
        wanted = _row_by_hand(place, articles, weights, norms, limit)
        if not _is_same(rows[place], wanted):
            wrong.append(f"article {place} of {len(articles)}: related are {rows[place]}, and by hand {wanted}")
    return wrong


def _squared_weights(articles: Sequence[Tagged]) -> dict[int, int]:
    """The square of each term's rarity, of which all sums are made."""
    count = len(articles)
    frequency = Counter(term for article in articles for term in article.terms)
    return {term: max(round(2 * log2((count + 1) / found)) * UNIT // 2, 1) ** 2 for term, found in frequency.items()}


def _row_by_hand(
    place: int, articles: Sequence[Tagged], weights: dict[int, int], norms: Sequence[int], limit: int
) -> list[tuple[int, float]]:
    """Squares of cosines are compared, as these are fractions: a root would part what is equal."""
    here = articles[place]
    own = set(here.terms)
    found = []
    for other, article in enumerate(articles):
        shared = own.intersection(article.terms)
        if not shared or other == place:
            continue
        square = Fraction(sum(weights[term] for term in shared) ** 2, norms[place] * norms[other])
        if square >= (THRESHOLD - EPSILON) ** 2:
            found.append((-square, abs(article.instant - here.instant), other))
    return [(other, sqrt(-square)) for square, _, other in sorted(found)[:limit]]


def _is_same(row: Row, wanted: Row) -> bool:
    same_articles = [other for other, _ in row] == [other for other, _ in wanted]
    return same_articles and all(abs(a - b) < ROUNDING for (_, a), (_, b) in zip(row, wanted, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", metavar="N", type=int, help="number of articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sampled", type=int, default=SAMPLED, help="rows to compare with a count by hand (20)")
    options = parser.parse_args()
    articles = tagged_articles(make_corpus(options.size, options.seed))
    start = time.perf_counter()
    rows = related(tags_of(articles), RELATED_LIMIT, THRESHOLD)
    seconds = time.perf_counter() - start
    largest = peak_mb(os.getpid())
    places = Random(options.seed).sample(range(len(articles)), min(options.sampled, len(articles)))
    tags = len({term for article in articles for term in article.terms})
    wrong = wrong_rows(articles, rows, places, RELATED_LIMIT)
    print(json.dumps({"seconds": seconds, "largest_mb": largest, "tags": tags, "wrong": wrong}))


if __name__ == "__main__":
    main()
