"""Finds the importers that are installed, and the one that a file is for."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import entry_points

from backfile.importers.importer import Importer, Input
from backfile.problems import Location, Problem, warning

GROUP = "backfile.importers"
LEAST_SURE = 0.2


def importers() -> dict[str, Importer]:
    """All installed importers that can be used, by name, in the order of their names."""
    return _loaded()[0]


def unusable_importers() -> tuple[Problem, ...]:
    """A warning for each importer that is installed and cannot be loaded: anybody's package may bring one."""
    return _loaded()[1]


@lru_cache(maxsize=1)
def _loaded() -> tuple[dict[str, Importer], tuple[Problem, ...]]:
    found: dict[str, Importer] = {}
    problems: list[Problem] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found[point.name] = point.load()()
        except Exception as error:  # whatever somebody's package does when it is imported
            message = f"the importer cannot be loaded: {type(error).__name__}: {error}."
            hint = "Install its package again, or remove it; the other importers work without it."
            problems.append(warning(Location(f"{point.name} ({point.value})"), message, hint))
    return found, tuple(problems)


def importer_for(item: Input, known: Iterable[Importer]) -> Importer | None:
    """The importer that is surest of the file; None where none is sure enough. Reads only the file's beginning."""
    sample = item.sample()
    scores = [(importer.recognise(item.name, sample), importer) for importer in known]
    best, importer = max(scores, key=lambda scored: scored[0], default=(0.0, None))
    return importer if best >= LEAST_SURE else None
