"""Made-up, pronounceable words with the frequencies of a language, and sentences made of them.

Everything follows from the `random.Random` that is handed in; nothing here reads or writes files.
"""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

ONSETS = tuple("bcdfghjklmnprstvwz") * 2 + ("br", "cl", "dr", "fl", "gr", "pl", "sh", "st", "th", "tr", "")
VOWELS = ("a", "e", "i", "o", "u") * 3 + ("ai", "ea", "io", "ou")
CODAS = ("",) * 14 + ("l", "m", "n", "nd", "r", "s", "st", "t")

# Words that stand for something in the addresses of a site.
RESERVED = frozenset({"page", "feed", "index"})

# Ranks up to which words have one, two and three syllables: frequent words are short ones.
ONE_SYLLABLE, TWO_SYLLABLES, THREE_SYLLABLES = 250, 6_000, 30_000


@dataclass(frozen=True, slots=True)
class Zipf:
    """Draws by rank, the n-th value in proportion to 1 / (n + shift) (Zipf–Mandelbrot)."""

    values: tuple[str, ...]
    cumulated: tuple[float, ...]

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self.values, cum_weights=self.cumulated, k=count)

    def draw_distinct(self, random: Random, count: int) -> list[str]:
        """`count` different values, or all of them where there are fewer, in the order drawn."""
        wanted = min(count, len(self.values))
        found: dict[str, None] = {}
        while len(found) < wanted:
            found.update(dict.fromkeys(self.draw(random, wanted - len(found))))
        return list(found)


def zipf(values: tuple[str, ...], shift: float) -> Zipf:
    """The distribution over `values`, commonest first; a larger `shift` makes the first ones less dominant."""
    return Zipf(values, tuple(accumulate(1 / (rank + shift) for rank in range(1, len(values) + 1))))


def make_vocabulary(random: Random, size: int) -> tuple[str, ...]:
    """`size` different words, the short ones first."""
    found = dict.fromkeys(RESERVED)
    while len(found) < size + len(RESERVED):
        found.setdefault("".join(_syllable(random) for _ in range(_syllables(len(found)))))
    return tuple(word for word in found if word not in RESERVED)


def sentence(random: Random, words: list[str]) -> str:
    """The words as a sentence with a capital, a full stop and perhaps a comma."""
    if len(words) > 9 and random.random() < 0.6:
        place = random.randrange(3, len(words) - 3)
        words = [*words[:place], words[place] + ",", *words[place + 1 :]]
    return " ".join(words).capitalize() + "."


def _syllables(rank: int) -> int:
    if rank < ONE_SYLLABLE:
        return 1
    if rank < TWO_SYLLABLES:
        return 2
    return 3 if rank < THREE_SYLLABLES else 4


def _syllable(random: Random) -> str:
    return random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS)
