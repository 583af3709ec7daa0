"""An archive of made-up articles in Backfile's form, the same for every generator that is measured.

    python benchmarks/corpus.py N DIR [--seed 1]

writes DIR/content/YYYY/MM/slug.md and DIR/backfile.toml. Body, title and date of an article depend on the seed and
its index only, so a larger corpus begins with the smaller one; tags depend on N as well, which sets how many there
are. Articles are made one at a time: memory does not grow with N.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from prose import write_body
from words import Zipf, make_vocabulary, sentence, zipf

VOCABULARY = 40_000
SECTIONS = 15
AUTHORS = 60
ARTICLES_PER_TAG = 8
OFFSET = timezone(timedelta(hours=5, minutes=30))
FIRST_MINUTE = datetime(2004, 1, 1, tzinfo=OFFSET)
# The last day is left free: it is the date of the article that an edit adds.
LAST_MINUTE = datetime(2023, 12, 31, tzinfo=OFFSET)

CONFIG = """\
title = "The Measured Gazette"
base_url = "https://gazette.example"
language = "en"
timezone = "Asia/Kolkata"
description = "Twenty years of articles that nobody wrote"
per_page = 20

[related]
limit = 8
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands in an article's front matter."""

    index: int
    title: str
    standfirst: str
    date: datetime
    slug: str
    authors: tuple[str, ...]
    section: str
    tags: tuple[str, ...]

    @property
    def path(self) -> str:
        """The file's place below the corpus folder."""
        return f"content/{self.date:%Y/%m}/{self.slug}.md"

    @property
    def url(self) -> str:
        return f"/{self.date:%Y/%m}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of a seed: `heading` and `body` make any of them at any time."""

    size: int
    seed: int
    words: Zipf
    tags: Zipf
    sections: Zipf
    authors: Zipf

    def heading(self, index: int) -> Heading:
        random = Random(f"{self.seed} heading {index}")
        title = " ".join(self.words.draw(random, random.randint(4, 9)))
        return Heading(
            index,
            title.capitalize(),
            sentence(random, self.words.draw(random, random.randint(12, 25))),
            _draw_date(random),
            f"{title.replace(' ', '-')}-{index}",
            tuple(self.authors.draw_distinct(random, 1 if random.random() < 0.9 else 2)),
            self.sections.draw(random, 1)[0],
            tuple(self.tags.draw_distinct(random, random.randint(2, 12))),
        )

    def body(self, index: int) -> str:
        return write_body(Random(f"{self.seed} body {index}"), self.words)

    def headings(self) -> Iterator[Heading]:
        return (self.heading(index) for index in range(self.size))


def make_corpus(size: int, seed: int) -> Corpus:
    """The corpus of `size` articles, none of them made yet."""
    random = Random(f"{seed} vocabulary")
    vocabulary = make_vocabulary(random, VOCABULARY)
    names = [word.capitalize() for word in random.sample(vocabulary[200:6_000], SECTIONS + 2 * AUTHORS)]
    people = tuple(f"{first} {last}" for first, last in zip(names[SECTIONS::2], names[SECTIONS + 1 :: 2], strict=True))
    return Corpus(
        size,
        seed,
        zipf(vocabulary, 1),
        # At a shift of 8 the commonest of 1,250 tags stands on one article in seven, as in a newspaper.
        zipf(tuple(_tag(vocabulary, rank) for rank in range(max(24, size // ARTICLES_PER_TAG))), 8),
        zipf(tuple(names[:SECTIONS]), 4),
        zipf(people, 4),
    )


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """Writes every article and the configuration."""
    months: set[Path] = set()
    for heading in corpus.headings():
        file = folder / heading.path
        if file.parent not in months:
            file.parent.mkdir(parents=True, exist_ok=True)
            months.add(file.parent)
        file.write_text(write_article(heading, corpus.body(heading.index)), encoding="utf-8")
    (folder / "backfile.toml").write_text(CONFIG, encoding="utf-8")


def write_article(heading: Heading, body: str) -> str:
    """The text of an article's file. JSON's quotes are YAML's, too."""
    authors = heading.authors[0] if len(heading.authors) == 1 else heading.authors
    return (
        "---\n"
        f"title: {json.dumps(heading.title)}\n"
        f"standfirst: {json.dumps(heading.standfirst)}\n"
        f"date: {heading.date.isoformat()}\n"
        f"author: {json.dumps(authors)}\n"
        f"section: {json.dumps(heading.section)}\n"
        f"tags: {json.dumps(heading.tags)}\n"
        f"slug: {heading.slug}\n"
        "---\n\n" + body
    )


def slug_of(name: str) -> str:
    """The last part of a term's address: names here are of letters and spaces only."""
    return name.lower().replace(" ", "-")


def _draw_date(random: Random) -> datetime:
    minutes = int((LAST_MINUTE - FIRST_MINUTE).total_seconds() // 60)
    return FIRST_MINUTE + timedelta(minutes=random.randrange(minutes))


def _tag(vocabulary: tuple[str, ...], rank: int) -> str:
    """A tag's name, different for every rank: one word for every other tag as long as the words last, else two."""
    rounds, first = divmod(rank, len(vocabulary))
    word = vocabulary[first].capitalize()
    if rounds == 0 and rank % 2:
        return word
    return f"{word} {vocabulary[(31 * first + 7 * rounds + 1) % len(vocabulary)]}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes an archive of made-up articles.")
    parser.add_argument("size", metavar="N", type=int, help="number of articles")
    parser.add_argument("folder", metavar="DIR", type=Path, help="where content/ and backfile.toml are written")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_corpus(make_corpus(options.size, options.seed), options.folder)


if __name__ == "__main__":
    main()
