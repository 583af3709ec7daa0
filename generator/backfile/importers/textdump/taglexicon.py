"""What a site's tag lines teach together: how many lines have which tag, and how strictly they are in order. Learns
nothing itself and cuts nothing."""

import math

import msgspec

SINGLE = 0.6
"""Share of tags that are one word."""
FEWEST = 0.8
"""Other lines that must have a tag before it counts. With the weights below chosen on every tag list of one archive
(1,264 lines), looked at on another."""
MOST_ODDS = 10.0
JOINT = 1.0
PHRASE_WEIGHT = 0.8
LEAST_GAIN = 1.0
AGAINST = 0.4
FOR = 0.6
SORTED = -12.0
"""The score of two tags out of order on a site whose lines are in order."""


class Spot(msgspec.Struct, frozen=True, order=True):
    """A place on the pages of a site: `above` lines above the line with the letters `below`, which repeats."""

    below: str = ""
    above: int = 1

    def __bool__(self) -> bool:
        return bool(self.below)


NO_SPOT = Spot()


class Lexicon(msgspec.Struct, frozen=True):
    """The tags of a site by their folded text, with the lines that have them; the folded words of its tag lines, with
    their places; how many lines and places there are, of how many tags a line nobody else knows, and the score of two
    tags out of order. Copies of a line, and a tag between the same two words again, are counted once. `spot` is
    where on its pages the site's tag lines stand, if they have one place."""

    tags: dict[str, float] = {}
    words: dict[str, int] = {}
    lines: int = 0
    places: int = 1
    novelty: float = 1.0
    disorder: float = SORTED
    spot: Spot = NO_SPOT

    def __bool__(self) -> bool:
        return bool(self.tags)

    @property
    def is_loose(self) -> bool:
        """Whether the site's lines are in no order."""
        return bool(self) and self.disorder != SORTED

    def has(self, key: str) -> bool:
        """Whether other lines have the tag, the line asking being one."""
        return self.tags.get(key, 0.0) >= 1 + FEWEST

    def weigh(self, words: list[str], evidence: float, own: float = 0.0) -> float:
        """The score of these folded words as one tag, of which a line of `own` share is the one that is cut; `evidence`
        is what that line and its article say."""
        others = self.tags.get(" ".join(words), 0.0) - own
        if others < FEWEST:
            return evidence
        odds = others / max(self.lines - others, self.lines / MOST_ODDS)
        chance = sum(self._chance(word) for word in words)
        if len(words) == 1:
            return evidence + math.log(odds + math.exp(chance)) - chance
        gain = max(math.log(odds) - chance - JOINT * (len(words) - 1), LEAST_GAIN)
        return evidence * (AGAINST if evidence < 0 else FOR) + PHRASE_WEIGHT * gain

    def _chance(self, word: str) -> float:
        """How likely (log) a line has the word as a tag of its own that no other line has."""
        return math.log(self.novelty * SINGLE * self.words.get(word, 1) / self.places)


NO_LEXICON = Lexicon()
