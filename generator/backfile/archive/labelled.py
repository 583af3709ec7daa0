"""Which terms each article of an archive has, as numbers: what is counted of them asks for no article."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

import msgspec

from backfile.archive.taxonomy import TermKey, Vocabulary


class Labelled(msgspec.Struct, frozen=True):
    """The terms of each dated entry of an archive in one taxonomy, in the order in which the entry has them, as numbers
    of `keys`, of which some may be of terms that are gone."""

    keys: tuple[TermKey, ...]
    numbers: tuple[tuple[int, ...], ...]

    def of(self, position: int) -> tuple[TermKey, ...]:
        """The keys of an entry's terms."""
        return tuple([self.keys[number] for number in self.numbers[position]])

    def counted(self, positions: Iterable[int]) -> dict[TermKey, int]:
        """How many of the entries at these positions have each term; those that none has are left out."""
        counts = Counter(chain.from_iterable(map(self.numbers.__getitem__, positions)))
        return {self.keys[number]: count for number, count in counts.items()}

    def members(self) -> dict[TermKey, tuple[int, ...]]:
        """The positions of each term's entries, rising; of no term that none has."""
        found: list[list[int]] = [[] for _ in self.keys]
        for position, own in enumerate(self.numbers):
            for number in own:
                found[number].append(position)
        return {key: tuple(positions) for key, positions in zip(self.keys, found, strict=True) if positions}


def labelled(keys: Iterable[Iterable[TermKey]], vocabulary: Vocabulary) -> Labelled:
    """From the keys of each entry's terms. Entries with the same terms share one value."""
    numbers = {key: number for number, key in enumerate(vocabulary.terms)}
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    own = (tuple([numbers[key] for key in terms]) for terms in keys)
    return Labelled(tuple(vocabulary.terms), tuple([shared.setdefault(terms, terms) for terms in own]))
