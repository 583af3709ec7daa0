"""What tests of the benchmark share. Its modules are no package: they are found as when it is run."""

import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.append(str(BENCHMARKS))


@pytest.fixture
def record() -> Any:
    """A run at three sizes: time in proportion to articles, memory 50 MB and 5 kB an article; Hugo up to 10,000."""
    from record import Machine, Record

    made = Record("2026-11-30", Machine(4, 2, "Linux x86_64", "3.11.7"), {"runs": 3, "search": False})
    made.versions = ["backfile 1", "hugo v1"]
    for size in (1_000, 10_000, 100_000):
        add_size(made, size)
    return made


def add_size(made: Any, size: int) -> None:
    """Three rounds, two saves and a run of related articles."""
    from checks import Inventory
    from measure import Cost
    from record import RelatedRun, Result, Save

    inventory = Inventory({"article": size, "list": size}, 1000 * size, 500 * size)
    for number, busy in ((1, 1.0), (2, 1.5), (3, 2.0)):
        tasks = [("backfile", "cold", 1), ("backfile", "body edit", 0.125), ("hugo", "cold", 2), ("hugo", "again", 4)]
        for site, task, share in tasks if size <= 10_000 else tasks[:2]:
            wall = share * busy * size / 1000
            cost = Cost(wall, wall / 2, 50 + size / 200, 60 + size / 200, 0.5)
            made.results.append(Result(size, site, task, number, cost, inventory, {}))
    made.saves += [Save(size, 1, 0.25, 0.5, 90, 0.25), Save(size, 2, 0.5, 0.75, 95, 0.5)]
    made.related.append(RelatedRun(size, 1, (size / 1000) ** 2, 60, size // 8, 20, 0.5))
