"""How long each stage of a build took, and how much memory the build had needed by its end."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from backfile.build.request import StageReport

NOTHING = (0, 0)


class Stopwatch:
    """Seconds by stage, and the peak memory at the end of each."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._peaks: dict[str, float] = {}

    def add(self, name: str, seconds: float) -> None:
        """Adds seconds to a stage that ends now."""
        self.seconds[name] = round(self.seconds.get(name, 0.0) + seconds, 3)
        self._peaks[name] = peak_rss_mb()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds the time of its block to the stage of that name."""
        begun = time.perf_counter()
        yield
        self.add(name, time.perf_counter() - begun)

    def report(self, files: Mapping[str, tuple[int, int]]) -> tuple[StageReport, ...]:
        """The stages in order. `files` are by stage how many files of the site it wrote, and how many it let stay."""
        return tuple(
            StageReport(name, seconds, *files.get(name, NOTHING), self._peaks[name])
            for name, seconds in self.seconds.items()
        )


def peak_rss_mb() -> float:
    """The most memory that this process or one of its workers that have ended has held, in MB; 0 where that is not
    told. It is that of one process: pages that a worker shares with us count in both."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    usages = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(max(usages) / unit, 1)
