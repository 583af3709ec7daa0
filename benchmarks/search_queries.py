"""Questions to the search of an archive, with what should answer them: drawn by a seed, from the archive alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from backfile.archive.catalog import Archive, Entry
from backfile.build.reading_archive import read_archive
from backfile.build.request import Request

NOW = 1_800_000_000
WORD = re.compile(r"[^\W\d_]{4,}")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEN = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the addresses of the articles that are right."""

    query: str
    right: frozenset[str]


class Asked:
    """The archive at a folder, and the questions that can be put to it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.archive: Archive = read_archive(Request(root=root, now=NOW)).archive
        self.entries: Sequence[Entry] = self.archive.entries
        self._root, self._seed = root, seed
        self._titles = Counter(entry.article.title.casefold() for entry in self.entries)

    def body_words(self, count: int) -> list[Question]:
        """Three different words of four letters or more from one body, each of its words as likely as any other."""

        def draw(random: Random) -> Question | None:
            entry = random.choice(self.entries)
            words = sorted(set(self.words(entry)))
            if len(words) < 3:
                return None
            return Question(" ".join(random.sample(words, 3)), frozenset({entry.url}))

        return list(self._draw("body words", count, draw))

    def body_rows(self, count: int) -> list[Question]:
        """Three words that stand in a row in one body."""

        def draw(random: Random) -> Question | None:
            entry = random.choice(self.entries)
            words = self.words(entry, least=1)
            at = random.randrange(len(words) - 2) if len(words) > 2 else 0
            return Question(" ".join(words[at : at + 3]), frozenset({entry.url})) if len(words) > 2 else None

        return list(self._draw("body rows", count, draw))

    def titles(self, count: int) -> list[Question]:
        """Headlines that only one article has."""
        return list(self._draw("titles", count, self._title))

    def mistyped_titles(self, count: int) -> list[Question]:
        """Such headlines with one typing error in a word of four letters or more: a letter too many, too few, another,
        or two that changed places."""

        def draw(random: Random) -> Question | None:
            question = self._title(random)
            wrong = question and mistype(question.query, random)
            return Question(wrong, question.right) if question and wrong else None

        return list(self._draw("mistyped titles", count, draw))

    def tags(self, count: int) -> list[Question]:
        """Names of tags that ten articles or more have."""
        tags = self.archive.taxonomies["tag"]
        common = [term for term in tags.terms if len(tags.members[term.key]) >= TEN]

        def draw(random: Random) -> Question:
            term = random.choice(common)
            return Question(term.label, frozenset(self.entries[at].url for at in tags.members[term.key]))

        return list(self._draw("tags", count, draw)) if common else []

    def words_by_share(self, most: int) -> list[tuple[str, float]]:
        """The words of the first `most` articles, commonest first, each with the share of these that have it."""
        some = Random(self._seed).sample(list(self.entries), min(most, len(self.entries)))
        seen = Counter(word for entry in some for word in set(self.words(entry, least=1)))
        return [(word, number / len(some)) for word, number in sorted(seen.items(), key=lambda pair: (-pair[1], pair))]

    def words(self, entry: Entry, least: int = 4) -> list[str]:
        """The words of an article's body as its file has them, in small letters."""
        text = (self._root / entry.article.path).read_text(encoding="utf-8")
        body = re.sub(r"\]\([^)]*\)", " ", re.split(r"^---\s*$", text, maxsplit=2, flags=re.M)[-1])
        return [word.lower() for word in re.findall(rf"[^\W\d_]{{{least},}}", body)]

    def _title(self, random: Random) -> Question | None:
        entry = random.choice(self.entries)
        title = entry.article.title
        return Question(title, frozenset({entry.url})) if self._titles[title.casefold()] == 1 else None

    def _draw(self, kind: str, count: int, draw: Callable[[Random], Question | None]) -> Iterator[Question]:
        random = Random(f"{self._seed} {kind}")
        left = count
        for _ in range(count * 20):
            question = draw(random) if left else None
            if question:
                left -= 1
                yield question


def mistype(text: str, random: Random) -> str:
    """The text with one error; empty where no word has four letters."""
    places = [match.span() for match in WORD.finditer(text)]
    if not places:
        return ""
    start, end = random.choice(places)
    word = text[start:end]
    while (wrong := _mistyped(word, random)).lower() == word.lower():
        pass
    return text[:start] + wrong + text[end:]


def _mistyped(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    match random.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + random.choice(LETTERS) + word[at:]
        case 2:
            return word[:at] + random.choice(LETTERS) + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
