"""Finds the importers that are installed, and the one that a file is for."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import entry_points

from backfile.importers.importer import Importer, Input

GROUP = "backfile.importers"
LEAST_SURE = 0.2


@lru_cache(maxsize=1)
def importers() -> dict[str, Importer]:
    """All installed importers by name, in the order of their names."""
    found = {point.name: point.load()() for point in entry_points(group=GROUP)}
    return dict(sorted(found.items()))


def importer_for(item: Input, known: Iterable[Importer]) -> Importer | None:
    """The importer that is surest of the file; None where none is sure enough. Reads only the file's beginning."""
    sample = item.sample()
    scores = [(importer.recognise(item.name, sample), importer) for importer in known]
    best, importer = max(scores, key=lambda scored: scored[0], default=(0.0, None))
    return importer if best >= LEAST_SURE else None
