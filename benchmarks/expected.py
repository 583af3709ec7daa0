"""What a right site over a corpus holds, worked out from the corpus alone. Looks at no output."""

from collections import Counter
from dataclasses import dataclass
from random import Random

from corpus import Corpus, Heading, slug_of
from prose import first_words, last_words

PER_PAGE = 20
MOST_ENTRIES = 50_000
"""Addresses that a sitemap may hold."""

SAMPLED_ARTICLES = 50
SAMPLED_TERMS = 6
TAXONOMIES = ("tags", "authors", "sections")


@dataclass(frozen=True, slots=True)
class Sample:
    """An article to look at closely: what its page must say, and its neighbours' URLs ('' where a date is shared
    or the archive ends, so that there is none to hold a site to)."""

    heading: Heading
    first: str
    last: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Numbers of files by kind (least and most), sampled articles, and URLs of articles by list URL."""

    files: dict[str, tuple[int, int]]
    urls: frozenset[str]
    samples: tuple[Sample, ...]
    lists: dict[str, frozenset[str]]
    newest: str


def expect(corpus: Corpus) -> Expected:
    """Goes through the whole corpus once."""
    dated: list[tuple[str, str]] = []
    terms: Counter[str] = Counter()
    months: Counter[str] = Counter()
    for heading in corpus.headings():
        dated.append((heading.date.isoformat(), heading.url))
        terms.update(term_urls(heading))
        months[f"/{heading.date:%Y/%m}/"] += 1
    dated.sort()
    random = Random(corpus.size)
    chosen = random.sample(sorted(terms), SAMPLED_TERMS) + random.sample(sorted(months), 3)
    return Expected(
        _file_numbers(corpus.size, terms, months),
        frozenset(url for _, url in dated),
        _samples(corpus, random, dated),
        _lists(corpus, chosen),
        dated[-1][1],
    )


def term_urls(heading: Heading) -> list[str]:
    """The addresses of the lists that an article stands in, but for its month."""
    return [
        *(f"/tags/{slug_of(tag)}/" for tag in heading.tags),
        *(f"/authors/{slug_of(author)}/" for author in heading.authors),
        f"/sections/{slug_of(heading.section)}/",
    ]


def _file_numbers(size: int, terms: Counter[str], months: Counter[str]) -> dict[str, tuple[int, int]]:
    exact = {
        "article": size,
        "list": len(terms),
        "terms": len(TAXONOMIES),
        "year": len({month[:6] for month in months}),
        "month": len(months),
        "archive": 1,
        "front": 1,
        "notfound": 1,
        "robots": 1,
        "atom": 1 + len(terms),
        "json feed": 1 + len(terms),
    }
    further = [-(-count // PER_PAGE) - 1 for count in terms.values()]
    # Of each list with further pages Backfile keeps one address free for the next: a redirect to the list's front.
    older = (sum(further), sum(further) + sum(map(bool, further)))
    # One for all; or, beyond what one may hold, Backfile's of each year and of all that has no year, and their list.
    sitemaps = (1, exact["year"] + sum(exact.values()) // MOST_ENTRIES + 2)
    about = {"older": older, "search": (0, 1), "sitemap": sitemaps}
    return {kind: (number, number) for kind, number in exact.items()} | about


def _samples(corpus: Corpus, random: Random, dated: list[tuple[str, str]]) -> tuple[Sample, ...]:
    order = {url: place for place, (_, url) in enumerate(dated)}
    found = []
    for index in random.sample(range(corpus.size), min(SAMPLED_ARTICLES, corpus.size)):
        heading, body = corpus.heading(index), corpus.body(index)
        place = order[heading.url]
        earlier, later = _neighbour(dated, place, -1), _neighbour(dated, place, 1)
        found.append(Sample(heading, first_words(body), last_words(body), earlier, later))
    return tuple(found)


def _neighbour(dated: list[tuple[str, str]], place: int, step: int) -> str:
    other, beyond = place + step, place + 2 * step
    if not (0 <= other < len(dated) and 0 <= beyond < len(dated)):
        return ""
    return dated[other][1] if len({dated[place][0], dated[other][0], dated[beyond][0]}) == 3 else ""


def _lists(corpus: Corpus, chosen: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {url: set() for url in chosen}
    for heading in corpus.headings():
        for url in [*term_urls(heading), f"/{heading.date:%Y/%m}/"]:
            if url in found:
                found[url].add(heading.url)
    return {url: frozenset(articles) for url, articles in found.items()}
