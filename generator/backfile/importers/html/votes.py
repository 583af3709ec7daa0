"""How much of a block a text contains, so that what an extractor found can be told in the original tree."""

from collections.abc import Iterable, Iterator

from backfile.importers.html.blocks import Block, words_of

SHINGLE = 4


class Ballot:
    """The runs of four words of a text, and its lines: a block of fewer words must be a whole line of it."""

    def __init__(self, text: str) -> None:
        self._shingles = frozenset(shingles(words_of(text)))
        self._lines = frozenset(words_of(line) for line in text.split("\n"))

    def share(self, block: Block) -> float:
        """How much of the block's words the text has in the same order, from 0 to 1."""
        if len(block.words) < SHINGLE:
            return 1.0 if block.words in self._lines else 0.0
        own = list(shingles(block.words))
        return sum(shingle in self._shingles for shingle in own) / len(own)

    def shares(self, blocks: Iterable[Block]) -> tuple[float, ...]:
        """The share of each."""
        return tuple(map(self.share, blocks))

    def agreement(self, blocks: Iterable[Block]) -> float:
        """What share of their runs of four words the blocks and the text have in common, from 0 to 1; -1 where the text
        is empty."""
        ours = {shingle for block in blocks for shingle in shingles(block.words)}
        if not self._lines - {()}:
            return -1.0
        return len(ours & self._shingles) / len(ours | self._shingles)


def shingles(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The runs of four words; of fewer words all of them as one."""
    return (words[start : start + SHINGLE] for start in range(max(1, len(words) - SHINGLE + 1)))
